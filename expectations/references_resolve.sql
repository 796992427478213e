/*
title: An answer that only refers to another one leads to an answer in the same letter, and not round in a circle.
why: The outcome of 'See response to question 3' is that of question 3; a circle would leave both without an outcome.
severity: error
*/
WITH RECURSIVE walk AS (
  SELECT question_id AS start_id, refers_to AS reached, [question_id] AS path
  FROM answers
  WHERE refers_to IS NOT NULL
  UNION ALL
  SELECT walk.start_id, answers.refers_to, list_append(walk.path, walk.reached)
  FROM walk
  JOIN answers ON answers.question_id = walk.reached
  WHERE answers.refers_to IS NOT NULL AND NOT list_contains(walk.path, walk.reached)
),
circles AS (
  SELECT start_id, any_value(array_to_string(list_append(path, reached), ' -> ')) AS circle
  FROM walk
  WHERE reached = start_id
  GROUP BY start_id
),
judged AS (
  SELECT
    answers.question_id,
    questions.letter_id,
    answers.refers_to,
    CASE
      WHEN target.question_id IS NULL THEN 'there is no such question'
      WHEN target.letter_id <> questions.letter_id THEN 'that question is in another letter'
      WHEN NOT EXISTS (SELECT 1 FROM answers AS there WHERE there.question_id = answers.refers_to)
      THEN 'that question has no answer'
      WHEN circles.circle IS NOT NULL THEN 'the references go round in a circle: ' || circles.circle
    END AS wrong,
    len(string_split(letter_texts.text[:answers.span_start], chr(10))) AS line
  FROM answers
  JOIN questions ON questions.question_id = answers.question_id
  LEFT JOIN questions AS target ON target.question_id = answers.refers_to
  LEFT JOIN circles ON circles.start_id = answers.question_id
  LEFT JOIN letter_texts ON letter_texts.letter_id = questions.letter_id
  WHERE answers.refers_to IS NOT NULL
)
SELECT
  question_id AS subject,
  letter_id,
  CASE WHEN wrong IS NULL THEN 'pass' ELSE 'fail' END AS outcome,
  'a question of the same letter' AS expected,
  refers_to AS found,
  'The answer refers to ' || refers_to || coalesce(', but ' || wrong, '') || coalesce(' (line ' || line || ')', '')
    AS detail
FROM judged
