"""Two runs at once, files that were cut off or deleted, and clocks that are wrong."""

import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator

from faults.kills import State, after_undisturbed
from faults.project import Project, halves, last_words, silent_mixtures
from faults.result import Result
from pipeline.edges.files import DATABASE

TWO_RUNS = "two runs at once"
CUT = "a file is cut off"
DELETED = "a file is deleted"
CLOCK = "the clock is wrong"
CUT_FILES = (
    "processed/observations.csv",
    "processed/checks.csv",
    "processed/figures.parquet",
    "processed/letters/coventry/20123993.txt",
    DATABASE,
    "datapackage.json",
    "site/index.html",
    "site/data/processed/observations.csv",
    "site/data/SHA256SUMS",
    "site/SHA256SUMS",
    "staging/structure/coventry/2015-05-05-20123993.txt.json",
    "staging/interpreted/rows/figures.jsonl",
    "staging/tables/observations.csv",
    "staging/validated/checks.csv",
    "staging/validated/digests.json",
    "staging/database.json",
    "staging/database.size",
    "dvc.lock",
    ".dvc/tmp/rwlock",
)
DELETED_FILES = (DATABASE, "processed/observations.csv", "datapackage.json", "site/index.html", "dvc.lock")
TIMES = {"1970": "1970-01-01 12:00:00", "2100": "2100-06-01 12:00:00"}


def two_runs(project: Project, states: tuple[State, State], times: int, seconds: float) -> Iterator[Result]:
    """Begin a second run at moments of a first one; the second must say that it cannot, or wait."""
    old, new = states
    for n in range(times):
        project.put(new[0])
        first = subprocess.Popen(
            ["dvc", "repro", "--force"],
            cwd=project.root,
            env=project.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        time.sleep(seconds * (n + 0.5) / times)
        second = project.run("dvc", "repro", "--force")
        said, _ = first.communicate()
        wrong = []
        if second.returncode and not ("is busy" in second.stdout or "acquire lock" in second.stdout):
            wrong.append(f"the second does not say why it ends: {second.stdout.strip()[-200:]}")
        if first.returncode:
            wrong.append(f"the first failed: {said.strip()[-200:]}")
        wrong += [f"{path} is neither old nor new" for path in halves(project.root, old[1], new[1])]
        wrong += after_undisturbed(project, project.make(), new[1])
        ended = last_words(second.stdout, project.root) if second.returncode else "it ran to its end"
        yield Result(
            TWO_RUNS, f"the second begins {(n + 0.5) / times:.0%} into the first", tuple(wrong), said=ended
        )
        old, new = new, old


def cut_files(
    project: Project, state: State, names: tuple[str, ...], chance: random.Random
) -> Iterator[Result]:
    """Cut one file after the other at some byte; ``make`` gives it back."""
    for name in names:
        path = project.root / name
        content = path.read_bytes()
        path.write_bytes(content[: chance.randrange(len(content))])
        done = project.make()
        recovered = "it is made anew" in done.stdout
        yield Result(CUT, name, tuple(after_undisturbed(project, done, state[1])), recovered=recovered)


def deleted_files(project: Project, state: State, names: tuple[str, ...]) -> Iterator[Result]:
    """Delete one file after the other; ``make`` gives it back."""
    for name in names:
        (project.root / name).unlink()
        done = project.make()
        yield Result(DELETED, name, tuple(after_undisturbed(project, done, state[1])))


def can_fake_time() -> bool:
    """Tell whether there is Debian's faketime."""
    return shutil.which("faketime") is not None


def clocks(project: Project, states: tuple[State, State]) -> Iterator[Result]:
    """Run with a wrong clock, on files of that date; then with the right one."""
    old, new = states
    for year, moment in TIMES.items():
        project.put(new[0])
        stamp = time.mktime(time.strptime(moment, "%Y-%m-%d %H:%M:%S"))
        for path in (project.root / "raw").rglob("*"):
            os.utime(path, (stamp, stamp))
        # Without the threads of numpy: where those begin while another thread works, libfaketime crashes now
        # and then (once in 31 runs of the stage validate; never in 60 without them, nor in 60 without it).
        done = project.run(
            *("faketime", "-f", f"@{moment}", "dvc", "repro", "--force"),
            FAKETIME_DONT_FAKE_MONOTONIC="1",
            OPENBLAS_NUM_THREADS="1",
        )
        wrong = [f"it failed: {done.stdout.strip()[-300:]}"] if done.returncode else []
        wrong += [f"{path} is neither old nor new" for path in halves(project.root, old[1], new[1])]
        _, silent = silent_mixtures(project.root, old[1], new[1])
        wrong += [f"nothing says that the {name} is partly old" for name in silent]
        wrong += after_undisturbed(project, done, new[1])
        wrong += after_undisturbed(project, project.make(), new[1])
        said = last_words(done.stdout, project.root) if done.returncode else "it ran to its end"
        yield Result(CLOCK, f"it says {year}", tuple(wrong), said=said)
        old, new = new, old
