/*
title: Every period has the dates of its kind, and no letter gives a number for a period that had not yet ended.
why: >-
  Periods of different kinds must not be compared, and a part of a year must never pass for the whole. A letter can tell
  what is planned for a year to come, or that something is withheld; but it can neither print nor suppress the count of
  a period that ends after the letter was written.
severity: error
*/
WITH dated AS (
  SELECT
    observations.*,
    letters.letter_date,
    measure.kind,
    obs_status.in_print,
    figures.line,
    period_end + 1 AS next_day,
    -- The years in which a period starts and ends; a financial year counts by the calendar year in which it starts.
    year(period_start) - CASE WHEN month(period_start) < 4 THEN 1 ELSE 0 END AS first_financial,
    year(period_end) - CASE WHEN month(period_end) < 4 THEN 1 ELSE 0 END AS last_financial
  FROM observations
  JOIN letters ON letters.letter_id = observations.letter_id
  JOIN measure ON measure.code = observations.measure
  JOIN obs_status ON obs_status.code = observations.obs_status
  LEFT JOIN figures ON figures.figure_id = observations.figure_id
),
shaped AS (
  SELECT
    *,
    CAST(next_day AS DATE) = CAST(period_start + INTERVAL 1 YEAR AS DATE) AS one_year,
    CASE period_type
      WHEN 'financial_year' THEN '1 April to 31 March of the next year'
      WHEN 'calendar_year' THEN '1 January to 31 December of one year'
      WHEN 'academic_year' THEN '1 September to 31 August of the next year'
      WHEN 'quarter' THEN 'three whole months'
      WHEN 'month' THEN 'one whole month'
      WHEN 'year_range' THEN 'several whole years'
      WHEN 'part_financial_year' THEN 'less than a financial year, inside one'
      WHEN 'part_calendar_year' THEN 'less than a calendar year, inside one'
      WHEN 'date_range' THEN 'from one day to a later one'
      WHEN 'point_in_time' THEN 'one day'
    END AS expected
  FROM dated
),
judged AS (
  SELECT
    *,
    CASE period_type
      WHEN 'financial_year' THEN one_year AND month(period_start) = 4 AND day(period_start) = 1
      WHEN 'calendar_year' THEN one_year AND month(period_start) = 1 AND day(period_start) = 1
      WHEN 'academic_year' THEN one_year AND month(period_start) = 9 AND day(period_start) = 1
      WHEN 'quarter' THEN day(period_start) = 1 AND next_day = CAST(period_start + INTERVAL 3 MONTH AS DATE)
      WHEN 'month' THEN day(period_start) = 1 AND next_day = CAST(period_start + INTERVAL 1 MONTH AS DATE)
      WHEN 'year_range' THEN
        month(period_start) = month(next_day)
        AND day(period_start) = day(next_day)
        AND year(next_day) - year(period_start) >= 2
      WHEN 'part_financial_year' THEN
        period_start <= period_end AND first_financial = last_financial AND NOT one_year
      WHEN 'part_calendar_year' THEN
        period_start <= period_end AND year(period_start) = year(period_end) AND NOT one_year
      WHEN 'date_range' THEN period_start < period_end
      WHEN 'point_in_time' THEN period_start = period_end
      ELSE false
    END AS fits,
    period_end > letter_date AND kind <> 'plan' AND in_print AS too_late
  FROM shaped
)
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN fits AND NOT too_late THEN 'pass' ELSE 'fail' END AS outcome,
  coalesce(expected, 'a type that this rule knows') || CASE WHEN too_late THEN ', over by ' || letter_date ELSE '' END
    AS expected,
  period_start || '/' || period_end AS found,
  CASE
    WHEN expected IS NULL THEN 'No rule says which dates the period type ' || period_type || ' has'
    WHEN NOT fits THEN
      period_start || ' to ' || period_end || ' is not a ' || replace(period_type, '_', ' ') || ': ' || expected
    WHEN too_late THEN
      period_start || ' to ' || period_end || ' ends after the date of the letter, ' || letter_date
        || ', and the measure is not a plan'
    ELSE period_start || ' to ' || period_end || ' is a ' || replace(period_type, '_', ' ')
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
