/*
title: Every figure has the value that its characters say.
why: >-
  The characters are found in the letter; the value is what is counted with. Where the two part, an observation can
  still agree with its figure, and both be wrong.
severity: error
*/
-- A numeral may be followed by 'thousand', 'million' or 'billion', which stand behind its place, or stand below a heading
-- such as '£000', which is its scale. What is printed in words, and a status that is told from a sentence, are not read
-- here.
WITH numerals AS (
  SELECT
    figures.figure_id,
    figures.letter_id,
    figures.line,
    figures.text,
    figures.value,
    figures.scale,
    obs_status.has_value,
    regexp_full_match(trim(figures.text), '[-−(]?\s*£?\s*[-−]?[0-9][0-9,\s]*(\.[0-9]+)?\)?') AS is_numeral,
    CASE WHEN regexp_matches(figures.text, '^[\s£]*[-−(]') THEN -1 ELSE 1 END
      * try_cast(regexp_replace(figures.text, '[^0-9.]', '', 'g') AS DOUBLE) * figures.scale AS printed
  FROM figures
  JOIN obs_status ON obs_status.code = figures.status
),
judged AS (
  SELECT
    *,
    CASE
      WHEN has_value AND value IS NULL THEN 'it has no value'
      WHEN NOT has_value AND value IS NOT NULL THEN 'it has a value'
      WHEN has_value AND is_numeral
        AND least(
          abs(value - printed), abs(value - 1e3 * printed), abs(value - 1e6 * printed), abs(value - 1e9 * printed)
        ) > 1e-6
      THEN 'its value is another'
    END AS wrong
  FROM numerals
)
SELECT
  figure_id AS subject,
  letter_id,
  CASE WHEN wrong IS NOT NULL THEN 'fail' WHEN has_value AND NOT is_numeral THEN 'unverifiable' ELSE 'pass' END
    AS outcome,
  text AS expected,
  CASE WHEN value IS NULL THEN 'no value' ELSE 'a value' END AS found,
  CASE
    WHEN wrong IS NOT NULL THEN 'The letter prints ''' || text || ''', and ' || wrong
    WHEN NOT has_value THEN 'The letter prints ''' || text || ''', which stands for no value, and there is none'
    WHEN is_numeral
    THEN 'The value is the number that the letter prints, ''' || text || ''''
      || CASE WHEN scale <> 1 THEN ', times ' || printf('%.15g', scale) ELSE '' END
    ELSE 'The letter prints ''' || text || ''', which this rule does not read as a number'
  END || ' (line ' || line || ')' AS detail
FROM judged
