"""What lies over and under the cells of a sheet: tables, whose style may fill their headings, and shapes and
pictures, which cover what is behind them.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.forms.archive import Archive, children, local
from pipeline.extract.forms.xlsx.places import Range, ranges

if TYPE_CHECKING:
    from lxml.etree import _Element

# Of these built-in styles (ECMA-376 Part 1, 18.5.1.5) the headings have no ground of their own.
_UNFILLED = re.compile(r"TableStyleLight(?:[1-7]|1[5-9]|2[01])")
_LIGHT = re.compile(r"TableStyle(?:Light|Medium)[0-9]+")
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill")


def filled_by_tables(parts: Archive, sheet: str) -> list[Range]:
    """Give the cells whose ground the style of a table may colour."""
    found: list[Range] = []
    for kind, path in parts.related(sheet).values():
        if kind == "table" and path in parts.names:
            found += _filled(parts.root(path))
    return found


def _filled(table: "_Element") -> Iterator[Range]:
    style = next(children(table, "tableStyleInfo"), None)
    name = "" if style is None else style.get("name", "")
    if style is None or not name or _UNFILLED.fullmatch(name):
        return
    for whole in ranges(table.get("ref", "")):
        if not _LIGHT.fullmatch(name):
            yield whole
            continue
        n_headings, n_totals = (
            int(table.get(f"{of}RowCount", default)) for of, default in (("header", "1"), ("totals", "0"))
        )
        if n_headings:
            yield Range(whole.top, whole.left, whole.top + n_headings - 1, whole.right)
        if n_totals:
            yield Range(whole.bottom - n_totals + 1, whole.left, whole.bottom, whole.right)
        if style.get("showFirstColumn") == "1":
            yield Range(whole.top, whole.left, whole.bottom, whole.left)
        if style.get("showLastColumn") == "1":
            yield Range(whole.top, whole.right, whole.bottom, whole.right)


def covered_by_drawings(parts: Archive, sheet: str) -> list[Range]:
    """Give the cells that lie wholly behind a picture, a chart or a shape that is filled."""
    found: list[Range] = []
    for kind, path in parts.related(sheet).values():
        if kind == "drawing" and path in parts.names:
            anchors = (one for one in parts.root(path).iter() if local(one) == "twoCellAnchor")
            found += [area for one in anchors if _is_opaque(one) for area in _behind(one)]
    return found


def _is_opaque(anchor: "_Element") -> bool:
    for one in anchor:
        if local(one) in ("pic", "graphicFrame"):
            return True
        if local(one) in ("sp", "cxnSp"):
            properties = next(children(one, "spPr"), ())
            kinds = {local(child) for child in properties}
            if kinds & set(_FILLS) or "noFill" in kinds:
                return bool(kinds & set(_FILLS))
            of_style = (child for style in children(one, "style") for child in children(style, "fillRef"))
            return any(child.get("idx", "0") != "0" for child in of_style)
    return False


def _behind(anchor: "_Element") -> Iterator[Range]:
    corners = {
        local(corner): {local(one): int(one.text or "0") for one in corner}
        for corner in children(anchor, "from", "to")
    }
    if len(corners) < 2:
        return
    start, end = corners["from"], corners["to"]
    top = start.get("row", 0) + 1 + (start.get("rowOff", 0) > 0)
    left = start.get("col", 0) + 1 + (start.get("colOff", 0) > 0)
    if top <= end.get("row", 0) and left <= end.get("col", 0):
        yield Range(top, left, end["row"], end["col"])
