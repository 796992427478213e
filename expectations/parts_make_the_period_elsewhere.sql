/*
title: Quarters make the year, and years the total over them, that the same letter prints in another place.
why: >-
  As parts_make_the_period. Two answers can count differently without saying so, so that a difference is to be read and need not be
  an error.
  Shares, states and counts on one day are not added. Of people and cases the whole is at most the sum: one can be
  counted in two quarters and once in the year. Where a part is suppressed, neither the sum of the others nor a
  difference is shown.
severity: warning
*/
SELECT whole_id || ' by period in ' || place AS subject, letter_id, outcome, expected, found, detail
FROM period_sums
WHERE NOT in_one_place
-- In order: DuckDB can stall where it streams a large result of a union.
ORDER BY subject
