/*
title: Quarters make the year, and years the total over them, that the same letter prints in another place.
why: >-
  As parts_make_the_period. Two answers can count differently without saying so, so that a difference is to be read and need not be
  an error.
  Shares, states and counts on one day are not added. Of people and cases the whole is at most the sum: one can be
  counted in two quarters and once in the year. Where a part is suppressed, neither the sum of the others nor a
  difference is shown.
severity: warning
*/
WITH sums AS (
  SELECT
    period_parts.whole_id,
    period_parts.place,
    count(*) AS parts,
    count(*) FILTER (WHERE part.value IS NULL) AS hidden,
    bool_and(part.exact) AS all_exact,
    string_agg(part.shown, ' + ' ORDER BY part.period_start, part.observation_id) AS addition,
    sum(CAST(part.value AS DECIMAL(18, 4))) AS parts_sum,
    sum(part.least) AS parts_least,
    CASE WHEN count(part.most) = count(*) THEN sum(part.most) END AS parts_most
  FROM period_parts
  JOIN comparable AS part ON part.observation_id = period_parts.part_id
  WHERE NOT period_parts.in_one_place
  GROUP BY period_parts.whole_id, period_parts.place
),
judged AS (
  SELECT
    sums.*,
    whole.letter_id,
    whole.line,
    whole.shown,
    whole.exact AND all_exact AS all_printed,
    -- One person, or one case, can be counted in two parts and is counted once in the whole.
    whole.unit IN ('people', 'cases') AS counted_once,
    CAST(whole.value AS DECIMAL(18, 4)) = parts_sum AS is_equal,
    regexp_replace(CAST(parts_sum AS VARCHAR), '\.?0+$', '') AS sum_shown,
    CASE
      WHEN whole.least > parts_most OR (NOT counted_once AND whole.most < parts_least) THEN 'fail'
      WHEN whole.most <= parts_least AND counted_once THEN 'pass'
      WHEN whole.most IS NULL OR parts_most IS NULL THEN 'unverifiable'
      ELSE 'pass'
    END AS outcome
  FROM sums
  JOIN comparable AS whole ON whole.observation_id = sums.whole_id
)
SELECT
  whole_id || ' by period in ' || place AS subject,
  letter_id,
  outcome,
  CASE WHEN all_printed THEN CASE WHEN counted_once THEN 'at most ' ELSE '' END || sum_shown END AS expected,
  CASE WHEN all_printed OR outcome = 'fail' THEN shown END AS found,
  CASE
    WHEN outcome = 'fail' AND counted_once THEN shown || ' is more than its parts can make, ' || addition
    WHEN outcome = 'fail' THEN addition || ' is not ' || shown
    WHEN all_printed AND is_equal THEN addition || ' = ' || shown
    WHEN all_printed AND counted_once THEN shown || ' is no more than ' || addition
    WHEN all_printed THEN addition || ' is ' || shown || ', within their rounding'
    WHEN outcome = 'unverifiable'
    THEN hidden || ' of ' || parts || ' parts without a value; the letter does not bound every number'
    ELSE hidden || ' of ' || parts || ' parts without a value; the bounds that the letter states admit the whole'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
-- In order: DuckDB can stall where it streams a large result of a union.
ORDER BY subject
