/*
title: No value is out of line with the year before, by what is usual in its series.
why: >-
  A jump can be real, but often shows a changed definition, a part of a year that passes for the whole, or a slipped
  digit. Compared are values above zero of whole years that follow each other, in one answer of one letter. What is
  usual is the median of the changes, and how far it varies is their median absolute deviation, since a few jumps move
  neither; docs/rules.md says how, and what holds for short series and small counts.
severity: warning
source: >-
  Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC Quality Press 1993): modified z-score, cut-off 3.5;
  NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17
*/
WITH series AS (
  SELECT
    *,
    lag(observation_id) OVER years AS earlier_id,
    lag(shown) OVER years AS earlier_shown,
    lag(note) OVER years AS earlier_note,
    lag(value) OVER years AS earlier_value,
    lag(period_start) OVER years AS earlier_start
  FROM comparable
  WHERE value > 0
    AND period_type IN ('financial_year', 'calendar_year', 'academic_year')
    AND unit <> 'yes_no'
  WINDOW years AS (
    PARTITION BY letter_id, question_id, place, measure, ref_area, categories, period_type ORDER BY period_start
  )
),
changes AS (
  SELECT
    *,
    -- Ratios, since a series can grow by a tenth each year; their logarithm, so that half and double weigh the same.
    ln(value / earlier_value) AS change,
    count(*) OVER one AS changes,
    lag(ln(value / earlier_value)) OVER (one ORDER BY period_start) AS change_before,
    lead(ln(value / earlier_value)) OVER (one ORDER BY period_start) AS change_after
  FROM series
  WHERE CAST(earlier_start + INTERVAL 1 YEAR AS DATE) = period_start
  WINDOW one AS (PARTITION BY letter_id, question_id, place, measure, ref_area, categories, period_type)
),
centred AS (
  SELECT
    *,
    -- Fewer than four changes have no usual one.
    CASE WHEN changes < 4 THEN 0 ELSE median(change) OVER one END AS usual
  FROM changes
  WINDOW one AS (PARTITION BY letter_id, question_id, place, measure, ref_area, categories, period_type)
),
scaled AS (
  SELECT
    *,
    CASE
      WHEN changes < 4 THEN ln(1.5)
      -- 1.4826 makes the deviation that of a normal distribution. However restless a series: half as much
      -- again as is usual in it is told.
      ELSE least(3.5 * 1.4826 * median(abs(change - usual)) OVER one, ln(1.5))
    END AS restless,
    -- A count is as uncertain as its square root; sums of money, shares and weeks are not counts of events.
    CASE WHEN counted THEN 3.5 * sqrt(1 / value + 1 / earlier_value) ELSE 0 END AS chance
  FROM centred
  WINDOW one AS (PARTITION BY letter_id, question_id, place, measure, ref_area, categories, period_type)
),
judged AS (
  SELECT
    *,
    greatest(restless, chance, ln(1.25)) AS allowed,
    abs(change - usual) > greatest(restless, chance, ln(1.25)) + 1e-9 AS jumps
  FROM scaled
)
SELECT
  judged.observation_id || ' after ' || judged.earlier_id AS subject,
  judged.letter_id,
  CASE WHEN judged.jumps THEN 'fail' ELSE 'pass' END AS outcome,
  'between ' || printf('%.2f', exp(judged.usual - judged.allowed)) || ' and '
    || printf('%.2f', exp(judged.usual + judged.allowed)) || ' times ' || judged.earlier_shown AS expected,
  judged.shown AS found,
  judged.shown || ' follows ' || judged.earlier_shown || CASE
    WHEN NOT judged.jumps THEN ''
    ELSE ': ' || printf('%.2f', exp(judged.change)) || ' times as much, where the series changes by '
      || printf('%.2f', exp(judged.usual - judged.allowed)) || ' to '
      || printf('%.2f', exp(judged.usual + judged.allowed)) || CASE
        WHEN abs(judged.change_before + judged.change) < abs(judged.change) / 2
        THEN ', and so back from the jump of the year before'
        WHEN judged.change_after IS NULL THEN ''
        WHEN abs(judged.change + judged.change_after) < abs(judged.change) / 2 THEN ', and back in the year after'
        ELSE ', and not back in the year after, as where a definition has changed'
      END || coalesce(
        '; the letter says of it: ' || rtrim(judged.note, '.'),
        '; the letter says of the year before: ' || rtrim(judged.earlier_note, '.'),
        '; the answer says: ' || nullif(trim(regexp_extract(
          answers.text,
          '(?i)[^.|\t\n]*\b(definitions?|recorded differently|not comparable|not available for|due to|because of|as a result of|chang(e|es|ed) (in|to|of)|new (system|process|database)|pandemic|covid)\b[^.|\t\n]*'
        )), ''),
        ''
      )
  END || coalesce(' (line ' || judged.line || ')', '') AS detail
FROM judged
LEFT JOIN answers ON answers.question_id = judged.question_id
