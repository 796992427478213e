"""What a PDF hides, in each of its ways, and what only looks like hiding."""

import ctypes
import importlib
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.forms.concealing import concealed
from extract.forms.written_pdf import HEIGHT, Sheet, in_forms, pdf
from pipeline.extract import forms
from pipeline.extract.forms.pdf import characters
from pipeline.extract.forms.pdf.characters import Turn, words
from pipeline.extract.forms.pdf.drawings import drawings
from pipeline.extract.forms.pdf.seen import Sight
from pipeline.extract.forms.pdf.widthless import wide

HIDDEN_COUNT = "4711"
Write = Callable[[Sheet], Sheet]
AT = (100, 100)  # where the number stands
OVER = (98, 90, 125, 103)  # an area that covers it
PAGE_SIZE = (0, 0, 595, 842)


def _letter(write: Write) -> bytes:
    sheet = Sheet().text(50, 60, "Dear requester").text(50, 100, "Cases:")
    return pdf(write(sheet).text(50, 140, "Yours sincerely"))


def _count(sheet: Sheet) -> Sheet:
    return sheet.text(*AT, HIDDEN_COUNT)


def _within(before: str, after: str = "Q") -> Write:
    return lambda sheet: _count(sheet.raw(before)).raw(after)


def _matrix(of_text: str, of_page: str, state: str = "") -> Write:
    """Write the number as the matrices of text and page have it; ``state`` are operators before it."""
    x, y = AT
    shown = f"BT /F1 10 Tf {state} {of_text} 0 0 Tm <{HIDDEN_COUNT.encode().hex()}> Tj ET"
    return lambda sheet: sheet.raw(f"q {of_page} {x} {HEIGHT - y} cm {shown} Q")


def _row(y: float) -> str:
    return f"{HEIGHT - y}"


def _line(sheet: Sheet) -> Sheet:
    return _count(sheet).raw(f"q 12 w 96 {_row(97)} m 126 {_row(97)} l S Q")


def _polygon(sheet: Sheet) -> Sheet:
    return _count(sheet).raw(f"q 0 g 95 {_row(103)} m 126 {_row(104)} l 128 {_row(88)} l 94 {_row(89)} l f Q")


