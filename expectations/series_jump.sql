/*
title: No value is more than three times, or less than a third of, the value of the year before.
why: >-
  A larger jump can be real, but often shows a changed definition, a part of a year that passes for the whole, or a
  slipped digit. Compared are values above zero of whole years that follow each other, in one answer of one letter.
severity: warning
*/
WITH series AS (
  SELECT
    observations.*,
    figures.line,
    coalesce(
      string_agg(slices.dimension || '=' || slices.code, ', ' ORDER BY slices.dimension)
        FILTER (WHERE slices.code NOT IN ('_T', '_Z')),
      ''
    ) AS codes
  FROM observations
  JOIN measure ON measure.code = observations.measure
  JOIN observation_slices AS slices ON slices.observation_id = observations.observation_id
  LEFT JOIN figures ON figures.figure_id = observations.figure_id
  WHERE observations.value > 0
    AND observations.period_type IN ('financial_year', 'calendar_year', 'academic_year')
    AND measure.unit <> 'yes_no'
  GROUP BY ALL
)
SELECT
  later.observation_id || ' after ' || earlier.observation_id AS subject,
  later.letter_id,
  CASE WHEN later.value > 3 * earlier.value OR 3 * later.value < earlier.value THEN 'fail' ELSE 'pass' END AS outcome,
  'between a third and three times ' || coalesce(earlier.value_text, printf('%.15g', earlier.value)) AS expected,
  coalesce(later.value_text, printf('%.15g', later.value)) AS found,
  coalesce(later.value_text, printf('%.15g', later.value)) || ' follows '
    || coalesce(earlier.value_text, printf('%.15g', earlier.value)) || CASE
      WHEN later.value > 3 * earlier.value THEN ': more than three times as much'
      WHEN 3 * later.value < earlier.value THEN ': less than a third'
      ELSE ''
    END || coalesce(' (line ' || later.line || ')', '') AS detail
FROM series AS later
JOIN series AS earlier
  ON earlier.letter_id = later.letter_id
  AND earlier.question_id = later.question_id
  AND earlier.table_id IS NOT DISTINCT FROM later.table_id
  AND earlier.measure = later.measure
  AND earlier.ref_area = later.ref_area
  AND earlier.codes = later.codes
  AND earlier.period_type = later.period_type
  AND CAST(earlier.period_start + INTERVAL 1 YEAR AS DATE) = later.period_start
