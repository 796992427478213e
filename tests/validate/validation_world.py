"""Invented letters in tables without constraints, so that any error can be planted and put to the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipeline.build.views import views
from pipeline.schemas import ddl
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import dimension_names, read_code_lists
from pipeline.schemas.table import Row, Table
from pipeline.validate.evaluate import evaluate, rows
from pipeline.validate.rules import Rule, read_rules

TOP = Path(__file__).parents[2]
LISTS = read_code_lists(TOP / "raw/codelists")
TABLES = catalogue(LISTS)
RULES = {rule.name: rule for rule in read_rules(TOP / "expectations")}

LETTER = "coventry/FOI1"
YEAR = ("2023-04-01", "2024-03-31", "financial_year")

# Measures of the tests' own: what adds up along what, and what is part of what.
MEASURES: list[Row] = [
    {
        "code": "children",
        "unit": "people",
        "kind": "outturn",
        "additive": "exploitation_type | sex | age_group",
    },
    {"code": "incidents", "unit": "incidents", "kind": "outturn"},
    {"code": "marked", "unit": "incidents", "kind": "outturn", "part_of": "incidents"},
    {"code": "cases", "unit": "cases", "kind": "outturn"},
    {"code": "weeks", "unit": "weeks", "kind": "outturn"},
    {"code": "budget", "unit": "GBP", "kind": "plan"},
    {"code": "share", "unit": "percent", "kind": "outturn", "additive": "sex | age_group"},
]


def create(connection: duckdb.DuckDBPyConnection, *, constrained: bool) -> None:
    """Create all tables and fill the code lists; the measures are the tests' own."""
    for table in TABLES.values():
        connection.execute(ddl.create_table(table, LISTS) if constrained else _bare(table))
    for name, codes in sorted(LISTS.items(), key=lambda item: [*TABLES].index(item[0])):
        texts = {"label": "Label", "description": "Text", "universe": "All"} if name == "measure" else {}
        for row in MEASURES if name == "measure" else codes.rows:
            insert(connection, TABLES[name], texts | row)
    connection.execute("CREATE TABLE letter_texts (letter_id VARCHAR, text VARCHAR)")
    for view in views(LISTS):
        connection.execute(f"CREATE VIEW {view.name} AS {view.query}")


