/*
title: No words of a letter begin as a formula does.
why: >-
  A spreadsheet that opens a CSV file runs a cell that begins with =, @, + or -, and can be made to start programs.
  The files hold what the letter prints, to the character, so that such words are not altered but named here. Import
  the file as text (docs/hostile.md) and they are text.
severity: warning
source: OWASP, CSV Injection
*/
WITH printed AS (
  SELECT letter_id, letter_id AS place, unnest([reference, subject]) AS words
  FROM letters
  UNION ALL
  SELECT letter_id, question_id, text
  FROM questions
  UNION ALL
  SELECT questions.letter_id, question_id, answers.text
  FROM answers
  JOIN questions USING (question_id)
  UNION ALL
  SELECT questions.letter_id, table_id, caption
  FROM tables
  JOIN questions USING (question_id)
  UNION ALL
  SELECT letter_id, figure_id, unnest([text, row_label, column_label, period])
  FROM figures
  UNION ALL
  SELECT letter_id, observation_id, unnest([value_text, note])
  FROM observations
),
-- A number with its sign and a lone mark are none; nor is an item of a list, unless it calls a function or a program.
judged AS (
  SELECT
    *,
    regexp_matches(words, '^[\s"'']*[=@]') OR (
      regexp_matches(words, '^[\s"'']*[+-]')
      AND NOT regexp_full_match(words, '[\s"'']*[+-]+\s*(£?[0-9][0-9.,]*%?)?\s*')
      AND (regexp_matches(words, '^[\s"'']*[+-]\S') OR regexp_matches(words, '(?s)[A-Za-z]\(|\|.*!'))
    ) AS runs
  FROM printed
  WHERE words IS NOT NULL
)
SELECT
  letter_id AS subject,
  letter_id,
  CASE WHEN count(*) FILTER (runs) > 0 THEN 'fail' ELSE 'pass' END AS outcome,
  'no words that begin as a formula does' AS expected,
  CASE WHEN count(*) FILTER (runs) > 0 THEN CAST(count(DISTINCT words) FILTER (runs) AS VARCHAR) ELSE 'none' END AS found,
  CASE
    WHEN count(*) FILTER (runs) > 0
      THEN 'A spreadsheet would run ''' || left(min(words) FILTER (runs), 60) || ''' of ' || arg_min(place, words) FILTER (runs)
    ELSE 'A spreadsheet finds no formula in the words of this letter'
  END AS detail
FROM judged
GROUP BY letter_id
