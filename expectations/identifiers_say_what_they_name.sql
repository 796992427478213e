/*
title: Every identifier is made of what it names.
why: >-
  Citations and links use identifiers. One that no longer says what it names leads to another number, and two tables
  that were put together by it disagree.
severity: error
*/
WITH named AS (
  SELECT
    letter_id AS subject,
    letter_id,
    'the letter' AS what,
    contains(
      lower(regexp_replace(split_part(letter_id, '/', 2), '[^A-Za-z0-9]', '', 'g')),
      -- A long reference is cut short in names.
      left(lower(regexp_replace(reference, '[^A-Za-z0-9]', '', 'g')), 60)
    ) AS fits
  FROM letters
  UNION ALL
  SELECT
    question_id,
    letter_id,
    'the question',
    regexp_full_match(
      substring(question_id, len(letter_id) + 1),
      '/q' || replace(coalesce(number, ''), '.', '\.') || '(_[0-9]+)?'
    ) AND starts_with(question_id, letter_id)
  FROM questions
  UNION ALL
  SELECT
    tables.table_id,
    questions.letter_id,
    'the table',
    tables.table_id = questions.letter_id || '/t' || tables.position
  FROM tables
  JOIN questions ON questions.question_id = tables.question_id
  UNION ALL
  SELECT figure_id, letter_id, 'the figure', figure_id = letter_id || '/c' || span_start FROM figures
  UNION ALL
  SELECT
    observation_id,
    letter_id,
    'the observation',
    starts_with(observation_id, question_id || '/' || measure || '.')
    AND ends_with(
      observation_id,
      '.' || period_start || CASE WHEN period_end = period_start THEN '' ELSE '_' || period_end END
    )
  FROM observations
  UNION ALL
  SELECT
    asked.asked_id,
    questions.letter_id,
    'the period asked for',
    asked.asked_id = asked.question_id || '/asked.' || asked.period_start || '_' || asked.period_end
  FROM asked
  JOIN questions ON questions.question_id = asked.question_id
)
SELECT
  subject,
  letter_id,
  CASE WHEN fits THEN 'pass' ELSE 'fail' END AS outcome,
  'what it names' AS expected,
  CASE WHEN fits THEN 'what it names' ELSE 'something else' END AS found,
  'The identifier of ' || what || CASE WHEN fits THEN ' is' ELSE ' is not' END || ' made of what it names' AS detail
FROM named
