"""Which number the next release has, and where it is written: raw/package.yaml and CHANGELOG.md."""

import re
from collections.abc import Sequence

from pipeline.disclosure.editions import number
from pipeline.edges.problems import bad_input

CHANGES = "CHANGELOG.md"
CITATION = "CITATION.cff"
UNRELEASED = "## Unreleased"
VERSION = re.compile(r"^version: *\S+$", re.MULTILINE)
RELEASED = re.compile(r"^released: *\S+\n?", re.MULTILINE)


def checked(version: str, least: str, raised: str) -> None:
    """Raise BadInputError where a version is none, or less than the rules of CHANGELOG.md ask for."""
    try:
        chosen = number(version)
    except ValueError as error:
        raise bad_input("VERSION", None, f"{error}.", f"The next one is {least}.") from error
    if chosen < number(least):
        raise bad_input(
            "VERSION",
            None,
            f"{version} is too small: {raised}, which asks for {least} or more.",
            f"{CHANGES} has the rules. Run: make release VERSION={least}",
        )


def in_metadata(text: str, version: str, released: str | None) -> str:
    """Give raw/package.yaml with the version, and below it the day of the release where that is given; the
    day of the last one goes.
    """
    text = RELEASED.sub("", text, count=1)
    if released is None:
        return VERSION.sub(f"version: {version}", text, count=1)
    return VERSION.sub(f"version: {version}\nreleased: {released}", text, count=1)


def in_citation(text: str, version: str) -> str:
    """Give CITATION.cff with the version, where no stage writes it."""
    return VERSION.sub(f"version: {version}", text, count=1)


def in_log(text: str, version: str, found: Sequence[str]) -> str:
    """Give CHANGELOG.md with a section of the version: what was counted, then what stood under Unreleased."""
    heading = f"## {version}"
    lines = "".join(f"- {line}\n" for line in found)
    if re.search(rf"^{re.escape(heading)}$", text, re.MULTILINE):
        return text
    if UNRELEASED in text:
        before, _, after = text.partition(f"{UNRELEASED}\n")
        return f"{before}{heading}\n\n{lines}{after.lstrip(chr(10))}"
    before, newest, after = text.partition("\n## ")
    return f"{before}\n{heading}\n\n{lines}{newest}{after}"
