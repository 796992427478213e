/*
title: What the data call withheld or suppressed was refused in the letter, under a provision that the letter cites.
why: >-
  To say that an authority refused something which it answered, or to name a section of the law that it did not cite,
  would put words into its mouth. The provision can be cited in the answer or in one that it refers to.
severity: error
source: Freedom of Information Act 2000, section 17(1); Environmental Information Regulations 2004, regulation 14(3)
*/
WITH cited AS (
  SELECT
    question_id,
    list(provision) || list(section) AS covering,
    list(provision) AS narrower,
    string_agg(DISTINCT provision, ', ' ORDER BY provision) AS provisions
  FROM provisions_reached
  GROUP BY question_id
),
refusals AS (
  SELECT
    observations.*,
    answers.outcome,
    outcome.refused,
    figures.line,
    questions.number,
    regexp_replace(letters.source_file, '[.][^.]*$', '.yaml') AS reading,
    obs_status IN ('withheld', 'suppressed') AS is_refused,
    -- A reading may name a wider provision than the letter, 'section 12' for 12(2), but never a narrower one.
    coalesce(
      list_contains(cited.covering, observations.provision)
      OR len(list_filter(cited.narrower, lambda one: starts_with(one, observations.provision || '('))) > 0,
      false
    ) AS is_cited,
    cited.provisions
  FROM observations
  LEFT JOIN cited ON cited.question_id = observations.question_id
  LEFT JOIN letters ON letters.letter_id = observations.letter_id
  LEFT JOIN questions ON questions.question_id = observations.question_id
  LEFT JOIN answers ON answers.question_id = observations.question_id
  LEFT JOIN outcome ON outcome.code = answers.outcome
  LEFT JOIN figures ON figures.figure_id = observations.figure_id
  WHERE observations.obs_status IN ('withheld', 'suppressed') OR observations.provision IS NOT NULL
),
judged AS (
  SELECT
    *,
    CASE
      WHEN NOT is_refused
      THEN 'The value is ' || replace(obs_status, '_', ' ') || ', so it was not refused under ' || provision
      WHEN outcome IS NULL THEN 'The value is ' || obs_status || ', but its question has no answer'
      WHEN NOT coalesce(refused, false)
      THEN 'The value is ' || obs_status || ', but the outcome of the answer is ' || replace(outcome, '_', ' ')
        || coalesce(
          '. In ' || reading || ', write under answers that the outcome of '
            || coalesce('question ' || number, 'its question') || ' is part_withheld or withheld, if it refuses, or '
            || if(obs_status = 'withheld', 'delete the entry of withheld', 'name the figure under context'),
          ''
        )
      WHEN provision IS NOT NULL AND NOT is_cited
      THEN 'The value is ' || obs_status || ' under ' || provision || ', but the answer cites '
        || coalesce('only ' || provisions, 'no provision') || ', in itself or by reference'
    END AS wrong
  FROM refusals
)
SELECT
  observation_id AS subject,
  letter_id,
  CASE WHEN wrong IS NULL THEN 'pass' ELSE 'fail' END AS outcome,
  CASE WHEN is_refused THEN 'a refusal' || coalesce(', citing ' || provision, '') ELSE 'no provision' END AS expected,
  CASE WHEN is_refused THEN coalesce(outcome, 'no answer') || coalesce(', citing ' || provisions, '') ELSE provision END
    AS found,
  coalesce(wrong, 'The answer refuses the value' || coalesce(' under ' || provision, ''))
    || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
