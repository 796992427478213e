"""What was read before, kept by content: adding a letter reads one letter.

The structure of a letter is a function of its bytes, of the names to mask and to keep, and of the code. A
name made of all finds it again; any change to one of them is another name. Nothing else depends on this
folder: it can be deleted at any time, and what is damaged in it is read anew.
"""

import functools
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.edges.files import LOCK, write

_CODE = Path(__file__).parent
_SUFFIXES = (".py", ".csv")


@functools.cache
def code_version(root: Path) -> str:
    """Give the SHA-256 of everything that reads letters: this package, and the libraries as locked."""
    digest = hashlib.sha256()
    for path in sorted(path for path in _CODE.rglob("*") if path.suffix in _SUFFIXES):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(_CODE).as_posix()} {len(content)}\n".encode() + content)
    lock = root / LOCK
    digest.update(lock.read_bytes() if lock.is_file() else b"")
    return digest.hexdigest()


def key(code: str, data: bytes, suffix: str, redact: Sequence[str], keep: Sequence[str] = ()) -> str:
    """Give the name of what reading these bytes gives; the suffix is the file name's."""
    digest = hashlib.sha256(code.encode())
    names = (name.encode() for name in (*redact, *keep))
    for part in (suffix.encode(), b"%d" % len(redact), *names, data):
        digest.update(b"%d\n" % len(part) + part)
    return digest.hexdigest()


def load(folder: Path, name: str) -> bytes | None:
    """Give what was kept under a name; None where nothing was, or where it is damaged."""
    path = folder / name
    if not path.is_file():
        return None
    stated, _, content = path.read_bytes().partition(b"\n")
    return content if stated == hashlib.sha256(content).hexdigest().encode() else None


def keep(folder: Path, name: str, content: bytes) -> None:
    """Keep what was read."""
    write(folder / name, hashlib.sha256(content).hexdigest().encode() + b"\n" + content)


def forget_others(folder: Path, names: Iterable[str]) -> None:
    """Delete what no letter needs any more."""
    wanted = set(names)
    for path in folder.glob("*") if folder.is_dir() else ():
        if path.name not in wanted:
            path.unlink()
