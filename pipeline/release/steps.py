"""What ``make release`` does, in its order: it checks, numbers, builds, keeps and packs.

Nothing is written before every check has passed. What is written is left for a person to look at and commit:
no commit, tag or upload is made here.
"""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.build.canonical import texts_of
from pipeline.disclosure.differences import differences, proposed, raised, skeleton, unexplained
from pipeline.disclosure.editions import Edition, published, releases
from pipeline.disclosure.stage import reasons
from pipeline.edges.files import DESCRIPTOR, DIST, PACKAGE_METADATA, PROCESSED, REASONS, RELEASES, write
from pipeline.edges.problems import PipelineError, bad_input
from pipeline.package.metadata import read
from pipeline.release import dist
from pipeline.release.keep import keep
from pipeline.release.number import CHANGES, CITATION, checked, in_citation, in_log, in_metadata
from pipeline.schemas.table import Row

_MOST_NAMED = 10
WHY = (
    "a table or column is another one",
    "a letter or measure was added or removed",
    "the data may be corrected",
)


@dataclass(frozen=True)
class Plan:
    """What is to be released: the release before, the changes since, and the least number they ask for."""

    last: Edition | None
    changes: list[Row]
    least: str
    why: str


def plan(root: Path) -> Plan:
    """Compare what is built with the last release. Raises BadInputError where nothing is built."""
    if not (root / DESCRIPTOR).is_file():
        raise bad_input(DESCRIPTOR, None, "the file is missing.", "Run 'make' first.")
    kept = releases(root)
    now = published(root)
    if not kept:
        return Plan(None, [], now.version, "nothing was released before")
    corrections = texts_of((root / PROCESSED / "corrections.csv").read_bytes())
    corrected = {row["figure_id"]: row["reason"] for row in corrections}
    changes = differences(kept[-1], now, reasons(root), corrected)
    level = raised(changes)
    return Plan(kept[-1], changes, proposed(kept[-1].version, level), WHY[level])


def said(plan: Plan) -> str:
    """Say what changed and which number is next."""
    if plan.last is None:
        return f"Nothing was released before. The next release is {plan.least}.\n"
    lines = skeleton(plan.changes) or ["the data are the same"]
    return (
        f"Since {plan.last.version}:\n"
        + "".join(f"  {line}\n" for line in lines)
        + _without_reason(unexplained(plan.changes))
        + f"The next release is {plan.least} or more: {plan.why}.\n"
    )


def _without_reason(subjects: Sequence[str]) -> str:
    if not subjects:
        return ""
    shown = ", ".join(subjects[:_MOST_NAMED]) + (", ..." if len(subjects) > _MOST_NAMED else "")
    return f"Nobody says why these changed, {len(subjects)} in all; {REASONS} may: {shown}.\n"


def check(root: Path, version: str) -> Plan:
    """Raise PipelineError where the tree has changes, the version is too small, or the build is not whole."""
    clean(root)
    found = plan(root)
    checked(version, found.least, found.why)
    # Every rule: what fails one is not built, and what is built otherwise than committed shows.
    repro(root)
    clean(root, "after 'dvc repro' ")
    return found


def release(root: Path, version: str, released: str | None) -> str:
    """Write the release into the tree and into dist/; give what is to be done then."""
    found = check(root, version)
    metadata = root / PACKAGE_METADATA
    written = in_metadata(metadata.read_text("utf-8"), version, released).encode()
    read(written, PACKAGE_METADATA)
    log = root / CHANGES
    text = log.read_text("utf-8") if log.is_file() else "# Changes\n"
    counted = "; ".join(skeleton(found.changes))
    since = (
        [f"Since {found.last.version}: {counted}. The table `changes` has each."]
        if (found.last and counted)
        else []
    )
    write(log, in_log(text, version, since).encode())
    write(metadata, written)
    if (root / CITATION).is_file():
        write(root / CITATION, in_citation((root / CITATION).read_text("utf-8"), version).encode())
    repro(root)
    keep(root, root)
    # The release is a dependency of what is compared, and not of what comes of it: the same bytes again.
    repro(root)
    files = dist.build(root)
    return (
        f"{version} is built: {len(files)} files in {DIST}/; {RELEASES}/{version}/ is for the next one.\n"
        f"Say in {CHANGES} why what changed did, and run 'make dist' after any change. Then:\n"
        f"  git add --all && git commit --message 'Release {version}'\n"
        f"  git tag --annotate v{version} --message '{read(written, PACKAGE_METADATA).title}, {version}'\n"
        "  git push --follow-tags\n"
    )


def clean(root: Path, when: str = "") -> None:
    """Raise PipelineError where git sees a change, or is not there to see one."""
    try:
        done = subprocess.run(
            ["git", "status", "--porcelain"],  # noqa: S607 - whichever git the user has
            cwd=root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        raise PipelineError("A release needs git, which is not installed.") from None
    if done.returncode:
        raise PipelineError("A release is made in a clone: git finds no repository here.")
    if done.stdout:
        names = ", ".join(line[3:] for line in done.stdout.splitlines()[:5])
        raise PipelineError(f"A release is of what is committed; {when}these files are not: {names}.")


def repro(root: Path) -> None:
    """Run the pipeline. Raises PipelineError with what DVC says where a stage fails."""
    command = [sys.executable, "-m", "pipeline.dvc_repro"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 - no words of others
    if done.returncode:
        raise PipelineError(f"{done.stdout}{done.stderr}".strip())
