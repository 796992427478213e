/*
title: Every question stands in its letter, and every period asked for and every provision cited where the data say.
why: Whoever doubts what was asked, for which period, or that an exemption was claimed, must find the words.
severity: error
*/
-- The words are compared without white space: a letter may write 'section 12 (2)', and break a line anywhere.
WITH quotes AS (
  SELECT
    asked.asked_id AS subject,
    questions.letter_id,
    asked.text,
    asked.span_start,
    asked.span_end,
    asked.line
  FROM asked
  JOIN questions ON questions.question_id = asked.question_id
  UNION ALL
  SELECT
    exemptions_cited.question_id || ' ' || exemptions_cited.regime || ' ' || exemptions_cited.provision,
    questions.letter_id,
    exemptions_cited.provision,
    exemptions_cited.span_start,
    exemptions_cited.span_end,
    NULL
  FROM exemptions_cited
  JOIN questions ON questions.question_id = exemptions_cited.question_id
),
asking AS (
  SELECT
    questions.question_id,
    questions.letter_id,
    questions.text,
    contains(
      regexp_replace(letter_texts.text, '[\s\p{Z}*#>_|\\]+', '', 'g'),
      regexp_replace(questions.text, '[\s\p{Z}*#>_|\\]+', '', 'g')
    ) AS is_there
  FROM questions
  LEFT JOIN letter_texts ON letter_texts.letter_id = questions.letter_id
  WHERE questions.text IS NOT NULL
),
placed AS (
  SELECT
    quotes.*,
    substring(letter_texts.text, span_start + 1, span_end - span_start) AS printed,
    len(string_split(letter_texts.text[:span_start], chr(10))) AS line_in_text
  FROM quotes
  LEFT JOIN letter_texts ON letter_texts.letter_id = quotes.letter_id
),
judged AS (
  SELECT
    *,
    CASE
      WHEN printed IS NULL THEN 'there is no text of the letter'
      WHEN regexp_replace(printed, '[\s\p{Z}]+', '', 'g') <> regexp_replace(text, '[\s\p{Z}]+', '', 'g')
      THEN 'the letter has ''' || trim(regexp_replace(printed, '[\s\p{Z}]+', ' ', 'g')) || ''' there'
      WHEN line <> line_in_text THEN 'it stands on line ' || line_in_text
    END AS wrong
  FROM placed
)
SELECT
  subject,
  letter_id,
  CASE WHEN wrong IS NULL THEN 'pass' ELSE 'fail' END AS outcome,
  text AS expected,
  trim(regexp_replace(printed, '[\s\p{Z}]+', ' ', 'g')) AS found,
  '''' || text || ''' ' || coalesce('is not where the data say: ' || wrong, 'stands where the data say')
    || coalesce(' (line ' || coalesce(line, line_in_text) || ')', '') AS detail
FROM judged
UNION ALL
SELECT
  question_id,
  letter_id,
  CASE WHEN is_there THEN 'pass' ELSE 'fail' END,
  'the words of the letter',
  CASE WHEN is_there THEN 'the words of the letter' ELSE 'other words' END,
  CASE
    WHEN is_there THEN 'The letter has the words of the question'
    ELSE 'The letter does not have these words of the question: ''' || text || ''''
  END
FROM asking
