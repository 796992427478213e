"""The bytes of a package: a folder, or a zip that nobody has unpacked."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from foi_letters.errors import ReaderError

DESCRIPTOR = "datapackage.json"

Read = Callable[[str], bytes]
"""Give the bytes of a file by its path from the top of the package. Raises ReaderError where it has none."""


def reader(path: Path) -> Read:
    """Give what reads the files of the package at ``path``: a folder, its datapackage.json, or a zip.

    A zip may hold the package in a folder, as those that hosts of repositories make do.
    """
    if path.is_dir():
        top = path
    elif path.name == DESCRIPTOR and path.is_file():
        top = path.parent
    elif path.is_file() and zipfile.is_zipfile(path):
        return _of_zip(path)
    elif path.exists():
        raise ReaderError(f"{path} is no package: name a folder with a {DESCRIPTOR}, or a zip of one.")
    else:
        raise ReaderError(f"There is no {path}: name a folder with a {DESCRIPTOR}, or a zip of one.")
    if not (top / DESCRIPTOR).is_file():
        raise ReaderError(f"There is no {DESCRIPTOR} in {path}, so it is no package.")

    def read(name: str) -> bytes:
        try:
            return (top / _inside(name)).read_bytes()
        except OSError as error:
            raise ReaderError(f"{name} of {path} cannot be read: {error.strerror}.") from error

    return read


def _of_zip(path: Path) -> Read:
    with zipfile.ZipFile(path) as archive:
        found = [name for name in archive.namelist() if PurePosixPath(name).name == DESCRIPTOR]
    if not found:
        raise ReaderError(f"There is no {DESCRIPTOR} in {path}, so it is no package.")
    top = min(map(PurePosixPath, found), key=lambda name: (len(name.parts), name)).parent

    def read(name: str) -> bytes:
        try:
            with zipfile.ZipFile(path) as archive:
                return archive.read((top / _inside(name)).as_posix())
        except KeyError as error:
            raise ReaderError(f"{name} is not in {path}.") from error
        except (OSError, zipfile.BadZipFile) as error:
            raise ReaderError(f"{name} of {path} cannot be read: {error}.") from error

    return read


def _inside(name: str) -> PurePosixPath:
    """Give the path, if it stays in the package; the standard allows no other."""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name:
        raise ReaderError(f"The path {name!r} leads out of the package.")
    return pure


def checked(read: Read, path: str, digest: str) -> bytes:
    """Give the bytes of a file. Raises ReaderError where they are not those of its digest, 'sha256:...'."""
    content = read(path)
    if digest.startswith("sha256:") and hashlib.sha256(content).hexdigest() != digest.removeprefix("sha256:"):
        raise ReaderError(
            f"{path} is not the file that {DESCRIPTOR} describes: something has changed it since it was "
            "published. Unpack or download the package again."
        )
    return content
