"""What rules ask of the tables again and again, as views: in a database they stand beside the tables.

Each view is one query over tables and the views before it. They are part of the published database as well,
so that a rule can be pasted into the duckdb shell as it stands.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.schemas.codelists import NOT_APPLICABLE, TOTAL, CodeList, dimension_names
from pipeline.schemas.ddl import literal, quoted


@dataclass(frozen=True)
class View:
    """A view, and what one of its rows is."""

    name: str
    comment: str
    query: str


def views(lists: Mapping[str, CodeList]) -> Iterator[View]:
    """Give the views in the order in which they are to be created."""
    names = dimension_names(lists)
    yield View(
        "observation_slices",
        "One row per observation and dimension: its code there, and all its other codes in one. "
        "A total and its parts along a dimension have the same rest.",
        slices_query(names),
    )
    yield View(
        "code_ancestors",
        "One row per code of a dimension and code above it: its parent, the parent's parent, and so on up to "
        "_T. distance counts the steps.",
        ancestors_query(names),
    )
    yield View(
        "rounding_stated",
        "One row per answer that says to what its numbers are rounded, and one without a question for what a "
        "letter says outside its answers. nearest is the widest of several.",
        _ROUNDING,
    )
    yield View(
        "thresholds_stated",
        "One row per statement of a letter that small counts are hidden: the largest count that it hides "
        "(most) and the mark that it is said of, where it is of one alone (sign). No question where it "
        "stands outside the answers; no most where it is not the only reason for hiding a number.",
        _THRESHOLDS,
    )
    yield View(
        "marks_printed",
        "One row per observation without a value: what is printed in its place, as marks are compared "
        "(sign), and the largest count that it can be where that itself prints it, as '<5' does (most).",
        _MARKS,
    )
    yield View(
        "comparable",
        "One row per observation, as rules compare them: its categories in one text, so that a total and a "
        "value that is not broken down are the same; the least and the most that it can be by the bounds "
        "and the rounding that its letter states; the value as it is shown; and the place that prints it.",
        comparable_query(names),
    )
    yield View(
        "additive_parts",
        "One row per part of an additive breakdown, with the total that it is a part of: of the codes above "
        "its own, the nearest that the same place has. Where it has none, the total that the same answer "
        "prints elsewhere. No total where there is none.",
        _ADDITIVE_PARTS,
    )
    yield View(
        "held_within",
        "One row per pair of observations of which the first can never exceed the second: a measure within "
        "the one that it is part of, a part of a year within the year. Of other letters only the latest is "
        "compared.",
        _HELD_WITHIN,
    )
    yield View(
        "period_parts",
        "One row per part of a longer period that one place divides without gap or overlap, with the "
        "observation of the longer one: in the same place, or in another of its letter. Of parts that lie "
        "within each other the longest.",
        _PERIOD_PARTS,
    )
    yield View(
        "period_sums",
        "One row per longer period and place that divides it: whether the parts can make the whole, within "
        "rounding and the bounds of what is hidden, and the sum in words. Of people and cases the whole is "
        "at most the sum.",
        _PERIOD_SUMS,
    )
    yield View(
        "provisions_reached",
        "One row per answer and provision that it relies on: cited in the answer itself, or in one that it "
        "refers to.",
        _PROVISIONS_REACHED,
    )


def slices_query(dimensions: Iterable[str]) -> str:
    """Give the query of observation_slices."""
    names = list(dimensions)
    return " UNION ALL ".join(
        f"SELECT observation_id, {literal(name)} AS dimension, {quoted(name)} AS code, "
        f"concat_ws('.', {', '.join(quoted(other) for other in names if other != name)}) AS rest "
        "FROM observations"
        for name in names
    )


def ancestors_query(dimensions: Iterable[str]) -> str:
    """Give the query of code_ancestors."""
    steps = " UNION ALL ".join(
        f"SELECT {literal(name)} AS dimension, code, coalesce(parent, {literal(TOTAL)}) AS parent "
        f"FROM {quoted(name)} WHERE code NOT IN ({literal(TOTAL)}, {literal(NOT_APPLICABLE)})"
        for name in dimensions
    )
    return f"""
