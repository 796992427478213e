/*
title: The bounds of a value are those that the letter itself states.
why: >-
  A reported value is its own bound. For a suppressed one only the letter may say how large it can be: a bound from
  anywhere else would disclose what the authority protects.
severity: error
*/
-- '5 or lower' hides at most 5, 'fewer than 5' at most 4. A reason can say the number itself: 'threshold: at most 4'.
WITH marks AS (
  SELECT letter_id, text, CAST(NULL AS VARCHAR) AS figure_id, regexp_extract(reason, '[0-9]+') AS hides_at_most
  FROM figures
  WHERE "use" = 'context' AND starts_with(reason, 'threshold')
  UNION ALL
  SELECT letter_id, value_text, figure_id, NULL
  FROM observations
  WHERE value IS NULL AND value_text IS NOT NULL
),
stated AS (
  SELECT
    letter_id,
    figure_id,
    coalesce(
      TRY_CAST(hides_at_most AS INTEGER),
      coalesce(
        TRY_CAST(list_last(regexp_extract_all(text, '[0-9]+')) AS INTEGER),
        list_position(
          ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
          regexp_extract(lower(text), '\b(one|two|three|four|five|six|seven|eight|nine|ten)\b')
        )
      ) - CASE WHEN regexp_matches(lower(text), '(less|fewer|lower|smaller) than|under|below [0-9a-z]|<[^=]')
          THEN 1 ELSE 0 END
    ) AS most
  FROM marks
),
judged AS (
  SELECT
    observations.observation_id,
    observations.letter_id,
    obs_status.has_value,
    figures.line,
    CASE
      WHEN observations.obs_status = 'approximate' THEN
        CASE
          WHEN observations.value_lower > observations.value OR observations.value_upper < observations.value
          THEN 'The bounds do not hold the value'
        END
      WHEN observations.value IS NOT NULL THEN
        CASE
          WHEN observations.value_lower IS DISTINCT FROM observations.value
            OR observations.value_upper IS DISTINCT FROM observations.value
          THEN 'The bounds of a reported value are not the value'
        END
      WHEN observations.obs_status IN ('not_held', 'not_applicable', 'not_available', 'withheld')
        AND (observations.value_lower IS NOT NULL OR observations.value_upper IS NOT NULL)
      THEN 'A value that is ' || replace(observations.obs_status, '_', ' ') || ' has a bound'
      WHEN observations.obs_status = 'suppressed' AND coalesce(observations.value_lower, -1) < 0
      THEN 'A suppressed count is 0 or more'
      WHEN observations.value_upper < observations.value_lower
      THEN 'The upper bound lies below the lower'
      WHEN observations.value_upper IS NOT NULL AND NOT EXISTS (
        SELECT 1
        FROM stated
        WHERE stated.letter_id = observations.letter_id
          AND stated.most = observations.value_upper
          AND (stated.figure_id IS NULL OR stated.figure_id = observations.figure_id)
      )
      THEN 'The upper bound is stated nowhere in the letter'
    END AS wrong
  FROM observations
  JOIN obs_status ON obs_status.code = observations.obs_status
  LEFT JOIN figures ON figures.figure_id = observations.figure_id
)
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN wrong IS NULL THEN 'pass' ELSE 'fail' END AS outcome,
  CASE WHEN has_value THEN 'bounds that hold the value' ELSE 'no bound but those that the letter states' END
    AS expected,
  CAST(NULL AS VARCHAR) AS found,
  CASE
    WHEN wrong IS NOT NULL THEN wrong
    WHEN has_value THEN 'The bounds hold the value'
    ELSE 'There is no bound but those that the letter states'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
