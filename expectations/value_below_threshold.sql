/*
title: No small count is printed that the letter's own rule should have hidden.
why: >-
  Such a count was disclosed by mistake, or the rule is not the one that was followed. Zero is left out: letters often
  print it, and their rules seldom say whether it counts as small.
severity: warning
*/
WITH by_sign AS (
  SELECT
    letter_id,
    question_id,
    -- Where an answer states two thresholds of the same marks, only what both of them hide is held against it.
    min(most) AS most
  FROM thresholds_stated
  WHERE most IS NOT NULL
  GROUP BY letter_id, question_id, sign
),
stated AS (
  -- Of thresholds of several marks the widest: a count that one mark does not stand for is hidden by the other.
  SELECT letter_id, question_id, max(most) AS most
  FROM by_sign
  GROUP BY letter_id, question_id
),
-- Marks such as '<5' state the threshold of the place that they stand in.
marked AS (
  SELECT place, min(most) AS most
  FROM marks_printed
  WHERE obs_status = 'suppressed' AND most IS NOT NULL
  GROUP BY place
),
-- A threshold that stands outside the answers is for every answer without one of its own.
rules AS (
  SELECT questions.question_id, coalesce(own.most, general.most) AS most
  FROM questions
  LEFT JOIN stated AS own ON own.question_id = questions.question_id
  LEFT JOIN stated AS general ON general.letter_id = questions.letter_id AND general.question_id IS NULL
  WHERE coalesce(own.most, general.most) IS NOT NULL
),
judged AS (
  SELECT
    observations.observation_id,
    observations.letter_id,
    observations.shown,
    observations.line,
    greatest(rules.most, marked.most) AS most,
    observations.value <= greatest(rules.most, marked.most) AS is_small,
    coalesce(observations.value > rules.most, true) AS by_mark
  FROM comparable AS observations
  LEFT JOIN rules ON rules.question_id = observations.question_id
  LEFT JOIN marked ON marked.place = observations.place
  WHERE observations.value > 0
    AND observations.unit NOT IN ('yes_no', 'GBP', 'percent', 'weeks')
    AND greatest(rules.most, marked.most) IS NOT NULL
)
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN is_small THEN 'fail' ELSE 'pass' END AS outcome,
  'more than ' || printf('%.15g', most) AS expected,
  shown AS found,
  shown || CASE
    WHEN NOT is_small THEN ' is large enough to be printed'
    WHEN by_mark THEN ' is printed, yet the same table hides such counts behind a mark'
    ELSE ' is printed, yet the letter says that such counts are not reported'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