def insert(connection: duckdb.DuckDBPyConnection, table: Table, row: Mapping[str, Any]) -> None:
    unknown = set(row) - set(table.columns)
    assert not unknown, unknown
    columns = ", ".join(map(ddl.quoted, row))
    marks = ", ".join("?" * len(row))
    connection.execute(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', list(row.values()))


def _bare(table: Table) -> str:
    columns = ", ".join(f"{ddl.quoted(field.name)} {ddl.TYPES[field.type]}" for field in table.fields)
    return f'CREATE TABLE "{table.name}" ({columns})'


@dataclass
class World:
    path: Path | None  # none where it is in memory
    connection: duckdb.DuckDBPyConnection
    count: int = 0

    def add(self, table: str, **row: Any) -> None:
        insert(self.connection, TABLES[table], row)

    def letter(self, text: str = "", letter: str = LETTER, dated: str = "2024-06-01") -> None:
        self.count += 1
        self.add(
            "letters",
            letter_id=letter,
            authority="E08000026",
            reference=letter.split("/")[1],
            letter_date=date.fromisoformat(dated),
            regime="FOIA",
            source_file=f"raw/{letter}.txt",
            media_type="text/plain",
            sha256=f"{self.count:064d}",
            bytes=1,
            reuse_terms="none_stated",
        )
        self.connection.execute("INSERT INTO letter_texts VALUES (?, ?)", [letter, text])

    def question(
        self,
        number: str = "1",
        outcome: str = "granted",
        answer: str = "None.",
        refers_to: str | None = None,
        letter: str = LETTER,
    ) -> None:
        """Add a question with its answer, which is placed where the letter's text has it."""
        self.count += 1
        question = f"{letter}/q{number}"
        self.add(
            "questions",
            question_id=question,
            letter_id=letter,
            position=self.count,
            number=number,
            text="How many?",
        )
        start = self.text(letter).find(answer)
        self.add(
            "answers",
            question_id=question,
            outcome=outcome,
            refers_to=refers_to and f"{letter}/q{refers_to}",
            text=answer,
            span_start=max(start, 0),
            span_end=max(start, 0) + len(answer),
        )

    def cite(
        self, provision: str, number: str = "1", at: int = 0, regime: str = "FOIA", section: str = "FOIA 12"
    ) -> None:
        self.add(
            "exemptions_cited",
            question_id=f"{LETTER}/q{number}",
            regime=regime,
            provision=provision,
            section=section,
            span_start=at,
            span_end=at + 5,
        )

    def figure(
        self,
        text: str,
        *,
        use: str = "observation",
        reason: str | None = None,
        line: int | None = None,
        printed: str | None = None,
        letter: str = LETTER,
        question: str | None = None,
        table: str | None = None,
        value: float | None = None,
        unit: str | None = None,
        shift: int = 0,
        row_label: str | None = None,
        status: str | None = None,
        scale: float = 1,
    ) -> str:
        """Add a figure, placed where the letter has ``printed`` (its text, where the two are the same)."""
        self.count += 1
        whole, printed = self.text(letter), printed or text
        start = whole.find(printed) + shift if printed in whole else 10_000 + self.count
        end = start + len(printed)
        figure = f"{letter}/c{start}"
        self.add(
            "figures",
            figure_id=figure,
            letter_id=letter,
            question_id=question and f"{letter}/q{question}",
            table_id=table and f"{letter}/{table}",
            row_number=1 if table else None,
            column_number=2 if table else None,
            row_label=row_label,
            kind="table" if table else "prose",
            text=text,
            value=value,
            unit=unit,
            scale=scale,
            status=status,
            span_start=start,
            span_end=end,
            line=line or 1 + whole.count("\n", 0, start),
            read_by="text",
            use=use,
            reason=reason,
        )
        return figure

    def observation(
        self,
        name: str,
        value: float | None,
        *,
        text: str | None = None,
        measure: str = "children",
        status: str | None = None,
        bounds: tuple[float | None, float | None] | None = None,
        period: tuple[str, str, str] = YEAR,
        table: str | None = "t1",
        question: str = "1",
        letter: str = LETTER,
        line: int | None = None,
        figure: str | None = None,
        provision: str | None = None,
        note: str | None = None,
        **codes: str,
    ) -> None:
        """Add an observation; with a line it also gets a figure there."""
        text = text or (f"{value:g}" if value is not None else "c")
        if line is not None:
            figure = self.figure(text, line=line, letter=letter, value=value)
        lower, upper = bounds if bounds is not None else (value, value)
        self.add(
            "observations",
            **(dict.fromkeys(dimension_names(LISTS), "_Z") | codes),
            observation_id=name,
            figure_id=figure,
            letter_id=letter,
            question_id=f"{letter}/q{question}",
            table_id=table and f"{letter}/{table}",
            measure=measure,
            ref_area="E08000026",
            period_start=date.fromisoformat(period[0]),
            period_end=date.fromisoformat(period[1]),
            period_type=period[2],
            value=value,
            value_lower=lower,
            value_upper=upper,
            obs_status=status or ("suppressed" if value is None else "reported"),
            value_text=text,
            provision=provision,
            note=note,
        )

    def text(self, letter: str) -> str:
        found = self.connection.execute(
            "SELECT text FROM letter_texts WHERE letter_id = ?", [letter]
        ).fetchone()
        return str(found[0]) if found else ""

    def rows(self, rule: str | Rule) -> dict[str, Row]:
        """Evaluate a rule of expectations/, or one given, and give its rows by subject."""
        rule = RULES[rule] if isinstance(rule, str) else rule
        evaluate(self.connection, rule)
        return {str(row["subject"]): row for row in rows(self.connection, rule)}

    def outcomes(self, rule: str | Rule) -> dict[str, str]:
        return {subject: str(row["outcome"]) for subject, row in self.rows(rule).items()}

    def closed(self) -> Path:
        """Give the database's file, with no connection to it left open."""
        assert self.path is not None
        self.connection.close()
        return self.path
