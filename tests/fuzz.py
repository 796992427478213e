"""Letters with bytes changed at random, in every form, until something breaks that should not.

Run by `make fuzz`; bounded by ``--seconds`` or ``--runs``. The fuzzer (atheris, on libFuzzer) watches which
branches of ``pipeline.extract`` an input takes, and goes on from those that take new ones. Whatever the bytes
are, the reader gives a structure for which the laws of tests/extract/laws.py hold, or raises
``UnreadableLetter``: anything else, and any letter that takes a minute, is kept below .hypothesis/fuzz/ and
ends the run with exit code 1.
"""

import argparse
import hashlib
import importlib
import io
import random
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".hypothesis" / "fuzz"
LONGEST = 60_000  # bytes of an input
SLOWEST = 60  # seconds for one input, watched
HEADS = (
    b"%PDF-1.7\n",
    b"{\\rtf1 ",
    b"<!DOCTYPE html>",
    b"From: a@example.org\nTo: b@example.org\n\n",
    b"\xff\xfe",
)


def main() -> None:
    """Fuzz for as long as is asked, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument(
        "--runs", type=int, default=-1, help="inputs; as many as the time allows if not given"
    )
    parser.add_argument("--seed", type=int, default=0, help="the same seed tries the same changes; 0 is any")
    parser.add_argument("--again", type=Path, help="try one input that was kept, and show where it fails")
    parser.add_argument("--watched", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    if options.watched is not None:
        fuzz(options.watched)
    elif options.again:
        target()(options.again.read_bytes())
        sys.stdout.write("Nothing is wrong with it.\n")
    else:
        raise SystemExit(watched(options.seconds, options.runs, options.seed))


def watched(seconds: int, runs: int, seed: int) -> int:
    """Fuzz in a process of its own, since libFuzzer ends the one it is in; give the exit code."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        corpus = Path(name) / "corpus"
        corpus.mkdir()
        start = list(seeds())
        for data in start:
            (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
        found = Path(name) / "found"
        found.mkdir()
        arguments = [
            *(f"-max_total_time={seconds}", f"-runs={runs}", f"-seed={seed}", f"-max_len={LONGEST}"),
            *(f"-timeout={SLOWEST}", "-rss_limit_mb=4096", "-print_final_stats=1", "-reload=0"),
            *(f"-artifact_prefix={found}/", str(corpus)),
        ]
        done = subprocess.run(
            [sys.executable, __file__, "--watched", *arguments],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        said = done.stdout + done.stderr
        kept = [KEPT / path.name for path in sorted(found.iterdir())]
        for path in kept:
            path.write_bytes((found / path.name).read_bytes())
    tried = re.search(r"number_of_executed_units: (\d+)", said) or re.search(r"Done (\d+) runs", said)
    branches = re.findall(r"\bcov: (\d+)", said)
    sys.stdout.write(
        f"{len(start)} seeds, {tried[1] if tried else 'an unknown number of'} inputs,"
        f" {branches[-1] if branches else 'no'} branches taken.\n"
    )
    if done.returncode == 0 and not kept:
        sys.stdout.write("Every law held.\n")
        return 0
    sys.stdout.write("\n".join(line for line in said.splitlines() if _tells(line))[-6000:] + "\n")
    for path in kept:
        sys.stdout.write(f"To try it again: python tests/fuzz.py --again {path.relative_to(ROOT)}\n")
    return 1


def _tells(line: str) -> bool:
    """Whether a line is part of what went wrong, and not of how the fuzzer got there."""
    return not re.match(r"#\d+\t|INFO:|WARNING: no interesting|\s*$|artifact_prefix|stat::", line)


def seeds() -> Iterator[bytes]:
    """Give the letters to start from: those of this repository, and one in every form."""
    from extract.forms import letters
    from extract.forms.compound import message
    from extract.forms.written_pdf import Sheet, pdf

    for folder, names in (("raw", "*/*.txt"), ("tests/letters", "*.txt")):
        for path in sorted((ROOT / folder).glob(names)):
            yield path.read_bytes()
    yield letters.txt()
    yield letters.txt().decode().encode("utf-16")
    for write in letters.FORMS.values():
        yield write()
    lines = [
        *letters.HEAD,
        f"1. {letters.FIRST}",
        *("      ".join(row) for row in letters.TABLE),
        letters.REFUSAL,
    ]
    yield pdf(Sheet().lines(50, 80, lines))
    subject, body, attached_name, attached = 0x37, 0x1000, 0x3707, 0x3701
    yield message(
        {subject: "FOI-20417", body: letters.txt().decode()},
        [{attached_name: "table.csv", attached: letters.csv()}],
    )


def target() -> Callable[[bytes], None]:
    """Give what every input is tried on."""
    from extract.laws import broken

    from pipeline.extract.forms import UnreadableLetter
    from pipeline.extract.letter import read

    def holds(data: bytes) -> None:
        try:
            structure = read(data, "letter")
        except UnreadableLetter as error:
            if not str(error).strip():
                raise AssertionError("a letter is unreadable, and nothing says why") from error
            return
        found = broken(structure)
        if found:
            raise AssertionError("; ".join(found[:3]))

    return holds


def fuzz(arguments: list[str]) -> None:
    """Fuzz; never returns."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["pipeline.extract"]):
        holds = target()
        from pipeline.extract.forms import _forms

        _forms()

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311 - no secret
        if data.startswith(b"PK") and chance.random() < 0.9:
            return within_zip(data, longest, chance, atheris.Mutate)
        if chance.random() < 0.02:
            return (chance.choice(HEADS) + data)[:longest]
        return bytes(atheris.Mutate(data, longest))

    atheris.Setup([sys.argv[0], *arguments], holds, custom_mutator=mutate)
    atheris.Fuzz()


def within_zip(
    data: bytes, longest: int, chance: random.Random, change: Callable[[bytes, int], bytes]
) -> bytes:
    """Change one part of an office file, so that it stays an archive; else the bytes as they are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError, zlib.error):
        parts = {}
    if not parts:
        return bytes(change(data, longest))
    name = chance.choice(sorted(parts))
    parts[name] = bytes(change(parts[name], len(parts[name]) + 200))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return packed.getvalue() if packed.tell() <= longest else data


if __name__ == "__main__":
    main()
