/*
title: In one letter the number for a part of a year is never larger than that for the whole year.
why: >-
  Events, and people counted once, only become more as a year goes on. A part that exceeds its year shows a slipped
  digit, or a part of a year that passes for the whole. Shares, states and counts on one day are not compared.
severity: error
*/
WITH judged AS (
  SELECT
    part.observation_id || ' of ' || whole.observation_id AS subject,
    part.letter_id,
    part.line,
    part.period_start || ' to ' || part.period_end || ' within ' || whole.period_start || ' to ' || whole.period_end
      AS periods,
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
  WHERE held_within.because = 'period' AND held_within.in_one_letter
)
SELECT
  subject,
  letter_id,
  outcome,
  CASE WHEN both_known THEN 'at most ' || whole_shown END AS expected,
  CASE WHEN both_known THEN part_shown END AS found,
  periods || ': ' || CASE
    WHEN outcome = 'fail' THEN part_shown || ' is more than ' || whole_shown
    WHEN both_known AND outcome = 'pass' THEN part_shown || ' is not more than ' || whole_shown
    WHEN both_known AND NOT in_order THEN part_shown || ' is more than ' || whole_shown || ' by no more than rounding'
    WHEN outcome = 'pass' THEN 'not more, by the bounds that the letter states'
    ELSE 'the bounds that the letter states do not decide it'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
-- In order: DuckDB can stall where it streams a large result of a union.
ORDER BY subject
