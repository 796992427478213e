"""What changed since the last release, cell by cell, and the page for addresses that lead nowhere."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb

from pipeline.render import links
from pipeline.render.codebook import Codebook
from pipeline.render.page import Page

MOST = 300  # rows of one kind on the page; the file has all
CHANGES = ("added", "removed", "changed")
# In the order of the page.
KINDS = {
    "letter": "Letters",
    "observation": "Observations",
    "code": "Codes",
    "column": "Columns",
    "table": "Tables",
    "rows": "Numbers of rows in other tables",
}


class Change(NamedTuple):
    """A row of the table, None where a cell is empty."""

    what: str
    in_table: str
    subject: str
    change: str
    field: str | None
    old: str | None
    new: str | None
    old_status: str | None
    new_status: str | None
    reason: str | None


class Kind(NamedTuple):
    """The changes of one kind: how many were added, removed and changed, and the first of them."""

    code: str
    title: str
    counts: tuple[int, ...]  # by CHANGES
    reasons: tuple[tuple[str, int], ...]
    changes: tuple[Change, ...]
    more: int


def pages(book: Codebook) -> Iterator[Page]:
    """Give the page of changes."""
    since, kinds = read(book.connection)
    yield Page(
        path=links.CHANGES,
        template="changes.html",
        title="What changed",
        summary="What is not as the last release has it: observations, letters, codes, columns and tables.",
        section=links.ABOUT,
        content={
            "since": since,
            "kinds": kinds,
            "most": MOST,
            "headings": CHANGES,
            "statuses": {str(row["code"]): str(row["label"]) for row in book.lists["obs_status"].rows},
            "log": book.changes,
            "csv": links.files("changes")[0],
        },
    )


def not_found() -> Page:
    """Give the page that a server shows where there is none."""
    return Page(
        path=links.NOT_FOUND,
        template="404.html",
        title="There is no such page",
        summary="The address leads nowhere.",
        section=links.NOT_FOUND,
        content={},
    )


def read(connection: duckdb.DuckDBPyConnection) -> tuple[str | None, list[Kind]]:
    """Give the release compared with, None where nothing was compared or changed, and the changes by kind."""
    fields = ", ".join(Change._fields)
    rows = connection.execute(f"SELECT {fields} FROM changes ORDER BY change_id").fetchall()
    changes = [Change(*row) for row in rows]
    (since,) = connection.execute("SELECT max(since) FROM changes").fetchall()[0]
    kinds = [_kind(code, title, [c for c in changes if c.what == code]) for code, title in KINDS.items()]
    return since, [kind for kind in kinds if kind.changes]


def _kind(code: str, title: str, changes: Sequence[Change]) -> Kind:
    subjects = Counter(change for change, _ in {(c.change, (c.in_table, c.subject)) for c in changes})
    # 'coded anew: now as X' is the same reason for every X.
    reasons = Counter(c.reason.partition(":")[0] for c in changes if c.reason)
    return Kind(
        code,
        title,
        tuple(subjects[change] for change in CHANGES),
        tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        tuple(changes[:MOST]),
        max(0, len(changes) - MOST),
    )
