/*
title: Every figure that a letter prints is either part of the data, or set aside with a reason.
why: >-
  A figure that was found and then left out would be lost without a trace. So would a cell of a table that nobody has
  understood, whether it holds digits or words such as 'TBC'.
severity: error
*/
WITH judged AS (
  SELECT
    figures.*,
    (SELECT count(*) FROM observations WHERE observations.figure_id = figures.figure_id) AS coded
  FROM figures
)
SELECT
  figure_id AS subject,
  letter_id,
  CASE
    WHEN "use" = 'observation' AND coded > 0 THEN 'pass'
    WHEN "use" = 'context' AND coded = 0 AND trim(coalesce(reason, '')) <> '' THEN 'pass'
    ELSE 'fail'
  END AS outcome,
  CASE "use"
    WHEN 'context' THEN 'a reason and no observation'
    WHEN 'unread' THEN 'an observation, or a reason why it is no data'
    ELSE 'an observation'
  END AS expected,
  CASE WHEN "use" = 'unread' THEN 'unread' ELSE coalesce(reason || ', ', '') || coded || ' observations' END AS found,
  '''' || text || '''' || CASE
    WHEN "use" = 'unread' THEN ' has not been read: ' || coalesce(reason, 'no reason')
    WHEN "use" = 'observation' AND coded = 0 THEN ' is data, but no observation codes it'
    WHEN "use" = 'observation' THEN ' is data'
    WHEN coded > 0 THEN ' is context, yet an observation codes it'
    WHEN trim(coalesce(reason, '')) = '' THEN ' is context without a reason'
    ELSE ' is context: ' || reason
  END || ' (line ' || line || ')' AS detail
FROM judged
