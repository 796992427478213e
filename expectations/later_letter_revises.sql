/*
title: A later letter gives the same number as an earlier one, or is shown to revise it.
why: >-
  Authorities correct and complete their records, and answer the same question again. Both values stay in the data, each
  under its letter, and neither replaces the other; where they differ, this says which letter gives which and which is
  the later. A difference can also show that the two do not measure the same thing.
severity: warning
*/
WITH given AS (
  SELECT
    concat_ws(' ', measure, categories, ref_area, period_start || '/' || period_end) AS quantity,
    letter_id,
    count(*) AS places,
    count(value) AS valued,
    max(least) AS least,
    min(most) AS most,
    bool_or(most IS NULL) AS unbounded,
    string_agg(DISTINCT shown, ' and ' ORDER BY shown) AS shown,
    min(line) AS line
  FROM comparable
  WHERE in_print
  GROUP BY measure, categories, ref_area, period_start, period_end, letter_id
),
followed AS (
  SELECT
    given.*,
    letters.letter_date,
    lag(given.letter_id) OVER following AS earlier_letter,
    lag(letters.letter_date) OVER following AS earlier_date,
    lag(given.shown) OVER following AS earlier_shown,
    lag(given.line) OVER following AS earlier_line,
    lag(given.least) OVER following AS earlier_least,
    lag(given.most) OVER following AS earlier_most,
    lag(given.unbounded) OVER following AS earlier_unbounded,
    lag(given.valued = given.places) OVER following AS earlier_printed
  FROM given
  LEFT JOIN letters ON letters.letter_id = given.letter_id
  WINDOW following AS (PARTITION BY quantity ORDER BY letters.letter_date, given.letter_id)
),
judged AS (
  SELECT
    *,
    valued = places AND earlier_printed AS both_printed,
    CASE
      WHEN least > earlier_most OR most < earlier_least THEN 'fail'
      WHEN unbounded <> earlier_unbounded THEN 'unverifiable'
      ELSE 'pass'
    END AS outcome,
    letter_id || coalesce(' of ' || letter_date, '') AS later,
    earlier_letter || coalesce(' of ' || earlier_date, '') AS earlier,
    coalesce(' on line ' || line, '') AS later_place,
    coalesce(' on line ' || earlier_line, '') AS earlier_place,
    -- The value of one beside the place of a hidden one would point at what it was.
    CASE WHEN valued = places THEN 'prints it' ELSE 'does not print it' END AS later_does,
    CASE WHEN earlier_printed THEN 'prints it' ELSE 'does not print it' END AS earlier_does
  FROM followed
  WHERE earlier_letter IS NOT NULL
)
SELECT
  quantity || ' of ' || letter_id AS subject,
  letter_id,
  outcome,
  CASE WHEN both_printed THEN earlier_shown END AS expected,
  CASE WHEN both_printed THEN shown END AS found,
  CASE
    WHEN both_printed THEN
      later || ' gives ' || shown || later_place || ', and ' || earlier || ' gave ' || earlier_shown || earlier_place
        || CASE
          WHEN outcome <> 'fail' THEN ': they agree'
          WHEN letter_date = earlier_date THEN ': the letters bear the same date, so neither revises the other'
          ELSE ': the later letter revises the earlier'
        END
    ELSE
      later || ' ' || later_does || later_place || ', and ' || earlier || ' ' || earlier_does || earlier_place
        || CASE outcome
          WHEN 'fail' THEN ': by the bounds that they state the two differ'
          WHEN 'unverifiable' THEN ': without an upper bound in both they cannot be compared'
          ELSE ': by the bounds that they state the two can agree'
        END
  END AS detail
FROM judged
