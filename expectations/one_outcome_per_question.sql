/*
title: Every question has exactly one answer, with one outcome.
why: A question without an outcome would vanish from the counts of what was granted and refused; two would count twice.
severity: error
*/
SELECT
  questions.question_id AS subject,
  questions.letter_id,
  CASE WHEN count(answers.question_id) = 1 AND count(outcome.code) = 1 THEN 'pass' ELSE 'fail' END AS outcome,
  'one outcome' AS expected,
  coalesce(string_agg(answers.outcome, ', ' ORDER BY answers.outcome), 'none') AS found,
  'The question ' || CASE
    WHEN count(answers.question_id) = 0 THEN 'has no answer'
    WHEN count(answers.question_id) > 1 THEN 'has ' || count(answers.question_id) || ' answers'
    WHEN count(outcome.code) = 0
    THEN 'has an outcome that is not in the code list: ' || coalesce(any_value(answers.outcome), 'none')
    ELSE 'has the outcome ' || any_value(answers.outcome)
  END AS detail
FROM questions
LEFT JOIN answers ON answers.question_id = questions.question_id
LEFT JOIN outcome ON outcome.code = answers.outcome
GROUP BY questions.question_id, questions.letter_id
