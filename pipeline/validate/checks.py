"""The rows of ``checks``: every rule evaluated on DuckDB and judged by Great Expectations, who must agree."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from pipeline.edges.problems import PipelineError
from pipeline.schemas.ddl import literal
from pipeline.schemas.table import Row, data_tables
from pipeline.validate.evaluate import checks_query, evaluate, rows
from pipeline.validate.rules import Rule
from pipeline.validate.suite import unexpected_counts

CHECKS = data_tables()["checks"]
_PLACE = re.compile(r" \(line (\d+)\)$")


class ValidationFailedError(PipelineError):
    """The data break a rule of severity error, or the verdicts cannot be trusted: one sentence each."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(self.sentences))


def run(database: Path, rules: Sequence[Rule]) -> list[Row]:
    """Evaluate the rules on a database and give the rows of ``checks`` that fail, sorted by check_id.

    What each rule gave is left in the database, for ``write_csv``; close any connection to it in this process
    first. Raises BadInputError where a rule cannot be run, and ValidationFailedError where Great Expectations
    did not return every rule or counts other failures than the rule's own rows do. Rules that fail do not
    raise: see ``stop_on_errors``.
    """
    failing: list[Row] = []
    failed: dict[str, int] = {}
    with duckdb.connect(str(database)) as connection:
        for rule in rules:
            failed[rule.name] = evaluate(connection, rule)
            if failed[rule.name]:
                failing += rows(connection, rule, "fail")
    _agree(rules, failed, unexpected_counts(database, rules))
    return sorted(failing, key=lambda row: str(row["check_id"]))


def write_csv(database: Path, rules: Iterable[Rule], file: Path) -> None:
    """Write what every rule gave as the canonical CSV of ``checks``, from DuckDB: see build.canonical."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(str(database), read_only=True) as connection:
        part = Path(folder) / "part.csv"
        with file.open("wb") as out:
            out.write((",".join(CHECKS.columns) + "\n").encode())
            # A check_id is the rule's name, a slash and the subject.
            for rule in sorted(rules, key=lambda rule: f"{rule.name}/"):
                # Lines are made here and not by DuckDB, which quotes '#c': they are its one column.
                connection.execute(
                    f"COPY (SELECT concat_ws(',', {', '.join(map(_csv_cell, CHECKS.columns))}) "
                    f"FROM ({checks_query(rule)}) ORDER BY subject) TO {literal(part.as_posix())} "
                    "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '')"
                )
                with part.open("rb") as written:
                    shutil.copyfileobj(written, out)


def stop_on_errors(rows: Iterable[Row], sources: Mapping[str, str]) -> None:
    """Raise ValidationFailedError with one sentence per failing row of severity error; warnings pass."""
    sentences = failures(rows, sources)
    if sentences:
        raise ValidationFailedError(sentences)


def failures(rows: Iterable[Row], sources: Mapping[str, str], severity: str = "error") -> list[str]:
    """Give one sentence per failing row of that severity, with the rule, the letter, the line and the file.

    ``sources`` gives the source file of each letter, as ``source_files`` reads it.
    """
    return [
        _sentence(row, sources) for row in rows if row["outcome"] == "fail" and row["severity"] == severity
    ]


def source_files(database: Path) -> dict[str, str]:
    """Read the path of every letter's source file, by letter."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return dict(connection.execute("SELECT letter_id, source_file FROM letters").fetchall())


def _sentence(row: Row, sources: Mapping[str, str]) -> str:
    detail, letter = str(row["detail"]), row["letter_id"]
    if letter is None:
        return f"{row['expectation']}: {detail}"
    file = sources.get(str(letter), "a letter that is not there")
    line = _PLACE.search(detail)
    # Lines are those of the letter's text, which is the file itself only where the file is text.
    text = "" if file.endswith(".txt") else "the text of "
    place = f"line {line[1]} of {text}{file}" if line else file
    return f"{row['expectation']}: {_PLACE.sub('', detail)} ({letter}, {place})"


def _csv_cell(column: str) -> str:
    special = " OR ".join(f"contains({column}, {mark})" for mark in ("','", "'\"'", "chr(10)"))
    between_quotes = f"'\"' || replace({column}, '\"', '\"\"') || '\"'"
    return f"CASE WHEN {special} THEN {between_quotes} ELSE coalesce({column}, '') END"


def _agree(rules: Sequence[Rule], failed: Mapping[str, int], counts: Mapping[str, int]) -> None:
    wrong = [
        f"{rule.file}: Great Expectations gave no result for the rule {rule.name}."
        if rule.name not in counts
        else f"{rule.file}: Great Expectations says that {counts[rule.name]} subjects fail the rule "
        f"{rule.name}, and its rows say {failed[rule.name]}."
        for rule in rules
        if counts.get(rule.name) != failed[rule.name]
    ]
    if len(failed) != len(rules):
        wrong.append(f"{len(rules)} rules have only {len(failed)} different names.")
    if wrong:
        raise ValidationFailedError(wrong)
