"""Ratios, measured side by side in one run: what the pipeline costs beside what it cannot do without.

Run by `make bench`; nothing here is a test. Each figure is the median of the runs, taken in turn so that a
drift of the machine's speed meets both sides.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 5
STAGES = 7


def main() -> None:
    """Measure and print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare, clone = folder / "bare", folder / "clone"
        make_bare(bare)
        run("git", "clone", "--quiet", str(ROOT), str(clone), cwd=folder)
        run("dvc", "repro", "--quiet", cwd=clone)
        nothing = in_turn(
            lambda: run("dvc", "repro", "--quiet", cwd=clone),
            lambda: run("dvc", "repro", "--quiet", cwd=bare),
        )
        report("dvc repro with nothing to do / a bare project's of as many stages", *nothing, target=1.2)
        full = in_turn(
            lambda: run("dvc", "repro", "--quiet", "--force", cwd=clone),
            lambda: floors(bare),
        )
        report("full rebuild of the five letters / the sum of its floors", *full, target=1.5)
        if "--make" in sys.argv:
            times = [fresh_make(folder / f"make{n}") for n in range(2)]
            print(f"make on a fresh clone, warm package cache: {min(times):.1f} s (target: under 60)")


def floors(bare: Path) -> None:
    """Run what a rebuild cannot do without, and nothing else."""
    run("dvc", "repro", "--quiet", "--force", cwd=bare)
    for module in ("great_expectations", "duckdb", "frictionless"):
        run(sys.executable, "-c", f"import {module}", cwd=bare)


def make_bare(folder: Path) -> None:
    """Make a DVC project of as many stages, each of which copies a file."""
    folder.mkdir()
    run("git", "init", "--quiet", cwd=folder)
    run("dvc", "init", "--quiet", cwd=folder)
    shutil.copy(ROOT / ".dvc/config", folder / ".dvc/config")
    (folder / "file0").write_text("content", encoding="utf-8")
    stages = "".join(
        f"  stage{n}:\n    cmd: cp file{n} file{n + 1}\n    deps: [file{n}]\n"
        f"    outs:\n      - file{n + 1}: {{cache: false}}\n"
        for n in range(STAGES)
    )
    (folder / "dvc.yaml").write_text(f"stages:\n{stages}", encoding="utf-8")
    run("dvc", "repro", "--quiet", cwd=folder)


def in_turn(one: Callable[[], object], other: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Give the seconds of both, measured in turn after a warm-up of each."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for n in range(RUNS + 1):
        for side, action in zip(seconds, (one, other), strict=True):
            start = time.perf_counter()
            action()
            if n:
                side.append(time.perf_counter() - start)
    return seconds


def report(what: str, one: Sequence[float], other: Sequence[float], *, target: float) -> None:
    """Print the median ratio of the pairs, with both sides' medians."""
    ratios = [a / b for a, b in zip(one, other, strict=True)]
    print(
        f"{what}: {statistics.median(ratios):.2f} (target: at most {target}; "
        f"{statistics.median(one):.2f} s / {statistics.median(other):.2f} s, {len(ratios)} pairs, "
        f"{min(ratios):.2f} to {max(ratios):.2f})"
    )


def fresh_make(folder: Path) -> float:
    """Give the seconds that `make` takes in a fresh clone."""
    run("git", "clone", "--quiet", str(ROOT), str(folder), cwd=ROOT)
    start = time.perf_counter()
    run("make", cwd=folder, environment={"PATH": "/usr/local/bin:/usr/bin:/bin"})
    return time.perf_counter() - start


def run(*command: str, cwd: Path, environment: dict[str, str] | None = None) -> None:
    """Run a command quietly. Exits with what it printed where it fails."""
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | (environment or {}), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
