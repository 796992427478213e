"""What was built, in the few lines that a person wants to read at the end."""

import hashlib
import json
from collections import Counter
from pathlib import Path, PurePosixPath

from pipeline.build.canonical import texts_of
from pipeline.edges.files import (
    DATABASE,
    DATABASE_RECORD,
    DESCRIPTOR,
    LETTERS_DESCRIPTOR,
    PACKAGE_METADATA,
    PROCESSED,
    SITE,
)
from pipeline.edges.problems import bad_input
from pipeline.package.descriptor import TEXTS
from pipeline.package.metadata import Metadata, read
from pipeline.schemas.published import Descriptor
from pipeline.validate.evaluate import NO_SUBJECT

TOTALS = "totals_equal_parts"
STANDARDS = "docs/standards.md"
MEND = "Run 'dvc repro' to make it again."


def summary(root: Path) -> str:
    """Give the summary of the published package. Raises BadInputError where it is not whole."""
    if not (root / DATABASE).exists():
        mend = f"Run make; or delete {DATABASE_RECORD}, which stands for it, and run 'dvc repro'."
        raise bad_input(DATABASE, None, "the file is missing.", mend)
    for file in (DESCRIPTOR, f"{SITE}/index.html"):
        if not (root / file).exists():
            raise bad_input(file, None, "the file is missing.", MEND)
    for file in not_as_described(root):
        raise bad_input(file, None, f"it is not the file that {DESCRIPTOR} describes.", MEND)
    letters, questions, answers, figures, observations, checks = (
        _rows(root, name) for name in ("letters", "questions", "answers", "figures", "observations", "checks")
    )
    outcomes = Counter(row["outcome"] for row in answers)
    uses = Counter(row["use"] for row in figures)
    statuses = Counter(row["obs_status"] for row in observations)
    rules = {row["expectation"] for row in checks}
    failed = {row["expectation"] for row in checks if row["outcome"] == "fail"}
    totals = Counter(
        row["outcome"] for row in checks if row["expectation"] == TOTALS and row["subject"] != NO_SUBJECT
    )
    without = totals["not_applicable"]
    warnings = sum(row["outcome"] == "fail" for row in checks)
    return (
        f"{len(letters)} letters with {len(questions)} questions: {_counted(outcomes)}\n"
        f"{uses['observation']} figures; {uses['context']} other numbers, each with a reason why it is none\n"
        f"{len(observations)} observations: {_counted(statuses)}\n"
        f"{len(rules) - len(failed)} of {len(rules)} rules hold on all {len(checks)} subjects checked; "
        f"{warnings} warnings\n"
        f"{totals.total() - without} totals: {totals['pass']} verified to be the sum of their parts, "
        f"{totals['unverifiable']} not verifiable, because what is hidden has no upper bound; "
        f"parts without a total: {without}\n"
        f"{_left_out(root)}"
        f"Open {SITE}/index.html in a browser; the data are in {PROCESSED}/, the database is {DATABASE}\n"
    )


def left_out(metadata: Metadata) -> str:
    """Say which keys have no value yet, in a line of its own; nothing where none lacks."""
    if not metadata.lacks:
        return ""
    return (
        f"{PACKAGE_METADATA} does not say yet: {', '.join(metadata.lacks)}; "
        f"{STANDARDS} says what catalogues are not told without\n"
    )


def _left_out(root: Path) -> str:
    file = root / PACKAGE_METADATA
    return left_out(read(file.read_bytes(), PACKAGE_METADATA)) if file.is_file() else ""


def not_as_described(root: Path) -> list[str]:
    """Give the files of the package that its descriptors have other digests for, or that are missing.

    There are some only while a package is being published, or where that was cut off.
    """
    return [
        path
        for path, digest in described(root).items()
        if not (root / path).is_file()
        or f"sha256:{hashlib.sha256((root / path).read_bytes()).hexdigest()}" != digest
    ]


def described(root: Path) -> dict[str, str]:
    """Give the digest of every file that the descriptors describe, by its path from the top.

    Where letters are published whose texts have no descriptor, that is among them, with no digest.
    """
    package = json.loads((root / DESCRIPTOR).read_bytes())
    found = _digests(package, DESCRIPTOR)
    if TEXTS in package:
        path, digest = str(package[TEXTS]["path"]), str(package[TEXTS]["hash"])
        found[path] = digest
        content = (root / path).read_bytes() if (root / path).is_file() else b""
        if f"sha256:{hashlib.sha256(content).hexdigest()}" == digest:
            found |= _digests(json.loads(content), path)
    elif _rows(root, "letters"):
        found[LETTERS_DESCRIPTOR] = ""
    return found


def _digests(package: Descriptor, file: str) -> dict[str, str]:
    return {
        str(PurePosixPath(file).parent / one["path"]): str(one["hash"])
        for resource in package["resources"]
        for one in (resource, *resource.get("alternates", ()))
    }


def _rows(root: Path, table: str) -> list[dict[str, str]]:
    return texts_of((root / PROCESSED / f"{table}.csv").read_bytes())


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts.most_common())
