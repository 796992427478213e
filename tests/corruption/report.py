"""docs/corruption.csv and docs/corruption.md from the counts."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from corruption.result import OUTCOMES

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "docs/corruption.csv"
PAGE = ROOT / "docs/corruption.md"
COLUMNS = ("section", "place", "kind", "name", "count")
Rows = Sequence[dict[str, str]]

WORDS = """# How much of what can go wrong is noticed

`make corruption` alters one thing at a time: in the letters as received, in the structure that is
found in them, in the tables that the rules check, in what is published, and in invented letters
with tables of up to four dimensions, with totals, sub-totals, rounding and suppression. It counts
what finds each alteration. The same seed gives the same figures; `make corruption SHORT=--short`
tries a few of each, and writes nothing.

How to read it:

- **detected**: a stage stops with a sentence, a rule of severity error fails, or a digest does not
  match.
- **warned**: it would be published with a warning.
- **unchanged**: the data say the same as before; two equal cells that change places, for instance.
- **undetectable**: nothing could show it. An integer program, formulated apart from the rules,
  finds numbers that fit everything that the altered letter prints: the authority could have sent
  it. Or words that only describe were altered.
- **missed**: it could be found and was not.

A letter is altered with the digest in its reading renewed, as if the error had been in it from the
first. Where a number or a mark takes another form (*1,204* as *1204*, *366* in words, *<5* as *up to
5*, *c* as *3*), it is known what the letter then says of it. Data that say anything else are missed,
whatever other numbers could be true.

A structure carries a digest of its own, so that whatever is altered in it is found; what the
evidence finds by itself is counted first. The tables before they are published have no digest until
the rules have run, so that there the rules stand alone; DVC makes anew what was altered in
`staging/`. After they are published every file has its digest in `datapackage.json`, but for
`foi.duckdb`, which is never the same bytes twice and is not altered here, and for the descriptor
itself.

What a rule cannot know: whether a number that nothing else in the letter depends on was the right
one when the letter was written.
"""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table of Markdown; the columns after the first are numbers."""
    lines = [f"| {' | '.join(head)} |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def by_kind(rows: Rows, place: str) -> list[list[str]]:
    """Give a line a kind: how many were tried, and what became of them; then all."""
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        if row["section"] == "outcome" and row["place"] == place:
            for kind in (row["kind"], "all"):
                own = counts.setdefault(kind, dict.fromkeys(OUTCOMES, 0))
                own[row["name"]] += int(row["count"])
    ordered = sorted(counts, key=lambda kind: (kind == "all", kind))
    return [[k, str(sum(counts[k].values())), *(str(counts[k][o]) for o in OUTCOMES)] for k in ordered]


def places(rows: Rows) -> list[str]:
    """Give the places that were altered."""
    return list(dict.fromkeys(row["place"] for row in rows if row["section"] == "outcome"))


def by_name(rows: Rows, section: str, place: str) -> list[list[str]]:
    """Give how many alterations each rule found, or each reason explains, the most first."""
    counts: dict[str, int] = {}
    for row in rows:
        if row["section"] == section and row["place"] == place:
            counts[row["name"]] = counts.get(row["name"], 0) + int(row["count"])
    return [
        [name, str(count)] for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def in_short(rows: Rows) -> str:
    """Give the lines that are printed: the sums by place, and the false alarms."""
    sums = [[place, *by_kind(rows, place)[-1][1:]] for place in places(rows)]
    facts = "".join(f"{row['name']}: {row['count']}\n" for row in rows if row["section"] == "run")
    return f"{table(('altered', 'tried', *OUTCOMES), sums)}\n{facts}"


def write(rows: Rows) -> None:
    """Write both files."""
    with FIGURES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    PAGE.write_text(page(rows), encoding="utf-8")


def page(rows: Rows) -> str:
    """Give docs/corruption.md."""
    text = f"{WORDS}\n## Measured\n\n{in_short(rows)}"
    for place in places(rows):
        text += f"\n## Altered in {place}\n\n{table(('kind', 'tried', *OUTCOMES), by_kind(rows, place))}"
        for section, title in (("by", "found by"), ("reason", "not found, because, or where")):
            if names := by_name(rows, section, place):
                text += f"\n{table((title, 'alterations'), names)}"
    return text
