"""The stage extract: every letter in raw/ -> its structure, as JSON."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.edges.document import Text, load
from pipeline.edges.files import RAW, STRUCTURE, STRUCTURE_CACHE, letters, links, misplaced, write_folder
from pipeline.edges.problems import BadInputError, Problem, bad_input
from pipeline.edges.seal import sealed
from pipeline.extract import cache, forms
from pipeline.extract.forms import UnreadableLetter
from pipeline.extract.letter import read
from pipeline.extract.masking import occurrences


def run(root: Path) -> None:
    """Read every letter that was not read before. Raises BadInputError with every letter that cannot be
    read.
    """
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    names: list[str] = []
    code, kept = cache.code_version(root), root / STRUCTURE_CACHE
    for path in letters(root):
        file = path.relative_to(root).as_posix()
        try:
            data = path.read_bytes()
            asked = _redact(path, root)
            names.append(cache.key(code, data, path.suffix, [name.text for name in asked]))
            content = cache.load(kept, names[-1])
            if content is None:
                structure = read(data, path.name, _redactions(asked, path, data))
                content = sealed(asdict(structure))
                cache.keep(kept, names[-1], content)
        except UnreadableLetter as error:
            problems.append(Problem(file, None, str(error), ""))
            continue
        except BadInputError as error:
            problems += error.problems
            continue
        contents[f"{path.relative_to(root / RAW).as_posix()}.json"] = content
    cache.forget_others(kept, names)
    problems += [_linked(path, path.relative_to(root).as_posix()) for path in links(root)]
    problems += [
        Problem(
            path.relative_to(root).as_posix(),
            None,
            "the file stands in no authority's folder and would be passed over.",
            f"Move it into {RAW}/AUTHORITY/.",
        )
        for path in misplaced(root)
    ]
    if not contents and not problems:
        raise bad_input(RAW, None, "there is no letter.", "Put one into raw/AUTHORITY/.")
    if problems:
        raise BadInputError(problems)
    write_folder(root / STRUCTURE, contents)


def _linked(path: Path, file: str) -> Problem:
    if path.is_dir():
        return Problem(file, None, "this is a link to another folder.", "Copy the folder itself here.")
    return Problem(file, None, "this is a link to another file.", "Copy the letter itself here.")


def _redact(letter: Path, root: Path) -> tuple[Text, ...]:
    """Give the names that a letter's reading asks to mask. A reading that is missing or broken is for the
    next stage to report.
    """
    path = letter.with_suffix(".yaml")
    if not path.exists():
        return ()
    try:
        return load(path.read_bytes(), path.relative_to(root).as_posix()).texts("redact")
    except BadInputError:
        return ()


def _redactions(names: Sequence[Text], letter: Path, data: bytes) -> list[str]:
    """Give the names to mask before anything is read.

    Raises BadInputError for one that does not stand in the letter, since a misspelt name would stay in print,
    and for one that is no name.
    """
    text = forms.read(data, letter.name).text if names else ""
    for name in names:
        if not re.search(r"[^\W\d_]{2}", name.text):
            name.fail(f"{name.text!r} is no name.", "Only names are masked; numbers of the letter stay.")
        if not any(True for _ in occurrences(text, name.text)):
            name.fail("a name under 'redact' does not stand in the letter.", "Correct or delete it.")
    return [name.text for name in names]
