/*
title: Every figure can be found in its letter, on the line and at the place that the data give.
why: >-
  A value can be cited only if anybody can find it. The characters of the letter's text at the figure's place must be
  the figure as printed, on the line named, inside the table and the answer it is said to belong to.
severity: error
*/
-- A figure that the letter breaks over two lines is joined by one space, so runs of white space count as one.
WITH placed AS (
  SELECT
    figures.figure_id,
    figures.letter_id,
    figures.line,
    trim(regexp_replace(figures.text, '[\s\p{Z}]+', ' ', 'g')) AS text,
    trim(regexp_replace(
      substring(letter_texts.text, figures.span_start + 1, figures.span_end - figures.span_start),
      '[\s\p{Z}]+', ' ', 'g'
    )) AS printed,
    len(string_split(letter_texts.text[:figures.span_start], chr(10))) AS line_in_text,
    figures.span_start >= tables.span_start AND figures.span_end <= tables.span_end AS in_table,
    figures.span_start >= answers.span_start AND figures.span_end <= answers.span_end AS in_answer
  FROM figures
  LEFT JOIN letter_texts ON letter_texts.letter_id = figures.letter_id
  LEFT JOIN tables ON tables.table_id = figures.table_id
  LEFT JOIN answers ON answers.question_id = figures.question_id
),
judged AS (
  SELECT
    *,
    CASE
      WHEN printed IS NULL THEN 'there is no text of the letter'
      WHEN printed <> text THEN 'the letter has ''' || printed || ''' there'
      WHEN line <> line_in_text THEN 'it stands on line ' || line_in_text
      WHEN NOT in_table THEN 'it stands outside its table'
      WHEN NOT in_answer THEN 'it stands outside its answer'
    END AS wrong
  FROM placed
)
SELECT
  figure_id AS subject,
  letter_id,
  CASE WHEN wrong IS NULL THEN 'pass' ELSE 'fail' END AS outcome,
  text AS expected,
  printed AS found,
  '''' || text || ''' ' || coalesce('is not where the data say: ' || wrong, 'stands where the data say')
    || ' (line ' || line || ')' AS detail
FROM judged
