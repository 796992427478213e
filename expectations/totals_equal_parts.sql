/*
title: Every total equals the sum of its parts, or could equal it where some of the numbers are suppressed.
why: >-
  An error of reading or of printing nearly always breaks a sum. Only parts that are exclusive and complete are
  summed, as the measure says. Where a part is suppressed, neither the sum of the others nor a difference is shown.
severity: error
*/
WITH cells AS (
  SELECT
    observations.*,
    coalesce(figures.line, 0) AS line,
    figures.span_start,
    coalesce(observations.value_text, '[' || observations.obs_status || ']') AS printed,
    CAST(coalesce(observations.value_lower, 0) AS DECIMAL(18, 4)) AS least,
    CAST(observations.value_upper AS DECIMAL(18, 4)) AS most
  FROM observations
  LEFT JOIN figures ON figures.figure_id = observations.figure_id
),
-- What adds up to what, the view additions says: parts of a total in its own table, or in an answer outside one.
sums AS (
  SELECT
    total.observation_id,
    additions.dimension,
    total.letter_id,
    total.line,
    total.printed,
    total.value IS NOT NULL AS total_is_known,
    total.least,
    total.most,
    count(*) AS parts,
    count(*) FILTER (WHERE part.value IS NULL) AS hidden,
    count(*) FILTER (
      WHERE part.value IS NULL AND part.obs_status NOT IN ('suppressed', 'suppressed_secondary')
    ) AS hidden_otherwise,
    string_agg(part.printed, ' + ' ORDER BY part.span_start, part.observation_id) AS addition,
    sum(part.least) AS parts_least,
    -- One part without an upper bound, and the sum has none.
    CASE WHEN count(part.most) = count(*) THEN sum(part.most) END AS parts_most
  FROM additions
  JOIN cells AS total ON total.observation_id = additions.total_id
  JOIN cells AS part ON part.observation_id = additions.part_id
  GROUP BY ALL
),
judged AS (
  SELECT
    *,
    CASE
      WHEN most < parts_least OR least > parts_most THEN 'fail'
      WHEN most IS NULL OR parts_most IS NULL THEN 'unverifiable'
      ELSE 'pass'
    END AS outcome,
    total_is_known AND hidden = 0 AND coalesce(least = most AND parts_least = parts_most, false) AS all_printed,
    regexp_replace(CAST(parts_least AS VARCHAR), '\.?0+$', '') AS parts_sum,
    hidden || ' of ' || parts || ' parts ' || CASE WHEN hidden = 1 THEN 'is ' ELSE 'are ' END
      || CASE WHEN hidden_otherwise = 0 THEN 'suppressed' ELSE 'without a value' END AS parts_hidden,
    CASE WHEN line > 0 THEN ' (line ' || line || ')' ELSE '' END AS place
  FROM sums
)
SELECT
  observation_id || ' by ' || dimension AS subject,
  letter_id,
  outcome,
  CASE WHEN all_printed THEN parts_sum WHEN outcome <> 'fail' THEN 'within the bounds that the letter states' END
    AS expected,
  CASE WHEN all_printed OR outcome = 'fail' THEN printed END AS found,
  CASE
    WHEN outcome = 'fail' AND NOT total_is_known
    THEN addition || ' is more than the total, ''' || printed || ''', can be by the bound that the letter states for it'
    WHEN outcome = 'fail' THEN addition || ' is not ' || printed
    WHEN all_printed THEN addition || ' = ' || printed
    WHEN most IS NULL THEN 'The letter states no upper bound for the total'
    WHEN outcome = 'unverifiable' AND hidden = 0 THEN 'The letter does not state an upper bound for every part'
    WHEN outcome = 'unverifiable' AND hidden = 1 THEN parts_hidden || '; the letter states no upper bound for it'
    WHEN outcome = 'unverifiable' THEN parts_hidden || '; the letter does not state an upper bound for each of them'
    WHEN hidden > 0 THEN parts_hidden || '; the total lies within the bounds that the letter states'
    ELSE 'The bounds that the letter states for the total admit the sum of its parts'
  END || place AS detail
FROM judged
