/*
title: Every period that a question asks for is there, withheld, or missing with a reason.
why: >-
  A year that is neither given nor refused would be lost without a trace. The periods asked for are those that the
  reading finds in the request, each with its words. A period that had not ended when the letter was written is there as
  far as the letter goes.
severity: error
source: Freedom of Information Act 2000, section 1(1)
*/
WITH covered AS (
  SELECT
    asked.asked_id,
    observations.period_start,
    observations.period_end,
    observations.obs_status,
    -- The last day that is covered by what starts before.
    max(observations.period_end) OVER (
      PARTITION BY asked.asked_id ORDER BY observations.period_start, observations.period_end DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS covered_to
  FROM asked
  JOIN observations
    ON observations.question_id = asked.question_id
    AND observations.period_start <= asked.period_end
    AND observations.period_end >= asked.period_start
),
summed AS (
  SELECT
    asked.*,
    letters.letter_id,
    letters.letter_date,
    regexp_replace(letters.source_file, '[.][^.]*$', '.yaml') AS reading,
    count(covered.asked_id) AS periods,
    min(covered.period_start) AS first_day,
    max(covered.period_end) AS last_day,
    count(*) FILTER (WHERE covered.period_start > covered.covered_to + 1) AS gaps,
    string_agg(DISTINCT replace(covered.obs_status, '_', ' '), ', ' ORDER BY replace(covered.obs_status, '_', ' '))
      AS statuses,
    asked.period_end >= letters.letter_date AS not_ended
  FROM asked
  JOIN questions ON questions.question_id = asked.question_id
  JOIN letters ON letters.letter_id = questions.letter_id
  LEFT JOIN covered ON covered.asked_id = asked.asked_id
  GROUP BY ALL
),
judged AS (
  SELECT
    *,
    CASE
      WHEN periods = 0 THEN 'fail'
      WHEN first_day > period_start OR gaps > 0 OR (last_day < period_end AND NOT not_ended) THEN 'fail'
      ELSE 'pass'
    END AS outcome
  FROM summed
)
SELECT
  asked_id AS subject,
  letter_id,
  outcome,
  period_start || '/' || period_end AS expected,
  coalesce(first_day || '/' || last_day || CASE WHEN gaps > 0 THEN ' with gaps' ELSE '' END, 'nothing') AS found,
  '''' || text || ''' asks for ' || period_start || ' to ' || period_end || CASE
    WHEN periods = 0 THEN ', which is neither there nor withheld nor said to be missing'
    WHEN outcome = 'fail' AND gaps > 0 THEN ', of which days between ' || first_day || ' and ' || last_day || ' are missing'
    WHEN outcome = 'fail' THEN ', of which only ' || first_day || ' to ' || last_day || ' is accounted for'
    WHEN last_day < period_end THEN ', which is there to ' || last_day || ': it had not ended on ' || letter_date
    ELSE ', which is accounted for: ' || statuses
  END || CASE
    WHEN outcome = 'fail'
    THEN '. Add what is missing to not_available in ' || reading || ', with question, measure and period (to withheld'
      || ' where the answer refuses it, to not_held where it says that it is not held), or correct asked'
    ELSE ''
  END || ' (line ' || line || ')' AS detail
FROM judged
