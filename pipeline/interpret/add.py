"""Adding a letter: its bytes go into raw/, a reading is drafted beside it, and its authority is listed.

A letter is known by its content, so adding it twice changes nothing, and what a person has written is never
overwritten. Either everything that belongs to a letter is written, or nothing.
"""

import csv
import functools
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.edges.document import load
from pipeline.edges.files import CODE_LISTS, RAW, letters, write
from pipeline.edges.problems import BadInputError, bad_input
from pipeline.extract.forms import UnreadableLetter
from pipeline.extract.letter import read
from pipeline.extract.structure import Structure
from pipeline.interpret.draft import draft
from pipeline.interpret.header import file_name
from pipeline.interpret.reading import DOUBT, TODO, open_points
from pipeline.schemas.codelists import CodeList, labels_of, normalised, read_code_lists
from pipeline.schemas.register import Register, Registered, read_register
from pipeline.schemas.table import Row, code_list_tables

REGISTER = f"{CODE_LISTS}/register"
AUTHORITIES = f"{CODE_LISTS}/authority.csv"
_UNDATED = "undated"
_MARK_OF_A_GUESS = "  # proposed"


@dataclass(frozen=True)
class Added:
    """What was done with a letter; paths from the top of the repository."""

    letter: str
    reading: str
    authority: str  # label
    is_new_authority: bool
    was_known: bool  # the letter stood in raw/ already
    has_new_reading: bool
    n_open: int
    n_doubts: int  # of those that are open
    n_proposed: int


def add(root: Path, file: Path, named: str | None = None) -> Added:
    """Add a letter to the repository at ``root``. ``named`` is the authority as a person names it.

    Raises BadInputError, with nothing changed, where the letter cannot be read, where nobody can tell whose
    it is, and where another letter has its place.
    """
    data = _bytes(file)
    if not (root / CODE_LISTS).is_dir():
        raise bad_input(
            CODE_LISTS, None, "there are no code lists here.", "Run this in the repository's top folder."
        )
    lists = read_code_lists(root / CODE_LISTS)
    known = _same(root, data)
    if known is not None and known.with_suffix(".yaml").exists():
        return _already(root, known, lists)
    try:
        structure = read(data, file.name)
    except UnreadableLetter as error:
        raise bad_input(str(file), None, str(error)) from error
    if known is not None:
        content = draft(structure, lists).encode()
        write(known.with_suffix(".yaml"), content)
        return replace(_already(root, known, lists), has_new_reading=True)
    row, is_new = _authority(root, file, structure, named, lists["authority"])
    name = file_name(structure.header.reference or "") or structure.sha256[:8]
    stem = f"{structure.header.date or _UNDATED}-{name}"
    folder = root / RAW / str(row["slug"])
    letter = folder / f"{stem}{_extension(structure.media_type, file)}"
    _refuse_taken(letter, file, root)
    reading = draft(structure, lists).encode()
    contents = {letter: data, letter.with_suffix(".yaml"): reading}
    if is_new:
        # First, since a letter without its authority is an error and an authority without a letter is none.
        contents = {root / AUTHORITIES: _with_row((root / AUTHORITIES).read_bytes(), row)} | contents
    _write_all(contents)
    names = [path.relative_to(root).as_posix() for path in (letter, letter.with_suffix(".yaml"))]
    return Added(names[0], names[1], str(row["label"]), is_new, False, True, *_counts(reading, names[1]))


def said(added: Added) -> str:
    """Say what was done and what to do next."""
    lines = []
    if added.was_known:
        lines.append(f"This letter is here already: {added.letter}")
    else:
        lines.append(f"Added the letter of {added.authority}: {added.letter}")
    if added.is_new_authority:
        lines.append(f"Listed the authority: {AUTHORITIES}")
    if added.has_new_reading:
        lines.append(f"Drafted its reading: {added.reading}")
    elif not added.n_open:
        lines.append(f"Its reading is finished: {added.reading}. Nothing was changed.")
        return "\n".join(lines) + "\n"
    else:
        lines.append(f"Its reading is {added.reading}. Nothing was changed.")
    points = "1 point is" if added.n_open == 1 else f"{added.n_open} points are"
    guesses = "1 value is" if added.n_proposed == 1 else f"{added.n_proposed} values are"
    are_doubts = "a doubt" if added.n_doubts == 1 else "doubts"
    doubts = f", {added.n_doubts} of them {are_doubts} about how it was read" if added.n_doubts else ""
    lines += [
        "",
        f"{points} open, each marked TODO{doubts}; {guesses} marked as proposed. Now",
        f"  1. decide them in {added.reading} (docs/readings.md),",
        f"  2. compare with what the letter says: python -m pipeline extract {added.letter}",
        "  3. run make. It names every point that is still open.",
    ]
    return "\n".join(lines) + "\n"


def _bytes(file: Path) -> bytes:
    if file.is_dir():
        raise bad_input(str(file), None, "this is a folder.", "Name one letter.")
    try:
        return file.read_bytes()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise bad_input(str(file), None, f"the letter cannot be opened: {why}.") from error


def _same(root: Path, data: bytes) -> Path | None:
    """Give the letter in raw/ with these bytes."""
    digest = hashlib.sha256(data).digest()
    for path in letters(root):
        if path.stat().st_size == len(data) and hashlib.sha256(path.read_bytes()).digest() == digest:
            return path
    return None


def _already(root: Path, letter: Path, lists: Mapping[str, CodeList]) -> Added:
    reading = letter.with_suffix(".yaml")
    names = [path.relative_to(root).as_posix() for path in (letter, reading)]
    slug = letter.parent.name
    label = next((str(row["label"]) for row in lists["authority"].rows if row["slug"] == slug), slug)
    return Added(names[0], names[1], label, False, True, False, *_counts(reading.read_bytes(), names[1]))


