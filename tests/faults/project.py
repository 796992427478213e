"""A clone to do harm to, in two states of what people put in, and what is published of it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.edges.files import DATABASE, DESCRIPTOR, PROCESSED, SITE, SUMS, read_folder
from pipeline.package.summary import not_as_described

ROOT = Path(__file__).parents[2]
LOCK = "dvc.lock"
CUT_OFF = "duckdb cannot read it"
PYTHON = Path(sys.executable).parent


@dataclass(frozen=True)
class Whole:
    """What an undisturbed run publishes: the SHA-256 of each file, and of the database's content."""

    files: dict[str, str]
    database: str


@dataclass(frozen=True)
class Project:
    """A clone. ``caches`` is where DVC keeps what it knows of it outside."""

    root: Path
    caches: Path

    def environment(self) -> dict[str, str]:
        """Give the environment of its commands: this Python, compiled modules, nothing of git's."""
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("GIT_")
            and key not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "MAKEFLAGS")
        }
        path = f"{PYTHON}{os.pathsep}{kept.get('PATH', '')}"
        return kept | {"PATH": path, "DVC_SITE_CACHE_DIR": str(self.caches), "PYTHONUTF8": "1"}

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; what it said is in its ``stdout``."""
        return subprocess.run(
            command,
            cwd=self.root,
            env=self.environment() | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    def make(self, *wrapped_in: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run the pipeline as people do, without installing anything."""
        return self.run(*wrapped_in, "make", "--old-file=.venv/.installed", "data", **more)

    def put(self, inputs: dict[str, bytes]) -> None:
        """Make raw/ hold these files."""
        for path, content in inputs.items():
            if (self.root / "raw" / path).read_bytes() != content:
                (self.root / "raw" / path).write_bytes(content)

    def whole(self) -> Whole:
        """Give what is published now."""
        return Whole(published(self.root), database_content(self.root / DATABASE))

    def copy(self, name: str) -> "Project":
        """Give a copy that nothing connects with this one."""
        root = self.root.with_name(name)
        shutil.copytree(self.root, root, symlinks=True)
        return Project(root, self.caches.with_name(f"{name}-caches"))


def clone(folder: Path) -> Project:
    """Give a clone of the last commit."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "first")], check=True)
    return Project(folder / "first", folder / "first-caches")


def other_inputs(inputs: dict[str, bytes]) -> dict[str, bytes]:
    """Give raw/ with a blank line more in every letter, another title, version and code of a measure.

    So every table of the letters, every page, the descriptor and the name of the zip come out differently.
    """
    changed = {path: content.replace(b"mash_calls", b"mash_calls_again") for path, content in inputs.items()}
    package = changed["package.yaml"]
    package = package.replace(b"\nversion: ", b"\nversion: 1").replace(b"\ntitle: ", b"\ntitle: Again, ")
    changed["package.yaml"] = package
    for path in [path for path in changed if path.endswith(".txt")]:
        before, after = changed[path], changed[path] + b"\n"
        reading = path.removesuffix(".txt") + ".yaml"
        pinned = changed[reading].replace(digest(before).encode(), digest(after).encode())
        changed[path], changed[reading] = after, pinned
    return changed


def inputs_of(root: Path) -> dict[str, bytes]:
    """Give what is in raw/, by path."""
    return read_folder(root / "raw")


def published(root: Path) -> dict[str, str]:
    """Give the SHA-256 of every published file but the database and what is hidden, by path."""
    found = {}
    for name in (PROCESSED, SITE, DESCRIPTOR, LOCK):
        path = root / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and not file.name.startswith(".") and file != root / DATABASE:
                found[file.relative_to(root).as_posix()] = digest(file.read_bytes())
    return found


def digest(content: bytes) -> str:
    """Give the SHA-256 of bytes."""
    return hashlib.sha256(content).hexdigest()


def database_content(file: Path) -> str:
    """Give one SHA-256 for the tables of a database and their rows; a constant where it cannot be read."""
    sums = hashlib.sha256()
    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            tables = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
            for (name,) in tables:
                rows = connection.execute(f'FROM "{name}" ORDER BY ALL').fetchall()
                sums.update(repr((name, rows)).encode())
    except duckdb.Error:
        return CUT_OFF
    return sums.hexdigest()


def leftovers(root: Path) -> list[str]:
    """Give the parts of files that a run should have deleted.

    What a killed stage left in its folder below staging/ goes when that stage runs again, which is not with
    the next run where its inputs are again those of before; no reader looks there.
    """
    found = [*root.glob(".*.part")]
    for folder in (PROCESSED, SITE):
        found += (root / folder).rglob(".*.part")
    return sorted(path.relative_to(root).as_posix() for path in found)


def halves(root: Path, old: Whole, new: Whole) -> list[str]:
    """Give the published files that are neither the whole old one nor the whole new one, or are missing.

    dvc.lock is not looked at: DVC writes it, one stage after the other.
    """
    now = published(root)
    paths = (now.keys() | (old.files.keys() & new.files.keys())) - {LOCK}
    wrong = [path for path in sorted(paths) if now.get(path) not in allowed(path, old, new)]
    if database_content(root / DATABASE) not in (old.database, new.database):
        wrong.append(DATABASE)
    return wrong


def allowed(path: str, old: Whole, new: Whole) -> set[str]:
    """Give the digests that a file may have."""
    return {whole.files[path] for whole in (old, new) if path in whole.files}


def silent_mixtures(root: Path, old: Whole, new: Whole) -> tuple[int, list[str]]:
    """Give how many of the two sets, package and site, are partly old and partly new; and which say nothing.

    What speaks for a set is its list of digests: datapackage.json, and SHA256SUMS of the site.
    """
    now = published(root)
    mixed, silent = 0, []
    sets = {
        "package": ((PROCESSED, DESCRIPTOR), not_as_described(root)),
        "site": ((SITE,), not_summed(root / SITE)),
    }
    for name, (names, told) in sets.items():
        if not any(
            all(now.get(path) == value for path, value in whole.files.items() if path.startswith(names))
            for whole in (old, new)
        ):
            mixed += 1
            silent += [name] if not told else []
    return mixed, silent


def not_summed(site: Path, *, built: bool = True) -> list[str]:
    """Give the files of a site that its SHA256SUMS has other digests for.

    Where it was built and not only cloned, those below data/ that git ignores are looked at, too.
    """
    found = []
    for folder in ("", "data/")[: 1 + built]:
        for line in (site / folder / SUMS).read_text("utf-8").splitlines():
            value, name = line.split("  ", 1)
            path = site / folder / name
            if not path.is_file() or digest(path.read_bytes()) != value:
                found.append(f"{folder}{name}")
    return found


def differences(now: Whole, wanted: Whole) -> list[str]:
    """Give the paths at which two publications differ."""
    paths = sorted(now.files.keys() | wanted.files.keys())
    found = [path for path in paths if now.files.get(path) != wanted.files.get(path)]
    return found + ([DATABASE] if now.database != wanted.database else [])


def last_words(said: str, root: Path) -> str:
    """Give the first line of an output that says what is wrong, without what differs from run to run."""
    lines = [line.strip() for line in said.splitlines() if re.search(r"rror:|ERROR: |: .*mended\.$", line)]
    found = lines[0] if lines else " ".join(said.split()[-30:])
    return re.sub(r"\.[\w-]{8}\.part", ".*.part", found.replace(f"{root}/", "").replace(str(root), "."))
