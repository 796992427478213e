"""What the rules cost on a million observations, beside the same SQL run in DuckDB and its results fetched.

Run by `make bench`; nothing here is a test. The database is invented: letters of the same authorities about
the same years, each with tables whose totals add up, some cells hidden, and its text in which every figure
stands. Both sides run in one process, in turn, on the same database; the figures are the ratios of their
medians, by the clock and by the processors' time, which other programs on the machine do not touch.

    PYTHONPATH=. python tests/bench_rules.py [OBSERVATIONS [RUNS]] [--each]
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from pipeline.build.views import views
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import read_code_lists
from pipeline.schemas.ddl import create_plain_table
from pipeline.validate.checks import run, write_csv
from pipeline.validate.derived import derived_rules
from pipeline.validate.rules import Rule, read_rules
from pipeline.validate.suite import import_early

ROOT = Path(__file__).parents[1]
LISTS = read_code_lists(ROOT / "raw/codelists")
TABLES = catalogue(LISTS)
RULES = [*read_rules(ROOT / "expectations"), *derived_rules(TABLES, LISTS)]
BATCH = 10_000

# A letter has nine tables of types of exploitation by age (4 x 5) for nine years, and one of two measures
# over ten years: 200 cells. What stands between them in the text are the breaks of a table.
CELLS = """
CREATE TABLE cells AS
WITH letters AS (
  SELECT range AS n, 'a' || range % 400 || '/F' || range AS letter_id FROM range({letters})
),
broken_down AS (
  SELECT
    n, letter_id, t + 1 AS t, r, c, 2014 + t AS year, 'children_at_risk_of_exploitation' AS measure,
    ['cce', 'cse', 'cce_and_cse', '_T'][r] AS exploitation_type,
    ['under_10', '10_to_12', '13_to_15', '16_to_17', '_T'][c] AS age_group,
    -- The same quantity is the same in the letters of one authority, but for one in fifty.
    CASE
      WHEN r < 4 AND c < 5
      THEN 3 + (hash(n % 400, t, r, c) % 90 + CASE WHEN n % 50 = 0 THEN 1 ELSE 0 END)
    END AS base
  FROM letters, range(9) AS tables (t), range(1, 5) AS "rows" (r), range(1, 6) AS "columns" (c)
),
summed AS (
  SELECT
    *,
    CAST(coalesce(
      base,
      CASE
        WHEN r < 4 THEN sum(base) OVER (PARTITION BY n, t, r)
        WHEN c < 5 THEN sum(base) OVER (PARTITION BY n, t, c)
        ELSE sum(base) OVER (PARTITION BY n, t)
      END
    ) AS BIGINT) AS amount
  FROM broken_down
),
series AS (
  SELECT
    n, letter_id, 10 AS t, r, c, 2013 + r AS year,
    ['missing_children', 'missing_incidents'][c] AS measure, '_Z' AS exploitation_type, '_Z' AS age_group,
    CAST(c * (300 + hash(n % 400, r) % 60) AS BIGINT) AS amount
  FROM letters, range(1, 11) AS "rows" (r), range(1, 3) AS "columns" (c)
),
printed AS (
  SELECT n, letter_id, t, r, c, year, measure, exploitation_type, age_group, amount FROM summed
  UNION ALL
  SELECT n, letter_id, t, r, c, year, measure, exploitation_type, age_group, amount FROM series
),
pieces AS (
  SELECT
    *,
    CASE WHEN amount < 5 THEN '<5' ELSE CAST(amount AS VARCHAR) END AS text,
    CASE WHEN r = 1 AND c = 1 THEN chr(10) || 'How many children were there in each group, in the year?'
      || chr(10) || chr(10) ELSE '' END || 'of the kind ' AS before,
    CASE WHEN lead(r) OVER (PARTITION BY n, t ORDER BY r, c) = r THEN chr(9) ELSE chr(10) END AS after
  FROM printed
)
SELECT
  *,
  CAST(sum(length(before) + length(text) + length(after)) OVER place AS BIGINT) - length(text) - length(after)
    AS span_start,
  CAST(sum(length(before || after) - length(replace(before || after, chr(10), ''))) OVER place AS BIGINT)
    - CASE WHEN after = chr(10) THEN 1 ELSE 0 END + 1 AS line
