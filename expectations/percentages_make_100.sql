/*
title: Percentages that divide a whole make 100, within the rounding in which they are printed.
why: >-
  Shares of one whole that do not make 100 were read wrongly, or do not share one whole. Each can be off by half a unit
  of its last printed digit. Only shares of exclusive and complete parts are added, as the measure says. Where one is
  suppressed, neither the sum of the others nor a difference is shown.
severity: error
*/
WITH shares AS (
  SELECT
    additive_parts.dimension,
    any_value(part.letter_id) AS letter_id,
    arg_min(part.observation_id, (coalesce(part.span_start, 0), part.observation_id)) AS first_part,
    min(part.line) AS line,
    count(*) AS parts,
    count(*) FILTER (WHERE part.value IS NULL) AS hidden,
    bool_and(part.exact) AS all_printed,
    string_agg(part.shown, ' + ' ORDER BY part.span_start, part.observation_id) AS addition,
    sum(CAST(part.value AS DECIMAL(18, 4))) AS parts_sum,
    sum(part.least) AS least,
    CASE WHEN count(part.most) = count(*) THEN sum(part.most) END AS most,
    -- Shares of a part of the whole make what is printed for that part.
    bool_or(total.value IS NOT NULL AND abs(total.value - 100) > total.margin) AS of_a_part
  FROM additive_parts
  JOIN comparable AS part ON part.observation_id = additive_parts.part_id
  LEFT JOIN comparable AS total ON total.observation_id = additive_parts.total_id
  WHERE part.unit = 'percent' AND coalesce(additive_parts.total_code, '_T') = '_T'
  GROUP BY
    additive_parts.place,
    additive_parts.measure,
    additive_parts.ref_area,
    additive_parts.period_start,
    additive_parts.period_end,
    additive_parts.dimension,
    additive_parts.rest
  HAVING count(*) > 1 AND bool_or(part.in_print)
),
judged AS (
  SELECT
    *,
    CASE
      WHEN of_a_part THEN 'not_applicable'
      WHEN least > 100 OR most < 100 THEN 'fail'
      WHEN most IS NULL THEN 'unverifiable'
      ELSE 'pass'
    END AS outcome,
    regexp_replace(CAST(parts_sum AS VARCHAR), '\.?0+$', '') AS sum_shown
  FROM shares
)
SELECT
  first_part || ' and others by ' || dimension AS subject,
  letter_id,
  outcome,
  CASE WHEN outcome <> 'not_applicable' THEN '100, within rounding' END AS expected,
  CASE WHEN all_printed THEN sum_shown END AS found,
  CASE
    WHEN of_a_part THEN 'The ' || parts || ' shares are of a part whose own share is printed, and not of 100'
    WHEN outcome = 'fail' AND all_printed
    THEN addition || ' is ' || sum_shown || ', which is further from 100 than rounding explains'
    WHEN outcome = 'fail' THEN addition || ' cannot be 100'
    WHEN all_printed AND parts_sum = 100 THEN addition || ' = 100'
    WHEN all_printed THEN addition || ' is 100, within their rounding'
    WHEN outcome = 'unverifiable'
    THEN hidden || ' of ' || parts || ' shares without a value; the letter does not state an upper bound for each'
    ELSE hidden || ' of ' || parts || ' shares without a value; the bounds that the letter states admit 100'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
