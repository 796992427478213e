"""How much of what can go wrong is noticed: ``make corruption``. Writes docs/corruption.csv and .md.

With ``--share=0.2`` a fifth of everything is tried, and the report says so. The same seed and share give
the same bytes. The short form (``--short``) tries a few of each and writes nothing; it fails where anything
that should be found was not, or a sound table was said to be wrong.
"""

import hashlib
import importlib
import shutil
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from corruption import cells, letters, many, published, report, structures
from corruption.judge import Judge
from corruption.result import MISSED, Result, counted
from pipeline.edges.files import CODE_LISTS, TABLES, read_folder
from pipeline.package.metadata import read as read_metadata
from pipeline.schemas.codelists import read_code_lists

ROOT = Path(__file__).parents[2]
SEED = 1
SHARE = 0.4  # of the alterations of structures and of tables; those of the letters are all tried
ALTERED = 300  # generated tables, each in every way
SOUND = 10_000


def main(arguments: Sequence[str]) -> int:
    """Run all parts, two at a time; give 0 where nothing was missed that has to be found."""
    short = "--short" in arguments
    shares = [float(one.partition("=")[2]) for one in arguments if one.startswith("--share=")]
    share = 0.02 if short else shares[0] if shares else 1.0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        build(root)
        with ProcessPoolExecutor(2) as pool:
            parts = [
                pool.submit(one, root, share) for one in (_letters, _structures, _cells, _published, _altered)
            ]
            sound = pool.submit(_sound, root, share).result()
            results = [result for part in parts for result in part.result()]
        data = "".join(read_folder(root / TABLES)).encode() + b"".join(read_folder(root / TABLES).values())
    metadata = read_metadata((ROOT / "raw/package.yaml").read_bytes(), "raw/package.yaml")
    run = {
        "seed": str(SEED),
        "version of the data": metadata.version,
        "digest of the tables": hashlib.sha256(data).hexdigest()[:12],
        "share of the alterations of letters tried": f"{share:g}",
        "share of those of structures and tables tried": f"{SHARE * share:g}",
        "sound tables": str(sound.tables),
        "cells of the sound tables": str(sound.cells),
        "false alarms": str(sum(sound.errors.values())),
        "warnings on sound tables": str(sum(sound.warnings.values())),
    }
    rows = [
        *({"section": "run", "place": "", "kind": "", "name": n, "count": c} for n, c in run.items()),
        *counted(results),
    ]
    sys.stdout.write(report.in_short(rows))
    if not short:
        report.write(rows)
    required = (letters.PLACE, structures.PLACE, published.PLACE)
    missed = [one for one in results if one.outcome == MISSED and one.place in required]
    return int(bool(missed) or bool(sound.errors))


def build(root: Path) -> None:
    """Run the stages up to the tables on a copy of what people put in, and copy what is published."""
    for name in ("raw", "expectations", "processed"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("params.yaml", "datapackage.json"):
        shutil.copy(ROOT / name, root)
    for stage in ("extract", "interpret", "build"):
        importlib.import_module(f"pipeline.{stage}.stage").run(root)


def _judge(root: Path) -> Judge:
    return Judge(root, read_code_lists(root / CODE_LISTS))


def _letters(root: Path, share: float) -> list[Result]:
    return list(letters.results(root, _judge(root), SEED, share))


def _structures(root: Path, share: float) -> list[Result]:
    return list(structures.results(root, _judge(root), SEED, SHARE * share))


def _cells(root: Path, share: float) -> list[Result]:
    return list(cells.results(_judge(root), SEED, 2, SHARE * share))


def _published(root: Path, share: float) -> list[Result]:
    scratch = root / ".published"
    scratch.mkdir()
    return list(published.results(root, scratch, SEED, max(1, round(5 * share))))


def _altered(root: Path, share: float) -> list[Result]:
    invented = many.Many(root, read_code_lists(root / CODE_LISTS))
    return list(many.results(invented, SEED, max(10, round(ALTERED * share))))


def _sound(root: Path, share: float) -> many.Sound:
    invented = many.Many(root, read_code_lists(root / CODE_LISTS))
    return many.false_alarms(invented, SEED, round(SOUND * share))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
