"""The proof that two fresh clones, built under different circumstances, are the same bytes.

Run by `make reproducible`; of the last commit, not of the working tree. Takes about a minute.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[1]
PUBLISHED = ("processed", "site", "datapackage.json", "CITATION.cff", ".zenodo.json", "dvc.lock")
CIRCUMSTANCES = (
    {"TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "1"},
)


def main() -> None:
    """Build both clones and compare. Exits with a sentence at the first difference."""
    with tempfile.TemporaryDirectory() as name:
        clones = [Path(name) / folder for folder in ("one", "another place/with spaces")]
        for clone, circumstances, threads in zip(clones, CIRCUMSTANCES, ({0}, None), strict=True):
            run("git", "clone", "--quiet", str(ROOT), str(clone), cwd=ROOT)
            committed = digests(clone)
            run("dvc", "repro", "--quiet", cwd=clone, circumstances=circumstances, cores=threads)
            built = digests(clone)
            heavy = not_committed(clone)
            same(committed | heavy, built, "dvc repro in a fresh clone changes what is committed")
            clean(clone, "dvc repro in a fresh clone")
            if not (clone / "processed/foi.duckdb").is_file():
                sys.exit("dvc repro in a fresh clone makes no processed/foi.duckdb")
            run("dvc", "repro", "--quiet", "--force", cwd=clone, circumstances=circumstances, cores=threads)
            same(built, digests(clone), "a full rebuild changes what is committed or built")
            clean(clone, "a full rebuild")
            again = run("dvc", "repro", cwd=clone, circumstances=circumstances)
            if "Data and pipelines are up to date" not in again:
                sys.exit(f"dvc repro with nothing to do did something:\n{again}")
        one, other = clones
        same(digests(one), digests(other), "two clones differ")
        same_tables(one / "processed/foi.duckdb", other / "processed/foi.duckdb")
        run(
            "dvc",
            "get",
            str(one),
            "processed/observations.csv",
            "--out",
            str(Path(name) / "got.csv"),
            cwd=ROOT,
        )
        if (Path(name) / "got.csv").read_bytes() != (one / "processed/observations.csv").read_bytes():
            sys.exit("dvc get gives other bytes than the clone holds")
        print(f"{len(digests(one))} files are the same bytes in two clones; foi.duckdb is equal by content")


def run(
    *command: str, cwd: Path, circumstances: dict[str, str] | None = None, cores: set[int] | None = None
) -> str:
    """Run a command, on given cores if the system can, and give what it prints. Exits where it fails."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}

    def pin() -> None:
        if cores is not None and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, cores)

    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment | (circumstances or {}),
        preexec_fn=pin if os.name == "posix" else None,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed in {cwd.name}:\n{done.stdout}{done.stderr}")
    return done.stdout


def digests(clone: Path) -> dict[str, str]:
    """Give the SHA-256 of every published file but the database."""
    files: list[Path] = []
    for name in PUBLISHED:
        path = clone / name
        files += [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    return {
        file.relative_to(clone).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
        if file.suffix != ".duckdb"
    }


def not_committed(clone: Path) -> dict[str, str]:
    """Give the SHA-256 that the committed list says the heavy files have, which git ignores."""
    lines = run("git", "show", "HEAD:site/data/SHA256SUMS", cwd=clone).splitlines()
    return {f"site/data/{name}": value for value, name in (line.split("  ", 1) for line in lines)}


def same(one: dict[str, str], other: dict[str, str], what: str) -> None:
    """Exit with the files that differ."""
    different = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    if different:
        sys.exit(f"{what}: {', '.join(different[:10])} ({len(different)} of {len(one)} files)")


def clean(clone: Path, what: str) -> None:
    """Exit unless git sees no change."""
    changed = run("git", "status", "--porcelain", cwd=clone)
    if changed:
        sys.exit(f"after {what} git status is not clean:\n{changed}")


def same_tables(one: Path, other: Path) -> None:
    """Exit unless two databases hold the same tables with the same rows."""
    with duckdb.connect() as connection:
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"ATTACH '{path.as_posix()}' AS {name} (READ_ONLY)")
        tables = {
            name: {
                row[0]
                for row in connection.execute(
                    "SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [name]
                ).fetchall()
            }
            for name in ("one", "other")
        }
        if tables["one"] != tables["other"] or not tables["one"]:
            sys.exit(f"the databases hold different tables: {tables}")
        for table in sorted(tables["one"]):
            for left, right in (("one", "other"), ("other", "one")):
                query = f'SELECT * FROM {left}."{table}" EXCEPT ALL SELECT * FROM {right}."{table}" LIMIT 1'
                if connection.execute(query).fetchall():
                    sys.exit(f"the table {table} differs between the two databases")


if __name__ == "__main__":
    main()
