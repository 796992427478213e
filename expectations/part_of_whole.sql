/*
title: A part is never larger than the whole for the same area and period.
why: >-
  Children who went missing cannot outnumber the incidents, nor incidents with a marker all incidents. Which measure is
  part of which is said in the list of measures. Where a value is suppressed only the letter's bounds are compared.
severity: error
*/
WITH codes AS (
  SELECT
    observations.observation_id,
    coalesce(
      list(slices.dimension || '=' || slices.code) FILTER (WHERE slices.code NOT IN ('_T', '_Z')), []
    ) AS restrictions
  FROM observations
  JOIN observation_slices AS slices ON slices.observation_id = observations.observation_id
  GROUP BY observations.observation_id
),
pairs AS (
  SELECT
    part.observation_id AS part_id,
    whole.observation_id AS whole_id,
    part.letter_id,
    part_figure.line,
    measure.label AS part_name,
    whole_measure.label AS whole_name,
    part.value IS NOT NULL AND whole.value IS NOT NULL AS both_known,
    coalesce(part.value_text, '[' || part.obs_status || ']') AS part_text,
    coalesce(whole.value_text, '[' || whole.obs_status || ']') AS whole_text,
    coalesce(part.value_lower, 0) AS part_least,
    part.value_upper AS part_most,
    coalesce(whole.value_lower, 0) AS whole_least,
    whole.value_upper AS whole_most
  FROM observations AS part
  JOIN measure ON measure.code = part.measure
  JOIN measure AS whole_measure ON whole_measure.code = measure.part_of
  JOIN observations AS whole
    ON whole.measure = measure.part_of
    AND whole.ref_area = part.ref_area
    AND whole.period_start = part.period_start
    AND whole.period_end = part.period_end
  JOIN codes AS part_codes ON part_codes.observation_id = part.observation_id
  JOIN codes AS whole_codes
    ON whole_codes.observation_id = whole.observation_id
    -- Whatever narrows the whole narrows the part as well.
    AND list_has_all(part_codes.restrictions, whole_codes.restrictions)
  JOIN obs_status AS part_status ON part_status.code = part.obs_status AND part_status.in_print
  JOIN obs_status AS whole_status ON whole_status.code = whole.obs_status AND whole_status.in_print
  LEFT JOIN figures AS part_figure ON part_figure.figure_id = part.figure_id
),
judged AS (
  SELECT
    *,
    CASE
      WHEN part_least > whole_most THEN 'fail'
      WHEN part_most <= whole_least THEN 'pass'
      ELSE 'unverifiable'
    END AS outcome
  FROM pairs
)
SELECT
  part_id || ' of ' || whole_id AS subject,
  letter_id,
  outcome,
  CASE WHEN both_known THEN 'at most ' || whole_text END AS expected,
  CASE WHEN both_known THEN part_text END AS found,
  part_name || ' within ' || lower(whole_name[1]) || whole_name[2:] || ': ' || CASE
    WHEN outcome = 'fail' THEN part_text || ' is more than ' || whole_text
    WHEN both_known AND outcome = 'pass' THEN part_text || ' is not more than ' || whole_text
    WHEN outcome = 'pass' THEN 'not more, by the bounds that the letter states'
    ELSE 'the bounds that the letter states do not decide it'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
