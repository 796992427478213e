/*
title: No small count is printed that the letter's own rule should have hidden.
why: >-
  Such a count was disclosed by mistake, or the rule is not the one that was followed. Zero is left out: letters often
  print it, and their rules seldom say whether it counts as small.
severity: warning
*/
WITH stated AS (
  SELECT
    letter_id,
    question_id,
    -- Where an answer states two thresholds, only what both of them hide is held against it.
    min(TRY_CAST(regexp_extract(reason, '^threshold: at most (.+)$', 1) AS DOUBLE)) AS most
  FROM figures
  WHERE "use" = 'context' AND starts_with(reason, 'threshold: at most ')
  GROUP BY letter_id, question_id
),
-- Marks such as '<5' state the threshold of the table that they stand in.
marked AS (
  SELECT
    coalesce(table_id, question_id) AS place,
    min(TRY_CAST(list_last(regexp_extract_all(value_text, '[0-9]+')) AS DOUBLE)
      - CASE
        WHEN regexp_matches(lower(value_text), '(<|&lt;|(less|fewer) than|^below)\s*[0-9]') THEN 1
        ELSE 0
      END) AS most
  FROM observations
  WHERE obs_status = 'suppressed' AND regexp_matches(value_text, '[0-9]')
  GROUP BY ALL
),
-- A threshold that stands outside the answers is for every answer without one of its own.
rules AS (
  SELECT questions.question_id, coalesce(own.most, general.most) AS most
  FROM questions
  LEFT JOIN stated AS own ON own.question_id = questions.question_id
  LEFT JOIN stated AS general ON general.letter_id = questions.letter_id AND general.question_id IS NULL
  WHERE coalesce(own.most, general.most) IS NOT NULL
),
judged AS (
  SELECT
    observations.observation_id,
    observations.letter_id,
    observations.shown,
    observations.line,
    coalesce(rules.most, marked.most) AS most,
    observations.value <= coalesce(rules.most, marked.most) AS is_small,
    rules.most IS NULL AS by_mark
  FROM comparable AS observations
  LEFT JOIN rules ON rules.question_id = observations.question_id
  LEFT JOIN marked ON marked.place = observations.place
  WHERE observations.value > 0
    AND observations.unit NOT IN ('yes_no', 'GBP', 'percent', 'weeks')
    AND coalesce(rules.most, marked.most) IS NOT NULL
)
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN is_small THEN 'fail' ELSE 'pass' END AS outcome,
  'more than ' || printf('%.15g', most) AS expected,
  shown AS found,
  shown || CASE
    WHEN NOT is_small THEN ' is large enough to be printed'
    WHEN by_mark THEN ' is printed, yet the same table hides such counts behind a mark'
    ELSE ' is printed, yet the letter says that such counts are not reported'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
