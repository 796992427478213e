/*
title: No value that the letter says is of a part of a year is recorded as that of the year.
why: >-
  'April to September', 'year to date' or 'so far' in the row, the heading or the comment of a value says that it is no
  whole year, and comparing it with whole years would show a fall that never was.
severity: warning
*/
WITH said AS (
  SELECT
    observations.observation_id,
    observations.letter_id,
    replace(observations.period_type, '_', ' ') AS period_type,
    figures.line,
    regexp_replace(
      lower(concat_ws(' | ', figures.row_label, figures.column_label, figures.period, observations.note)),
      -- Twelve months by their names are a year.
      '\b(april|apr)\b[^|.;]{0,12}?(-|–|to)[^|.;]{0,12}?\b(march|mar)\b|\b(january|jan)\b[^|.;]{0,12}?(-|–|to)[^|.;]{0,12}?\b(december|dec)\b|\b(september|sept|sep)\b[^|.;]{0,12}?(-|–|to)[^|.;]{0,12}?\b(august|aug)\b',
      ' ', 'g'
    ) AS words
  FROM observations
  LEFT JOIN figures ON figures.figure_id = observations.figure_id
  WHERE observations.period_type IN ('financial_year', 'calendar_year', 'academic_year')
    AND observations.value IS NOT NULL
),
judged AS (
  SELECT
    *,
    nullif(regexp_extract(
      words,
      '\b(year to date|ytd|to date|so far|part[- ]year|part of the year|incomplete year|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*( [0-9]{2,4})?\s*(-|–|to)\s*([0-9]{1,2} )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b'
    ), '') AS part
  FROM said
)
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN part IS NULL THEN 'pass' ELSE 'fail' END AS outcome,
  'a whole ' || period_type AS expected,
  coalesce(part, 'nothing else said') AS found,
  CASE
    WHEN part IS NULL THEN 'Nothing that the letter says with the value speaks of a part of the ' || period_type
    ELSE 'The value is recorded for a whole ' || period_type || ', and the letter says ''' || part || ''''
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
