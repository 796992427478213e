/*
title: No more weeks are counted than the year or shorter period has.
why: A count of weeks above 53 for a year, or above those of a shorter period, is an error of reading or of printing.
severity: error
*/
WITH spans AS (
  SELECT
    observations.*,
    figures.line,
    year(period_start) - CASE WHEN month(period_start) < 4 THEN 1 ELSE 0 END AS financial
  FROM observations
  JOIN measure ON measure.code = observations.measure
  LEFT JOIN figures ON figures.figure_id = observations.figure_id
  WHERE measure.unit = 'weeks' AND observations.value IS NOT NULL
),
counted AS (
  SELECT
    *,
    -- A part of a year is told as so many weeks of that year.
    CASE period_type
      WHEN 'part_financial_year' THEN make_date(financial + 1, 4, 1) - make_date(financial, 4, 1)
      WHEN 'part_calendar_year' THEN make_date(year(period_start) + 1, 1, 1) - make_date(year(period_start), 1, 1)
      ELSE period_end - period_start + 1
    END AS days
  FROM spans
)
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN value <= ceil(days / 7) THEN 'pass' ELSE 'fail' END AS outcome,
  'at most ' || CAST(ceil(days / 7) AS INTEGER) AS expected,
  coalesce(value_text, printf('%.15g', value)) AS found,
  coalesce(value_text, printf('%.15g', value)) || ' weeks '
    || CASE WHEN value <= ceil(days / 7) THEN 'fit into the ' ELSE 'do not fit into the ' END || days || ' days of the '
    || CASE WHEN starts_with(period_type, 'part_') THEN 'whole year' ELSE 'period' END
    || coalesce(' (line ' || line || ')', '') AS detail
FROM counted
