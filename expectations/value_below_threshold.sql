/*
title: A count is not printed where the letter's own rule should have hidden it.
why: >-
  Such a count was disclosed by mistake, or the rule is not the one that was followed. Zero is left out: letters often
  print it, and their rules seldom say whether it counts as small.
severity: warning
*/
-- '5 or lower' hides at most 5, 'fewer than 5' at most 4. A reason can say the number itself: 'threshold: at most 4'.
WITH stated AS (
  SELECT
    question_id,
    coalesce(
      TRY_CAST(regexp_extract(reason, '[0-9]+') AS INTEGER),
      coalesce(
        TRY_CAST(list_last(regexp_extract_all(text, '[0-9]+')) AS INTEGER),
        list_position(
          ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
          regexp_extract(lower(text), '\b(one|two|three|four|five|six|seven|eight|nine|ten)\b')
        )
      ) - CASE WHEN regexp_matches(lower(text), '(less|fewer|lower|smaller) than|under|below [0-9a-z]|<[^=]')
          THEN 1 ELSE 0 END
    ) AS most
  FROM figures
  WHERE "use" = 'context' AND starts_with(reason, 'threshold')
),
-- Where a letter states two thresholds for one question, only what both of them hide is held against it.
rules AS (
  SELECT question_id, min(most) AS most
  FROM stated
  WHERE most IS NOT NULL
  GROUP BY question_id
)
SELECT
  observations.observation_id AS subject,
  observations.letter_id,
  CASE WHEN observations.value <= rules.most THEN 'fail' ELSE 'pass' END AS outcome,
  'more than ' || rules.most AS expected,
  coalesce(observations.value_text, printf('%.15g', observations.value)) AS found,
  coalesce(observations.value_text, printf('%.15g', observations.value)) || ' is '
    || CASE WHEN observations.value <= rules.most THEN 'printed, yet the answer says that such counts are not reported'
       ELSE 'large enough to be printed' END
    || coalesce(' (line ' || figures.line || ')', '') AS detail
FROM observations
JOIN rules ON rules.question_id = observations.question_id
JOIN measure ON measure.code = observations.measure
LEFT JOIN figures ON figures.figure_id = observations.figure_id
WHERE observations.value > 0 AND measure.unit NOT IN ('yes_no', 'GBP', 'weeks')