def _counts(reading: bytes, file: str) -> tuple[int, int, int]:
    """Give how many points of a reading are open, how many of them are doubts, and how many values are only
    proposed.
    """
    try:
        points = list(open_points(load(reading, file)))
    except BadInputError:
        points = []  # somebody is at work on it: the build says what is wrong
    n_doubts = sum(one.what.startswith(f"{TODO}: {DOUBT}") for one in points)
    return len(points), n_doubts, reading.decode(errors="replace").count(_MARK_OF_A_GUESS)


def _authority(
    root: Path, file: Path, structure: Structure, named: str | None, listed: CodeList
) -> tuple[Row, bool]:
    """Give the row of the authority whose letter it is, and whether it is new to the code list."""
    printed = structure.header.authority
    name = named or printed
    register = read_register(root / REGISTER)
    if name is None:
        raise bad_input(
            str(file),
            None,
            "the letter does not say which authority it is from.",
            "Say so with --authority NAME.",
        )
    code = _listed(name, listed)
    if code is not None:
        _refuse_other(printed, code, file, listed)
        return listed.row(code), False
    found = register.find(name)
    if found is None:
        raise bad_input(
            str(file), None, f"no authority is known as {name!r}.", _nearest(name, register, listed)
        )
    _refuse_other(printed, found.code, file, listed)
    if found.code in listed.codes:
        return listed.row(found.code), False
    # A letter says how its council is called; the register has only the names of areas.
    titles = [title for title in (printed, named) if title and register.find(title) == found]
    label = next((title for title in titles if title not in (found.code, found.slug)), found.area)
    return _row(found, label, listed), True


def _refuse_other(printed: str | None, code: str, file: Path, listed: CodeList) -> None:
    """Raise BadInputError where the letter names another listed authority than a person does."""
    other = listed.resolve(printed) if printed else None
    if other not in (code, None):
        raise bad_input(
            str(file), None, f"the letter says that it is from {printed!r}.", "Correct --authority."
        )


def _listed(name: str, listed: CodeList) -> str | None:
    by_slug = next((str(row["code"]) for row in listed.rows if row["slug"] == name.strip()), None)
    return by_slug or listed.resolve(name)


_NO_COUNCIL = re.compile(
    r"\b(?:police|constabulary|fire|nhs|trust|university|board|combined authority|ministry|office)\b",
    re.IGNORECASE,
)


def _nearest(name: str, register: Register, listed: CodeList) -> str:
    if _NO_COUNCIL.search(name):
        return (
            "The register has local authorities only: write a row for it into raw/codelists/authority.csv"
            " (docs/extending.md) and run again."
        )
    near = ", ".join(f"{one.area} ({one.code})" for one in register.nearest(name))
    asked = (
        f"Nearest are {near}: say which with --authority." if near else "Say which it is with --authority."
    )
    return f"{asked} One that {REGISTER}/ does not have is a new row in {listed.file}."


def _row(found: Registered, label: str, listed: CodeList) -> Row:
    taken = {normalised(text) for text, _code, _line in labels_of(listed.rows)}
    variants = [
        name for name in dict.fromkeys((found.area, *found.variants)) if normalised(name) not in taken
    ]
    shown = " ".join(label.split())
    values = {
        "code": found.code,
        "label": shown,
        "description": found.description,
        "slug": found.slug,
        "dfe_code": None,
        "region": found.region,
        "variants": " | ".join(name for name in variants if normalised(name) != normalised(shown)) or None,
    }
    return {name: values[name] for name in code_list_tables()["authority"].columns}


def _with_row(content: bytes, row: Row) -> bytes:
    """Give a CSV file with one more row, and every other byte as it was."""
    ends = "\r\n" if b"\r\n" in content else "\n"
    out = io.StringIO()
    csv.writer(out, lineterminator=ends).writerow("" if value is None else value for value in row.values())
    between = b"" if content.endswith(b"\n") else ends.encode()
    return content + between + out.getvalue().encode()


def _extension(media_type: str, file: Path) -> str:
    """Give what the content is called, or else what the file was."""
    own = file.suffix.lower()
    usable = re.fullmatch(r"\.[a-z0-9]{1,5}", own) and own not in (".yaml", ".yml")
    return _extensions().get(media_type) or (own if usable else ".letter")


@functools.cache
def _extensions() -> Mapping[str, str]:
    with Path(__file__).with_name("media_types.csv").open(encoding="utf-8", newline="") as rows:
        return {row["media_type"]: row["extension"] for row in csv.DictReader(rows)}


def _refuse_taken(letter: Path, file: Path, root: Path) -> None:
    """Raise BadInputError where a letter or a reading of that name is there, in capitals or not."""
    there: Sequence[Path] = sorted(letter.parent.iterdir()) if letter.parent.is_dir() else ()
    for path in there:
        if path.stem.casefold() == letter.stem.casefold():
            raise bad_input(
                str(file),
                None,
                f"{path.relative_to(root).as_posix()} has the same date and reference, and other content.",
                "Compare the two; rename or delete that one if this is the right one.",
            )


def _write_all(contents: Mapping[Path, bytes]) -> None:
    """Write all files, or take back those that were written."""
    before = {path: path.read_bytes() if path.exists() else None for path in contents}
    folders = [path.parent for path in contents if not path.parent.exists()]
    done: list[Path] = []
    try:
        for path, content in contents.items():
            done.append(path)
            write(path, content)
    except OSError as error:
        for path in done:
            was = before[path]
            if was is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(was)
        for folder in folders:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        raise bad_input(
            str(error.filename or RAW), None, f"it cannot be written: {error.strerror}."
        ) from error
