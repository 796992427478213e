/*
title: A number that is printed in several places is the same in all of them.
why: >-
  Letters repeat a grand total in every breakdown, and councils answer the same question twice. Where the places differ,
  one of them is wrong, or they do not measure the same thing and must be coded apart.
severity: error
*/
WITH keyed AS (
  SELECT
    observations.observation_id,
    -- A total and a value that is not broken down at all are the same quantity.
    coalesce(
      string_agg(slices.dimension || '=' || slices.code, ', ' ORDER BY slices.dimension)
        FILTER (WHERE slices.code NOT IN ('_T', '_Z')),
      'total'
    ) AS codes
  FROM observations
  JOIN observation_slices AS slices ON slices.observation_id = observations.observation_id
  JOIN obs_status ON obs_status.code = observations.obs_status
  WHERE obs_status.in_print
  GROUP BY observations.observation_id
),
quantities AS (
  SELECT
    concat_ws(
      ' ',
      observations.measure,
      keyed.codes,
      observations.ref_area,
      observations.period_start || '/' || observations.period_end
    ) AS subject,
    count(*) AS places,
    count(observations.value) AS valued,
    count(DISTINCT observations.letter_id) AS letters,
    min(observations.letter_id) AS first_letter,
    max(coalesce(observations.value_lower, 0)) AS least,
    min(observations.value_upper) AS most,
    count(*) FILTER (WHERE observations.value_upper IS NULL) AS unbounded,
    string_agg(
      coalesce(observations.value_text, '[' || observations.obs_status || ']')
        || coalesce(' on line ' || figures.line, ''),
      ', ' ORDER BY figures.line, observations.observation_id
    ) AS printed_in_one,
    string_agg(
      coalesce(observations.value_text, '[' || observations.obs_status || ']')
        || coalesce(' on line ' || figures.line, '') || ' of ' || observations.letter_id,
      ', ' ORDER BY observations.letter_id, figures.line, observations.observation_id
    ) AS printed_in_several,
    string_agg(
      CASE WHEN observations.value IS NULL THEN replace(observations.obs_status, '_', ' ') ELSE 'printed' END
        || coalesce(' on line ' || figures.line, '') || ' of ' || observations.letter_id,
      ', ' ORDER BY observations.letter_id, figures.line, observations.observation_id
    ) AS places_only,
    string_agg(DISTINCT observations.value_text, ', ' ORDER BY observations.value_text) AS texts
  FROM observations
  JOIN keyed ON keyed.observation_id = observations.observation_id
  LEFT JOIN figures ON figures.figure_id = observations.figure_id
  GROUP BY
    observations.measure, keyed.codes, observations.ref_area, observations.period_start, observations.period_end
  HAVING count(*) > 1
),
judged AS (
  SELECT
    *,
    -- A value beside the place of a hidden one would point at what it was.
    CASE
      WHEN valued < places THEN places_only
      WHEN letters = 1 THEN printed_in_one
      ELSE printed_in_several
    END AS printed,
    CASE
      WHEN least > most THEN 'fail'
      WHEN valued > 0 AND unbounded > 0 THEN 'unverifiable'
      ELSE 'pass'
    END AS outcome
  FROM quantities
)
SELECT
  subject,
  CASE WHEN letters = 1 THEN first_letter END AS letter_id,
  outcome,
  'the same in ' || places || ' places' AS expected,
  CASE WHEN valued = places THEN texts END AS found,
  CASE
    WHEN outcome = 'fail' THEN 'The places differ: ' || printed
    WHEN outcome = 'unverifiable' THEN
      'The letter does not state an upper bound in each of ' || places || ' places'
    WHEN valued = places THEN 'The places agree: ' || printed
    WHEN valued = 0 THEN 'Suppressed in each of ' || places || ' places'
    ELSE 'Suppressed in some of ' || places || ' places, within the bounds that the letter states'
  END AS detail
FROM judged
