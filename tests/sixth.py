"""The package with a sixth letter, invented, that prints all that a program may take for something else.

``python tests/sixth.py FOLDER`` publishes it there: the stages package and render, on the tables as they are
published and the rows below. What programs must read is written out here by hand; this much needs no library,
so that the tests in the environment of those programs use it too.
"""

import importlib
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LETTER = "mordale/0012"
AREA, COUNCIL = "E99999999", "Mordale Council"
SUBJECT = 'He asked for "all",\nnone or N/A'
MEASURE = "mash_calls"


@dataclass(frozen=True)
class Printed:
    """What the letter prints for a year: the text as it stands, what it means, and what is said of it."""

    year: int
    text: str | None
    value: float | None
    status: str
    shorthand: str | None = None
    limits: tuple[float | None, float | None] = (None, None)
    note: str | None = None

    @property
    def observation_id(self) -> str:
        return f"{LETTER}/q1/{MEASURE}.{self.year}-04-01_{self.year + 1}-03-31"


PRINTED = (
    Printed(2001, "None", 0, "zero_by_word", note="NULL"),
    Printed(2002, "0012", 12, "reported", note="0012"),
    Printed(2003, "1.1", 1.1, "reported", note="1.1"),
    Printed(2004, "1.10", 1.1, "reported", note="1.10"),
    Printed(2005, '"7"', 7, "reported", note='It says "7", and\nbegins a line.'),
    Printed(2006, "N/A", None, "not_applicable", "[z]", note="N/A"),
    Printed(2007, "NA", None, "not_available", "[x]", note="NA"),
    Printed(2008, "c", None, "suppressed", "[c]", (0, 999), note="£ – “x” 😀"),
    Printed(2009, "up to 40", None, "bounded", "[lim]", (0, 40), note="TRUE"),
    Printed(2010, None, None, "withheld", "[wh]", note="nan"),
    Printed(2011, None, None, "not_held", "[nh]", note="-"),
)
# Of 0, 12, 1.1, 1.1 and 7: nothing that is not given adds to it.
SUM = 21.2
WORDS = {one.observation_id: one.text for one in PRINTED}
NOTES = {one.observation_id: one.note for one in PRINTED}
VALUES = {one.observation_id: one.value for one in PRINTED}
DIGITS = "012"  # the invented authority's code of three digits
TEXT = "1. How many calls, by financial year?\n\n" + "".join(
    f"{one.year}/{(one.year + 1) % 100:02}: {one.text}\n" for one in PRINTED if one.text
)


def publish(top: Path) -> Path:
    """Publish the package in an empty folder, as the stages package and render do it."""
    sys.path.insert(0, str(ROOT))
    from pipeline.build.canonical import csv_bytes, rows_of
    from pipeline.edges.files import CHECKS, PUBLIC_TABLES, PUBLIC_TEXTS, VALIDATED, digests, write
    from pipeline.schemas.catalogue import catalogue
    from pipeline.schemas.codelists import read_code_lists

    for name in ("raw", "expectations"):
        shutil.copytree(ROOT / name, top / name)
    shutil.copy(ROOT / "LICENCE-DATA.md", top)
    for name in ("CHANGELOG.md", "dvc.yaml", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, top)
    with (top / "raw/codelists/authority.csv").open("a", encoding="utf-8") as file:
        file.write(f"{AREA},{COUNCIL},Invented.,mordale,{DIGITS},Nowhere,\n")
    lists = read_code_lists(top / "raw/codelists")
    for name, table in catalogue(lists).items():
        there = (ROOT / f"processed/{name}.csv").read_bytes()
        rows = list(lists[name].rows) if table.code_list else [*rows_of(table, there), *added(name)]
        for row in rows:
            for column in table.columns:
                row.setdefault(column, "_Z" if column in lists and lists[column].is_dimension else None)
        path = CHECKS if name == "checks" else f"{PUBLIC_TABLES}/{name}.csv"
        write(top / path, csv_bytes(table, rows))
    for text in sorted((ROOT / "processed/letters").glob("*/*.txt")):
        write(top / PUBLIC_TEXTS / text.parent.name / text.name, text.read_bytes())
    write(top / PUBLIC_TEXTS / f"{LETTER}.txt", TEXT.encode())
    write(top / VALIDATED, digests(top))
    for stage in ("package", "render"):
        importlib.import_module(f"pipeline.{stage}.stage").run(top)
    return top


def added(table: str) -> list[dict[str, Any]]:
    """Give the rows that the letter adds to a table."""
    question = f"{LETTER}/q1"
    about = {"letter_id": LETTER, "question_id": question}
    if table == "letters":
        letter = {"authority": AREA, "reference": "0012", "letter_date": "2026-02-28", "subject": SUBJECT}
        file = {"source_file": "raw/mordale/2026-02-28-0012.txt", "media_type": "text/plain"}
        return [{"letter_id": LETTER, **letter, "regime": "FOIA", "reuse_terms": "own_use_news", **file}]
    if table == "questions":
        return [about | {"position": 1, "number": "1", "text": TEXT.split("\n")[0][3:]}]
    if table == "answers":
        spans = {"span_start": TEXT.index("2001/02"), "span_end": len(TEXT)}
        return [{"question_id": question, "outcome": "granted", "text": TEXT[spans["span_start"] :]} | spans]
    if table == "figures":
        return [about | _figure(one) for one in PRINTED if one.text]
    return [about | _observation(one) for one in PRINTED] if table == "observations" else []


def _figure(one: Printed) -> dict[str, Any]:
    assert one.text
    start = _place(one)
    return {
        "figure_id": f"{LETTER}/c{start}",
        "row_label": one.text,
        "column_label": one.note,
        "kind": "prose",
        "text": one.text,
        "value": one.value,
        "scale": 1,
        "status": one.status,
        "span_start": start,
        "span_end": start + len(one.text),
        "line": TEXT.count("\n", 0, start) + 1,
        "read_by": "text",
        "use": "observation",
    }


def _observation(one: Printed) -> dict[str, Any]:
    least, most = (one.value, one.value) if one.value is not None else one.limits
    return {
        "observation_id": one.observation_id,
        "figure_id": f"{LETTER}/c{_place(one)}" if one.text else None,
        "measure": MEASURE,
        "ref_area": AREA,
        "period_start": f"{one.year}-04-01",
        "period_end": f"{one.year + 1}-03-31",
        "period_type": "financial_year",
        "value": one.value,
        "value_lower": least,
        "value_upper": most,
        "obs_status": one.status,
        "value_text": one.text,
        "note": one.note,
    }


def _place(one: Printed) -> int:
    before = f"{one.year}/{(one.year + 1) % 100:02}: "
    return TEXT.index(before) + len(before)


if __name__ == "__main__":
    publish(Path(sys.argv[1]))
