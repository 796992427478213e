"""The invented letters of tests/letters, read as well as they ever were.

A measure that falls below its floor is a letter read worse than before: mend that, or say in the commit why
the label was wrong. ``make score`` gives the same measures, and those of letters that are not ours to
publish.
"""

from pathlib import Path

import pytest

from extract.scored import Counts, compare, labels
from pipeline.extract.as_json import as_json
from pipeline.extract.letter import read

LETTERS = Path(__file__).parent.parent / "letters"
FLOORS = {
    "precision": 0.98,
    "recall": 0.98,
    "value": 0.99,
    "heads": 0.95,
    "question": 0.99,
    "period": 0.95,
    "outcome": 0.95,
    "sections": 0.95,
    "header": 0.97,
}


@pytest.fixture(scope="module")
def scored() -> dict[str, Counts]:
    found = {}
    for label in labels(LETTERS):
        structure = read((LETTERS / label["file"]).read_bytes(), label["file"])
        found[label["file"]] = compare(label, as_json(structure, label["file"]))
    return found


@pytest.mark.parametrize("measure", FLOORS)
def test_letters_are_read_as_well_as_before(scored: dict[str, Counts], measure: str) -> None:
    total = Counts()
    for counts in scored.values():
        total.add(counts)
    assert total.share(measure) >= FLOORS[measure]


def test_no_labelled_figure_is_lost_without_a_trace(scored: dict[str, Counts]) -> None:
    assert {file: counts.lost for file, counts in scored.items() if counts.lost} == {}


def test_most_letters_are_read_without_a_wrong_or_a_missing_figure(scored: dict[str, Counts]) -> None:
    f1 = [counts.f1 for counts in scored.values()]
    assert len(f1) > 30
    assert sum(f1) / len(f1) >= 0.95
