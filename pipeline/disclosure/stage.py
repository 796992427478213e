"""The stage disclosure: the tables and texts that may be published, by the policy in params.yaml.

What changed since the last release is found here as well, from what may be published and nothing else.
``as_disclosed`` hands on what there is. ``protected`` hides the fewest further figures with which nothing
that is hidden can be worked out, and audits what comes of it, from the files as they will be published. The
rules are run on both by the stage validate, so that hiding cannot cover an error.
"""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from pipeline.build.canonical import csv_bytes, rows_of, texts_of
from pipeline.build.database import load
from pipeline.disclosure.audit import audit, credible
from pipeline.disclosure.differences import differences
from pipeline.disclosure.editions import CHANGES, base, present, releases
from pipeline.disclosure.hide import hide
from pipeline.disclosure.observed import Judged, Observed, observed
from pipeline.disclosure.policy import AS_DISCLOSED, Policy, read_policy
from pipeline.disclosure.protect import protect_beside_shares
from pipeline.edges.files import (
    CODE_LISTS,
    PUBLIC_TABLES,
    PUBLIC_TEXTS,
    REASONS,
    TABLES,
    TEXTS,
    read_folder,
    scratch,
    write_folder,
)
from pipeline.edges.problems import PipelineError, bad_input
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList, read_code_lists


class StillExposedError(PipelineError):
    """What would be published gives away hidden figures, although they were protected: a defect."""


def run(root: Path) -> None:
    """Write what may be published. Raises BadInputError for an unknown policy, and UnprotectableError."""
    policy = read_policy(root)
    contents, texts = read_folder(root / TABLES), read_folder(root / TEXTS)
    lists = read_code_lists(root / CODE_LISTS)
    if policy.name != AS_DISCLOSED:
        contents, texts = protected(contents, texts, lists, root, policy)
    contents |= {f"{CHANGES}.csv": changes(root, lists, contents)}
    write_folder(root / PUBLIC_TABLES, contents)
    write_folder(root / PUBLIC_TEXTS, texts)


def changes(root: Path, lists: Mapping[str, CodeList], contents: Mapping[str, bytes]) -> bytes:
    """Give what changed since the last release as canonical CSV; ``contents`` are what may be published.

    So what the policy hides is as unknown to it as to any reader.
    """
    tables = catalogue(lists)
    named = {path.removesuffix(".csv"): content for path, content in contents.items()}
    now = present(tables, named)
    last = base(releases(root), now)
    if last is None:
        return csv_bytes(tables[CHANGES], [])
    corrected = {row["figure_id"]: row["reason"] for row in texts_of(named["corrections"])}
    return csv_bytes(tables[CHANGES], differences(last, now, reasons(root), corrected))


def reasons(root: Path) -> dict[str, str]:
    """Read why things changed, by what they are about, where people said so. Raises BadInputError."""
    file = root / REASONS
    if not file.is_file():
        return {}
    try:
        return {row["subject"]: row["reason"] for row in texts_of(file.read_bytes())}
    except (KeyError, StopIteration, ValueError) as error:
        mend = "Give it the columns subject and reason, and no others."
        raise bad_input(REASONS, None, "it cannot be read.", mend) from error


def protected(
    contents: Mapping[str, bytes],
    texts: Mapping[str, bytes],
    lists: Mapping[str, CodeList],
    root: Path,
    policy: Policy,
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Give the CSV files and texts in which as few further figures are hidden as it takes."""
    before = read_observed(root / TABLES, lists)
    # Once a number is hidden, readers may believe a sum that it showed to be wrong. That misleads them only.
    system = credible(before.system)
    names = protect_beside_shares(system, before.shares, policy.least_width)
    chosen = {observation for name in names for observation in before.printed[name]}
    tables = catalogue(lists)
    rows = {
        path.removesuffix(".csv"): rows_of(tables[path.removesuffix(".csv")], content)
        for path, content in contents.items()
    }
    letters = {path.removesuffix(".txt"): content.decode() for path, content in texts.items()}
    rows, letters = hide(rows, letters, chosen)
    hidden = {f"{name}.csv": csv_bytes(tables[name], some) for name, some in rows.items()}
    with scratch(root, "disclosure") as folder:
        write_folder(folder, hidden)
        after = read_observed(folder, lists, before.judged)
    believed = set(system.relations)
    seen = replace(after.system, relations=tuple(r for r in after.system.relations if r in believed))
    if exposed := audit(seen, policy.least_width):
        raise StillExposedError(
            "Protection has failed, and nothing is published; this is a defect of pipeline/disclosure. Given "
            f"away are still: {'; '.join(exposed)}."
        )
    sys.stdout.write(f"{len(chosen)} printed values are hidden to protect what the letters hide.\n")
    if after.beside_shares:
        sys.stdout.write(
            f"Beside {len(after.beside_shares)} hidden values a share or a count of the same is printed. "
            "They are not protected from that: 'make disclosure-audit' names them.\n"
        )
    return hidden, {f"{name}.txt": text.encode() for name, text in letters.items()}


def read_observed(folder: Path, lists: Mapping[str, CodeList], judged: Judged | None = None) -> Observed:
    """Read what a reader of the tables in a folder knows; ``judged`` as in ``observed``."""
    with duckdb.connect() as connection:
        load(connection, catalogue(lists), lists, folder, [], constraints=False)
        return observed(connection, judged)
