/*
title: No number in any letter has been overlooked.
why: >-
  Nothing may be lost silently. Each run of digits in a letter, from its head to its signature, must be part of the data
  or set aside with a reason, and of one of them alone. A number that nobody has understood, or that was not found at
  all, stops the build; so does one that is taken twice, since one of its two meanings is wrong.
severity: error
*/
-- A letter is cut into runs of digits and of anything else; the lengths of the runs before one give its place. Figures
-- come in at their first character and go behind their last: how many hold a place is what has come less what has
-- gone, in one pass over all places in order. A number is asked at its first digit and at its last: it is whole where
-- no figure begins or ends between them, and then as many hold the one as the other.
WITH cut AS (
  SELECT letter_id, unnest(runs) AS run, generate_subscripts(runs, 1) AS nth
  FROM (SELECT letter_id, regexp_extract_all(text, '[0-9]+|[^0-9]+') AS runs FROM letter_texts)
),
numbers AS (
  SELECT
    letter_id,
    run,
    CAST(coalesce(sum(length(run)) OVER earlier, 0) AS BIGINT) AS place,
    1 + coalesce(sum(length(run) - length(replace(run, chr(10), ''))) OVER earlier, 0) AS line
  FROM cut
  WINDOW earlier AS (PARTITION BY letter_id ORDER BY nth ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  QUALIFY regexp_full_match(run, '[0-9]+')
),
events AS (
  SELECT letter_id, span_start AS character, 1 AS owners, CAST("use" IN ('observation', 'context') AS INTEGER) AS settled,
    CAST(NULL AS BIGINT) AS number
  FROM figures
  UNION ALL
  SELECT letter_id, span_end, -1, -CAST("use" IN ('observation', 'context') AS INTEGER), NULL FROM figures
  UNION ALL
  SELECT letter_id, place, 0, 0, place FROM numbers
  UNION ALL
  SELECT letter_id, place + length(run) - 1, 0, 0, place FROM numbers
),
held AS (
  SELECT
    letter_id,
    number,
    sum(owners) OVER so_far AS owners,
    sum(settled) OVER so_far AS settled,
    sum(abs(owners)) OVER so_far AS edges
  FROM events
  WINDOW so_far AS (PARTITION BY letter_id ORDER BY character RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
),
owned AS (
  SELECT
    letter_id,
    number AS place,
    any_value(owners) AS owners,
    any_value(settled) AS settled,
    min(edges) = max(edges) AS is_whole
  FROM held
  GROUP BY letter_id, number
),
judged AS (
  SELECT
    numbers.letter_id,
    numbers.place,
    '''' || CASE WHEN owned.is_whole AND owned.owners = 1 AND owned.settled = 0 THEN unread.text ELSE numbers.run END
      || ''' ' || CASE
      WHEN NOT owned.is_whole THEN 'is only in part in a figure'
      WHEN owned.owners = 0 THEN 'is in no figure'
      WHEN owned.owners > 1 THEN 'is in ' || owned.owners || ' figures'
      WHEN owned.settled = 0 THEN 'has not been read: ' || coalesce(unread.reason, 'no reason')
    END || ', line ' || numbers.line AS wrong
  FROM numbers
  JOIN owned ON owned.letter_id = numbers.letter_id AND owned.place = numbers.place
  ASOF LEFT JOIN (FROM figures WHERE "use" NOT IN ('observation', 'context')) AS unread
    ON unread.letter_id = numbers.letter_id AND unread.span_start <= numbers.place
)
SELECT
  letter_texts.letter_id AS subject,
  letter_texts.letter_id,
  CASE WHEN count(judged.place) = 0 THEN 'not_applicable' WHEN count(judged.wrong) > 0 THEN 'fail' ELSE 'pass' END
    AS outcome,
  count(judged.place) || ' numbers' AS expected,
  (count(judged.place) - count(judged.wrong)) || ' accounted for' AS found,
  CASE
    WHEN count(judged.place) = 0 THEN 'The letter has no number'
    WHEN count(judged.wrong) = 0
    THEN 'Each of the ' || count(judged.place) || ' numbers of the letter is data or context, and of one alone'
    ELSE count(judged.wrong) || ' of ' || count(judged.place) || ' numbers of the letter are not accounted for: '
      || string_agg(judged.wrong, '; ' ORDER BY judged.place)
  END AS detail
FROM letter_texts
LEFT JOIN judged ON judged.letter_id = letter_texts.letter_id
GROUP BY letter_texts.letter_id
