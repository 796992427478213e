/*
title: A letter states one threshold for suppression, not two.
why: >-
  '5 or lower are not reported' hides a 5, 'less than 5' does not. Where a letter says both, the bounds of its
  suppressed values depend on which statement is read.
severity: warning
*/
-- '5 or lower' hides at most 5, 'fewer than 5' at most 4. A reason can say the number itself: 'threshold: at most 4'.
WITH stated AS (
  SELECT
    letter_id,
    text,
    line,
    span_start,
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
)
SELECT
  letter_id AS subject,
  letter_id,
  CASE WHEN count(DISTINCT most) > 1 THEN 'fail' ELSE 'pass' END AS outcome,
  'one threshold' AS expected,
  count(DISTINCT most) || CASE WHEN count(DISTINCT most) = 1 THEN ' threshold' ELSE ' thresholds' END AS found,
  'The letter hides counts of ' || string_agg('''' || text || ''' on line ' || line, ', ' ORDER BY span_start)
    || CASE WHEN count(DISTINCT most) > 1 THEN ', which is not the same' ELSE '' END AS detail
FROM stated
GROUP BY letter_id
