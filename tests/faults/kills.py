"""`dvc repro` killed at any moment, and a stage killed before each of its steps on the disk."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from faults.project import (
    ROOT,
    Project,
    Whole,
    differences,
    halves,
    leftovers,
    silent_mixtures,
)
from faults.result import Result

OF_ONE_FILE = 4  # steps at most in which one file is written and replaced
AT_A_MOMENT = "dvc repro is killed"
WHILE_PUBLISHING = "a stage is killed while it publishes"
STAGES = ("package", "render")
State = tuple[dict[str, bytes], Whole]


def at_moments(
    project: Project, states: tuple[State, State], moments: Sequence[float], seconds: float
) -> Iterator[Result]:
    """Kill a forced run after each of these parts (0 to 1) of its duration, to and fro between the states.

    A moment at which the run had ended already is taken again, earlier.
    """
    old, new = states
    for moment in moments:
        project.put(new[0])
        wait = moment * seconds
        while (stage := killed(project, wait)) is None:
            wait *= 0.9
            project.put(old[0])
            project.make()
            project.put(new[0])
        yield after_kill(project, old[1], new[1], f"in {stage}")
        old, new = new, old


def killed(project: Project, seconds: float) -> str | None:
    """Begin a forced run, kill all its processes after so long, and give the stage; None if it had ended."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            ["dvc", "repro", "--force"],
            cwd=project.root,
            env=project.environment() | {"PYTHONUNBUFFERED": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            process.wait(timeout=seconds)
            return None
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        gone(process.pid)
        log.seek(0)
        said = log.read().decode(errors="replace")
    return said.rpartition("Running stage '")[2].partition("'")[0] if "Running stage '" in said else "dvc"


def gone(group: int) -> None:
    """Wait until no process of a group writes any more."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)


def after_kill(project: Project, old: Whole, new: Whole, case: str) -> Result:
    """Look at what is published, run undisturbed, and look again."""
    wrong = [f"{path} is neither old nor new" for path in halves(project.root, old, new)]
    mixed, silent = silent_mixtures(project.root, old, new)
    wrong += [f"nothing says that the {name} is partly old" for name in silent]
    done = project.make()
    return Result(
        AT_A_MOMENT,
        case,
        (*wrong, *after_undisturbed(project, done, new)),
        mixed=mixed,
        recovered="it is made anew" in done.stdout,
    )


def after_undisturbed(project: Project, done: subprocess.CompletedProcess[str], wanted: Whole) -> list[str]:
    """Give what is wrong after an undisturbed run."""
    wrong = [f"the next run failed: {done.stdout.strip()[-300:]}"] if done.returncode else []
    wrong += [f"{path} differs from an undisturbed run's" for path in differences(project.whole(), wanted)]
    return wrong + [f"{path} was left behind" for path in leftovers(project.root)]


def while_publishing(
    project: Project, stage: str, states: tuple[State, State], steps: int, chance: random.Random
) -> Iterator[Result]:
    """Kill a stage before steps of its publishing: each renaming and deletion, and some of the rest.

    ``project`` is one in which ``states[1]`` is put in and all stages before this one have run, while what is
    published is that of ``states[0]``.
    """
    old, new = states[0][1], states[1][1]
    names = {"package": ("processed", "datapackage.json", "staging/database."), "render": ("site",)}[stage]
    kept = {path: (project.root / path).read_bytes() for path in everything(project.root, names)}
    with subprocess.Popen(
        [sys.executable, "-m", "faults.cut", stage, *names],
        cwd=project.root,
        env=project.environment() | {"PYTHONPATH": os.pathsep.join((str(project.root), str(ROOT / "tests")))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:

        def tell(step: int) -> list[str]:
            assert program.stdin is not None
            assert program.stdout is not None
            program.stdin.write(f"{step}\n")
            program.stdin.flush()
            return program.stdout.readline().split()

        ended, *events = tell(0)
        assert ended == "ended", (stage, ended)
        renamed = [n for n, event in enumerate(events, 1) if event in ("os.rename", "os.remove")]
        others = [n for n in range(1, len(events) + 1) if n not in set(renamed)]
        chosen = chance.sample(renamed, min(len(renamed), steps * 3 // 4))
        chosen += chance.sample(others, min(len(others), steps - len(chosen)))
        chance.shuffle(chosen)
        for step in chosen:
            put_back(project.root, names, kept)
            (ended,) = tell(step)
            # A database that happens to be as large as the last one leaves its size unwritten.
            fewer = ended == "ended" and step > len(events) - OF_ONE_FILE
            wrong = [] if ended == "killed" or fewer else [f"the stage was not killed, it {ended}"]
            wrong += [f"{path} is neither old nor new" for path in halves(project.root, old, new)]
            mixed, silent = silent_mixtures(project.root, old, new)
            wrong += [f"nothing says that the {name} is partly old" for name in silent]
            ended, *_ = tell(0)
            now, wanted = project.whole(), new
            wrong += [
                f"{path} differs from an undisturbed run's"
                for path in differences(now, wanted)
                if path.startswith(names)
            ]
            wrong += [f"{path} was left behind" for path in leftovers(project.root)]
            yield Result(WHILE_PUBLISHING, f"{stage}, before {events[step - 1]}", tuple(wrong), mixed)


def everything(root: Path, names: tuple[str, ...]) -> list[str]:
    """Give the paths of all files, hidden ones too, that begin with one of these names."""
    found = [path for top in ("processed", "site", "staging") for path in (root / top).rglob("*")]
    found += root.glob("*.json")
    paths = [path.relative_to(root).as_posix() for path in found if path.is_file()]
    return sorted(path for path in paths if path.startswith(names))


def put_back(root: Path, names: tuple[str, ...], kept: dict[str, bytes]) -> None:
    """Give the files back as they were before the stage."""
    for path in everything(root, names):
        if path not in kept:
            (root / path).unlink()
    for path, content in kept.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
