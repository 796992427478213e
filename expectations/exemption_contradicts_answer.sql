/*
title: No answer says that the information is held and then refuses it under section 12(2).
why: >-
  Section 12(2) lifts the duty to say whether information is held, where finding that out alone would cost too much.
  Who says that it is held has found out; the provision meant is then section 12(1).
severity: warning
source: Freedom of Information Act 2000, section 12(1) and (2)
*/
WITH cited AS (
  SELECT question_id, min(span_start) AS span_start
  FROM exemptions_cited
  WHERE regime = 'FOIA' AND starts_with(provision, '12(2)')
  GROUP BY question_id
),
judged AS (
  SELECT
    cited.question_id,
    questions.letter_id,
    -- 'whether we hold the information' does not say that it is held.
    regexp_matches(
      regexp_replace(answers.text, '(?i)\b(whether|if)\b[^.,;]*?\bh(old|eld)s?\b', '', 'g'),
      '(?i)\b(we|council|authority|trust|force|constabulary|police)\s+(do\s+|does\s+)?holds?\s+(the|this|that|some)\b'
        || '|\binformation\s+(\w+\s+){0,6}is\s+held\b'
    ) AS says_held,
    len(string_split(letter_texts.text[:cited.span_start], chr(10))) AS line
  FROM cited
  JOIN answers ON answers.question_id = cited.question_id
  JOIN questions ON questions.question_id = cited.question_id
  LEFT JOIN letter_texts ON letter_texts.letter_id = questions.letter_id
)
SELECT
  question_id AS subject,
  letter_id,
  CASE WHEN says_held THEN 'fail' ELSE 'pass' END AS outcome,
  'no statement that the information is held' AS expected,
  CASE WHEN says_held THEN 'the information is said to be held' ELSE 'none' END AS found,
  CASE
    WHEN says_held
    THEN 'The answer says that the information is held, and refuses it under section 12(2), which is about '
      || 'saying whether it is'
    ELSE 'The answer cites section 12(2) and does not say that the information is held'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
