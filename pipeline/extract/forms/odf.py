"""What OpenDocument texts (ODT) and spreadsheets (ODS) have in common: the words of a paragraph, and rows and
cells that a file states once and a page shows many times.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.forms import archive
from pipeline.extract.forms.archive import Archive, children, local
from pipeline.extract.forms.flow import span

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "application/vnd.oasis.opendocument."
NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, TEXT, STYLE, OFFICE = (NAMESPACE % name for name in ("table", "text", "style", "office"))
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_GROUPS = ("table-rows", "table-row-group", "table-header-rows")
_MANIFEST = "META-INF/manifest.xml"
NOT_SHOWN = frozenset(
    ["annotation", "annotation-end", "tracked-changes", "note", "ruby-text", "hidden-paragraph",
     "script", "forms", "sequence-decls", "variable-decls", "user-field-decls"]
)  # fmt: skip


def opened(data: bytes, source_name: str) -> Archive:
    """Give the parts; raises ``UnreadableLetter`` where they are encrypted or unsafe."""
    parts = Archive(data, source_name)
    if _MANIFEST in parts.names:
        manifest = parts.root(_MANIFEST)
        if any(local(one) == "encryption-data" for one in manifest.iter()):
            raise archive.protected(source_name)
    return parts


def rows(table: "_Element") -> Iterator[tuple["_Element", int, bool]]:
    """Give each row with how many times it comes, and whether it is one of the headings."""
    for child in table:
        if local(child) == "table-row":
            yield child, span(child.get(f"{TABLE}number-rows-repeated"), MOST_ROWS), False
        elif local(child) in _GROUPS:
            is_heading = local(child) == "table-header-rows"
            for row, times, was_heading in rows(child):
                yield row, times, is_heading or was_heading


def columns(table: "_Element") -> Iterator[tuple["_Element", int, int]]:
    """Give each column with its place, from 0, and how many times it comes."""
    first = 0
    for column in table.iter(f"{TABLE}table-column"):
        times = span(column.get(f"{TABLE}number-columns-repeated"), MOST_COLUMNS)
        yield column, first, times
        first += times


def is_hidden(element: "_Element") -> bool:
    """Whether a row or column is hidden, by hand, by a filter or within a group that is closed."""
    return element.get(f"{TABLE}visibility", "visible") != "visible" or any(
        one.get(f"{TABLE}display") == "false"
        for one in element.iterancestors(f"{TABLE}table-row-group", f"{TABLE}table-column-group")
    )


def cells(row: "_Element") -> Iterator[tuple["_Element", int]]:
    """Give each cell with how many times it comes; those that another covers are among them."""
    for one in children(row, "table-cell", "covered-table-cell"):
        yield one, span(one.get(f"{TABLE}number-columns-repeated"), MOST_COLUMNS)


def spans(cell: "_Element") -> tuple[int, int]:
    """Give over how many columns and rows a cell goes."""
    return (
        span(cell.get(f"{TABLE}number-columns-spanned")),
        span(cell.get(f"{TABLE}number-rows-spanned"), MOST_ROWS),
    )


def said(element: "_Element") -> str:
    """Give what an element without words of its own stands for: blanks, a tab, a line break."""
    name = local(element)
    if name == "s":
        return " " * span(element.get(f"{TEXT}c"))
    return {"tab": "\t", "line-break": "\n"}.get(name, "")
