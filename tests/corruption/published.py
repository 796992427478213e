"""Alterations of what is published, held against the digests of its descriptor.

A reader has the files of processed/ and datapackage.json. Whatever is altered in one of them without the
other is found by ``python -m pipeline summary`` and by frictionless.
"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from corruption import cells, words
from corruption.result import DETECTED, MISSED, UNCHANGED, Result
from pipeline.edges.files import DESCRIPTOR, PROCESSED
from pipeline.package.summary import not_as_described
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import read_code_lists

PLACE = "what is published"
DIGESTS = "the digests of datapackage.json"
BYTE = "a byte is changed"


def results(root: Path, scratch: Path, seed: int, sample: int) -> Iterator[Result]:
    """Alter the published files of ``root``, in a copy below ``scratch``, and give what became of it."""
    chance = random.Random(f"{seed} published")  # noqa: S311 - a sample
    shutil.copytree(root / PROCESSED, scratch / PROCESSED, ignore=shutil.ignore_patterns("*.duckdb"))
    shutil.copy(root / DESCRIPTOR, scratch)
    assert not not_as_described(scratch), "the published files do not match their descriptor: run make first"
    tables = catalogue(read_code_lists(root / "raw/codelists"))
    for path in sorted(path for path in (scratch / PROCESSED).rglob("*") if path.is_file()):
        content = path.read_bytes()
        if path.suffix == ".csv":
            table = tables[path.stem]
            many = [
                (kind, cells.write(new))
                for kind, _, new in cells.alterations(table, cells.read(content), chance, sample)
                if len(cells.read(content)) > 1
            ]
            many = chance.sample(many, min(len(many), 20 * sample))
        elif path.suffix == ".txt":
            text = content.decode()
            many = [(words.DIGIT, str(words.other_digit(text, chance)).encode()) for _ in range(sample)]
            many += [(words.WORD, str(words.other_letter(text, chance)).encode()) for _ in range(sample)]
        else:
            many = [(BYTE, _other_byte(content, chance)) for _ in range(sample)]
        for kind, new in many:
            if new == content:
                yield Result(PLACE, kind, UNCHANGED, ("two equal cells change places",))
                continue
            path.write_bytes(new)
            found = not_as_described(scratch) == [path.relative_to(scratch).as_posix()]
            yield Result(PLACE, kind, DETECTED if found else MISSED, (DIGESTS,) if found else (path.name,))
        path.write_bytes(content)


def _other_byte(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ chance.randint(1, 255)]) + content[at + 1 :]