HIDDEN: dict[str, Write] = {
    "not printed": lambda sheet: sheet.text(*AT, HIDDEN_COUNT, mode=3),
    "a clipping path": lambda sheet: sheet.text(*AT, HIDDEN_COUNT, mode=7),
    "white on white": _within("q 1 g"),
    "almost white": _within("q 0.96 g"),
    "white on white that is painted": lambda sheet: _count(sheet.shade(*OVER, grey=1).raw("q 1 g")).raw("Q"),
    "black on black": lambda sheet: _count(sheet.shade(*OVER, grey=0)),
    "grey on the same grey": lambda sheet: _count(sheet.shade(*OVER, grey=0.3).raw("q 0.3 g")).raw("Q"),
    "outlines in white": lambda sheet: sheet.raw("q 1 G").text(*AT, HIDDEN_COUNT, mode=1).raw("Q"),
    "a bar painted over it": lambda sheet: _count(sheet).shade(*OVER, grey=0),
    "a white bar painted over it": lambda sheet: _count(sheet).shade(*OVER, grey=1),
    "a thick line over it": _line,
    "a slanted shape over it": _polygon,
    "a picture over it": lambda sheet: _count(sheet).picture(*OVER),
    "transparent": _within("q /Clear gs"),
    "a layer that is off": _within("/OC /Off BDC", "EMC"),
    "a form in a layer that is off": lambda sheet: sheet.raw("/Off Do"),
    "clipped away": _within(f"q 0 {_row(300)} 50 20 re W n"),
    "clipped to a shape around it": _within(
        f"q 60 {_row(120)} m 60 {_row(80)} l 95 {_row(80)} l 95 {_row(110)} l"
        f" 140 {_row(110)} l 140 {_row(80)} l 150 {_row(80)} l 150 {_row(120)} l h W n"
    ),
    "clipped to areas beside it": _within(f"q 60 {_row(120)} 30 40 re 140 {_row(120)} 30 40 re W n"),
    "clipped to all but its place": _within(f"q 0 0 595 842 re 95 {_row(110)} 40 30 re W* n"),
    "clipped to many corners": _within(
        f"q 300 {_row(300)} m {' '.join(f'{300 + n} {_row(300 + n % 2)} l' for n in range(1, 30))} h W n"
    ),
    "clipped to a line across": _within("q 0 0 m 595 842 l 0 0 l 595 842 l h W n"),
    "clipped to a line along the edges": _within("q 0 0 m 595 0 l 595 842 l 595 0 l h W n"),
    "clipped to two lines": _within("q 0 0 m 595 0 l 595 842 m 0 842 l W n"),
    "clipped to a curve beside it": _within(
        f"q 98 {_row(300)} m 98 {_row(90)} 400 {_row(90)} 400 {_row(300)} c W n"
    ),
    "clipped to letters": _within("q BT /F1 9 Tf 7 Tr 1 0 0 1 300 300 Tm (c) Tj ET"),
    "another text in its place": lambda sheet: (
        sheet.raw(f"/Span << /ActualText ({HIDDEN_COUNT}) >> BDC").text(*AT, "c").raw("EMC")
    ),
    "one point high": lambda sheet: sheet.text(*AT, HIDDEN_COUNT, 1),
    "one percent wide": _matrix("0.01 0 0 1", "1 0 0 1"),
    "one percent wide by its scaling": _matrix("1 0 0 1", "1 0 0 1", "1 Tz"),
    "one percent wide by the page's scaling": _matrix("1 0 0 1", "0.01 0 0 1"),
    "one percent wide and turned": _matrix("0 1 -1 0", "1 0 0 1", "1 Tz"),
    "slanted to a line": _matrix("1 1 1 1.001", "1 0 0 1"),
    "no width by its scaling": _matrix("1 0 0 1", "1 0 0 1", "0 Tz"),
    "hardly any width by its scaling": _matrix("1 0 0 1", "1 0 0 1", "0.001 Tz"),
    "no width by its matrix": _matrix("0 0 0 1", "1 0 0 1"),
    "no width by the page's scaling": _matrix("1 0 0 1", "0 0 0 1"),
    "no width and turned": _matrix("0 1 -1 0", "1 0 0 1", "0 Tz"),
    "no width and not printed": _matrix("1 0 0 1", "1 0 0 1", "0 Tz 3 Tr"),
    "no width and outlined": _matrix("1 0 0 1", "1 0 0 1", "0 Tz 1 Tr"),
    "a form without width": lambda sheet: sheet.raw("q 0 0 0 1 100 0 cm /On Do Q"),
    "no height by its matrix": _matrix("1 0 0 0", "1 0 0 1"),
    "no height and turned": _matrix("0 1 0 0", "1 0 0 1"),
    "neither width nor height": _matrix("0 0 0 0", "1 0 0 1"),
    "an upright line": _matrix("0 1 0 1", "1 0 0 1"),
    "of size 0": _matrix("1 0 0 1", "1 0 0 1", "/F1 0 Tf"),
    "of hardly any size": _matrix("1 0 0 1", "1 0 0 1", "/F1 -0.0001 Tf"),
    "digits on one another": _matrix("1 0 0 1", "1 0 0 1", "-5.5 Tc"),
    "beside the page": lambda sheet: sheet.text(700, 100, HIDDEN_COUNT),
    "below the page": lambda sheet: sheet.text(100, 900, HIDDEN_COUNT),
    "marked for redaction": lambda sheet: _count(sheet).annotation("Redact", *OVER),
    "below an annotation": lambda sheet: _count(sheet).annotation("Square", *OVER, "0 g 0 0 600 900 re f"),
    "below a stamp": lambda sheet: _count(sheet).annotation("Stamp", *OVER, "1 g 0 0 600 900 re f"),
    "a white letter below a dark heading": lambda sheet: _count(
        sheet.shade(300, 50, 500, 70, grey=0).raw("q 1 g").text(310, 64, "Summary")
    ).raw("Q"),
    "not printed, over a small picture": lambda sheet: (
        sheet.picture(90, 80, 140, 110).text(*AT, "12").text(*AT, HIDDEN_COUNT, mode=3)
    ),
    "not printed, over the picture behind a letter": lambda sheet: (
        sheet.picture(0, 80, 595, 842).text(50, 120, "There were five.").text(*AT, HIDDEN_COUNT, mode=3)
    ),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_nobody_sees_is_concealed(way: str) -> None:
    assert concealed(_letter(HIDDEN[way]), "a.pdf", HIDDEN_COUNT)


def test_text_outside_what_is_shown_of_the_page_is_concealed() -> None:
    sheet = Sheet().text(50, 100, "There were 12 cases.").text(400, 100, HIDDEN_COUNT)
    sheet.crop = (0, 0, 300, 842)
    assert concealed(pdf(sheet), "a.pdf", HIDDEN_COUNT) == ["concealed: the text stands off the page"]


HARMLESS: dict[str, Write] = {
    "half as wide": _matrix("1 0 0 1", "1 0 0 1", "50 Tz"),
    "italic by its slant": _matrix("1 0 0.3 1", "1 0 0 1"),
    "close together": _matrix("1 0 0 1", "1 0 0 1", "-1.5 Tc"),
    "white on a dark heading": lambda sheet: _count(sheet.shade(*OVER, grey=0).raw("q 1 g")).raw("Q"),
    "white on a picture": lambda sheet: _count(sheet.picture(*OVER).raw("q 1 g")).raw("Q"),
    "black on light grey": lambda sheet: _count(sheet.shade(*OVER, grey=0.95)),
    "black on a picture": lambda sheet: _count(sheet.picture(*OVER)),
    "grey": _within("q 0.8 g"),
    "yellow": _within("q 1 1 0 rg"),
    "half transparent": _within("q /Pale gs"),
    "a layer that is on": _within("/OC /On BDC", "EMC"),
    "a form in a layer that is on": lambda sheet: sheet.raw("/On Do"),
    "clipped to where it stands": _within(f"q 40 {_row(110)} 200 30 re W n"),
    "clipped to a shape that leaves it": _within(
        f"q 60 {_row(120)} m 60 {_row(80)} l 300 {_row(80)} l h W n"
    ),
    "clipped to the page by a path": _within("q 0 842 m 595 842 l 595 0 l 0 0 l W n"),
    "clipped to curves around it": _within(
        f"q 40 {_row(60)} m 40 {_row(200)} 40 {_row(200)} 400 {_row(200)} c h W n"
    ),
    "clipped to a large dot around it": _within(
        f"q BT /F1 2000 Tf 7 Tr 1 0 0 1 -120 {_row(200)} Tm (.) Tj 0 Tr ET"
    ),
    "bold by outlines": lambda sheet: sheet.text(*AT, HIDDEN_COUNT, mode=2),
    "a marker over it": lambda sheet: (
        _count(sheet).raw("q /Times gs 1 1 0 rg").raw(f"{OVER[0]} {_row(OVER[3])} 27 13 re f Q")
    ),
    "an area that is painted beside it": lambda sheet: _count(sheet).shade(200, 90, 300, 103, grey=0),
    "a white area painted below it": lambda sheet: _count(sheet.shade(*OVER, grey=1)),
    "another text for a ligature": lambda sheet: _count(
        sheet.raw("/Span << /ActualText (fi) >> BDC").text(300, 100, "f").raw("EMC")
    ),
    "a rule through it": lambda sheet: _count(sheet).rule(98, 97, 125, 97),
    "a frame around it": lambda sheet: _count(sheet).frame((95, 130), (88, 105)),
    "a link over it": lambda sheet: _count(sheet).annotation("Link", *OVER),
    "a highlight that paints nothing": lambda sheet: _count(sheet).annotation("Highlight", *OVER),
    "written again over a bar": lambda sheet: _count(_count(sheet).shade(*OVER, grey=1)),
    "a blank without width": lambda sheet: _count(sheet).raw("q 0 Tz").text(200, 100, "  ").raw("Q"),
    "a dot without width": lambda sheet: _count(sheet).raw("q 0 Tz").text(200, 100, ".").raw("Q"),
    "a dot in white": lambda sheet: _count(sheet).raw("q 1 g").text(200, 100, ".").raw("Q"),
}


@pytest.mark.parametrize("way", HARMLESS)
def test_what_everybody_sees_is_read(way: str) -> None:
    document = forms.read(_letter(HARMLESS[way]), "a.pdf")
    assert document.gaps == ()
    assert HIDDEN_COUNT in document.text


def test_a_page_that_is_cut_beyond_its_paper_is_read_where_it_stands() -> None:
    sheet = Sheet().shade(*OVER, grey=0).raw("q 1 g").text(*AT, HIDDEN_COUNT).raw("Q")
    sheet.crop = (-100, -100, 700, 1000)
    assert forms.read(pdf(sheet), "a.pdf").text == f"{HIDDEN_COUNT}\n\n"


def test_a_placeholder_stands_where_the_text_stood() -> None:
    document = forms.read(_letter(lambda sheet: _count(sheet).shade(*OVER, grey=0)), "a.pdf")
    assert "Cases: [Concealed text]\n" in document.text
    (gap,) = document.gaps
    assert document.text[gap.start : gap.end] == "[Concealed text]"
    assert gap.why == "concealed: something is drawn over the text"


def test_a_placeholder_stands_in_the_sentence_where_text_without_width_stood() -> None:
    sheet = Sheet().raw(
        f"BT /F1 10 Tf 50 {HEIGHT - 100} Td (There were ) Tj 0 Tz ({HIDDEN_COUNT}) Tj 100 Tz ( cases.) Tj ET"
    )
    document = forms.read(pdf(sheet), "a.pdf")
    assert document.text == "There were [Concealed text] cases.\n\n"
    (gap,) = document.gaps
    assert gap.why == "concealed: the text has no room to be seen"


@pytest.mark.parametrize("n_seen", [1, 2, 3])
def test_a_number_within_which_digits_have_no_width_is_read_as_it_is_seen(n_seen: int) -> None:
    before, after = "381"[:n_seen], "381"[n_seen:]
    sheet = Sheet().raw(
        f"BT /F1 10 Tf 50 {HEIGHT - 100} Td ({before}) Tj 0 Tz ({HIDDEN_COUNT}) Tj",
        f"100 Tz ({after} cases) Tj ET",
    )
    assert forms.read(pdf(sheet), "a.pdf").text == "381 [Concealed text] cases\n\n"


def test_text_without_width_within_a_form_is_concealed() -> None:
    letter = _letter(lambda sheet: sheet.raw("/On Do"))
    written = b"/F1 10 Tf 100 742 Td"
    assert written in letter
    # As long as what it replaces, so that every object stays in its place.
    assert concealed(letter.replace(written, b"/F1 9 Tf 0 Tz 9 9 Td"), "a.pdf", HIDDEN_COUNT)


@pytest.mark.parametrize("depth", [4, 5, 20])
def test_white_text_is_concealed_however_many_forms_it_is_in(depth: int) -> None:
    written = in_forms(f"1 g BT /F1 10 Tf 100 742 Td ({HIDDEN_COUNT}) Tj ET", depth)
    assert concealed(written, "a.pdf", HIDDEN_COUNT)


_MUCH = 100
_SOMETHING = ["0 0 m 9 0 l S"] * _MUCH


@pytest.fixture
def _draws_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("pipeline.extract.forms.pdf.drawings")
    monkeypatch.setattr(module, "_MOST_OBJECTS", _MUCH)


@pytest.mark.usefixtures("_draws_too_much")
@pytest.mark.parametrize("way", ["white on white", "a bar painted over it", "no width by its scaling"])
def test_text_is_concealed_however_much_is_drawn_before_it(way: str) -> None:
    assert concealed(_letter(lambda sheet: HIDDEN[way](sheet.raw(*_SOMETHING))), "a.pdf", HIDDEN_COUNT)


@pytest.mark.usefixtures("_draws_too_much")
def test_text_that_is_seen_is_read_however_much_is_drawn_before_it() -> None:
    document = forms.read(_letter(lambda sheet: _count(sheet.raw(*_SOMETHING))), "a.pdf")
    assert (HIDDEN_COUNT in document.text, document.gaps) == (True, ())


def test_a_page_of_nothing_but_text_without_width_is_told() -> None:
    document = forms.read(pdf(Sheet().raw("0 Tz").text(*AT, HIDDEN_COUNT)), "a.pdf")
    assert document.text == "[Concealed text]\n\n"


_part = st.sampled_from([0, 0, 1, -1, 0.5, 0.002, 1e-5, -1e-7])
_matrices = st.tuples(_part, _part, _part, _part).map(lambda parts: " ".join(f"{part:.7f}" for part in parts))
_sizes = st.sampled_from([0, 0.001, 1, 3, 10, -10])
_scalings = st.sampled_from([0, 0.01, 1, 50, 100, -100])


@given(_matrices, _sizes, _scalings, st.sampled_from([0, 1, 3]), st.sampled_from([0, 90, 180, 270]))
def test_whatever_its_matrix_text_is_told_or_seen(
    matrix: str, size: float, scaling: float, mode: int, rotate: int
) -> None:
    text = f"BT /F1 {size} Tf {scaling} Tz {mode} Tr {matrix} 250 400 Tm ({HIDDEN_COUNT}) Tj ET"
    empty, written = (
        pdf(Sheet(rotate).text(50, 60, "Dear requester").raw(*operators)) for operators in ((), (text,))
    )
    document = forms.read(written, "a.pdf")
    is_read = any(character.isdigit() for character in document.text)
    assert is_read or any(gap.why.startswith("concealed") for gap in document.gaps)
    assert not is_read or _painted(written) != _painted(empty)


def _painted(data: bytes) -> bytes:
    return bytes(pypdfium2.PdfDocument(data)[0].render(scale=2).buffer)


def test_text_without_width_leaves_the_page_as_it_was_written() -> None:
    page = pypdfium2.PdfDocument(_letter(HIDDEN["no width and outlined"]))[0]
    turn = Turn((0, 0, 595, 842), 0)
    drawn, texts, things = drawings(page, turn)
    painted = bytes(page.render().buffer)
    before = [_how_it_is_written(one.handle) for one in texts.values()]
    words(page, turn, drawn, Sight(page, turn, texts, things), texts)
    assert [_how_it_is_written(one.handle) for one in texts.values()] == before
    assert bytes(page.render().buffer) == painted


def _how_it_is_written(handle: object) -> tuple[float, ...]:
    matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
    assert pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    assert pdfium.FPDFTextObj_GetFontSize(handle, size)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f, size.value


@pytest.mark.parametrize("size", [0.01, 10, 400])
@pytest.mark.parametrize(
    "axes",
    [
        (0, 0, 0, 0),
        (0, 0, 0, 1),
        (0, 1, 0, 0),
        (0, 1, 0, 1),
        (0, -1, 0, 1e-9),
        (1e-40, 0, 0, -1),
        (1e-9, 1e-9, 1e-9, 1e-9),
        (0, float("inf"), 0, 1),
    ],
)
def test_text_is_made_as_wide_as_it_takes(axes: tuple[float, float, float, float], size: float) -> None:
    a, b, c, d = wide(axes, size)
    assert size * max(abs(a), abs(c)) >= 0.7
    assert size**2 * abs(a * d - b * c) >= 0.99


def test_what_is_left_of_a_number_that_is_half_covered_is_no_number() -> None:
    document = forms.read(_letter(lambda sheet: _count(sheet).shade(110, 90, 125, 103, grey=0)), "a.pdf")
    assert "Cases: [Concealed text]\n" in document.text


@pytest.mark.parametrize("state", ["1 g", "0 Tz"])
def test_a_concealed_cell_keeps_its_place(state: str) -> None:
    sheet = Sheet().frame((50, 150, 250), (100, 120, 140, 160))
    for i, (label, number) in enumerate((("Area", "Cases"), ("North", "12"), ("South", ""))):
        sheet.text(55, 114 + 20 * i, label).text(155, 114 + 20 * i, number)
    sheet.raw(state).text(155, 154, HIDDEN_COUNT)
    (grid,) = forms.read(pdf(sheet), "a.pdf").grids
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["Area", "Cases"],
        ["North", "12"],
        ["South", "[Concealed text]"],
    ]


