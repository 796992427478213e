"""What was found in a letter, counted against what people labelled in it.

A label (tests/letters/README.md) names the line and the text of every figure. Headings, questions and periods
count where they say the same, whatever the case, blanks and punctuation.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_MONTHS = r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"


@dataclass
class Counts:
    """How many of how many were right, by measure; ``lost`` are figures of which no trace is left."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    lost: int = 0

    def count(self, measure: str, *, is_right: bool) -> None:
        """Count one."""
        self.of[measure] += 1
        self.right[measure] += is_right

    def share(self, measure: str) -> float:
        """Give the share that is right; 1 where there is none."""
        return self.right[measure] / self.of[measure] if self.of[measure] else 1.0

    @property
    def f1(self) -> float:
        """Give twice what was matched by what was labelled and found; 1 where there is neither."""
        both = self.of["recall"] + self.of["precision"]
        return 2 * self.right["recall"] / both if both else 1.0

    def add(self, other: "Counts") -> None:
        """Add the counts of another letter."""
        self.right.update(other.right)
        self.of.update(other.of)
        self.lost += other.lost


def labels(folder: Path) -> list[dict[str, Any]]:
    """Give every label of a folder, in order."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]


def compare(label: Mapping[str, Any], found: Mapping[str, Any]) -> Counts:
    """Compare a letter's label with the JSON object of what was found in it."""
    counts = Counts()
    left = list(found["figures"])
    for gold in sorted(label["figures"], key=lambda one: one["line"]):
        figure = _matching(gold, left)
        counts.count("recall", is_right=figure is not None)
        if figure is None:
            counts.lost += bool(re.search("[0-9]", gold["text"])) and not _is_left_over(gold, found["unread"])
            continue
        left.remove(figure)
        same = gold["value"] == figure["value"] and gold["status"] == figure["status"]
        counts.count("value", is_right=same)
        counts.count("question", is_right=_number(gold["question"]) == _number(figure["question"]))
        if gold["kind"] != "prose":
            row = _words(gold["row"]) == _words(figure["row"])
            column = gold["kind"] == "list" or _words(gold["column"]) == _words(figure["column"])
            counts.count("heads", is_right=row and column)
        if gold["period"]:
            counts.count("period", is_right=_when(gold["period"]) == _when(figure["period"]))
    for figure in found["figures"]:
        counts.count("precision", is_right=not any(figure is one for one in left))
    _compare_answers(counts, label["answers"], found["answers"])
    for key in ("authority", "reference", "date"):
        counts.count("header", is_right=_words(label[key]) == _words(found["letter"][key]))
    return counts


def _compare_answers(
    counts: Counts, labelled: Iterable[Mapping[str, Any]], found: Iterable[Mapping[str, Any]]
) -> None:
    by_number: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for answer in found:
        by_number[_number(answer["question"])].append(answer)
    for gold in labelled:
        same = by_number[_number(gold["question"])]
        got: Mapping[str, Any] = same.pop(0) if same else {}
        counts.count("outcome", is_right=gold["outcome"] == got.get("outcome"))
        sections = {_words(one) for one in gold["sections"]}
        counts.count("sections", is_right=sections == {_words(one) for one in got.get("sections", ("none",))})


def _matching(gold: Mapping[str, Any], left: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    here = [f for f in left if f["line"] == gold["line"] and _shown(f["text"]) == _shown(gold["text"])]
    under = [f for f in here if _words(f["column"]) == _words(gold["column"])]
    return next(iter([*under, *here]), None)


def _is_left_over(gold: Mapping[str, Any], unread: Iterable[Mapping[str, Any]]) -> bool:
    return any(u["line"] == gold["line"] and _shown(gold["text"]) in _shown(u["text"]) for u in unread)


def _words(text: str | None) -> str:
    return re.sub(r"[\W_]+", " ", text or "").strip().casefold()


def _shown(text: str | None) -> str:
    return re.sub(r"[\s£$€%]+", "", text or "").casefold().rstrip(".,;:")


def _number(text: str | None) -> str:
    return re.sub(r"^(question|q)(?=[0-9])", "", re.sub("[^0-9a-z]", "", (text or "").casefold()))


def _when(text: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """Give the years and the months that a period names."""
    shown = (text or "").casefold()
    years = set()
    for first, last in re.findall(
        r"((?:19|20)[0-9]{2})(?:\s*[-/–]\s*([0-9]{2}(?:[0-9]{2})?)(?![0-9]|[-/]))?", shown
    ):
        years |= {first, *([last if len(last) == 4 else first[:2] + last] if last else [])}
    years |= {
        f"20{year}"
        for year in re.findall(rf"{_MONTHS[2:]}[a-z]*[- ’'](?P<y>[0-9]{{2}})\b(?![0-9])", shown)
        for year in year[1:]
    }
    return frozenset(years), frozenset(re.findall(_MONTHS, shown))