WITH RECURSIVE steps AS ({steps}),
walk AS (
  SELECT dimension, code, parent AS ancestor, 1 AS distance
  FROM steps
  UNION ALL
  SELECT walk.dimension, walk.code, steps.parent, walk.distance + 1
  FROM walk
  JOIN steps ON steps.dimension = walk.dimension AND steps.code = walk.ancestor
)
SELECT dimension, code, ancestor, distance
FROM walk
"""


def comparable_query(dimensions: Iterable[str]) -> str:
    """Give the query of comparable."""
    categories = ", ".join(
        f"CASE WHEN {quoted(name)} NOT IN ({literal(TOTAL)}, {literal(NOT_APPLICABLE)}) "
        f"THEN {literal(name + '=')} || {quoted(name)} END"
        for name in sorted(dimensions)
    )
    return _COMPARABLE.replace("{categories}", categories)


_ROUNDING = """
WITH stated AS (
  SELECT
    letter_id,
    question_id,
    -- Found by itself the words end with the number; a reading that states it says so in the reason.
    TRY_CAST(replace(
      CASE
        WHEN reason = 'rounding' THEN list_last(regexp_extract_all(text, '[0-9][0-9,]*'))
        ELSE regexp_extract(reason, '^rounding: to the nearest (.+)$', 1)
      END,
      ',', ''
    ) AS DOUBLE) AS nearest
  FROM figures
  WHERE "use" = 'context' AND starts_with(reason, 'rounding')
)
SELECT letter_id, question_id, max(nearest) AS nearest, count(DISTINCT nearest) AS stated
FROM stated
WHERE nearest > 0
GROUP BY letter_id, question_id
"""

# As pipeline/extract/context.py writes a threshold.
_THRESHOLDS = r"""
SELECT
  letter_id,
  question_id,
  nullif(regexp_extract(reason, '^threshold of ([^\s:,]+)', 1), '') AS sign,
  TRY_CAST(regexp_extract(reason, ': at most (.+)$', 1) AS DOUBLE) AS most,
  ends_with(reason, ', not the only reason') AS not_the_only_reason,
  text,
  line,
  span_start
FROM figures
WHERE "use" = 'context'
  AND regexp_matches(reason, '^threshold( of [^\s:,]+)?(: at most .+|, not the only reason)$')
