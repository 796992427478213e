"""One invented letter and what was read from it: small enough to be worked out by hand, with traps.

The letter hides one part of a total: 741 of 9,876. That number, and what the total and its other parts come
to, occur nowhere else, so that a page on which one of them appears has worked something out. Its names and
its notes are hostile HTML.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from pipeline.build.database import load
from pipeline.package.changes import Release
from pipeline.package.metadata import Contributor, Licence, Metadata
from pipeline.render.site import pages
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList
from pipeline.schemas.table import Row

HOSTILE = "<script>alert('label')</script>"
HOSTILE_NOTE = '"><img src=x onerror=alert(1)> & more'
LETTER = "mordale/FOI-1"
PUBLISHED_AT = "https://example.org/log/1"
HIDDEN = (741, 5012 + 4123, 9876 - 5012, 9876 - 4123)
TEXT = """\r
Dear <b>Sir</b> & Madam,

1. How many calls?

Counts below 1,000 are not printed. See section 40(2).
Year\tCalls
2022/23\t1,234
2023/24\t0
2024/25\t600

2. How many children, by type?

There were 5,012 and 4,123 children, and c with both; 9,876 in all.
a) And how many of them were boys?
That part is refused.

3. Of whom?

See question 2. About ███████████ we hold nothing.
Yours faithfully"""

METADATA = Metadata(
    name="invented",
    version="1.2.3",
    title=f"Invented {HOSTILE}",
    description="Invented data & nothing else.",
    keywords=(),
    contributors=(Contributor("Mordale Council", ("author",)), Contributor("Nobody", ("maintainer",))),
    licences=(Licence("other-nc", "Not an open licence", "LICENCE-DATA.md"),),
    homepage=None,
)


CHANGES = (Release("Unreleased", (f"A column is new {HOSTILE}.",)), Release("1.2.3", ("First.",)))


@dataclass(frozen=True)
class Rule:
    name: str
    title: str
    why: str
    severity: str
    source: str | None = None


RULES = (
    Rule("totals_equal_parts", "A total equals its parts.", "Sums break.", "error"),
    Rule("some_warning", f"A warning {HOSTILE}.", "Because.", "warning", "Section 1"),
    Rule("schema_types", "Types are right.", "Text sorts wrongly.", "error"),
    Rule("never_run", "This has no rows.", "It was not evaluated.", "warning"),
)


def invented_lists(lists: Mapping[str, CodeList]) -> dict[str, CodeList]:
    """The repository's own lists, with an invented authority and a hostile label."""
    found = dict(lists)
    authority: Row = {
        "code": "E99999999",
        "label": f"Mordale {HOSTILE}",
        "description": "Invented.",
        "slug": "mordale",
        "dfe_code": None,
        "region": "Nowhere",
        "variants": None,
    }
    found["authority"] = replace(lists["authority"], rows=(authority,))
    rows = tuple(
        row | {"label": f"Calls {HOSTILE}", "description": HOSTILE_NOTE}
        if row["code"] == "mash_calls"
        else row
        for row in lists["measure"].rows
    )
    found["measure"] = replace(lists["measure"], rows=rows)
    return found


def rows() -> dict[str, list[Row]]:
    """All rows of all tables but the code lists."""
    one, two, part, three = (f"{LETTER}/{name}" for name in ("q1", "q2", "q2a", "q3"))
    question = ("question_id", "letter_id", "position", "number", "parent_id", "text")
    answer = ("question_id", "outcome", "refers_to", "text", "span_start", "span_end")
    return {
        "letters": [
            {
                "letter_id": LETTER,
                "authority": "E99999999",
                "reference": "FOI-1",
                "letter_date": "2025-06-01",
                "request_received": "2025-05-04",
                "subject": HOSTILE,
                "regime": "FOIA",
                "source_url": PUBLISHED_AT,
                "fetched": "2025-06-02",
                "source_file": "raw/mordale/2025-06-01-FOI-1.txt",
                "media_type": "text/plain",
                "sha256": "0" * 64,
                "bytes": len(TEXT.encode()),
                "reuse_terms": "none_stated",
            }
        ],
        "questions": [
            dict(zip(question, (one, LETTER, 1, "1", None, "How many calls?"), strict=True)),
            dict(zip(question, (two, LETTER, 2, "2", None, "How many children, by type?"), strict=True)),
            dict(zip(question, (part, LETTER, 3, "2a", two, "And how many were boys?"), strict=True)),
            dict(zip(question, (three, LETTER, 4, "3", None, HOSTILE_NOTE), strict=True)),
        ],
        "answers": [
            dict(zip(answer, (one, "granted", None, "x", *span("Counts", "600")), strict=True)),
            # The answer to 2a stands inside that to 2.
            dict(zip(answer, (two, "part_withheld", None, "x", *span("There", "refused.")), strict=True)),
            dict(zip(answer, (part, "withheld", None, "x", *span("That part", "refused.")), strict=True)),
            dict(zip(answer, (three, "not_held", two, "x", *span("See question", "nothing.")), strict=True)),
        ],
        "exemptions_cited": [
            {
                "question_id": one,
                "regime": "FOIA",
                "provision": "40(2)",
                "section": "FOIA 40(2)",
                "span_start": span("40(2)")[0],
                "span_end": span("40(2)")[1],
            }
        ],
        "tables": [
            {
                "table_id": f"{LETTER}/t1",
                "question_id": one,
                "position": 1,
                "caption": None,
                "layout": "tabs",
                "n_rows": 3,
                "n_columns": 2,
                "span_start": span("Year\t")[0],
                "span_end": span("600")[1],
            }
        ],
        "figures": [
            figure("1,000", "context", "threshold"),
            figure("section 40(2)", "context", "provision"),
            figure("1,234", "observation", question=one),
            figure("0", "observation", question=one, within="24\t0"),
            figure("600", "observation", question=one),
            figure("5,012", "observation", question=two),
            figure("4,123", "observation", question=two),
            figure("c", "observation", question=two, within=" c ", status="suppressed"),
            figure("9,876", "observation", question=two),
        ],
        "observations": [
            value("1,234", one, "mash_calls", 1234, "2022-04-01", "2023-03-31", note=HOSTILE_NOTE),
            value("0", one, "mash_calls", 0, "2023-04-01", "2024-03-31", within="24\t0"),
            value("600", one, "mash_calls", 600, "2024-04-01", "2024-09-30", kind="part_financial_year"),
            children("cce", value("5,012", two, "", 5012)),
            children("cse", value("4,123", two, "", 4123)),
            children("cce_and_cse", value("c", two, "", None, within=" c ", status="suppressed", most=999)),
            children("_T", value("9,876", two, "", 9876)),
            *(
                children(
                    "cce", value(None, part, "", None, f"{y}-04-01", f"{y + 1}-03-31", status="withheld")
                )
                for y in (2020, 2021, 2022)
            ),
        ],
        "checks": [
            check("totals_equal_parts", "unverifiable", "error", "1 of 3 parts is suppressed (line 14)"),
            check("some_warning", "fail", "warning", HOSTILE_NOTE, subject=one),
            check("schema_types", "pass", "error", "It is.", subject="letters.reference", letter=None),
            check("schema_types", "pass", "error", "It is.", subject="unit.(code, label)", letter=None),
        ],
    }


