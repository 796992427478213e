"""What is drawn on a page: rules, shaded areas, pictures. A thin rectangle is a rule, as office software
draws its tables; curves and slanted lines belong to logos and charts.
"""

import ctypes
import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.extract.forms.pdf.characters import Turn
from pipeline.extract.forms.pdf.page import Area, Drawn, Rule
from pipeline.extract.forms.pdf.seen import Thing, Written, clip_of, marks

if TYPE_CHECKING:
    import pypdfium2

_THICKEST = 3.0  # points: a rule, not an area
_SHORTEST = 6.0
_LEVEL = 0.5
_GAP = 3.0  # between dots of a dotted rule
_MOST_OBJECTS = 50_000  # of which it is worked out what they paint
_MOST_SEGMENTS = 1_000  # of a path that may be a table's
_DEEPEST = 50  # more than pdfium goes down: what it reads there is text too
_WHITE = 245
_OPAQUE = 255
_MOST_OF_RULE = 6  # segments
_CLIPPING = 4  # and above: the modes of writing by which letters become a clipping path
_Matrix = tuple[float, float, float, float, float, float]
_UNIT: _Matrix = (1, 0, 0, 1, 0, 0)
_Point = tuple[float, float]


class _Found:
    def __init__(self) -> None:
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.shades: list[Area] = []
        self.pictures: list[Area] = []
        self.things: list[Thing] = []
        self.texts: dict[int, Written] = {}
        self.n_objects = 0
        self.is_cut_to_letters = False


def drawings(page: "pypdfium2.PdfPage", turn: Turn) -> tuple[Drawn, dict[int, Written], Sequence[Thing]]:
    """Give what is drawn on a page, in the order of where it stands; and, in the order in which they are
    painted, the pieces of text by their address, and what else there is.
    """
    import pypdfium2.raw as pdfium

    found = _Found()
    objects = [pdfium.FPDFPage_GetObject(page, i) for i in range(pdfium.FPDFPage_CountObjects(page))]
    _collect(objects, _UNIT, turn, found, 1)
    if found.n_objects > _MOST_OBJECTS:  # the rest may be painted anywhere, so all text is put to the proof
        found.things.append(Thing(found.n_objects + 1, Area(0, 0, turn.width, turn.height), None))
    drawn = Drawn(
        across=merged(found.across),
        down=merged(found.down),
        shades=tuple(sorted(set(found.shades), key=_place)),
        pictures=tuple(sorted(set(found.pictures), key=_place)),
    )
    return drawn, found.texts, found.things


def _place(box: Area) -> tuple[float, ...]:
    return (box.top, box.x0, box.bottom, box.x1)


