/*
title: A number that a letter hides in one place is not printed in another place of the same letter.
why: >-
  Either two different things were recorded as one, or the letter itself gives away what it hides; a person must look
  before it is published again. Two letters may differ: an authority can publish later what it once held back, and what
  it has published is not ours to hide. Such cases are listed as passed, with both places.
severity: error
*/
-- The places are named by their lines only: a value beside the place of a hidden one would point at what it was.
WITH hidden_somewhere AS (
  SELECT *
  FROM comparable
  WHERE value IS NOT NULL OR obs_status = 'suppressed'
  QUALIFY bool_or(obs_status = 'suppressed')
    OVER (PARTITION BY measure, categories, ref_area, period_start, period_end)
),
places AS (
  SELECT
    concat_ws(' ', measure, categories, ref_area, period_start || '/' || period_end) AS subject,
    letter_id,
    obs_status = 'suppressed' AS hidden,
    string_agg(coalesce('line ' || line, 'no line'), ' and ' ORDER BY line, observation_id) AS lines
  FROM hidden_somewhere
  GROUP BY ALL
),
quantities AS (
  SELECT
    subject,
    count(DISTINCT letter_id) AS letters,
    count(*) FILTER (WHERE NOT hidden) AS printed,
    -- Letters in which it is both hidden and printed have two rows here.
    count(*) - count(DISTINCT letter_id) AS both_in_one,
    min(letter_id) AS first_letter,
    string_agg(lines || ' of ' || letter_id, ', ' ORDER BY letter_id) FILTER (WHERE hidden) AS hidden_on,
    string_agg(lines || ' of ' || letter_id, ', ' ORDER BY letter_id) FILTER (WHERE NOT hidden) AS printed_on
  FROM places
  GROUP BY subject
)
SELECT
  subject,
  CASE WHEN letters = 1 THEN first_letter END AS letter_id,
  CASE WHEN both_in_one > 0 THEN 'fail' ELSE 'pass' END AS outcome,
  'not printed in a letter that suppresses it' AS expected,
  CASE
    WHEN both_in_one > 0 THEN 'suppressed and printed in one letter'
    WHEN printed > 0 THEN 'printed in another letter'
    ELSE 'not printed'
  END AS found,
  CASE
    WHEN both_in_one > 0 THEN 'One letter both suppresses and prints the same quantity: suppressed on ' || hidden_on
      || ', printed on ' || printed_on
    WHEN printed > 0 THEN 'Suppressed on ' || hidden_on || ', and printed by another letter, on ' || printed_on
    ELSE 'Suppressed on ' || hidden_on || ', and printed nowhere'
  END AS detail
FROM quantities
