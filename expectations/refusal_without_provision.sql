/*
title: Every refusal names the section of the law that it relies on, in the answer or in one that it refers to.
why: A refusal notice must state the exemption in question. Without it nobody can say on what ground a value is missing.
severity: warning
source: Freedom of Information Act 2000, section 17(1); Environmental Information Regulations 2004, regulation 14(3)
*/
WITH cited AS (
  SELECT question_id, string_agg(DISTINCT provision, ', ' ORDER BY provision) AS provisions
  FROM provisions_reached
  GROUP BY question_id
)
SELECT
  answers.question_id AS subject,
  questions.letter_id,
  CASE WHEN cited.provisions IS NULL THEN 'fail' ELSE 'pass' END AS outcome,
  'a provision' AS expected,
  coalesce(cited.provisions, 'none') AS found,
  coalesce(
    'The refusal relies on ' || cited.provisions,
    'Something is refused (' || replace(answers.outcome, '_', ' ') || '), and neither the answer nor one that it '
      || 'refers to cites a provision'
  ) || coalesce(' (line ' || len(string_split(letter_texts.text[:answers.span_start], chr(10))) || ')', '') AS detail
FROM answers
JOIN outcome ON outcome.code = answers.outcome
JOIN questions ON questions.question_id = answers.question_id
LEFT JOIN cited ON cited.question_id = answers.question_id
LEFT JOIN letter_texts ON letter_texts.letter_id = questions.letter_id
WHERE outcome.refused
