/*
title: Every figure can be found in its letter, on the line and at the place that the data give.
why: >-
  A value can be cited only if anybody can find it. The characters of the letter's text at the figure's place must be
  the figure as printed, on the line named, inside the table and the answer it is said to belong to.
severity: error
*/
-- To find a place in a text takes time in proportion to what stands before it, so that a letter of many figures is cut
-- into pieces once, and each figure is looked for in its own piece.
WITH cut AS (
  SELECT letter_id, regexp_extract_all(text, '(?s).{1,500}') AS pieces
  FROM letter_texts
),
pieces AS (
  SELECT letter_id, unnest(pieces) AS piece, generate_subscripts(pieces, 1) - 1 AS nth
  FROM cut
),
numbered AS (
  SELECT
    *,
    coalesce(sum(len(piece) - len(replace(piece, chr(10), ''))) OVER before, 0) AS lines_before
  FROM pieces
  WINDOW before AS (PARTITION BY letter_id ORDER BY nth ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
spread AS (
  SELECT
    figure_id,
    letter_id,
    span_start,
    unnest(range(span_start // 500, span_end // 500 + 1)) AS nth
  FROM figures
),
near AS (
  SELECT
    spread.figure_id,
    string_agg(numbered.piece, '' ORDER BY numbered.nth) AS words,
    any_value(spread.span_start % 500) AS start,
    min(numbered.lines_before) AS lines_before
  FROM spread
  INNER JOIN numbered ON numbered.letter_id = spread.letter_id AND numbered.nth = spread.nth
  GROUP BY spread.figure_id
),
-- A figure that the letter breaks over two lines is joined by one space, so runs of white space count as one.
placed AS (
  SELECT
    figures.figure_id,
    figures.letter_id,
    figures.line,
    trim(regexp_replace(figures.text, '[\s\p{Z}]+', ' ', 'g')) AS text,
    trim(regexp_replace(
      substring(near.words, near.start + 1, figures.span_end - figures.span_start),
      '[\s\p{Z}]+', ' ', 'g'
    )) AS printed,
    near.lines_before + len(string_split(near.words[:near.start], chr(10))) AS line_in_text,
    figures.span_start >= tables.span_start AND figures.span_end <= tables.span_end AS in_table,
    figures.span_start >= answers.span_start AND figures.span_end <= answers.span_end AS in_answer
  FROM figures
  LEFT JOIN near ON near.figure_id = figures.figure_id
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
