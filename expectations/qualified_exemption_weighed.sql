/*
title: A refusal under a qualified exemption says that the public interest was weighed.
why: >-
  A qualified exemption lets information be refused only where the public interest in maintaining it outweighs that in
  disclosure, and the notice must give the reasons for claiming so. An absolute exemption and the provisions on cost and
  manner need no such test; where an exemption is absolute for some information and qualified for other, the provision
  as cited does not say which.
severity: warning
source: >-
  Freedom of Information Act 2000, sections 2(2)(b), 2(3) and 17(3)(b); Freedom of Information (Scotland) Act 2002,
  sections 2(1)(b) and 16(2); Environmental Information Regulations 2004, regulations 12(1)(b) and 14(3)(b)
*/
WITH relied_on AS (
  SELECT
    provisions_reached.question_id,
    provisions_reached.provision,
    any_value(provision.test) AS test,
    bool_or(regexp_matches(there.text, '(?i)\bpublic\s+interest\b|\bbalance\s+of\s+(the\s+)?interests?\b')) AS in_answer
  FROM provisions_reached
  JOIN provision ON provision.code = provisions_reached.section
  JOIN answers AS there ON there.question_id = provisions_reached.cited_in
  GROUP BY provisions_reached.question_id, provisions_reached.provision
),
judged AS (
  SELECT
    relied_on.*,
    questions.letter_id,
    CASE
      WHEN relied_on.test IN ('absolute', 'procedural') THEN 'not_applicable'
      WHEN relied_on.in_answer OR regexp_matches(answers.text, '(?i)\bpublic\s+interest\b') THEN 'pass'
      WHEN relied_on.test = 'mixed' OR regexp_matches(letter_texts.text, '(?i)\bpublic\s+interest\b') THEN 'unverifiable'
      ELSE 'fail'
    END AS outcome,
    len(string_split(letter_texts.text[:answers.span_start], chr(10))) AS line
  FROM relied_on
  JOIN answers ON answers.question_id = relied_on.question_id
  JOIN outcome ON outcome.code = answers.outcome AND outcome.refused
  JOIN questions ON questions.question_id = relied_on.question_id
  LEFT JOIN letter_texts ON letter_texts.letter_id = questions.letter_id
)
SELECT
  question_id || ' under ' || provision AS subject,
  letter_id,
  outcome,
  CASE WHEN test = 'qualified' THEN 'words on the public interest' END AS expected,
  CASE outcome WHEN 'pass' THEN 'the public interest is named' WHEN 'fail' THEN 'none' END AS found,
  provision || CASE
    WHEN test = 'absolute' THEN ' is an absolute exemption: no public interest is weighed'
    WHEN test = 'procedural' THEN ' is about cost or manner and no exemption: no public interest is weighed'
    WHEN outcome = 'pass' THEN ' is relied on, and the answer speaks of the public interest'
    WHEN test = 'mixed' THEN ' is absolute for some information and qualified for other; no public interest is named'
    WHEN outcome = 'unverifiable'
    THEN ' is a qualified exemption; the letter speaks of the public interest, but not in this answer'
    ELSE ' is a qualified exemption, and nothing is said of the public interest'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
