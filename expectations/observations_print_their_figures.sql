/*
title: Every value in the data is the number that the letter prints for it.
why: >-
  The printed figure, times the scale that its heading states, is the evidence for the value. Only a correction that is
  published may make them differ.
severity: error
*/
WITH judged AS (
  SELECT
    observations.observation_id,
    observations.letter_id,
    observations.value_text,
    figures.text,
    figures.line,
    CASE
      WHEN figures.letter_id <> observations.letter_id THEN 'the figure stands in another letter'
      WHEN trim(regexp_replace(coalesce(observations.value_text, ''), '[\s\p{Z}]+', ' ', 'g'))
        <> trim(regexp_replace(figures.text, '[\s\p{Z}]+', ' ', 'g'))
      THEN 'the texts differ'
      WHEN figures.value IS DISTINCT FROM observations.value
        AND (corrections.figure_id IS NULL OR corrections.corrected IS DISTINCT FROM observations.value)
      THEN 'the numbers differ'
    END AS wrong
  FROM observations
  JOIN figures ON figures.figure_id = observations.figure_id
  LEFT JOIN corrections ON corrections.figure_id = figures.figure_id
)
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN wrong IS NULL THEN 'pass' ELSE 'fail' END AS outcome,
  text AS expected,
  value_text AS found,
  CASE
    WHEN wrong IS NULL THEN 'The letter prints ''' || text || ''''
    ELSE 'The observation has ''' || coalesce(value_text, '') || ''' and its figure ''' || text || ''': ' || wrong
  END || ' (line ' || line || ')' AS detail
FROM judged
