/*
title: No small count is printed that the letter's own rule should have hidden.
why: >-
  Such a count was disclosed by mistake, or the rule is not the one that was followed. Zero is left out: letters often
  print it, and their rules seldom say whether it counts as small.
severity: warning
*/
WITH stated AS (
  SELECT
    letter_id,
    question_id,
    -- Where an answer states two thresholds, only what both of them hide is held against it.
    min(TRY_CAST(regexp_extract(reason, '^threshold: at most (.+)$', 1) AS DOUBLE)) AS most
  FROM figures
  WHERE "use" = 'context' AND starts_with(reason, 'threshold: at most ')
  GROUP BY letter_id, question_id
),
-- A threshold that stands outside the answers is for every answer without one of its own.
rules AS (
  SELECT questions.question_id, coalesce(own.most, general.most) AS most
  FROM questions
  LEFT JOIN stated AS own ON own.question_id = questions.question_id
  LEFT JOIN stated AS general ON general.letter_id = questions.letter_id AND general.question_id IS NULL
  WHERE coalesce(own.most, general.most) IS NOT NULL
)
SELECT
  observations.observation_id AS subject,
  observations.letter_id,
  CASE WHEN observations.value <= rules.most THEN 'fail' ELSE 'pass' END AS outcome,
  'more than ' || printf('%.15g', rules.most) AS expected,
  coalesce(observations.value_text, printf('%.15g', observations.value)) AS found,
  coalesce(observations.value_text, printf('%.15g', observations.value)) || ' is '
    || CASE WHEN observations.value <= rules.most THEN 'printed, yet the letter says that such counts are not reported'
       ELSE 'large enough to be printed' END
    || coalesce(' (line ' || figures.line || ')', '') AS detail
FROM observations
JOIN rules ON rules.question_id = observations.question_id
JOIN measure ON measure.code = observations.measure
LEFT JOIN figures ON figures.figure_id = observations.figure_id
WHERE observations.value > 0 AND measure.unit NOT IN ('yes_no', 'GBP', 'percent', 'weeks')