def span(first: str, last: str | None = None) -> tuple[int, int]:
    """Where a passage stands that starts with ``first`` and ends with the next ``last``."""
    start = TEXT.index(first)
    end = TEXT.index(last, start) + len(last) if last else start + len(first)
    return start, end


def figure(
    text: str,
    use: str,
    reason: str | None = None,
    *,
    question: str = f"{LETTER}/q1",
    within: str = "",
    status: str = "",
) -> Row:
    start = place(text, within)
    return {
        "figure_id": f"{LETTER}/c{start}",
        "letter_id": LETTER,
        "question_id": question,
        "kind": "prose",
        "text": text,
        "status": status or ("reported" if use == "observation" else None),
        "scale": 1,
        "span_start": start,
        "span_end": start + len(text),
        "line": TEXT.count("\n", 0, start) + 1,
        "read_by": "text",
        "use": use,
        "reason": reason,
    }


def place(text: str, within: str = "") -> int:
    found = TEXT.index(within or text)
    return TEXT.index(text, found + (within.index(text) if within else 0))


def value(
    printed: str | None,
    question: str,
    measure: str,
    number: float | None,
    start: str = "2024-04-01",
    end: str = "2025-03-31",
    *,
    within: str = "",
    status: str = "reported",
    kind: str = "financial_year",
    most: float | None = None,
    note: str | None = None,
) -> Row:
    return {
        "observation_id": f"{question}/{measure}.{start}_{end}",
        "figure_id": f"{LETTER}/c{place(printed, within)}" if printed else None,
        "letter_id": LETTER,
        "question_id": question,
        "measure": measure,
        "ref_area": "E99999999",
        "period_start": start,
        "period_end": end,
        "period_type": kind,
        "value": number,
        "value_lower": number if number is not None else 0 if printed else None,
        "value_upper": number if number is not None else most,
        "obs_status": status,
        "value_text": printed,
        "note": note,
    }


def children(code: str, row: Row) -> Row:
    name = "children_at_risk_of_exploitation"
    identifier = str(row["observation_id"]).replace("/.", f"/{name}.{code}.")
    return row | {"measure": name, "exploitation_type": code, "observation_id": identifier}


def check(
    rule: str, outcome: str, severity: str, detail: str, *, subject: str = "", letter: str | None = LETTER
) -> Row:
    total = next(o for o in TOTALS)
    subject = subject or f"{total} by exploitation_type"
    return {
        "check_id": f"{rule}/{subject}",
        "expectation": rule,
        "severity": severity,
        "letter_id": letter,
        "subject": subject,
        "outcome": outcome,
        "detail": detail,
    }


TOTALS = (f"{LETTER}/q2/children_at_risk_of_exploitation._T.2024-04-01_2025-03-31",)


def write(folder: Path, lists: Mapping[str, CodeList], *, backwards: bool = False) -> None:
    """Write the tables as CSV; backwards: the same rows in another order."""
    tables = catalogue(lists)
    filled: dict[str, list[Row]] = rows() | {name: list(codes.rows) for name, codes in lists.items()}
    dimensions = [name for name, codes in lists.items() if codes.is_dimension]
    for row in filled["observations"]:
        for name in dimensions:
            row.setdefault(name, "_Z")
    for name, content in filled.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(tables[name].columns)
            for row in reversed(content) if backwards else content:
                writer.writerow(written(row.get(column)) for column in tables[name].columns)


def written(cell: object) -> object:
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else cell


def render(
    folder: Path,
    lists: Mapping[str, CodeList],
    rules: Iterable[Rule] = RULES,
    texts: Mapping[str, str] | None = None,
    measured: Mapping[str, str] | None = None,
    metadata: Metadata = METADATA,
) -> dict[str, bytes]:
    texts = {LETTER: TEXT} if texts is None else texts
    tables = catalogue(lists)
    with duckdb.connect() as connection:
        load(connection, tables, lists, folder, texts.items(), constraints=False)
        return pages(connection, tables, lists, metadata, rules, texts, measured, CHANGES)