"""

# '[c]' and 'C' are one mark; an asterisk can be spelt out.
_MARKS = r"""
SELECT
  observations.observation_id,
  observations.letter_id,
  observations.question_id,
  coalesce(observations.table_id, observations.question_id) AS place,
  observations.obs_status,
  CASE
    WHEN lower(observations.value_text) = 'asterisk' THEN '*'
    ELSE lower(trim(observations.value_text, '[]()\''‘’"“” '))
  END AS sign,
  TRY_CAST(list_last(regexp_extract_all(observations.value_text, '[0-9]+')) AS DOUBLE)
    - CASE
      WHEN regexp_matches(lower(observations.value_text), '(<|&lt;|(less|fewer) than|^below)\s*[0-9]') THEN 1
      ELSE 0
    END AS most,
  observations.value_text AS text,
  figures.line,
  figures.span_start
FROM observations
LEFT JOIN figures ON figures.figure_id = observations.figure_id
WHERE observations.value IS NULL
"""

_COMPARABLE = """
WITH rounded AS (
  SELECT
    observations.*,
    concat_ws(', ', {categories}) AS codes,
    measure.unit,
    measure.kind,
    coalesce(unit.counted, false) AS counted,
    NOT coalesce(unit.counted OR measure.unit = 'yes_no', false) AS is_continuous,
    obs_status.in_print,
    obs_status.protected,
    -- A table, or an answer that lists its values outside one.
    coalesce(observations.table_id, observations.question_id) AS place,
    figures.line,
    figures.span_start,
    observations.value IS NOT NULL AND observations.obs_status <> 'approximate' AS exact,
    CASE
      WHEN observations.value IS NULL OR observations.obs_status = 'zero_by_word' THEN 0
      WHEN measure.unit = 'percent'
      THEN 0.5 / 10 ** length(regexp_extract(coalesce(observations.value_text, ''), '[0-9][.]([0-9]+)', 1))
      WHEN measure.unit IN ('yes_no', 'weeks') THEN 0
      -- What stands below '£000' is rounded to its last printed digit, as a percentage is.
      ELSE greatest(
        coalesce(own.nearest, general.nearest, 0),
        CASE
          WHEN figures.scale > 1
          THEN figures.scale
            / 10 ** length(regexp_extract(coalesce(observations.value_text, ''), '[0-9][.]([0-9]+)', 1))
          ELSE 0
        END
      ) / 2
    END AS margin,
    coalesce(
      CASE
        WHEN obs_status.has_value AND corrections.corrected IS NOT NULL
        THEN printf('%.15g', observations.value)
          || coalesce(' (printed ' || observations.value_text || ')', '')
      END,
      -- The words that make bounds of a number stand beside it.
      CASE
        WHEN NOT obs_status.has_value AND obs_status.in_print AND NOT obs_status.protected
        THEN CASE
          WHEN value_upper IS NULL THEN 'at least ' || printf('%.15g', value_lower)
          WHEN coalesce(value_lower, 0) = 0 THEN 'at most ' || printf('%.15g', value_upper)
          ELSE printf('%.15g', value_lower) || ' to ' || printf('%.15g', value_upper)
        END
      END,
      observations.value_text
        || CASE WHEN figures.scale > 1 THEN ' × ' || printf('%.15g', figures.scale) ELSE '' END,
      -- A number that its status says to be hidden is not shown, even where it is there by mistake.
      CASE WHEN obs_status.has_value THEN printf('%.15g', observations.value) END,
      '[' || observations.obs_status || ']'
    ) AS shown
  FROM observations
  LEFT JOIN measure ON measure.code = observations.measure
  LEFT JOIN unit ON unit.code = measure.unit
  LEFT JOIN obs_status ON obs_status.code = observations.obs_status
  LEFT JOIN figures ON figures.figure_id = observations.figure_id
  LEFT JOIN corrections ON corrections.figure_id = observations.figure_id
  LEFT JOIN rounding_stated AS own ON own.question_id = observations.question_id
  LEFT JOIN rounding_stated AS general
    ON general.letter_id = observations.letter_id AND general.question_id IS NULL
)
SELECT
  observation_id,
  letter_id,
  question_id,
  place,
  line,
  span_start,
  measure,
  unit,
  counted,
  kind,
  CASE WHEN codes = '' THEN 'total' ELSE codes END AS categories,
  ref_area,
  period_start,
  period_end,
  period_type,
  value,
  exact,
  value_text,
  shown,
  note,
  obs_status,
  in_print,
  protected,
  margin,
  -- Counts are whole and not below 0: what is rounded to the nearest 5 lies 2 either way, and a 0 above it.
  CAST(CASE WHEN margin > 0 AND NOT is_continuous
    THEN greatest(ceil(coalesce(value_lower, 0) - margin), least(coalesce(value_lower, 0), 0))
    ELSE coalesce(value_lower, 0) - margin END AS DECIMAL(18, 4)) AS least,
  CAST(CASE WHEN margin > 0 AND NOT is_continuous THEN floor(value_upper + margin)
    ELSE value_upper + margin END AS DECIMAL(18, 4)) AS most
FROM rounded
"""

_ADDITIVE_PARTS = f"""
WITH cells AS MATERIALIZED (
  SELECT
    observations.observation_id,
    coalesce(observations.table_id, observations.question_id) AS place,
    observations.measure,
    observations.ref_area,
    observations.period_start,
    observations.period_end,
    slices.dimension,
    slices.code,
    slices.rest
  FROM observation_slices AS slices
  JOIN observations ON observations.observation_id = slices.observation_id
  JOIN measure ON measure.code = observations.measure
  WHERE slices.code <> '{NOT_APPLICABLE}'
    AND list_contains(string_split(measure.additive, ' | '), slices.dimension)
),
here AS MATERIALIZED (
  SELECT
    part.observation_id AS part_id,
    part.code,
    part.dimension,
    part.place,
    part.measure,
    part.ref_area,
    part.period_start,
    part.period_end,
    part.rest,
    total.observation_id AS total_id,
    total.code AS total_code
  FROM cells AS part
  -- A code that no list has is part of the total all the same: another rule says that it is unknown.
  LEFT JOIN code_ancestors AS above ON above.dimension = part.dimension AND above.code = part.code
  LEFT JOIN cells AS total
    ON total.place = part.place
    AND total.measure = part.measure
    AND total.ref_area = part.ref_area
    AND total.period_start = part.period_start
    AND total.period_end = part.period_end
    AND total.dimension = part.dimension
    AND total.rest = part.rest
    AND total.code = coalesce(above.ancestor, '{TOTAL}')
  WHERE part.code <> '{TOTAL}'
  QUALIFY rank() OVER (
    PARTITION BY part.observation_id, part.dimension
    ORDER BY total.observation_id IS NULL, CASE WHEN total.observation_id IS NOT NULL THEN above.distance END
  ) = 1
    AND (total.observation_id IS NOT NULL OR coalesce(above.distance, 1) = 1)
),
without_total AS (
  SELECT
    here.place,
    here.measure,
    here.ref_area,
    here.period_start,
    here.period_end,
    here.dimension,
    here.rest,
    any_value(part.question_id) AS question_id,
    -- What is left of the categories without this one: a total may be one by its code, or not be broken down.
    coalesce(nullif(any_value(trim(
      replace(', ' || part.categories || ',', ', ' || here.dimension || '=' || here.code || ',', ','), ', '
    )), ''), 'total') AS categories
  FROM here
  JOIN comparable AS part ON part.observation_id = here.part_id
  WHERE here.total_id IS NULL
  GROUP BY ALL
  HAVING count(*) > 1 AND bool_or(part.in_print)
),
elsewhere AS (
  SELECT without_total.*, total.observation_id AS total_id
  FROM without_total
  JOIN comparable AS total USING (question_id, measure, ref_area, period_start, period_end, categories)
  WHERE total.in_print
  QUALIFY row_number() OVER (
    PARTITION BY
      without_total.place, without_total.measure, without_total.ref_area, without_total.period_start,
      without_total.period_end, without_total.dimension, without_total.rest
    ORDER BY
      total.place <> without_total.place, total.value IS NULL, total.span_start, total.observation_id
  ) = 1
)
SELECT
  here.* EXCLUDE (code, total_id, total_code),
  coalesce(here.total_id, elsewhere.total_id) AS total_id,
  coalesce(here.total_code, CASE WHEN elsewhere.total_id IS NOT NULL THEN '{TOTAL}' END) AS total_code
FROM here
LEFT JOIN elsewhere USING (place, measure, ref_area, period_start, period_end, dimension, rest)
"""

_HELD_WITHIN = """
WITH RECURSIVE wholes AS (
  SELECT code AS measure, part_of AS whole
  FROM measure
  WHERE part_of IS NOT NULL
  UNION
  SELECT wholes.measure, measure.part_of
  FROM wholes
  JOIN measure ON measure.code = wholes.whole
  WHERE measure.part_of IS NOT NULL
),
printed AS MATERIALIZED (
  SELECT
    observations.observation_id,
    observations.letter_id,
    observations.measure,
    observations.ref_area,
    observations.period_start,
    observations.period_end,
    observations.period_type,
    observations.categories,
    observations.unit,
    letters.letter_date
  FROM comparable AS observations
  LEFT JOIN letters ON letters.letter_id = observations.letter_id
  WHERE observations.in_print
),
latest AS MATERIALIZED (
  SELECT *
  FROM printed
  QUALIFY row_number() OVER (
    PARTITION BY measure, categories, ref_area, period_start, period_end
    ORDER BY letter_date DESC, letter_id DESC, observation_id
  ) = 1
),
-- The years that a period can be part of, by the day on which they start.
years AS (
  SELECT
    *,
    unnest([
      make_date(year(period_start), 1, 1),
      make_date(year(period_start) - CASE WHEN month(period_start) < 4 THEN 1 ELSE 0 END, 4, 1),
      make_date(year(period_start) - CASE WHEN month(period_start) < 9 THEN 1 ELSE 0 END, 9, 1)
    ]) AS year_start
  FROM printed
  -- A share, a yes and a state on one day do not add up over time.
  WHERE period_type NOT IN ('financial_year', 'calendar_year', 'academic_year', 'year_range', 'point_in_time')
    AND unit NOT IN ('percent', 'yes_no')
)
SELECT
  part.observation_id AS part_id,
  whole.observation_id AS whole_id,
  'measure' AS because,
  true AS in_one_letter
FROM printed AS part
JOIN wholes ON wholes.measure = part.measure
JOIN printed AS whole
  ON whole.letter_id = part.letter_id
  AND whole.measure = wholes.whole
  AND whole.ref_area = part.ref_area
  AND whole.period_start = part.period_start
  AND whole.period_end = part.period_end
  -- Whatever narrows the whole narrows the part as well.
  AND (whole.categories = 'total'
    OR list_has_all(string_split(part.categories, ', '), string_split(whole.categories, ', ')))
UNION ALL
SELECT part.observation_id, whole.observation_id, 'measure', false
FROM printed AS part
JOIN wholes ON wholes.measure = part.measure
JOIN latest AS whole
  ON whole.letter_id <> part.letter_id
  AND whole.measure = wholes.whole
  AND whole.ref_area = part.ref_area
  AND whole.period_start = part.period_start
  AND whole.period_end = part.period_end
  AND (whole.categories = 'total'
    OR list_has_all(string_split(part.categories, ', '), string_split(whole.categories, ', ')))
UNION ALL
SELECT part.observation_id, whole.observation_id, 'period', true
FROM years AS part
JOIN printed AS whole
  ON whole.letter_id = part.letter_id
  AND whole.measure = part.measure
  AND whole.categories = part.categories
  AND whole.ref_area = part.ref_area
  AND whole.period_start = part.year_start
  AND whole.period_end >= part.period_end
  AND whole.period_type IN ('financial_year', 'calendar_year', 'academic_year')
UNION ALL
SELECT part.observation_id, whole.observation_id, 'period', false
FROM years AS part
JOIN latest AS whole
  ON whole.letter_id <> part.letter_id
  AND whole.measure = part.measure
  AND whole.categories = part.categories
  AND whole.ref_area = part.ref_area
  AND whole.period_start = part.year_start
  AND whole.period_end >= part.period_end
  AND whole.period_type IN ('financial_year', 'calendar_year', 'academic_year')
"""

_PERIOD_PARTS = """
WITH printed AS MATERIALIZED (
  SELECT observation_id, letter_id, place, measure, categories, ref_area, period_start, period_end
  FROM comparable
  -- A share, a yes and a state on one day do not add up over time.
  WHERE in_print
    AND period_type <> 'point_in_time'
    AND unit NOT IN ('percent', 'yes_no')
    AND kind IS DISTINCT FROM 'state'
),
inside AS (
  SELECT
    part.observation_id AS part_id,
    part.place,
    part.period_start,
    part.period_end,
    whole.observation_id AS whole_id,
    whole.place = part.place AS in_one_place,
    whole.period_start AS whole_start,
    whole.period_end AS whole_end,
    -- The last day that is covered by what starts before.
    max(part.period_end) OVER (
      PARTITION BY whole.observation_id, part.place
      ORDER BY part.period_start, part.period_end DESC, part.observation_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS covered_to
  FROM printed AS part
  JOIN printed AS whole USING (letter_id, measure, categories, ref_area)
  WHERE whole.period_start <= part.period_start
    AND whole.period_end >= part.period_end
    AND whole.period_end - whole.period_start > part.period_end - part.period_start
),
longest AS (
  SELECT *
  FROM inside
  WHERE covered_to IS NULL OR period_end > covered_to
),
divided AS (
  SELECT whole_id, place
  FROM longest
  GROUP BY whole_id, place, whole_start, whole_end
  HAVING min(period_start) = whole_start
    AND max(period_end) = whole_end
    AND bool_and(covered_to IS NULL OR period_start = covered_to + 1)
)
SELECT longest.part_id, longest.whole_id, longest.place, longest.in_one_place
FROM longest
JOIN divided USING (whole_id, place)
"""

_PERIOD_SUMS = r"""
WITH sums AS (
  SELECT
    period_parts.whole_id,
    period_parts.place,
    period_parts.in_one_place,
    count(*) AS parts,
    count(*) FILTER (WHERE part.value IS NULL) AS hidden,
    bool_and(part.exact) AS all_exact,
    string_agg(part.shown, ' + ' ORDER BY part.period_start, part.observation_id) AS addition,
    sum(CAST(part.value AS DECIMAL(18, 4))) AS parts_sum,
    sum(part.least) AS parts_least,
    CASE WHEN count(part.most) = count(*) THEN sum(part.most) END AS parts_most
  FROM period_parts
  JOIN comparable AS part ON part.observation_id = period_parts.part_id
  GROUP BY period_parts.whole_id, period_parts.place, period_parts.in_one_place
),
judged AS (
  SELECT
    sums.*,
    whole.letter_id,
    whole.line,
    whole.shown,
    whole.exact AND all_exact AS all_printed,
    -- One person, or one case, can be counted in two parts and is counted once in the whole.
    whole.unit IN ('people', 'cases') AS counted_once,
    CAST(whole.value AS DECIMAL(18, 4)) = parts_sum AS is_equal,
    regexp_replace(CAST(parts_sum AS VARCHAR), '\.?0+$', '') AS sum_shown,
    CASE
      WHEN whole.least > parts_most OR (NOT counted_once AND whole.most < parts_least) THEN 'fail'
      WHEN whole.most <= parts_least AND counted_once THEN 'pass'
      WHEN whole.most IS NULL OR parts_most IS NULL THEN 'unverifiable'
      ELSE 'pass'
    END AS outcome
  FROM sums
  JOIN comparable AS whole ON whole.observation_id = sums.whole_id
)
SELECT
  whole_id,
  place,
  in_one_place,
  letter_id,
  outcome,
  CASE WHEN all_printed THEN CASE WHEN counted_once THEN 'at most ' ELSE '' END || sum_shown END AS expected,
  CASE WHEN all_printed OR outcome = 'fail' THEN shown END AS found,
  CASE
    WHEN outcome = 'fail' AND counted_once THEN shown || ' is more than its parts can make, ' || addition
    WHEN outcome = 'fail' THEN addition || ' is not ' || shown
    WHEN all_printed AND is_equal THEN addition || ' = ' || shown
    WHEN all_printed AND counted_once THEN shown || ' is no more than ' || addition
    WHEN all_printed THEN addition || ' is ' || shown || ', within their rounding'
    WHEN outcome = 'unverifiable'
    THEN hidden || ' of ' || parts || ' parts without a value; the letter does not bound every number'
    ELSE hidden || ' of ' || parts
      || ' parts without a value; the bounds that the letter states admit the whole'
  END || coalesce(' (line ' || line || ')', '') AS detail
FROM judged
"""

_PROVISIONS_REACHED = """
WITH RECURSIVE reached AS (
  SELECT question_id, question_id AS cited_in
  FROM answers
  UNION
  SELECT reached.question_id, answers.refers_to
  FROM reached
  JOIN answers ON answers.question_id = reached.cited_in
  WHERE answers.refers_to IS NOT NULL
)
SELECT DISTINCT
  reached.question_id,
  exemptions_cited.regime || ' ' || exemptions_cited.provision AS provision,
  exemptions_cited.section,
  reached.cited_in
FROM reached
JOIN exemptions_cited ON exemptions_cited.question_id = reached.cited_in
"""
