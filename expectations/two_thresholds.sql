/*
title: A letter states one rule for hiding small numbers, and not two that differ.
why: >-
  '5 or lower are not reported' hides a 5, 'less than 5' does not. Where a letter says both, the bounds of its
  suppressed values depend on which statement is read.
severity: warning
*/
-- A threshold that is 'not the only reason' for hiding numbers has no 'at most N', and is not compared. One that is said
-- of one mark is compared with those of the same mark and with those of all marks: two marks may stand for two. A mark that
-- prints its bound, such as '<10', is a threshold of that mark.
WITH words AS (
  SELECT letter_id, sign, most, text, line, span_start
  FROM thresholds_stated
  WHERE most IS NOT NULL
),
stated AS (
  SELECT *
  FROM words
  UNION ALL
  SELECT marks.letter_id, marks.sign, marks.most, marks.text, min(marks.line), min(marks.span_start)
  FROM marks_printed AS marks
  WHERE marks.obs_status = 'suppressed'
    AND marks.most IS NOT NULL
    AND marks.letter_id IN (SELECT letter_id FROM words)
  GROUP BY marks.letter_id, marks.sign, marks.most, marks.text
),
contradicted AS (
  SELECT DISTINCT one.letter_id
  FROM stated AS one
  JOIN stated AS other
    ON other.letter_id = one.letter_id
    AND other.most <> one.most
    AND (other.sign IS NULL OR other.sign IS NOT DISTINCT FROM one.sign)
)
SELECT
  stated.letter_id AS subject,
  stated.letter_id,
  CASE WHEN contradicted.letter_id IS NOT NULL THEN 'fail' ELSE 'pass' END AS outcome,
  'one threshold' || CASE WHEN count(DISTINCT most) > 1 AND contradicted.letter_id IS NULL THEN ' for each mark' ELSE '' END
    AS expected,
  count(DISTINCT most) || CASE WHEN count(DISTINCT most) = 1 THEN ' threshold' ELSE ' thresholds' END AS found,
  'The letter hides counts of ' || string_agg(
    '''' || text || '''' || coalesce(' on line ' || line, ''), ', ' ORDER BY span_start
  ) || CASE
    WHEN contradicted.letter_id IS NOT NULL THEN ', which is not the same'
    WHEN count(DISTINCT most) > 1 THEN ', each of a mark of its own'
    ELSE ''
  END AS detail
FROM stated
LEFT JOIN contradicted ON contradicted.letter_id = stated.letter_id
GROUP BY stated.letter_id, contradicted.letter_id
