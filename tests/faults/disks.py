"""A disk that is full, and folders that cannot be written. Both need the right to mount."""

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.kills import State, after_undisturbed
from faults.project import Project, halves, last_words, silent_mixtures
from faults.result import Result

FULL = "the disk is full"
READ_ONLY = "a folder cannot be written"
FOLDERS = ("processed", "site", "staging", "processed/letters", ".dvc", ".")
SPARE = 24 << 20  # what a run needs beside what is there, with some to spare


def can_mount() -> bool:
    """Tell whether this process may mount."""
    with tempfile.TemporaryDirectory() as name:
        command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", name]
        if (
            shutil.which("mount") is None
            or subprocess.run(command, capture_output=True, check=False).returncode
        ):
            return False
        subprocess.run(["umount", name], check=True)
    return True


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """Mount something on a folder for as long."""
    subprocess.run(["mount", *options, str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def full_disk(
    project: Project, states: tuple[State, State], times: int, chance: random.Random
) -> Iterator[Result]:
    """Run on a small disk with less and less room, down to none, with the temporary files on it too."""
    disk = project.root.with_name("disk")
    disk.mkdir()
    size = sum(path.stat().st_blocks * 512 for path in project.root.rglob("*") if path.is_file()) + SPARE
    old, new = states
    with mounted(disk, "-t", "tmpfs", "-o", f"size={size}", "tmpfs"):
        small = Project(disk / "clone", disk / "caches")
        shutil.copytree(project.root, small.root, symlinks=True)
        (disk / "tmp").mkdir()
        for n in range(times):
            # Most failures are near nothing: a run writes some four megabytes.
            room = 0 if n == 0 else int(chance.random() ** 2 * 8 * 2**20)
            small.put(new[0])
            fill(disk, room)
            done = small.make(TMPDIR=str(disk / "tmp"))
            yield from_failure(small, (old, new), done, FULL, f"{room / 2**20:.1f} MB left")
            old, new = new, old


def fill(disk: Path, room: int) -> None:
    """Leave so many bytes on a disk."""
    free = os.statvfs(disk)
    size = max(0, free.f_bavail * free.f_frsize - room)
    with (disk / "filler").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, size))


def read_only(project: Project, states: tuple[State, State]) -> Iterator[Result]:
    """Run with one folder after the other mounted read-only."""
    old, new = states
    for name in FOLDERS:
        folder = project.root / name
        project.put(new[0])
        with mounted(folder, "--bind", str(folder)):
            subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
            done = project.make()
        yield from_failure(project, (old, new), done, READ_ONLY, name)
        old, new = new, old


def from_failure(
    project: Project,
    states: tuple[State, State],
    done: subprocess.CompletedProcess[str],
    fault: str,
    case: str,
) -> Result:
    """Judge a run that was to fail: it says so in sentences, spoils nothing, and the next one mends all."""
    old, new = states[0][1], states[1][1]
    wrong = [f"{path} is neither old nor new" for path in halves(project.root, old, new)]
    mixed, silent = silent_mixtures(project.root, old, new)
    wrong += [f"nothing says that the {name} is partly old" for name in silent]
    if "pipeline/" in done.stdout.partition("Traceback")[2]:  # DVC's own are DVC's
        wrong.append(f"it ends with a traceback: {done.stdout.strip()[-200:]}")
    filler = project.root.with_name("filler")
    filler.unlink(missing_ok=True)
    again = project.make()
    wrong += after_undisturbed(project, again, new)
    said = last_words(done.stdout, project.root) if done.returncode else "it ran to its end"
    return Result(
        fault, case, tuple(wrong), mixed=mixed, recovered="it is made anew" in again.stdout, said=said
    )
