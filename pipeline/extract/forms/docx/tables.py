"""What the style of a table gives to each of its cells: a ground, a colour of the letters (ECMA-376 Part 1,
17.7.6), so that white headings on a dark row are known to be seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.extract.forms.archive import children, local
from pipeline.extract.forms.docx.looks import Theme, W, of_run, shading
from pipeline.extract.forms.looks import PLAIN, RunLook, over

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_STYLES = 20  # based on one another
_FLAGS = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
    "noVBand": 0x400,
}  # fmt: skip


@dataclass
class TableStyle:
    """Looks by the part of a table that they are for: '' for the whole, 'firstRow', 'band1Horz' ... The
    shade of a look is that of the cell.
    """

    looks: dict[str, RunLook] = field(default_factory=dict)

    def of_cell(self, at: tuple[int, int], size: tuple[int, int], flags: Mapping[str, bool]) -> RunLook:
        """Give the look of a cell, by its row and column from 0 and how many there are."""
        look = PLAIN
        for part in _parts(at, size, flags) if self.looks else ():
            look = over(look, self.looks.get(part, PLAIN))
        return look


def _parts(at: tuple[int, int], size: tuple[int, int], flags: Mapping[str, bool]) -> Iterator[str]:
    """Give the parts of a table to which a cell belongs, the one that has the first word first."""
    (row, column), (n_rows, n_columns) = at, size
    top, left = flags["firstRow"] and row == 0, flags["firstColumn"] and column == 0
    bottom, right = flags["lastRow"] and row == n_rows - 1, flags["lastColumn"] and column == n_columns - 1
    if (top or bottom) and (left or right):
        yield f"{'n' if top else 's'}{'w' if left else 'e'}Cell"
    for is_there, part in ((top, "firstRow"), (bottom, "lastRow"), (left, "firstCol"), (right, "lastCol")):
        if is_there:
            yield part
    if not flags["noHBand"]:
        yield f"band{1 + (row - flags['firstRow']) % 2}Horz"
    if not flags["noVBand"]:
        yield f"band{1 + (column - flags['firstColumn']) % 2}Vert"
    yield ""


def flags(properties: "_Element | None") -> dict[str, bool]:
    """Give which parts of its style a table uses."""
    look = None if properties is None else next(children(properties, "tblLook"), None)
    if look is None:
        return {name: name.startswith("no") for name in _FLAGS}
    try:
        bits = int(look.get(f"{W}val", "0"), 16)
    except ValueError:
        bits = 0
    return {
        name: look.get(f"{W}{name}") in ("1", "true", "on") if look.get(f"{W}{name}") else bool(bits & bit)
        for name, bit in _FLAGS.items()
    }


def table_styles(elements: "Mapping[str, _Element]", theme: Theme) -> dict[str, TableStyle]:
    """Give the styles of tables by their names, each with what it is based on."""
    found = {}
    for identity, element in elements.items():
        if element.get(f"{W}type") != "table":
            continue
        style, name = TableStyle(), identity
        for _ in range(_MOST_STYLES):
            if name not in elements:
                break
            _add_to(style, elements[name], theme)
            based = next(children(elements[name], "basedOn"), None)
            name = "" if based is None else based.get(f"{W}val", "")
        found[identity] = style
    return found


def _add_to(style: TableStyle, element: "_Element", theme: Theme) -> None:
    for part in (element, *children(element, "tblStylePr")):
        look = RunLook()
        for one in part:
            if local(one) == "rPr":
                look = over(look, replace(of_run(one, theme), shade=None))
            elif local(one) in ("tcPr", "tblPr"):
                shade = shading(next(children(one, "shd"), None), theme)
                look = replace(look, shade=shade if shade is not None else look.shade)
        name = "" if part is element else part.get(f"{W}type", "")
        style.looks[name] = over(style.looks.get(name, RunLook()), look)
