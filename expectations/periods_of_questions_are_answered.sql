/*
title: Every year that a question names is among the periods of its answer, or of what was asked for.
why: >-
  A number of 2022/23 given to a question about 2023/24 was read for the wrong year, or answers something else. Only years
  that the question's own words name are compared, with everything that overlaps them; an entry of the periods asked for
  whose words name the year stands for it.
severity: warning
*/
-- The years of laws are no periods. '2023/24', '2023-24' and '2014-5' are one year, '2015-2024' are two.
WITH named AS (
  SELECT
    questions.question_id,
    questions.letter_id,
    unnest(list_distinct(regexp_extract_all(
      regexp_replace(questions.text, '\b(Act|Regulations?|Order|Rules)\s+(19|20)[0-9]{2}\b', ' ', 'g'),
      '\b20[0-9]{2}(?:\s?[-/–]\s?[0-9]{1,2}\b)?'
    ))) AS words
  FROM questions
  -- Where nothing is coded there is nothing to be of another year.
  WHERE questions.question_id IN (SELECT question_id FROM observations)
),
read AS (
  SELECT
    *,
    CAST(left(words, 4) AS INTEGER) AS year,
    TRY_CAST(regexp_extract(words, '([0-9]{1,2})$', 1) AS INTEGER) AS second,
    second IN ((year + 1) % 100, (year + 1) % 10) AS is_split
  FROM named
),
years AS (
  SELECT
    *,
    CASE WHEN is_split THEN make_date(year, 4, 1) ELSE make_date(year, 1, 1) END AS year_start,
    CASE WHEN is_split THEN make_date(year + 1, 3, 31) ELSE make_date(year, 12, 31) END AS year_end
  FROM read
),
judged AS (
  SELECT
    years.*,
    EXISTS (
      SELECT 1
      FROM observations
      WHERE observations.question_id = years.question_id
        AND observations.period_start <= years.year_end
        AND observations.period_end >= years.year_start
    ) OR EXISTS (
      SELECT 1
      FROM asked
      WHERE asked.question_id = years.question_id
        AND ((asked.period_start <= years.year_end AND asked.period_end >= years.year_start)
          OR contains(asked.text, years.words))
    ) AS is_answered
  FROM years
)
SELECT
  question_id || ' ' || words AS subject,
  letter_id,
  CASE WHEN is_answered THEN 'pass' ELSE 'fail' END AS outcome,
  'a value, a refusal or a period asked for of ' || words AS expected,
  CASE WHEN is_answered THEN 'there is one' ELSE 'other periods' END AS found,
  CASE
    WHEN is_answered THEN 'The question names ' || words || ', and the answer or what was asked for has it'
    ELSE 'The question names ' || words || ', and what is read of its answer is of other periods only'
  END AS detail
FROM judged
