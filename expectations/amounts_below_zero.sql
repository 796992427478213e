/*
title: No amount of money, share or length of time is below zero.
why: >-
  Only a difference can be. Elsewhere a minus before an amount is a dash that was taken for one, or an error of the
  letter.
severity: warning
*/
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN value < 0 THEN 'fail' ELSE 'pass' END AS outcome,
  '0 or more' AS expected,
  shown AS found,
  shown || CASE WHEN value < 0 THEN ' is below zero' ELSE ' is not below zero' END
    || coalesce(' (line ' || line || ')', '') AS detail
FROM comparable
WHERE value IS NOT NULL AND NOT counted
