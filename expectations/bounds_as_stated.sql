/*
title: The data narrow a hidden number down no further than the letter itself does.
why: >-
  A reported value is its own bound. For a suppressed one only the letter may say how large it can be: a bound from
  anywhere else would disclose what the authority protects.
severity: error
*/
-- A mark such as '<5' prints the bound of its own place. For other marks it is the widest threshold that their answer
-- states of all marks or of this one, or else the widest that stands outside the answers. Where such a threshold is
-- 'not the only reason', a value can be hidden for another one, of any size, and there is no bound. What is given as
-- bounds alone ('up to 5', 'more than 20') hides nothing: its bounds are numbers that are printed in its place, or where
-- 'more than' or 'fewer than' stands before it the whole numbers next to them.
WITH stated AS (
  SELECT
    marks.observation_id,
    coalesce(max(thresholds.most) FILTER (WHERE thresholds.question_id IS NOT NULL), max(thresholds.most)) AS by_rule,
    bool_or(thresholds.not_the_only_reason) AS other_reasons,
    any_value(marks.most) AS by_mark,
    -- 'fewer than five' prints a bound, but number words are not read here.
    by_mark IS NULL
      AND regexp_matches(lower(any_value(marks.text)), '\b(less|fewer|lower|under|below|between|from)\b') AS in_words
  FROM marks_printed AS marks
  LEFT JOIN thresholds_stated AS thresholds
    ON thresholds.letter_id = marks.letter_id
    AND coalesce(thresholds.question_id, marks.question_id) = marks.question_id
    AND coalesce(thresholds.sign, marks.sign) IS NOT DISTINCT FROM marks.sign
  GROUP BY marks.observation_id
),
bounded AS (
  SELECT
    observations.*,
    obs_status.has_value,
    figures.line,
    NOT obs_status.has_value AND obs_status.in_print AND NOT obs_status.protected AS is_bounded,
    list_transform(
      regexp_extract_all(replace(coalesce(observations.value_text, ''), ',', ''), '[0-9]+(?:[.][0-9]+)?'),
      lambda one: CAST(one AS DOUBLE) * coalesce(figures.scale, 1)
    ) AS numbers,
    CASE
      WHEN is_bounded AND regexp_matches(
        lower(substring(letter_texts.text, greatest(figures.span_start - 19, 1), least(figures.span_start, 20))),
        '(\bover|\bthan|\bexcess\s+of|>|<|&[lg]t;)\s*£?\s*$'
      ) THEN 1
      ELSE 1e-6
    END AS leeway
  FROM observations
  JOIN obs_status ON obs_status.code = observations.obs_status
  LEFT JOIN figures ON figures.figure_id = observations.figure_id
  LEFT JOIN letter_texts ON letter_texts.letter_id = figures.letter_id
),
judged AS (
  SELECT
    observations.observation_id,
    observations.letter_id,
    has_value,
    is_bounded,
    line,
    (stated.in_words AND observations.value_upper IS NOT NULL) OR (is_bounded AND len(numbers) = 0) AS in_words,
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
      WHEN is_bounded THEN
        CASE
          WHEN observations.value_lower IS NULL AND observations.value_upper IS NULL
          THEN 'A value that is given as bounds has none'
          WHEN observations.value_upper < observations.value_lower
          THEN 'The upper bound lies below the lower'
          WHEN len(numbers) > 0
            AND len(list_filter(
              [observations.value_lower, observations.value_upper],
              lambda bound: bound <> 0 AND len(list_filter(
                numbers,
                lambda one: least(
                  abs(bound - one), abs(bound - 1e3 * one), abs(bound - 1e6 * one), abs(bound - 1e9 * one)
                ) <= leeway
              )) = 0
            )) > 0
          THEN 'A bound is not a number that is printed in the place of the value'
        END
      WHEN observations.obs_status IN ('not_held', 'not_applicable', 'not_available', 'withheld')
        AND (observations.value_lower IS NOT NULL OR observations.value_upper IS NOT NULL)
      THEN 'A value that is ' || replace(observations.obs_status, '_', ' ') || ' has a bound'
      WHEN observations.obs_status = 'suppressed' AND (observations.value_lower IS NULL OR observations.value_lower < 0)
      THEN 'A suppressed count is 0 or more'
      WHEN observations.value_upper < observations.value_lower
      THEN 'The upper bound lies below the lower'
      WHEN observations.obs_status LIKE 'suppressed%' AND observations.value_lower > 0
      THEN 'The lower bound is stated nowhere in the letter'
      WHEN observations.value_upper IS NULL OR observations.value_upper = stated.by_mark OR stated.in_words THEN NULL
      WHEN stated.by_mark IS NOT NULL THEN 'The upper bound is not the one that is printed in the place of the value'
      WHEN stated.other_reasons
      THEN 'There is an upper bound, yet the letter names other reasons than a threshold for hiding a value'
      WHEN stated.by_rule IS NULL THEN 'The upper bound is stated nowhere in the letter'
      WHEN observations.value_upper <> stated.by_rule
      THEN 'The upper bound is not that of the threshold that the letter states'
    END AS wrong
  FROM bounded AS observations
  LEFT JOIN stated ON stated.observation_id = observations.observation_id
)
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN wrong IS NOT NULL THEN 'fail' WHEN in_words THEN 'unverifiable' ELSE 'pass' END AS outcome,
  CASE WHEN has_value THEN 'bounds that hold the value' ELSE 'no bound but those that the letter states' END
    AS expected,
  CAST(NULL AS VARCHAR) AS found,
  CASE
    WHEN wrong IS NOT NULL THEN wrong
    WHEN in_words THEN 'The bound is printed in words in the place of the value, which this rule does not read'
    WHEN is_bounded THEN 'The bounds are numbers that are printed in the place of the value'
    WHEN has_value THEN 'The bounds hold the value'
    ELSE 'There is no bound but those that the letter states'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
