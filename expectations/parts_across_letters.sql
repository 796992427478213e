/*
title: A part that one letter gives is not larger than the whole that another one gives.
why: >-
  The whole of a measure, or of a year, often comes in another letter than the part. Where they cannot both be right, the
  later letter has revised the earlier, or they do not measure the same thing. Compared is the latest letter that gives
  the whole.
severity: warning
*/
WITH judged AS (
  SELECT
    part.observation_id || ' of ' || whole.observation_id AS subject,
    part.letter_id,
    whole.letter_id AS whole_letter,
    part.line,
    whole.line AS whole_line,
    held_within.because,
    part.value IS NOT NULL AND whole.value IS NOT NULL AS both_known,
    part.shown AS part_shown,
    whole.shown AS whole_shown,
    CASE
      WHEN part.least > whole.most THEN 'fail'
      WHEN part.most <= whole.least OR (part.exact AND whole.exact AND part.value <= whole.value) THEN 'pass'
      ELSE 'unverifiable'
    END AS outcome
  FROM held_within
  JOIN comparable AS part ON part.observation_id = held_within.part_id
  JOIN comparable AS whole ON whole.observation_id = held_within.whole_id
  WHERE NOT held_within.in_one_letter
)
SELECT
  subject,
  letter_id,
  outcome,
  CASE WHEN both_known THEN 'at most ' || whole_shown END AS expected,
  CASE WHEN both_known THEN part_shown END AS found,
  CASE because WHEN 'period' THEN 'Part of a year' ELSE 'Part of a measure' END || ', the whole in ' || whole_letter
    || coalesce(' on line ' || whole_line, '') || ': ' || CASE
    WHEN both_known THEN
      part_shown || CASE outcome
        WHEN 'fail' THEN ' is more than '
        WHEN 'pass' THEN ' is not more than '
        ELSE ' is, but for rounding, not more than '
      END || whole_shown
    WHEN outcome = 'fail' THEN 'more, by the bounds that the letters state'
    WHEN outcome = 'pass' THEN 'not more, by the bounds that the letters state'
    ELSE 'the bounds that the letters state do not decide it'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
-- In order: DuckDB can stall where it streams a large result of a union.
ORDER BY subject
