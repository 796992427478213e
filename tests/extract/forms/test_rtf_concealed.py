"""What rich text hides, in each of its ways, and what only looks like hiding."""

import pytest

from extract.forms.concealing import concealed
from pipeline.extract import forms

HIDDEN_COUNT = "4711"
# 1 black, 2 white, 3 dark blue, 4 light grey, 5 yellow
COLOURS = (
    r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red31\green56\blue100;\red238\green238\blue238;"
    r"\red255\green255\blue0;}"
)


def _data(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}" + COLOURS + body + "}").encode("ascii")


def _run(words: str) -> str:
    return rf"\pard There were {{{words} {HIDDEN_COUNT}}} cases.\par"


def _paragraph(words: str) -> str:
    return rf"\pard Seen.\par{{\pard{words} {HIDDEN_COUNT}\par}}\pard After.\par"


def _rows(of_row: str = "", of_cell: str = "", of_run: str = "") -> str:
    def row(label: str, number: str, row: str = "", cell: str = "", run: str = "") -> str:
        return rf"\trowd{row}\cellx3000{cell}\cellx6000\pard\intbl {label}\cell {{{run} {number}}}\cell\row"

    return row("Area", "Cases") + row("North", "12") + row("South", HIDDEN_COUNT, of_row, of_cell, of_run)


def _columns(first: int, second: int, cells: str = rf"\pard\intbl Area\cell {HIDDEN_COUNT}\cell\row") -> str:
    head = rf"\trowd\cellx{first}\cellx{second}"
    return f"{head}{cells}{head}" + r"\pard\intbl North\cell 12\cell\row"


def _merged(edges: str, second: str = "") -> str:
    return rf"\trowd{edges}\pard\intbl Area\cell {second}\cell\row"


def _shape(properties: str) -> str:
    text = rf"{{\shptxt\pard There were {HIDDEN_COUNT} cases.\par}}"
    return rf"\pard Seen.\par{{\shp{{\*\shpinst\shpleft100{properties}{text}}}{{\shprslt}}}}"


HIDDEN = {
    "marked as hidden": _run(r"\v"),
    "white on white": _run(r"\cf2"),
    "the colour of its background": _run(r"\cf3\cb3"),
    "the colour of its shading": _run(r"\cf3\chcbpat3"),
    "a black marker": _run(r"\highlight1"),
    "the colour of the paragraph": _paragraph(r"\cbpat3\cf3"),
    "half a point": _run(r"\fs1"),
    "one percent wide": _run(r"\charscalex1"),
    "letters piled up": _run(r"\expndtw-200"),
    "raised off the page": _run(r"\up9000"),
    "lowered off the page": _run(r"\dn9000"),
    "a line without height": _paragraph(r"\sl-10\slmult0"),
    "beside the page": _paragraph(r"\li-20000"),
    "a frame off the page": _paragraph(r"\posnegx30000"),
    "a row without height": _rows(of_row=r"\trrh-10"),
    "a cell of its colour": _rows(of_cell=r"\clcbpat3", of_run=r"\cf3"),
    "a column without width": _columns(3000, 3001),
    "a first column without width": _columns(1, 6000, rf"\pard\intbl {HIDDEN_COUNT}\cell Area\cell\row"),
    "a cell that goes on across": _merged(r"\clmgf\cellx3000\clmrg\cellx6000", HIDDEN_COUNT),
    "a cell that goes on below": _merged(r"\clvmgf\cellx3000\cellx6000")
    + rf"\trowd\clvmrg\cellx3000\cellx6000\pard\intbl {HIDDEN_COUNT}\cell 12\cell\row",
    "a hidden shape": _shape(r"{\sp{\sn fFilled}{\sv 0}}{\sp{\sn fHidden}{\sv 1}}"),
    "a shape off the page": _shape(r"\shpleft30000\shpright31000"),
    "a hidden group of shapes": r"\pard Seen.\par{\shpgrp{\*\shpinst{\sp{\sn fHidden}{\sv 1}}"
    + _shape("")
    + r"}}",
    "a character at a time": r"\pard There were {\v \'34\'37\'31\'31} cases.\par",
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_nobody_sees_is_concealed(way: str) -> None:
    assert concealed(_data(HIDDEN[way]), "a.rtf", HIDDEN_COUNT)


HARMLESS = {
    "white on a dark cell": _rows(of_cell=r"\clcbpat3", of_run=r"\cf2"),
    "white on a dark shading": _run(r"\cf2\chcbpat3"),
    "white on a dark paragraph": _paragraph(r"\cbpat3\cf2"),
    "automatic letters on black": _run(r"\cf0\chcbpat1"),
    "a yellow marker": _run(r"\highlight5"),
    "light grey behind black": _run(r"\cf1\chcbpat4"),
    "hidden on the web only": _run(r"\webhidden"),
    "not hidden after all": _run(r"\v\v0"),
    "plain again": _run(r"\cf2\plain"),
    "small print": _run(r"\fs12"),
    "an indent": _paragraph(r"\li720\fi-720\sl276\slmult1"),
    "a narrow column": _columns(3000, 3400),
    "a column of a width and one to the left of the margin": r"\trowd\trleft-108\cellx3000\cellx6000"
    rf"\pard\intbl Area\cell {HIDDEN_COUNT}\cell\row",
    "the same in merged cells": r"\trowd\clmgf\cellx1\clmrg\cellx6000"
    rf"\pard\intbl {HIDDEN_COUNT}\cell\cell\row",
    "a shape": _shape(r"{\sp{\sn fHidden}{\sv 0}}{\sp{\sn fFilled}{\sv 1}}"),
    "a shape behind one that is hidden": r"{\shp{\*\shpinst{\sp{\sn fHidden}{\sv 1}}}}" + _shape(""),
    "a row of a given height": _rows(of_row=r"\trrh-300"),
}


@pytest.mark.parametrize("way", HARMLESS)
def test_what_everybody_sees_is_read(way: str) -> None:
    document = forms.read(_data(HARMLESS[way]), "a.rtf")
    assert (HIDDEN_COUNT in document.text, document.gaps) == (True, ())


def test_a_concealed_cell_keeps_its_place() -> None:
    (grid,) = forms.read(_data(_rows(of_run=r"\cf2")), "a.rtf").grids
    assert [cell.text for cell in grid.rows[-1]] == ["South", "[Concealed text]"]
