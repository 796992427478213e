/*
title: Where a letter says to what its numbers are rounded, they are.
why: >-
  A number that is no multiple of 5 was not rounded to the nearest 5: either it was printed as it is, which can disclose
  what rounding was to protect, or it was read wrongly, or the statement is about other numbers.
severity: warning
*/
-- A statement in an answer is about its numbers; one outside the answers is about every answer without its own.
WITH rules AS (
  SELECT
    questions.question_id,
    coalesce(own.nearest, general.nearest) AS nearest,
    CASE WHEN own.nearest IS NOT NULL THEN own.stated ELSE general.stated END AS stated
  FROM questions
  LEFT JOIN rounding_stated AS own ON own.question_id = questions.question_id
  LEFT JOIN rounding_stated AS general ON general.letter_id = questions.letter_id AND general.question_id IS NULL
  WHERE coalesce(own.nearest, general.nearest) IS NOT NULL
),
judged AS (
  SELECT
    observations.observation_id,
    observations.letter_id,
    observations.shown,
    observations.line,
    printf('%.15g', rules.nearest) AS nearest,
    abs(observations.value - rules.nearest * round(observations.value / rules.nearest)) < 1e-6 AS fits,
    rules.stated > 1 AS several
  FROM comparable AS observations
  JOIN rules ON rules.question_id = observations.question_id
  WHERE observations.exact AND observations.unit NOT IN ('yes_no', 'percent', 'weeks')
)
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN fits THEN 'pass' WHEN several THEN 'unverifiable' ELSE 'fail' END AS outcome,
  'a multiple of ' || nearest AS expected,
  shown AS found,
  shown || CASE
    WHEN fits THEN ' is a multiple of ' || nearest
    WHEN several THEN ' is no multiple of ' || nearest || ', but the letter states another rounding beside it'
    ELSE ' is no multiple of ' || nearest || ', to which the letter says that it rounds'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
