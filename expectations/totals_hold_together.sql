/*
title: All the totals of one table can hold at once, whatever stands behind its marks and its rounding.
why: >-
  Each total by itself can leave room for what is hidden, and two that cross in one hidden place can still contradict
  each other: then one of the printed numbers is wrong. Which number would fit is not worked out or shown.
severity: error
*/
-- Each number has a least and a most. What a sum leaves to each of its numbers narrows them, several times over; where a
-- least comes to lie above its most, no numbers fit. Sums without a hidden or rounded number are compared exactly by
-- another rule, and narrow nothing here either.
WITH RECURSIVE sums AS (
  SELECT
    total_id,
    dimension,
    total_id || ' by ' || dimension AS sum_id,
    any_value(total.place) AS place,
    any_value(total.most) < sum(part.least)
      OR (count(part.most) = count(*) AND any_value(total.least) > sum(part.most)) AS fails_alone
  FROM additive_parts
  JOIN comparable AS part ON part.observation_id = additive_parts.part_id
  JOIN comparable AS total ON total.observation_id = additive_parts.total_id
  GROUP BY total_id, dimension
  HAVING bool_or(part.most IS DISTINCT FROM part.least OR total.most IS DISTINCT FROM total.least)
),
terms AS MATERIALIZED (
  SELECT sum_id, total_id AS observation_id, true AS is_total FROM sums
  UNION ALL
  SELECT sums.sum_id, additive_parts.part_id, false
  FROM sums
  JOIN additive_parts USING (total_id, dimension)
),
narrowed AS (
  SELECT
    0 AS times,
    comparable.observation_id,
    CAST(comparable.least AS DOUBLE) AS least,
    coalesce(CAST(comparable.most AS DOUBLE), 'inf') AS most
  FROM comparable
  WHERE comparable.observation_id IN (SELECT observation_id FROM terms)
  UNION ALL
  (
    WITH known AS (
      SELECT terms.sum_id, terms.is_total, narrowed.*
      FROM terms
      JOIN narrowed USING (observation_id)
    ),
    left_over AS (
      SELECT
        *,
        sum(least) FILTER (NOT is_total) OVER whole AS parts_least,
        sum(most) FILTER (NOT is_total AND most < 'inf') OVER whole AS parts_most,
        count(*) FILTER (NOT is_total AND most = 'inf') OVER whole AS parts_without,
        any_value(least) FILTER (is_total) OVER whole AS total_least,
        any_value(most) FILTER (is_total) OVER whole AS total_most
      FROM known
      WINDOW whole AS (PARTITION BY sum_id)
    )
    SELECT
      times + 1,
      observation_id,
      greatest(least, max(CASE
        WHEN is_total THEN parts_least
        WHEN parts_without = 0 THEN total_least - (parts_most - most)
        WHEN parts_without = 1 AND most = 'inf' THEN total_least - coalesce(parts_most, 0)
      END)),
      least(most, min(CASE
        WHEN NOT is_total THEN total_most - (parts_least - least)
        WHEN parts_without = 0 THEN parts_most
      END))
    FROM left_over
    WHERE times < 8
    GROUP BY times, observation_id, least, most
  )
),
judged AS (
  SELECT
    place,
    any_value(letter_id) AS letter_id,
    bool_or(narrowed.least > narrowed.most + 1e-6) AS contradict,
    place IN (SELECT place FROM sums WHERE fails_alone) AS told_already,
    min(line) AS line
  FROM narrowed
  JOIN comparable USING (observation_id)
  GROUP BY place
)
SELECT
  place AS subject,
  letter_id,
  CASE WHEN told_already THEN 'not_applicable' WHEN contradict THEN 'fail' ELSE 'pass' END AS outcome,
  'totals that hold together' AS expected,
  CASE
    WHEN told_already THEN 'a total that does not hold by itself'
    WHEN contradict THEN 'totals that contradict each other'
    ELSE 'totals that hold together'
  END AS found,
  CASE
    WHEN told_already THEN 'One of the totals does not hold by itself, which another rule tells'
    WHEN contradict THEN 'No numbers fit all the totals at once'
    ELSE 'The bounds of its numbers let all the totals hold'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
