"""What a page hides, in each of its ways, and what only looks like hiding."""

from email.message import EmailMessage

import pytest

from extract.forms.concealing import concealed
from pipeline.extract import forms

HIDDEN_COUNT = "4711"


def _page(body: str, sheet: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><style>{sheet}</style></head><body>{body}</body></html>".encode()


def _styled(style: str) -> str:
    return f"<p>There were <span style='{style}'>{HIDDEN_COUNT}</span> cases.</p>"


def _rows(of_row: str = "", of_cell: str = "") -> str:
    return (
        "<table><tr><td>Area</td><td>Cases</td></tr><tr><td>North</td><td>12</td></tr>"
        f"<tr {of_row}><td>South</td><td {of_cell}>{HIDDEN_COUNT}</td></tr></table>"
    )


def _columns(columns: str) -> str:
    return _rows().replace("<table>", f"<table>{columns}")


def _in(sheet: str, marked: str) -> tuple[str, str]:
    return f"<div class='answer'><p>There were <b {marked}>{HIDDEN_COUNT}</b> cases.</p></div>", sheet


HIDDEN: dict[str, tuple[str, str]] = {
    **{
        style: (_styled(style), "")
        for style in (
            "display: none",
            "DISPLAY:NONE",
            "visibility:hidden",
            "opacity:0",
            "opacity: 0%",
            "filter: opacity(0)",
            "mso-hide:all",
            "font-size:0",
            "font-size:1px",
            "font:0/0 a",
            "color:#fff",
            "color:white",
            "color:rgb(255, 255, 255)",
            "color:rgba(0,0,0,0)",
            "color:transparent",
            "color:#fefefe",
            "color:black;background:black",
            "color:#123456;background-color:#123456",
            "position:absolute;left:-9999px",
            "position:fixed;top:-200em",
            "margin-left:-9999px",
            "display:inline-block;text-indent:-9999px",
            "transform:translateX(-9999px)",
            "transform:scale(0)",
            "display:block;height:0;overflow:hidden",
            "display:block;max-height:0px;overflow:hidden",
            "display:inline-block;width:0;overflow:hidden",
            "position:absolute;clip:rect(0 0 0 0)",
            "position:absolute;clip:rect(1px,1px,1px,1px)",
            "clip-path:inset(50%)",
            "letter-spacing:-1em",
            "content-visibility:hidden",
            "display:none;display:bogus",
            "visibility:hidden;visibility:shown",
            "color:white;color:notacolour",
            "color:white;color:#12345",
            "font-size:0;font-size:big",
            "opacity:0;opacity:full",
            "opacity:0;opacity:5px",
            "color:white;color:var(--ink)",
            "display:none;display:-ms-flexbox",
            "position:absolute;left:-9999px;left:away",
            "background:black;color:black;background:nothing",
            "background-color:black;background:white;color:white",
            "color:rgb(255 255 255 / 100%)",
            "color:rgb(0 0 0 / 0)",
            "color:rgb(0 0 0 / 0%)",
            "color:#0000",
            "color:#ffffff00",
            "color:hsl(0 0% 100%)",
            "color:hwb(0 100% 0%)",
            "color:hsla(0,0%,0%,0)",
            "color:oklch(1 0 0)",
            "color:color-mix(in srgb, white, white)",
            "-webkit-text-fill-color:transparent",
            "color:white;text-shadow:0 0 1px white",
            "opacity:calc(0 * 1)",
            "font-size:calc(1px - 1px)",
            "font-size:min(0px, 1em)",
            "font-size:1e-9px",
            "font-size-adjust:0",
            "position:absolute;bottom:9999px",
            "position:absolute;right:9999px",
            "position:relative;bottom:9999px",
            "position:absolute;inset:-9999px auto auto 0",
            "position:absolute;left:calc(-100vw - 500px)",
            "position:fixed;left:9999px",
            "transform:translate(-9999px, 0)",
            "transform:translate(0, -300em)",
            "transform:matrix(0,0,0,0,0,0)",
            "transform:rotateY(90deg)",
            "translate:-9999px",
            "scale:0",
            "scale:0 1",
            "clip-path:inset(0 100% 0 0)",
            "clip-path:inset(60% 0 40%)",
            "clip-path:polygon(0 0, 0 0, 0 0)",
            "clip-path:circle(0)",
            "clip-path:path('M0 0')",
            "position:absolute;clip:rect(0, 0, auto, auto)",
            "text-indent:100em",
            r'mso-number-format:"\;\;\;"',
        )
    },
    "a column that is collapsed": (_columns("<col><col style='visibility:collapse'>"), ""),
    "a column without width": (_columns("<col width=200><col width=0>"), ""),
    "a column that a spreadsheet hid": (_columns("<col><col style='display:none;width:0'>"), ""),
    "a group of columns": (_columns("<col><colgroup style='visibility:collapse'><col></colgroup>"), ""),
    "a column below a cell over two rows": (
        "<table><col><col><col style='visibility:collapse'><tr><td rowspan=2>Area</td><td>12</td>"
        f"<td>North</td></tr><tr><td>13</td><td>{HIDDEN_COUNT}</td></tr></table>",
        "",
    ),
    **{
        sheet: _in(sheet, "class='x'")
        for sheet in (
            "@media screen, print { b { display: none } }",
            "@media print, screen and (min-width: 600px) { b { display: none } }",
            "@media not print { b { display: none } }",
            "@media (hover: hover) { b { display: none } }",
            "@supports (display: grid) { b { display: none } }",
            "@layer base { b { display: none } }",
            "@layer a, b; @layer b { b { display: none } } @layer a { b { display: inline } }",
            "@layer a { b { display: none !important } } b { display: inline !important }",
            "@media screen { @supports (color: red) { @layer { b { display: none } } } }",
            "@container (min-width: 1px) { b { display: none } }",
            "p { & b { display: none } }",
            "p { b { display: none } }",
            "div { @media screen { p > b { display: none } } }",
            "b { display: none } @supports (foo: bar) { b { display: inline } }",
            "b { display: none } .x { display: bogus }",
        )
    },
    **{style: (_styled(style), "") for style in ("display: none ; color: red",)},
    "the attribute": (f"<p>There were <span hidden>{HIDDEN_COUNT}</span> cases.</p>", ""),
    "a font of the colour of the page": (f"<p>There were <font color=white>{HIDDEN_COUNT}</font></p>", ""),
    "a font without the sign": (f"<p>There were <font color=ffffff>{HIDDEN_COUNT}</font></p>", ""),
    "the colour of a cell": (_rows(of_cell="bgcolor='#333333' style='color:#333333'"), ""),
    "a hidden row": (_rows(of_row="style='display:none'"), ""),
    "a hidden cell": (_rows(of_cell="style='display:none'"), ""),
    "an invisible row": (_rows(of_row="style='visibility:collapse'"), ""),
    "a group of rows": (
        "<table><tr><td>Area</td><td>12</td></tr><tbody hidden>"
        f"<tr><td>South</td><td>{HIDDEN_COUNT}</td></tr><tr><td>East</td><td>9</td></tr></tbody></table>",
        "",
    ),
    "a dialog that is closed": (f"<p>Seen.</p><dialog>There were {HIDDEN_COUNT}</dialog>", ""),
    "a style of a class": _in(".gone { display: none }", "class='gone'"),
    "a style of an id": _in("#gone { visibility: hidden; }", "id='gone'"),
    "a style of an element": _in("b { font-size: 0 }", ""),
    "a style within another element": _in("div.answer p > b { color: white }", ""),
    "one of several selectors": _in("i, b.x, em { opacity: 0 }", "class='x'"),
    "a style with an attribute": _in("b[data-x] { display: none }", "data-x='1'"),
    "the more particular style": _in("b { display: inline } p b.gone { display: none }", "class='gone'"),
    "the more important style": _in("b { display: none !important }", "style='display:inline'"),
    "a style for screens": _in("@media screen { b { display: none } }", ""),
    "a style in a comment of the page": _in("<!-- b { display: none } -->", ""),
    "a style beside one that nobody knows": _in("@import 'x.css'; b:::{} b { display: none }", ""),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_nobody_sees_is_concealed(way: str) -> None:
    assert concealed(_page(*HIDDEN[way]), "a.html", HIDDEN_COUNT)


HARMLESS: dict[str, tuple[str, str]] = {
    **{
        style: (_styled(style), "")
        for style in (
            "color:white;background:#1f3864",
            "color:#fff;background:#000 none repeat",
            "color:#fff;background-image:url(x.png)",
            "color:#fff;background:linear-gradient(#000, #333)",
            "color:#767676",
            "color:yellow",
            "background:#eee",
            "color:var(--ink)",
            "color:windowtext",
            "opacity:0.6",
            "font-size:9px",
            "font-size:80%",
            "line-height:0",
            "margin-left:-18.0pt;text-indent:-18.0pt",
            "position:relative;left:-2px",
            "display:block;overflow:hidden",
            "display:block;height:20px;overflow:hidden",
            "letter-spacing:-.5pt",
            "visibility:visible",
            "mso-hide:none",
            "mso-hide:screen;mso-hide:none",
            "display:none;display:inline",
            "color:white;color:black",
            "color:black;color:notacolour",
            "background:white;color:white;background:black url(x.png) no-repeat 0 0",
            "color:rgb(0 0 0 / 100%)",
            "color:#000f",
            "color:white;text-shadow:0 0 2px black",
            "font-size:calc(14px + 0.2vw)",
            "font-size:clamp(1rem, 2vw, 2rem)",
            "font:11.0pt Calibri, sans-serif",
            "font-size:larger",
            "width:calc(100% - 20px);overflow:hidden",
            "position:absolute;top:2400px",
            "position:absolute;bottom:100%",
            "transform:translate(-50%, -50%)",
            "transform:none",
            "scale:1.1",
            "clip-path:inset(0 0 5px 0 round 4px)",
            "clip-path:polygon(0 0, 100% 0, 100% 100%, 0 100%)",
            "text-indent:-18.0pt",
            "display:-webkit-box",
            r'mso-number-format:"\#\,\#\#0"',
            'mso-number-format:"Short Date"',
            r'mso-number-format:"\@"',
            "mso-number-format:General",
            "margin:0cm 0cm 8pt -36pt",
            "mso-fareast-language:EN-US;mso-ligatures:none",
        )
    },
    "a column that is seen": (_columns("<col><col style='width:48pt;mso-width-source:userset'>"), ""),
    "a column beside one that is collapsed": (
        f"<table><col style='visibility:collapse'><col><tr><td></td><td>{HIDDEN_COUNT}</td></tr></table>",
        "",
    ),
    **{
        sheet: _in(sheet, "class='x'")
        for sheet in (
            "@media print, (max-width: 600px) { b { display: none } }",
            "@media (prefers-color-scheme: dark) { b { color: white } }",
            "@media only screen and (max-width: 480px) { .x { display: none !important } }",
            "@layer base { b { display: none } } b { display: inline }",
            "@font-face { font-family: x } @page { margin: 0 }",
            "i { b { display: none } }",
            "b { @media print { display: none } }",
        )
    },
    "not read aloud": (f"<p aria-hidden=true>There were {HIDDEN_COUNT}</p>", ""),
    "a dialog that is open": (f"<dialog open>There were {HIDDEN_COUNT}</dialog>", ""),
    "closed details": (f"<details><summary>More</summary>There were {HIDDEN_COUNT}</details>", ""),
    "white on a dark cell": (_rows(of_cell="bgcolor=#1f3864 style='color:white'"), ""),
    "white on a dark row": (_rows(of_row="style='background:navy;color:white'"), ""),
    "white on a dark page": (
        f"<div style='background:black'><p style='color:white'>{HIDDEN_COUNT}</p></div>",
        "",
    ),
    "a link on a white page": (f"<p style='color:white'><a href='x'>{HIDDEN_COUNT}</a></p>", ""),
    "a style that another undoes": _in("b { display: none } .x { display: inline }", "class='x'"),
    "a style for print": _in("@media print { b { display: none } }", ""),
    "a style for narrow screens": _in("@media (max-width: 400px) { b { display: none } }", ""),
    "a style before something": _in("b::before { display: none }", ""),
    "a style while pointed at": _in("b:hover { color: white }", ""),
    "what is shown again": (
        f"<p style='visibility:hidden'> <b style='visibility:visible'>{HIDDEN_COUNT}</b></p>",
        "",
    ),
    "nothing in what is hidden": (
        f"<p>{HIDDEN_COUNT}</p><div style='display:none'>&nbsp;&zwnj;&nbsp;-</div>",
        "",
    ),
}


@pytest.mark.parametrize("way", HARMLESS)
def test_what_everybody_sees_is_read(way: str) -> None:
    document = forms.read(_page(*HARMLESS[way]), "a.html")
    assert document.gaps == ()
    assert HIDDEN_COUNT in document.text


def test_a_sheet_for_print_is_not_applied() -> None:
    page = _page(_styled("")).replace(b"<style>", b"<style media=print>span { display: none }")
    assert HIDDEN_COUNT in forms.read(page, "a.html").text


def test_a_concealed_piece_does_not_part_the_word_that_it_stands_in() -> None:
    body = "<p>There were 1<i style='display:none'>4711</i>2 cases.</p>"
    assert forms.read(_page(body), "a.html").text == "There were 12 [Concealed text] cases.\n\n"


def test_a_concealed_cell_keeps_its_place() -> None:
    (grid,) = forms.read(_page(_rows(of_cell="style='color:white'")), "a.html").grids
    assert [cell.text for cell in grid.rows[-1]] == ["South", "[Concealed text]"]


def _mail(page: str, plain: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "team@northmoor.example", "Tue, 3 Mar 2026 10:15:00 +0000"
    mail["Subject"] = "FOI-20417"
    mail.set_content(plain)
    mail.add_alternative(page, subtype="html")
    return mail.as_bytes()


def test_a_page_of_an_email_conceals_as_any_page_does() -> None:
    page = _page(_styled("display:none")).decode()
    assert concealed(_mail(page, f"There were {HIDDEN_COUNT} cases."), "a.eml", HIDDEN_COUNT)


@pytest.mark.parametrize(
    ("page", "plain"),
    [
        ("There were c cases.", f"There were {HIDDEN_COUNT} cases."),
        ("In 4711 there were c cases.", "In 4711 there were 4711 cases."),
        ("Refused: c. Granted: 12.", "Refused: 12. Granted: c."),
        ("There were c cases of theft.", "There were seven cases of theft."),
        ("There were fewer than 5 cases.", "There were 5 cases."),
        ("Of 12 cases 30 were closed.", "Of 30 cases 12 were closed."),
    ],
)
def test_the_page_of_an_email_is_read_where_the_text_beside_it_counts_otherwise(
    page: str, plain: str
) -> None:
    document = forms.read(_mail(_page(f"<p>{page}</p>").decode(), plain), "a.eml")
    assert page in document.text
    assert plain not in document.text


def test_the_text_of_an_email_is_read_where_it_counts_as_the_page_does() -> None:
    page = "<p>There were <b>12</b> cases, <a href='https://x.example/4711'>three</a> of fewer than 5.</p>"
    plain = "There were 12\ncases, three <https://x.example/4711> of fewer\nthan 5.\n"
    assert plain in forms.read(_mail(_page(page).decode(), plain), "a.eml").text
