/*
title: Every declared correction is of an error that the letter still has, and the data give the corrected value.
why: >-
  A letter's own error is corrected only by declaration: the printed value stays in the figures, the corrected one
  stands in the observations, and both are published with the reason. A correction of what is not printed, or one that
  changes nothing, must go.
severity: error
*/
WITH coded AS (
  SELECT
    corrections.figure_id,
    count(observations.observation_id) AS observations,
    bool_or(observations.value IS DISTINCT FROM corrections.corrected) AS differ
  FROM corrections
  LEFT JOIN observations ON observations.figure_id = corrections.figure_id
  GROUP BY corrections.figure_id
),
judged AS (
  SELECT
    corrections.figure_id,
    corrections.letter_id,
    corrections.printed,
    printf('%.15g', corrections.corrected) AS corrected,
    figures.line,
    CASE
      WHEN figures.figure_id IS NULL THEN 'there is no such figure'
      WHEN figures.letter_id <> corrections.letter_id THEN 'the figure stands in another letter'
      WHEN figures.text <> corrections.printed THEN 'the letter prints ''' || figures.text || ''' there'
      WHEN figures.value IS NULL THEN 'the letter prints no number there, and a hidden one cannot be given'
      WHEN figures.value = corrections.corrected THEN 'the letter prints the same value'
      WHEN coded.observations = 0 THEN 'no observation codes the figure'
      WHEN coded.differ THEN 'an observation has another value'
    END AS wrong
  FROM corrections
  JOIN coded ON coded.figure_id = corrections.figure_id
  LEFT JOIN figures ON figures.figure_id = corrections.figure_id
)
SELECT
  figure_id AS subject,
  letter_id,
  CASE WHEN wrong IS NULL THEN 'pass' ELSE 'fail' END AS outcome,
  corrected AS expected,
  printed AS found,
  '''' || printed || ''' is corrected to ' || corrected || coalesce(', but ' || wrong, '')
    || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