def _collect(
    objects: Iterable[object],
    outer: _Matrix,
    turn: Turn,
    found: _Found,
    depth: int,
    *,
    is_faint: bool = False,
) -> None:
    import pypdfium2.raw as pdfium

    for one in objects:
        found.n_objects += 1
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            _text(one, outer, turn, found, is_faint=is_faint)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = [
                pdfium.FPDFFormObj_GetObject(one, i) for i in range(pdfium.FPDFFormObj_CountObjects(one))
            ]
            # A form may be transparent or in a layer as a whole, which what is in it does not tell.
            _collect(inner, _times(_matrix(one), outer), turn, found, depth + 1, is_faint=True)
        elif found.n_objects > _MOST_OBJECTS:
            continue
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(one, outer, turn, found)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            matrix = _times(_matrix(one), outer)
            corners = [_at(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
            found.pictures.append(_around(corners, turn))
            found.things.append(Thing(found.n_objects, found.pictures[-1], None, is_picture=True))
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            found.things.append(Thing(found.n_objects, _bounds(one, outer, turn), None))


def _text(one: Any, outer: _Matrix, turn: Turn, found: _Found, *, is_faint: bool) -> None:
    import pypdfium2.raw as pdfium

    clip: Area | None = None
    is_cut_to_shape = found.is_cut_to_letters
    for path in clip_of(one):
        points = [turn.point(*_at(outer, x, y)) for x, y in path or ()]
        if not _is_whole_rectangle(points):
            is_cut_to_shape = True
            continue
        area = _box(points)
        clip = area if clip is None else clip.shared(area)
    if pdfium.FPDFTextObj_GetTextRenderMode(one) >= _CLIPPING:
        found.is_cut_to_letters = True  # what is painted after them; until where, pdfium does not say
    address = ctypes.cast(one, ctypes.c_void_p).value or 0
    is_faint = is_faint or bool(pdfium.FPDFPageObj_HasTransparency(one))
    area = _bounds(one, outer, turn)
    found.texts[address] = Written(found.n_objects, area, one, clip, is_cut_to_shape, *marks(one), is_faint)


def _bounds(one: object, outer: _Matrix, turn: Turn) -> Area:
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(one, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    return _around([_at(outer, x, y) for x in (left, right) for y in (bottom, top)], turn)


def _matrix(one: object) -> _Matrix:
    import pypdfium2.raw as pdfium

    m = pdfium.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if pdfium.FPDFPageObj_GetMatrix(one, m) else _UNIT


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    if n is _UNIT:
        return m
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _at(m: _Matrix, x: float, y: float) -> _Point:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _around(points: Sequence[_Point], turn: Turn) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return turn.box(min(xs), min(ys), max(xs), max(ys))


def _path(one: object, outer: _Matrix, turn: Turn, found: _Found) -> None:
    import pypdfium2.raw as pdfium

    n = pdfium.FPDFPath_CountSegments(one)
    fill, stroke, thickness = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(one, fill, stroke)
    if n <= 1 or (not fill.value and not stroke.value):
        return
    colours = [ctypes.c_uint() for _ in range(4)]
    is_plain = bool(pdfium.FPDFPageObj_GetFillColor(one, *colours))
    red, green, blue, alpha = (colour.value for colour in colours)
    pdfium.FPDFPageObj_GetStrokeWidth(one, thickness)
    is_painted = bool(fill.value and (alpha or not is_plain)) or thickness.value > _THICKEST
    parts = list(_subpaths(one, n, _times(_matrix(one), outer), turn)) if n <= _MOST_SEGMENTS else []
    is_rule = len(parts) == 1 and n <= _MOST_OF_RULE and thickness.value <= _THICKEST and _is_thin(parts[0])
    if is_painted and not is_rule:
        area = _bounds(one, outer, turn)
        if min(area.x1 - area.x0, area.bottom - area.top) > _THICKEST:
            is_one = is_plain and fill.value and alpha == _OPAQUE
            found.things.append(Thing(found.n_objects, area, (red, green, blue) if is_one else None))
    for points in parts:
        box = _box(points)
        width, height = box.x1 - box.x0, box.bottom - box.top
        is_area = min(width, height) > _THICKEST and _is_rectangle(points, box)
        if fill.value and alpha and is_area and min(red, green, blue) < _WHITE:
            found.shades.append(box)
        if min(width, height) <= _THICKEST:
            if width >= height:
                found.across.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
            if height >= width:
                found.down.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))
        elif stroke.value:
            _edges(points, found)


def _box(points: Sequence[_Point]) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(min(xs), min(ys), max(xs), max(ys))


def _is_thin(points: Sequence[_Point]) -> bool:
    box = _box(points)
    return min(box.x1 - box.x0, box.bottom - box.top) <= _THICKEST


def _edges(points: Sequence[_Point], found: _Found) -> None:
    for (a, b), (c, d) in itertools.pairwise(points):
        if abs(b - d) < _LEVEL:
            found.across.append(Rule((b + d) / 2, min(a, c), max(a, c)))
        elif abs(a - c) < _LEVEL:
            found.down.append(Rule((a + c) / 2, min(b, d), max(b, d)))


def _is_rectangle(points: Sequence[_Point], box: Area) -> bool:
    return len(points) in (4, 5) and all(
        min(abs(x - box.x0), abs(x - box.x1)) < 0.5 and min(abs(y - box.top), abs(y - box.bottom)) < 0.5
        for x, y in points
    )


def _is_whole_rectangle(points: Sequence[_Point]) -> bool:
    """Whether a path goes around all of its box: corner by corner, and not across or back."""
    if len(points) not in (4, 5) or not _is_rectangle(points, box := _box(points)):
        return False
    corners = [(x - box.x0 < box.x1 - x, y - box.top < box.bottom - y) for x, y in points]
    return (
        len(set(corners)) == 4
        and corners[4:] in ([], corners[:1])
        and all((a[0] == b[0]) != (a[1] == b[1]) for a, b in itertools.pairwise(corners))
    )


def _subpaths(one: object, n: int, matrix: _Matrix, turn: Turn) -> Iterable[list[_Point]]:
    """Give the corners of each part of a path that is made of straight lines."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[_Point] = []
    is_straight = True
    for i in range(n):
        segment = pdfium.FPDFPath_GetPathSegment(one, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if is_straight and len(points) > 1:
                yield points
            points, is_straight = [], True
        elif kind != pdfium.FPDF_SEGMENT_LINETO:
            is_straight = False
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(turn.point(*_at(matrix, x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[-1] != points[0]:
            points.append(points[0])
    if is_straight and len(points) > 1:
        yield points


def merged(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Give rules with those joined that go on from one another, dots left over left out."""
    found: list[Rule] = []
    group: list[Rule] = []
    for rule in [*sorted(rules, key=lambda one: (one.at, one.start, one.end)), None]:
        if group and (rule is None or rule.at - group[-1].at > 1):
            found += _merged_in_line(group)
            group = []
        if rule is not None:
            group.append(rule)
    return tuple(found)


def _merged_in_line(group: Sequence[Rule]) -> Iterable[Rule]:
    at = group[len(group) // 2].at
    start, end = None, 0.0
    for rule in sorted(group, key=lambda one: (one.start, one.end)):
        if start is not None and rule.start - end <= _GAP:
            end = max(end, rule.end)
            continue
        if start is not None and end - start >= _SHORTEST:
            yield Rule(at, start, end)
        start, end = rule.start, rule.end
    if start is not None and end - start >= _SHORTEST:
        yield Rule(at, start, end)
