"""The stage extract: every letter in raw/ -> its structure, as JSON."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.edges.document import Text, load
from pipeline.edges.files import RAW, STRUCTURE, STRUCTURE_CACHE, letters, links, misplaced, write_folder
from pipeline.edges.problems import BadInputError, Problem, bad_input
from pipeline.edges.seal import sealed
from pipeline.extract import cache, forms, masking
from pipeline.extract.forms import UnreadableLetter
from pipeline.extract.letter import read
from pipeline.extract.lines import with_line_feeds
from pipeline.extract.masking import occurrences

# A point of a draft that nobody has decided; the next stage says so.
_OPEN = re.compile(r"TODO(?!\w)")


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
            redact, keep = _asked(path, root, "redact"), _asked(path, root, "keep")
            asked = ([name.text for name in redact], [name.text for name in keep])
            names.append(cache.key(code, data, path.suffix, *asked))
            content = cache.load(kept, names[-1])
            if content is None:
                _refuse_wrong(redact, keep, path, data)
                structure = read(data, path.name, *asked)
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


def _asked(letter: Path, root: Path, key: str) -> tuple[Text, ...]:
    """Give the words that a letter's reading asks to mask (``redact``) or to leave (``keep``). A reading that
    is missing or broken is for the next stage to report.
    """
    path = letter.with_suffix(".yaml")
    if not path.exists():
        return ()
    try:
        asked = load(path.read_bytes(), path.relative_to(root).as_posix()).texts(key)
    except BadInputError:
        return ()
    return tuple(words for words in asked if not _OPEN.match(words.text))


def _refuse_wrong(redact: Sequence[Text], keep: Sequence[Text], letter: Path, data: bytes) -> None:
    """Raise BadInputError for words that do not stand in the letter, since a misspelt name would stay in
    print, for numbers that are no suspects, since figures stay, and for words that are both masked and left.
    """
    if not redact and not keep:
        return
    text = with_line_feeds(forms.read(data, letter.name).text)
    for name in redact:
        if not re.search(r"[^\W\d_]{2}", name.text) and not _is_suspect(name.text, text):
            name.fail(f"{name.text!r} is no name.", "Only names are masked; numbers of the letter stay.")
    for key, names in (("redact", redact), ("keep", keep)):
        for name in names:
            if not any(True for _ in occurrences(text, name.text)):
                name.fail(f"a name under {key!r} does not stand in the letter.", "Correct or delete it.")
    masked = {" ".join(name.text.casefold().split()) for name in redact}
    for name in keep:
        if " ".join(name.text.casefold().split()) in masked:
            name.fail(f"{name.text!r} stands under 'redact' as well.", "Delete one of the two.")


def _is_suspect(words: str, text: str) -> bool:
    suspects = masking.find(text).suspects
    return any(text[one.start : one.end].split() == words.split() for one in suspects)
