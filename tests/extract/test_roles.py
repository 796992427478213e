"""Every kind of evidence and every law of the readings decides something: without it, some letter is read
otherwise.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.extract import roles, segments
from pipeline.extract.blocks import Block
from pipeline.extract.letter import read
from pipeline.extract.roles import Evidence

LETTERS = Path(__file__).parents[1] / "letters"
LAWS = sorted(name for name, value in vars(segments).items() if name.isupper() and isinstance(value, float))


def letter(body: str) -> bytes:
    return f"Example Council\n\nDear Sir/Madam\n\n{body}\n\nYours faithfully\n".encode()


# What no letter of the folder turns on.
SMALL = (
    letter("1. How many had:\n\na. Fleas\nb. Ticks\n\nExample Council counts them together: 12 had."),
    letter("You asked:\n\nWe think there are 40 cats.\n\nHow many are black?\n\nThere are 12."),
    letter("How many cats did the council count in each year?\n\n• Black cats were 12 of all\n• White cats"),
    letter("1. Cats\n\n1) ten cats\n\n2) two dogs\n\n2. Why?\n\nNo."),
    letter("1. How many met?\n\n• 163 - Of the above\n\n2. Who?\n\n• The team of the ward"),
    letter(
        "You asked:\n\n1. How many black cats are there? How many of these are old?\n\n"
        "2. How many white cats? How many of these are old?\n\n3. How many grey cats are there?\n\n"
        "Our response\n\nThe age of a cat is not recorded and we do not hold it.\n\n"
        "1. How many black cats are there?\n\n2019\n\n12"
    ),
    b"Example Council\nCivic Centre\nHigh Street\nNorthmoor\nWe are open on 5 days.\n\nDear Sir/Madam\n\n"
    b"We do not hold this.\n",
)


def bodies() -> list[Sequence[Block]]:
    found: list[Sequence[Block]] = []
    original = segments.read
    with pytest.MonkeyPatch.context() as patch:

        def kept(body: Sequence[Block]) -> segments.Body:
            found.append(body)
            return original(body)

        patch.setattr(segments, "read", kept)
        for path in sorted(LETTERS.glob("*.txt")):
            read(path.read_bytes(), path.name)
        for small in SMALL:
            read(small, "a.txt")
    return found


@pytest.fixture(scope="module")
def every() -> list[Sequence[Block]]:
    return bodies()


@pytest.fixture(scope="module")
def as_read(every: list[Sequence[Block]]) -> list[segments.Body]:
    return [segments.read(body) for body in every]


def decides(every: list[Sequence[Block]], as_read: list[segments.Body]) -> bool:
    return any(segments.read(body) != before for body, before in zip(every, as_read, strict=True))


def test_each_kind_of_evidence_has_a_weight_and_each_weight_a_kind(every: list[Sequence[Block]]) -> None:
    found = {kind for body in every for kinds in roles.found(body) for kind in kinds}
    assert found == set(roles.weights())


@pytest.mark.parametrize("law", LAWS)
def test_each_law_decides_a_letter(
    law: str, every: list[Sequence[Block]], as_read: list[segments.Body], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, law, 0.0)
    assert decides(every, as_read)


@pytest.mark.parametrize("kind", sorted(roles.weights()))
def test_each_kind_of_evidence_decides_a_letter(
    kind: str, every: list[Sequence[Block]], as_read: list[segments.Body], monkeypatch: pytest.MonkeyPatch
) -> None:
    without = {**roles.weights(), kind: Evidence(0.0, 0.0, 0.0)}
    monkeypatch.setattr(roles, "weights", lambda: without)
    assert decides(every, as_read)
