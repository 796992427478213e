/*
title: Every answer can be found in its letter at the place that the data give, with its tables and citations inside it.
why: The words of an answer are evidence like its figures, and whatever is said to belong to it must be inside it.
severity: error
*/
WITH placed AS (
  SELECT
    answers.question_id,
    questions.letter_id,
    len(string_split(letter_texts.text[:answers.span_start], chr(10))) AS line,
    trim(regexp_replace(answers.text, '[\s\p{Z}]+', ' ', 'g')) = trim(regexp_replace(
      substring(letter_texts.text, answers.span_start + 1, answers.span_end - answers.span_start),
      '[\s\p{Z}]+', ' ', 'g'
    )) AS same_text,
    (
      SELECT count(*)
      FROM tables
      WHERE tables.question_id = answers.question_id
        AND (tables.span_start < answers.span_start OR tables.span_end > answers.span_end)
    ) AS tables_outside,
    (
      SELECT count(*)
      FROM exemptions_cited
      WHERE exemptions_cited.question_id = answers.question_id
        AND (exemptions_cited.span_start < answers.span_start OR exemptions_cited.span_end > answers.span_end)
    ) AS citations_outside
  FROM answers
  JOIN questions ON questions.question_id = answers.question_id
  LEFT JOIN letter_texts ON letter_texts.letter_id = questions.letter_id
),
judged AS (
  SELECT
    *,
    CASE
      WHEN same_text IS NULL THEN 'there is no text of the letter'
      WHEN NOT same_text THEN 'the letter has other words there'
      WHEN tables_outside > 0 THEN tables_outside || ' of its tables stand outside it'
      WHEN citations_outside > 0 THEN citations_outside || ' of its citations stand outside it'
    END AS wrong
  FROM placed
)
SELECT
  question_id AS subject,
  letter_id,
  CASE WHEN wrong IS NULL THEN 'pass' ELSE 'fail' END AS outcome,
  'the words of the letter' AS expected,
  coalesce(wrong, 'the words of the letter') AS found,
  coalesce('The answer is not where the data say: ' || wrong, 'The answer stands where the data say')
    || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
