/*
title: Every total equals the sum of its parts, or could equal it where some of the numbers are suppressed or rounded.
why: >-
  An error of reading or of printing nearly always breaks a sum. Only parts that are exclusive and complete are
  summed, as the measure says; a sub-total has parts of its own, as the list of codes says. Where a part is suppressed,
  neither the sum of the others nor a difference is shown. Where a table has no total, the one that its letter prints
  elsewhere is compared. Parts that are printed without a total anywhere are listed as such.
severity: error
*/
WITH sums AS (
  SELECT
    additive_parts.total_id,
    additive_parts.dimension,
    additive_parts.place,
    count(*) AS parts,
    count(*) FILTER (WHERE part.value IS NULL) AS hidden,
    count(*) FILTER (
      WHERE part.value IS NULL AND part.obs_status NOT IN ('suppressed', 'suppressed_secondary')
    ) AS hidden_otherwise,
    bool_and(part.exact) AS all_exact,
    sum(part.margin) AS margin,
    string_agg(part.shown, ' + ' ORDER BY part.span_start, part.observation_id) AS addition,
    sum(CAST(part.value AS DECIMAL(18, 4))) AS parts_sum,
    sum(part.least) AS parts_least,
    -- One part without an upper bound, and the sum has none.
    CASE WHEN count(part.most) = count(*) THEN sum(part.most) END AS parts_most
  FROM additive_parts
  JOIN comparable AS part ON part.observation_id = additive_parts.part_id
  WHERE additive_parts.total_id IS NOT NULL
  GROUP BY additive_parts.total_id, additive_parts.dimension, additive_parts.place
),
bounded AS (
  SELECT
    sums.*,
    total.letter_id,
    total.place <> sums.place AS is_elsewhere,
    total.shown,
    total.value IS NOT NULL AS total_is_known,
    total.least,
    total.most,
    total.exact AND all_exact AS all_printed,
    CAST(total.value AS DECIMAL(18, 4)) = parts_sum AS is_equal,
    regexp_replace(CAST(parts_sum AS VARCHAR), '\.?0+$', '') AS sum_shown,
    CASE
      WHEN total.most < parts_least OR total.least > parts_most THEN 'fail'
      WHEN total.most IS NULL OR parts_most IS NULL THEN 'unverifiable'
      ELSE 'pass'
    END AS outcome,
    hidden || ' of ' || parts || ' parts ' || CASE WHEN hidden = 1 THEN 'is ' ELSE 'are ' END
      || CASE WHEN hidden_otherwise = 0 THEN 'suppressed' ELSE 'without a value' END AS parts_hidden,
    coalesce(' (line ' || total.line || ')', '') AS on_line
  FROM sums
  JOIN comparable AS total ON total.observation_id = sums.total_id
),
without_total AS (
  SELECT
    additive_parts.dimension,
    any_value(part.letter_id) AS letter_id,
    arg_min(part.observation_id, (coalesce(part.span_start, 0), part.observation_id)) AS first_part,
    count(*) AS parts,
    coalesce(' (line ' || min(part.line) || ')', '') AS on_line
  FROM additive_parts
  JOIN comparable AS part ON part.observation_id = additive_parts.part_id
  WHERE additive_parts.total_id IS NULL
  GROUP BY
    additive_parts.place,
    additive_parts.measure,
    additive_parts.ref_area,
    additive_parts.period_start,
    additive_parts.period_end,
    additive_parts.dimension,
    additive_parts.rest
  HAVING count(*) > 1 AND bool_or(part.in_print)
)
SELECT
  total_id || ' by ' || dimension || CASE WHEN is_elsewhere THEN ' in ' || place ELSE '' END AS subject,
  letter_id,
  outcome,
  CASE WHEN all_printed THEN sum_shown WHEN outcome <> 'fail' THEN 'within the bounds that the letter states' END
    AS expected,
  CASE WHEN all_printed OR outcome = 'fail' THEN shown END AS found,
  CASE
    WHEN outcome = 'fail' AND NOT total_is_known
    THEN addition || ' is more than the total, ''' || shown || ''', can be by the bound that the letter states for it'
    WHEN outcome = 'fail' AND all_printed AND margin > 0
    THEN addition || ' is not ' || shown || ', by more than rounding explains'
    WHEN outcome = 'fail' THEN addition || ' is not ' || shown
    WHEN all_printed AND is_equal THEN addition || ' = ' || shown
    WHEN all_printed THEN addition || ' is ' || shown || ', within their rounding'
    WHEN most IS NULL THEN 'The letter states no upper bound for the total'
    WHEN outcome = 'unverifiable' AND hidden = 0 THEN 'The letter does not state an upper bound for every part'
    WHEN outcome = 'unverifiable' AND hidden = 1 THEN parts_hidden || '; the letter states no upper bound for it'
    WHEN outcome = 'unverifiable' THEN parts_hidden || '; the letter does not state an upper bound for each of them'
    WHEN hidden > 0 THEN parts_hidden || '; the total lies within the bounds that the letter states'
    ELSE 'The bounds that the letter states for the total admit the sum of its parts'
  END || on_line AS detail
FROM bounded
UNION ALL
SELECT
  first_part || ' and others by ' || dimension,
  letter_id,
  'not_applicable',
  NULL,
  NULL,
  'No total: ' || parts || ' parts by ' || replace(dimension, '_', ' ') || ' are printed without one' || on_line
FROM without_total
-- In order: DuckDB can stall where it streams a large result of a union.
ORDER BY subject