FROM pieces
WINDOW place AS (PARTITION BY n ORDER BY t, r, c)
"""

FILL = """
INSERT INTO letters BY NAME
SELECT letter_id, 'E08000026' AS authority, 'F' || n AS reference,
  CAST(DATE '2025-01-01' + CAST(n % 365 AS INTEGER) AS DATE) AS letter_date, 'FOIA' AS regime,
  letter_id || '.txt' AS source_file, 'text/plain' AS media_type, printf('%064d', n) AS sha256, 1 AS bytes,
  'none_stated' AS reuse_terms
FROM (SELECT DISTINCT n, letter_id FROM cells);
INSERT INTO letter_texts
SELECT letter_id, string_agg(before || text || after, '' ORDER BY t, r, c) FROM cells GROUP BY letter_id;
INSERT INTO questions BY NAME
SELECT DISTINCT letter_id || '/q' || t AS question_id, letter_id, t AS position, CAST(t AS VARCHAR) AS number,
  'How many?' AS text
FROM cells;
INSERT INTO answers BY NAME
SELECT letter_id || '/q' || t AS question_id,
  CASE WHEN t < 10 THEN 'part_withheld' ELSE 'granted' END AS outcome,
  string_agg(text || after, '' ORDER BY r, c) AS text, min(span_start) AS span_start,
  max(span_start + length(text)) AS span_end
FROM cells GROUP BY letter_id, t;
UPDATE answers SET text = letter_texts.text[answers.span_start + 1:answers.span_end]
FROM questions, letter_texts
WHERE questions.question_id = answers.question_id AND letter_texts.letter_id = questions.letter_id;
INSERT INTO exemptions_cited BY NAME
SELECT question_id, 'FOIA' AS regime, '40(2)' AS provision, 'FOIA 40(2)' AS section, span_start,
  span_start + 1 AS span_end
FROM answers WHERE outcome <> 'granted';
INSERT INTO tables BY NAME
SELECT letter_id || '/t' || t AS table_id, letter_id || '/q' || t AS question_id, t AS position,
  'aligned' AS layout, max(r) AS n_rows, max(c) + 1 AS n_columns, min(span_start) AS span_start,
  max(span_start + length(text)) AS span_end
FROM cells GROUP BY letter_id, t;
INSERT INTO figures BY NAME
SELECT letter_id || '/c' || span_start AS figure_id, letter_id, letter_id || '/q' || t AS question_id,
  letter_id || '/t' || t AS table_id, r AS row_number, c + 1 AS column_number, exploitation_type AS row_label,
  age_group AS column_label, 'table' AS kind, text, CASE WHEN amount >= 5 THEN amount END AS value,
  CASE WHEN amount < 5 THEN 'suppressed' ELSE 'reported' END AS status, span_start,
  span_start + length(text) AS span_end, line, 'text' AS read_by, 'observation' AS "use"
FROM cells;
INSERT INTO asked BY NAME
SELECT letter_id || '/q' || t || '/asked.' || year AS asked_id, letter_id || '/q' || t AS question_id,
  make_date(year, 4, 1) AS period_start, make_date(year + 1, 3, 31) AS period_end,
  'financial_year' AS period_type, 'in the year' AS text, 0 AS span_start, 11 AS span_end, 1 AS line
FROM (SELECT DISTINCT letter_id, t, year FROM cells);
INSERT INTO observations BY NAME
SELECT letter_id || '/q' || t || '/' || measure || '.' || exploitation_type || '.' || age_group || '.' || year
    AS observation_id,
  letter_id || '/c' || span_start AS figure_id, letter_id, letter_id || '/q' || t AS question_id,
  letter_id || '/t' || t AS table_id, measure, {dimensions}, exploitation_type, age_group,
  'E' || printf('%08d', n % 400) AS ref_area, make_date(year, 4, 1) AS period_start,
  make_date(year + 1, 3, 31) AS period_end, 'financial_year' AS period_type,
  CASE WHEN amount >= 5 THEN amount END AS value, CASE WHEN amount >= 5 THEN amount ELSE 0 END AS value_lower,
  CASE WHEN amount >= 5 THEN amount ELSE 4 END AS value_upper,
  CASE WHEN amount < 5 THEN 'suppressed' ELSE 'reported' END AS obs_status, text AS value_text,
  CASE WHEN amount < 5 THEN 'FOIA 40(2)' END AS provision
