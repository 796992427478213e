/*
title: A number that a letter prints in several places is the same in all of them.
why: >-
  Letters repeat a grand total in every breakdown. Where the places differ, by more than the rounding that the letter
  states, one of them is wrong, or they do not measure the same thing and must be coded apart. What several letters give
  is compared by another rule, since a later letter can revise an earlier one.
severity: error
*/
WITH repeated AS (
  SELECT *
  FROM comparable
  WHERE in_print
  QUALIFY count(*) OVER (PARTITION BY measure, categories, ref_area, period_start, period_end, letter_id) > 1
),
quantities AS (
  SELECT
    concat_ws(' ', measure, categories, ref_area, period_start || '/' || period_end) || ' of ' || letter_id AS subject,
    letter_id,
    count(*) AS places,
    count(value) AS valued,
    bool_and(protected) AS all_hidden,
    bool_or(protected) AS some_hidden,
    count(DISTINCT value) AS different,
    max(least) AS least,
    min(most) AS most,
    count(*) FILTER (WHERE most IS NULL) AS unbounded,
    string_agg(shown || coalesce(' on line ' || line, ''), ', ' ORDER BY line, observation_id) AS printed,
    -- A value beside the place of a hidden one would point at what it was.
    string_agg(
      CASE WHEN value IS NULL THEN replace(obs_status, '_', ' ') ELSE 'printed' END || coalesce(' on line ' || line, ''),
      ', ' ORDER BY line, observation_id
    ) AS places_only,
    string_agg(DISTINCT shown, ', ' ORDER BY shown) AS texts
  FROM repeated
  GROUP BY measure, categories, ref_area, period_start, period_end, letter_id
),
judged AS (
  SELECT
    *,
    CASE
      WHEN least > most THEN 'fail'
      WHEN valued > 0 AND unbounded > 0 THEN 'unverifiable'
      ELSE 'pass'
    END AS outcome
  FROM quantities
)
SELECT
  subject,
  letter_id,
  outcome,
  'the same in ' || places || ' places' AS expected,
  CASE WHEN valued = places THEN texts END AS found,
  CASE
    WHEN outcome = 'fail' THEN 'The places differ: ' || CASE WHEN valued = places THEN printed ELSE places_only END
    WHEN outcome = 'unverifiable' THEN
      'The letter does not state an upper bound in each of ' || places || ' places'
    WHEN valued = places AND different > 1 THEN 'The places agree within their rounding: ' || printed
    WHEN valued = places THEN 'The places agree: ' || printed
    WHEN all_hidden THEN 'Suppressed in each of ' || places || ' places'
    WHEN NOT some_hidden THEN 'The places agree within the bounds that they print: ' || printed
    ELSE 'Suppressed in some of ' || places || ' places, within the bounds that the letter states'
  END AS detail
FROM judged
