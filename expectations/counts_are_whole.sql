/*
title: Counts of people, of events or of anything else are whole numbers, and none is below zero.
why: >-
  Nothing that letters count can be less than none, or a part of one. A sign before such a number is a dash that was
  taken for one, and a part a comma that was read as a decimal point; or it is an error of the letter. Sums can still
  seem to hold where two signs cancel.
severity: error
*/
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN value < 0 OR value <> floor(value) THEN 'fail' ELSE 'pass' END AS outcome,
  'a whole number, 0 or more' AS expected,
  shown AS found,
  shown
    || CASE
      WHEN value < 0 THEN ' is below zero'
      WHEN value <> floor(value) THEN ' is no whole number'
      ELSE ' is a whole number, and not below zero'
    END
    || coalesce(' (line ' || line || ')', '') AS detail
FROM comparable
WHERE value IS NOT NULL AND counted
