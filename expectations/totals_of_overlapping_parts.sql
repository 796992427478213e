/*
title: A total whose parts may overlap is not compared with their sum.
why: >-
  An incident can carry several risk markers, so the markers add up to more than the incidents. Such totals are listed
  here so that it is plain that no sum was checked.
severity: warning
*/
SELECT
  total.observation_id || ' by ' || total_slice.dimension AS subject,
  total.letter_id,
  'not_applicable' AS outcome,
  CAST(NULL AS VARCHAR) AS expected,
  CAST(NULL AS VARCHAR) AS found,
  'Parts by ' || replace(total_slice.dimension, '_', ' ') || ' may overlap or be incomplete, so they are not summed'
    || coalesce(' (line ' || min(figures.line) || ')', '') AS detail
FROM observations AS total
JOIN observation_slices AS total_slice ON total_slice.observation_id = total.observation_id
JOIN observation_slices AS part_slice
  ON part_slice.dimension = total_slice.dimension AND part_slice.rest = total_slice.rest
JOIN observations AS part
  ON part.observation_id = part_slice.observation_id
  AND coalesce(part.table_id, part.question_id) = coalesce(total.table_id, total.question_id)
  AND part.measure = total.measure
  AND part.ref_area = total.ref_area
  AND part.period_start = total.period_start
  AND part.period_end = total.period_end
JOIN measure ON measure.code = total.measure
LEFT JOIN figures ON figures.figure_id = total.figure_id
WHERE total_slice.code = '_T'
  AND part_slice.code NOT IN ('_T', '_Z')
  AND NOT list_contains(string_split(coalesce(measure.additive, ''), ' | '), total_slice.dimension)
GROUP BY total.observation_id, total.letter_id, total_slice.dimension
