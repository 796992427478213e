/*
title: In one letter a part is never larger than the whole for the same area and period.
why: >-
  Children who went missing cannot outnumber the incidents, nor incidents with a marker all incidents. Which measure is
  part of which is said in the list of measures. Where a value is suppressed only the letter's bounds are compared, and
  where numbers are rounded only what the rounding leaves.
severity: error
*/
WITH judged AS (
  SELECT
    part.observation_id || ' of ' || whole.observation_id AS subject,
    part.letter_id,
    part.line,
    part_measure.label || ' within ' || lower(whole_measure.label[1]) || whole_measure.label[2:] AS names,
    part.value IS NOT NULL AND whole.value IS NOT NULL AS both_known,
    part.shown AS part_shown,
    whole.shown AS whole_shown,
    part.value <= whole.value AS in_order,
    CASE
      WHEN part.least > whole.most THEN 'fail'
      WHEN part.most <= whole.least OR (part.exact AND whole.exact AND part.value <= whole.value) THEN 'pass'
      ELSE 'unverifiable'
    END AS outcome
  FROM held_within
  JOIN comparable AS part ON part.observation_id = held_within.part_id
  JOIN comparable AS whole ON whole.observation_id = held_within.whole_id
  JOIN measure AS part_measure ON part_measure.code = part.measure
  JOIN measure AS whole_measure ON whole_measure.code = whole.measure
  WHERE held_within.because = 'measure' AND held_within.in_one_letter
)
SELECT
  subject,
  letter_id,
  outcome,
  CASE WHEN both_known THEN 'at most ' || whole_shown END AS expected,
  CASE WHEN both_known THEN part_shown END AS found,
  names || ': ' || CASE
    WHEN outcome = 'fail' THEN part_shown || ' is more than ' || whole_shown
    WHEN both_known AND outcome = 'pass' THEN part_shown || ' is not more than ' || whole_shown
    WHEN both_known AND NOT in_order THEN part_shown || ' is more than ' || whole_shown || ' by no more than rounding'
    WHEN outcome = 'pass' THEN 'not more, by the bounds that the letter states'
    ELSE 'the bounds that the letter states do not decide it'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
-- In order: DuckDB can stall where it streams a large result of a union.
ORDER BY subject
