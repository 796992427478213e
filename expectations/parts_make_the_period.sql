/*
title: Quarters make their year, and years the total over them, where one table prints both.
why: >-
  Parts of a period that leave no gap and do not overlap make the whole, within rounding and the bounds of what is hidden.
  Shares, states and counts on one day are not added. Of people and cases the whole is at most the sum: one can be
  counted in two quarters and once in the year. Where a part is suppressed, neither the sum of the others nor a
  difference is shown.
severity: error
*/
SELECT whole_id || ' by period' AS subject, letter_id, outcome, expected, found, detail
FROM period_sums
WHERE in_one_place
-- In order: DuckDB can stall where it streams a large result of a union.
ORDER BY subject
