/*
title: Wherever a value is missing the data say why, and nowhere else.
why: An empty cell without a reason cannot be told from a value that was lost; a suppressed value must never be there.
severity: error
*/
SELECT
  observations.observation_id AS subject,
  observations.letter_id,
  CASE WHEN (observations.value IS NOT NULL) = obs_status.has_value THEN 'pass' ELSE 'fail' END AS outcome,
  CASE WHEN obs_status.has_value THEN 'a value' ELSE 'no value' END AS expected,
  CASE WHEN observations.value IS NULL THEN 'no value' ELSE 'a value' END AS found,
  'The status is ' || obs_status.code || ' and there is ' || CASE WHEN observations.value IS NULL THEN 'no' ELSE 'a' END
    || ' value' || coalesce(' (line ' || figures.line || ')', '') AS detail
FROM observations
JOIN obs_status ON obs_status.code = observations.obs_status
LEFT JOIN figures ON figures.figure_id = observations.figure_id
