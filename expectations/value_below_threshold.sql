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
-- Places with a mark that prints no bound.
unexplained AS (
  SELECT DISTINCT place, question_id
  FROM marks_printed
  WHERE obs_status = 'suppressed' AND most IS NULL
),
-- What all answers that state a threshold state alike is the letter's own rule.
agreed AS (
  SELECT letter_id, any_value(most) AS most
  FROM stated
  GROUP BY letter_id
  HAVING count(DISTINCT most) = 1
),
-- A threshold that stands outside the answers is for every answer without one of its own.
rules AS (
  SELECT questions.question_id, coalesce(own.most, general.most) AS most
  FROM questions
  LEFT JOIN stated AS own ON own.question_id = questions.question_id
  LEFT JOIN stated AS general ON general.letter_id = questions.letter_id AND general.question_id IS NULL
),
ruled AS (
  SELECT
    observations.observation_id,
    observations.letter_id,
    observations.shown,
    observations.value,
    observations.line,
    greatest(
      coalesce(rules.most, CASE WHEN unexplained.place IS NOT NULL THEN agreed.most END),
      marked.most
    ) AS most,
    rules.most IS NULL AND unexplained.place IS NOT NULL AS elsewhere,
    coalesce(observations.value > coalesce(rules.most, agreed.most), true) AS by_mark,
    EXISTS (SELECT 1 FROM stated WHERE stated.letter_id = observations.letter_id) AS states_several
  FROM comparable AS observations
  LEFT JOIN rules ON rules.question_id = observations.question_id
  LEFT JOIN marked ON marked.place = observations.place
  LEFT JOIN unexplained
    ON unexplained.place = observations.place AND unexplained.question_id = observations.question_id
  LEFT JOIN agreed ON agreed.letter_id = observations.letter_id
  WHERE observations.value > 0 AND observations.counted
),
judged AS (
  SELECT *, value <= most AS is_small
  FROM ruled
  -- Where answers state several thresholds, none of them in the answer of the mark, it cannot be said.
  WHERE most IS NOT NULL OR (elsewhere AND states_several)
)
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN most IS NULL THEN 'unverifiable' WHEN is_small THEN 'fail' ELSE 'pass' END AS outcome,
  'more than ' || printf('%.15g', most) AS expected,
  shown AS found,
  shown || CASE
    WHEN most IS NULL THEN ' stands beside a mark for which its answer states no threshold, and other answers state several'
    WHEN NOT is_small THEN ' is large enough to be printed'
    WHEN by_mark THEN ' is printed, yet the same table hides such counts behind a mark'
    WHEN elsewhere THEN ' is printed beside a mark, yet the letter says in other answers that such counts are not reported'
    ELSE ' is printed, yet the letter says that such counts are not reported'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
