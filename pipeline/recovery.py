"""Set right what a killed run left of DVC's own files: ``python -m pipeline.recovery``.

The pipeline's files appear whole or not at all. DVC writes two of its own in place: dvc.lock, after each
stage, and .dvc/tmp/rwlock, which says who uses which file. A run that is killed at that moment, or finds the
disk full, leaves them empty or cut off, and no later run can begin. Both can be deleted: without dvc.lock
every stage runs again and the same one is written. ``make`` calls this where ``dvc repro`` failed, and tries
once more where something was set right.
"""

import json
import sqlite3
import sys
from pathlib import Path

LOCK_FILE = "dvc.lock"
IN_USE = ".dvc/tmp/rwlock"


def main() -> int:
    """Delete what is damaged and say so; give 0 where something was, so that another run has a chance."""
    from dvc.exceptions import DvcException
    from dvc.lock import make_lock
    from dvc.repo import Repo
    from dvc.rwlock import RWLOCK_LOCK

    root = Path.cwd()
    held = root / ".dvc/tmp"
    if not held.is_dir():
        return 1
    try:
        # Whoever holds these locks is writing the files at this moment.
        with Repo(str(root)) as repo, repo.lock, make_lock(str(held / RWLOCK_LOCK), tmp_dir=str(held)):
            damaged = [name for name, whole in CHECKS.items() if (root / name).exists() and not whole(root)]
            for name in damaged:
                (root / name).unlink()
    except (DvcException, OSError, sqlite3.Error):
        return 1  # another run is at work, or the disk is still full; that has been said
    for name in damaged:
        sys.stderr.write(f"{name} is of no use since a run did not end; it is made anew.\n")
    return 0 if damaged else 1


def lock_file_is_whole(root: Path) -> bool:
    """Tell whether DVC can read dvc.lock; where it fails without that file too, the fault is elsewhere."""
    if _dvc_reads(root):
        return True
    file = root / LOCK_FILE
    aside = file.with_suffix(".aside")
    file.replace(aside)
    try:
        return not _dvc_reads(root)
    finally:
        aside.replace(file)


def _dvc_reads(root: Path) -> bool:
    from dvc.repo import Repo

    try:
        with Repo(str(root)) as repo:
            repo.index.check_graph()
    except Exception:
        return False  # a lock file can be cut at any byte, and DVC checks only some of what it reads
    return True


def in_use_is_whole(root: Path) -> bool:
    """Tell whether DVC can read who uses which file, and, where anybody does, whether a DVC is running."""
    import psutil

    try:
        users = json.loads((root / IN_USE).read_bytes())
        read = [user for several in users.get("read", {}).values() for user in several]
        numbers = {int(user["pid"]) for user in (*users.get("write", {}).values(), *read)}
    except (ValueError, AttributeError, KeyError, TypeError):
        return False
    # The number of a process that was killed can have gone to another one, which DVC takes for it.
    running = psutil.process_iter(["pid", "cmdline"])
    commands = [one.info["cmdline"] for one in running if one.info["pid"] in numbers]
    return not commands or any("dvc" in " ".join(command or ()) for command in commands)


CHECKS = {LOCK_FILE: lock_file_is_whole, IN_USE: in_use_is_whole}


if __name__ == "__main__":
    sys.exit(main())
