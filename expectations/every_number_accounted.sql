/*
title: No number in any answer has been overlooked.
why: >-
  Nothing may be lost silently. Each run of digits in an answer must be part of the data, or set aside with a reason; a
  number that nobody has understood, or that was not found at all, stops the build.
severity: error
*/
-- An answer is cut into runs of digits and of anything else; the lengths of the runs before one give its place.
WITH spans AS (
  SELECT
    answers.question_id,
    questions.letter_id,
    answers.span_start,
    len(string_split(letter_texts.text[:answers.span_start], chr(10))) - 1 AS lines_before,
    regexp_extract_all(
      substring(letter_texts.text, answers.span_start + 1, answers.span_end - answers.span_start),
      '[0-9]+|[^0-9]+'
    ) AS runs
  FROM answers
  JOIN questions ON questions.question_id = answers.question_id
  JOIN letter_texts ON letter_texts.letter_id = questions.letter_id
),
cut AS (
  SELECT question_id, letter_id, span_start, unnest(runs) AS run, generate_subscripts(runs, 1) AS nth
  FROM spans
),
numbers AS (
  SELECT
    question_id,
    letter_id,
    run,
    span_start + coalesce(sum(length(run)) OVER earlier, 0) AS place,
    1 + coalesce(sum(length(run) - length(replace(run, chr(10), ''))) OVER earlier, 0) AS line_of_answer
  FROM cut
  WINDOW earlier AS (
    PARTITION BY question_id ORDER BY nth ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
  QUALIFY regexp_full_match(run, '[0-9]+')
),
matched AS (
  SELECT
    numbers.question_id,
    numbers.run,
    numbers.place,
    numbers.line_of_answer,
    bool_or(figures."use" IN ('observation', 'context')) AS accounted,
    any_value(figures.text) AS unread_text,
    any_value(figures.reason) AS reason
  FROM numbers
  LEFT JOIN figures
    ON figures.letter_id = numbers.letter_id
    AND figures.span_start <= numbers.place
    AND figures.span_end >= numbers.place + length(numbers.run)
  GROUP BY numbers.question_id, numbers.run, numbers.place, numbers.line_of_answer
),
judged AS (
  SELECT
    question_id,
    run,
    place,
    CASE
      WHEN accounted THEN NULL
      WHEN unread_text IS NOT NULL
      THEN '''' || unread_text || ''' has not been read: ' || coalesce(reason, 'no reason')
      ELSE '''' || run || ''' is in no figure'
    END || ', line ' || (line_of_answer + lines_before) AS wrong
  FROM matched
  JOIN spans USING (question_id)
)
SELECT
  spans.question_id AS subject,
  spans.letter_id,
  CASE WHEN count(judged.run) = 0 THEN 'not_applicable' WHEN count(judged.wrong) > 0 THEN 'fail' ELSE 'pass' END
    AS outcome,
  count(judged.run) || ' numbers' AS expected,
  (count(judged.run) - count(judged.wrong)) || ' accounted for' AS found,
  CASE
    WHEN count(judged.run) = 0 THEN 'The answer has no number'
    WHEN count(judged.wrong) = 0 THEN 'All ' || count(judged.run) || ' numbers of the answer are data or context'
    ELSE count(judged.wrong) || ' of ' || count(judged.run) || ' numbers of the answer are not accounted for: '
      || string_agg(judged.wrong, '; ' ORDER BY judged.place)
  END AS detail
FROM spans
LEFT JOIN judged ON judged.question_id = spans.question_id
GROUP BY spans.question_id, spans.letter_id
