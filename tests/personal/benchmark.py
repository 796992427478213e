"""How much of lines.csv is found: personal passages missed without a word, and harmless lines asked about.

A passage counts as found where every letter and digit of it is masked or stands in a suspect.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract import masking
from pipeline.extract.masking.places import occurrences

LINES = Path(__file__).with_name("lines.csv")
_BETWEEN = " | "


@dataclass(frozen=True)
class Line:
    """A line, or several, with the passages in it that are personal; none of a harmless one."""

    kind: str
    text: str
    personal: tuple[str, ...]
    is_held: bool


@dataclass(frozen=True)
class Score:
    """Counts over some lines."""

    passages: int
    masked: int
    asked: int
    missed: int
    harmless: int
    troubled: int  # harmless lines in which something is masked or asked about


def lines() -> list[Line]:
    """Give every line of lines.csv; in the file \\n stands for a line's end and \\t for a tab."""
    with LINES.open(encoding="utf-8", newline="") as file:
        return [
            Line(
                row["kind"],
                row["line"].replace("\\n", "\n").replace("\\t", "\t"),
                tuple(filter(None, row["personal"].split(_BETWEEN))),
                row["held"] == "yes",
            )
            for row in csv.DictReader(file)
        ]


def verdicts(line: Line) -> list[str]:
    """Say of each passage whether it is masked, asked about or missed."""
    found = masking.find(line.text)
    sure = {at for one in found.spans for at in range(one.start, one.end)}
    doubted = {at for one in found.suspects for at in range(one.start, one.end)}
    said = []
    for passage in line.personal:
        places = [*occurrences(line.text, passage)] or [_place(line.text, passage)]
        letters = {at for start, end in places for at in range(start, end) if line.text[at].isalnum()}
        said.append("masked" if letters <= sure else "asked" if letters <= sure | doubted else "missed")
    return said


def _place(text: str, passage: str) -> tuple[int, int]:
    start = text.index(passage)
    return start, start + len(passage)


def is_troubled(line: Line) -> bool:
    """Whether something of a line is masked or asked about."""
    found = masking.find(line.text)
    return bool(found.spans or found.suspects)


def score(some: Iterable[Line]) -> Score:
    """Count over some lines."""
    some = list(some)
    said = [one for line in some for one in verdicts(line)]
    harmless = [line for line in some if not line.personal]
    return Score(
        len(said),
        said.count("masked"),
        said.count("asked"),
        said.count("missed"),
        len(harmless),
        sum(map(is_troubled, harmless)),
    )