def test_text_below_the_picture_of_a_scanned_page_is_read_and_said_to_be_recognised() -> None:
    sheet = Sheet().text(50, 100, "There were 12 cases.").picture(*PAGE_SIZE)
    document = forms.read(pdf(sheet), "a.pdf")
    assert (document.text, document.read_by) == ("There were 12 cases.\n\n", "ocr")


def test_what_a_scanner_recognised_and_wrote_without_width_is_read() -> None:
    sheet = Sheet().text(50, 100, "The number was", mode=3).raw("q 0 Tz").text(140, 100, "12", mode=3)
    document = forms.read(pdf(sheet.raw("Q").picture(*PAGE_SIZE)), "a.pdf")
    assert (document.text, document.gaps, document.read_by) == ("The number was 12\n\n", (), "ocr")


def test_a_page_without_cause_for_doubt_is_neither_painted_nor_read_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the page was painted, or changed")

    monkeypatch.setattr(pypdfium2.PdfPage, "render", refuse)
    monkeypatch.setattr(characters, "widened", refuse)
    sheet = (
        Sheet()
        .shade(40, 90, 300, 110, grey=0.8)
        .text(50, 100, "There were 12 cases.")
        .text(300, 100, " ")
        .rule(40, 120, 300, 120)
    )
    assert forms.read(pdf(sheet), "a.pdf").text == "There were 12 cases.\n\n"