FROM cells;
DROP TABLE cells;
"""


def main(observations: int = 1_000_000, runs: int = 3) -> None:
    """Measure and print the ratio, and with --each what every rule costs."""
    import_early()
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "foi.duckdb"
        fill(database, observations // 200)
        unexpected_counts_are_imported()
        with duckdb.connect(str(database)) as connection:
            ((count,),) = connection.execute("SELECT count(*) FROM observations").fetchall()
            if "--each" in sys.argv:
                each(connection)
        checks = Path(name) / "checks.csv"

        ours, plain = in_turn(lambda: run(database, RULES), lambda: fetched(database), runs)
        print(f"{count:,} observations, {len(RULES)} rules; {len(run(database, RULES)):,} checks fail")
        for by, one, other in zip(("by the clock", "of the processors"), ours, plain, strict=True):
            shown = f"the rules {one:.1f} s, the same SQL in DuckDB with its results fetched {other:.1f} s"
            print(f"{by}: {shown}, {one / other:.2f} times (target: 1.5)", flush=True)
        start = time.perf_counter()
        write_csv(database, RULES, checks)
        print(f"their {checks.stat().st_size:,} bytes of CSV: {time.perf_counter() - start:.1f} s more")


def unexpected_counts_are_imported() -> None:
    """Import Great Expectations, which takes seconds whatever the data, before anything is measured."""
    import great_expectations  # noqa: F401


def fill(database: Path, letters: int) -> None:
    """Make a database of so many letters, of 200 observations each."""
    with duckdb.connect(str(database)) as connection:
        for table in TABLES.values():
            connection.execute(create_plain_table(table))
        for name, codes in LISTS.items():
            columns = ", ".join(f'"{column}"' for column in TABLES[name].columns)
            marks = ", ".join("?" * len(TABLES[name].columns))
            connection.executemany(
                f'INSERT INTO "{name}" ({columns}) VALUES ({marks})',
                [list(row.values()) for row in codes.rows],
            )
        connection.execute("CREATE TABLE letter_texts (letter_id VARCHAR PRIMARY KEY, text VARCHAR NOT NULL)")
        for view in views(LISTS):
            connection.execute(f"CREATE VIEW {view.name} AS {view.query}")
        connection.execute(CELLS.format(letters=letters))
        own = {"exploitation_type", "age_group"}
        others = [name for name, codes in LISTS.items() if codes.is_dimension and name not in own]
        connection.execute(FILL.format(dimensions=", ".join(f"'_Z' AS {name}" for name in others)))


def fetched(database: Path) -> None:
    """Run the SQL of every rule as it stands and fetch its rows, batch by batch."""
    with duckdb.connect(str(database)) as connection:
        for rule in RULES:
            plain(connection, rule)


def plain(connection: duckdb.DuckDBPyConnection, rule: Rule) -> int:
    """Run the SQL of a rule and fetch its rows; give how many there were."""
    cursor, rows = connection.execute(rule.sql), 0
    while batch := cursor.fetchmany(BATCH):
        rows += len(batch)
    return rows


def each(connection: duckdb.DuckDBPyConnection) -> None:
    """Print what every rule costs in DuckDB."""
    for rule in RULES:
        start = time.perf_counter()
        rows = plain(connection, rule)
        print(f"{time.perf_counter() - start:8.2f} s {rows:10,} rows  {rule.name}", flush=True)


Seconds = tuple[float, float]  # by the clock, and of the processors


def in_turn(one: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[Seconds, Seconds]:
    """Give the median seconds of both, measured in turn."""
    seconds: tuple[list[Seconds], list[Seconds]] = ([], [])
    for _ in range(runs):
        for side, action in zip(seconds, (one, other), strict=True):
            start = time.perf_counter(), time.process_time()
            action()
            side.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    return medians(seconds[0]), medians(seconds[1])


def medians(seconds: Sequence[Seconds]) -> Seconds:
    """Give the median of each."""
    return statistics.median(one for one, _ in seconds), statistics.median(other for _, other in seconds)


if __name__ == "__main__":
    sizes = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    main(*sizes)
