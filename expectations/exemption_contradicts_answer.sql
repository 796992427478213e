/*
title: No answer says that the information is held and then relies on a provision about saying whether it is.
why: >-
  Section 12(2) lifts the duty to say whether information is held, where finding that out alone would cost too much, and
  an authority that neither confirms nor denies makes use of the same duty's end. Who says that it is held has found out,
  and has said so; for the cost of answering the provision is section 12(1).
severity: warning
source: Freedom of Information Act 2000, sections 1(1)(a), 2(1) and 12(1) and (2)
*/
WITH cited AS (
  SELECT question_id, min(span_start) AS span_start
  FROM exemptions_cited
  WHERE regime = 'FOIA' AND starts_with(provision, '12(2)')
  GROUP BY question_id
),
judged AS (
  SELECT
    answers.question_id,
    questions.letter_id,
    cited.question_id IS NOT NULL AS cites,
    -- 'whether we hold the information' does not say that it is held.
    regexp_matches(
      regexp_replace(answers.text, '(?i)\b(whether|if)\b[^.,;]*?\bh(old|eld)s?\b', '', 'g'),
      '(?i)\b(we|council|authority|trust|force|constabulary|police)\s+(do\s+|does\s+)?holds?\s+(the|this|that|some)\b'
        || '|\binformation\s+(\w+\s+){0,6}is\s+held\b'
    ) AS says_held,
    len(string_split(letter_texts.text[:coalesce(cited.span_start, answers.span_start)], chr(10))) AS line
  FROM answers
  LEFT JOIN cited ON cited.question_id = answers.question_id
  JOIN questions ON questions.question_id = answers.question_id
  LEFT JOIN letter_texts ON letter_texts.letter_id = questions.letter_id
  WHERE cited.question_id IS NOT NULL OR answers.outcome = 'ncnd'
)
SELECT
  question_id AS subject,
  letter_id,
  CASE WHEN says_held THEN 'fail' ELSE 'pass' END AS outcome,
  'no statement that the information is held' AS expected,
  CASE WHEN says_held THEN 'the information is said to be held' ELSE 'none' END AS found,
  CASE
    WHEN says_held AND cites
    THEN 'The answer says that the information is held, and refuses it under section 12(2), which is about '
      || 'saying whether it is'
    WHEN says_held
    THEN 'The answer says that the information is held, and neither confirms nor denies that it is'
    WHEN cites THEN 'The answer cites section 12(2) and does not say that the information is held'
    ELSE 'The answer neither confirms nor denies, and does not say that the information is held'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
