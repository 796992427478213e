/*
title: A sum of money or a percentage is recorded under a measure that counts in that unit.
why: >-
  Pounds recorded as a number of children, or a percentage as a count, would be false however well the number was read.
  A figure that is printed without a unit says nothing of the kind and is not looked at.
severity: error
*/
SELECT
  observations.observation_id AS subject,
  observations.letter_id,
  CASE WHEN measure.unit = figures.unit THEN 'pass' ELSE 'fail' END AS outcome,
  figures.unit AS expected,
  coalesce(measure.unit, 'no unit') AS found,
  '''' || figures.text || ''' is printed in ' || CASE figures.unit WHEN 'GBP' THEN 'pounds' ELSE figures.unit END
    || CASE WHEN measure.unit = figures.unit THEN ', like its measure, ' ELSE ', but its measure is not: ' END
    || coalesce(measure.label, observations.measure || ', which is not in the list of measures')
    || ' (line ' || figures.line || ')' AS detail
FROM observations
JOIN figures ON figures.figure_id = observations.figure_id
LEFT JOIN measure ON measure.code = observations.measure
WHERE figures.unit IS NOT NULL
