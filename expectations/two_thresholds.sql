/*
title: A letter states one rule for hiding small numbers, and not two that differ.
why: >-
  '5 or lower are not reported' hides a 5, 'less than 5' does not. Where a letter says both, the bounds of its
  suppressed values depend on which statement is read.
severity: warning
*/
-- A threshold that is 'not the only reason' for hiding numbers has no 'at most N', and is not compared.
WITH stated AS (
  SELECT
    letter_id,
    text,
    line,
    span_start,
    TRY_CAST(regexp_extract(reason, '^threshold: at most (.+)$', 1) AS DOUBLE) AS most
  FROM figures
  WHERE "use" = 'context' AND starts_with(reason, 'threshold: at most ')
)
SELECT
  letter_id AS subject,
  letter_id,
  CASE WHEN count(DISTINCT most) > 1 THEN 'fail' ELSE 'pass' END AS outcome,
  'one threshold' AS expected,
  count(DISTINCT most) || CASE WHEN count(DISTINCT most) = 1 THEN ' threshold' ELSE ' thresholds' END AS found,
  'The letter hides counts of ' || string_agg('''' || text || ''' on line ' || line, ', ' ORDER BY span_start)
    || CASE WHEN count(DISTINCT most) > 1 THEN ', which is not the same' ELSE '' END AS detail
FROM stated
GROUP BY letter_id
