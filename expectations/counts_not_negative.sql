/*
title: No count of people, of events or of anything else is below zero.
why: >-
  Nothing that letters count can be less than none; money and shares can, where they are differences. A sign before such a number is a dash that was
  taken for one, or an error of the letter; and sums can still seem to hold where two signs cancel.
severity: error
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
WHERE value IS NOT NULL AND unit NOT IN ('GBP', 'percent')
