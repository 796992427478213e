"""The stage interpret: structures, readings and code lists -> rows of every table, and the letters' texts."""

import json
from collections.abc import Sequence
from pathlib import Path

from pipeline.edges.files import (
    CODE_LISTS,
    CORRECTIONS,
    RAW,
    ROWS,
    STRUCTURE,
    TEXTS,
    letters,
    write_folder,
)
from pipeline.edges.problems import BadInputError, Problem, bad_input
from pipeline.edges.seal import unsealed
from pipeline.extract.structure import (
    Answer,
    Citation,
    Context,
    Figure,
    Header,
    Masked,
    Question,
    Structure,
    Suspect,
    Table,
    Unread,
)
from pipeline.interpret import corrections
from pipeline.interpret.letter import TABLES, Rows, interpret
from pipeline.interpret.reading import Reading, read
from pipeline.schemas.codelists import CodeList, dimension_names, read_code_lists
from pipeline.schemas.table import Row


def run(root: Path) -> None:
    """Interpret every letter. Raises BadInputError with everything that is wrong in any of them."""
    lists = read_code_lists(root / CODE_LISTS)
    rows: Rows = {name: [] for name in TABLES}
    texts: dict[str, bytes] = {}
    problems: list[Problem] = []
    sources: dict[str, str] = {}
    for path in letters(root):
        file = path.relative_to(root).as_posix()
        try:
            structure = load_structure(root / STRUCTURE / f"{path.relative_to(root / RAW).as_posix()}.json")
            reading = _reading(path, root, lists)
            found = interpret(structure, reading, file, lists)
            letter_id = str(found["letters"][0]["letter_id"])
            # Many file systems take names that differ in capitals alone for one.
            known = letter_id.casefold()
            if known in sources:
                raise bad_input(
                    file,
                    None,
                    f"{sources[known]} has the reference {reading.letter.text} already.",
                    "Delete the copy, or correct 'letter:' in one of the readings.",
                )
        except BadInputError as error:
            problems += error.problems
            continue
        sources[known] = file
        for name, added in found.items():
            rows[name] += added
        texts[f"{letter_id}.txt"] = structure.text.encode()
    problems += _orphans(root)
    # A letter that cannot be read is no reason to say that its corrections are of none.
    if not problems and (root / CORRECTIONS).is_file():
        declared = corrections.read((root / CORRECTIONS).read_bytes(), CORRECTIONS)
        read_texts = {path.removesuffix(".txt"): text.decode() for path, text in texts.items()}
        units = {
            code: lists["unit"].row(str(lists["measure"].row(code)["unit"]))
            for code in lists["measure"].codes
        }
        problems += corrections.correct(declared, rows, read_texts, units)
    if problems:
        raise BadInputError(problems)
    write_folder(root / ROWS, {f"{name}.jsonl": _jsonl(found) for name, found in rows.items()})
    write_folder(root / TEXTS, texts)


def load_structure(path: Path) -> Structure:
    """Give a structure back from its JSON. Raises BadInputError where it was changed since it was written."""
    data = unsealed(path.read_bytes(), f"{STRUCTURE}/{path.parent.name}/{path.name}")
    return Structure(
        text=data["text"],
        media_type=data["media_type"],
        sha256=data["sha256"],
        size=data["size"],
        read_by=data["read_by"],
        header=Header(**data["header"]),
        questions=tuple(Question(**item) for item in data["questions"]),
        answers=tuple(
            Answer(**(item | {"citations": tuple(Citation(**c) for c in item["citations"])}))
            for item in data["answers"]
        ),
        tables=tuple(
            Table(**(item | {"columns": tuple(item["columns"]), "rows": tuple(map(tuple, item["rows"]))}))
            for item in data["tables"]
        ),
        figures=tuple(Figure(**item) for item in data["figures"]),
        context=tuple(Context(**item) for item in data["context"]),
        unread=tuple(Unread(**item) for item in data["unread"]),
        masked=tuple(Masked(**item) for item in data["masked"]),
        suspects=tuple(Suspect(**item) for item in data["suspects"]),
    )


def _reading(letter: Path, root: Path, lists: dict[str, CodeList]) -> Reading:
    path = letter.with_suffix(".yaml")
    file = path.relative_to(root).as_posix()
    other = letter.with_suffix(".yml")
    if not path.exists() and other.exists():
        raise bad_input(
            other.relative_to(root).as_posix(), None, "readings end in .yaml.", f"Rename it to {path.name}."
        )
    if not path.exists():
        raise bad_input(
            letter.relative_to(root).as_posix(),
            None,
            f"the letter has no reading: {file} is missing.",
            "docs/readings.md says how to write one.",
        )
    return read(path.read_bytes(), file, dimension_names(lists))


def _orphans(root: Path) -> list[Problem]:
    """A reading without its letter is a slip in a file's name."""
    read_here = {path.with_suffix("") for path in letters(root)}
    return [
        Problem(
            path.relative_to(root).as_posix(),
            None,
            "the reading has no letter beside it.",
            "Give both files the same name.",
        )
        for path in sorted((root / RAW).glob("*/*.y*ml"))
        if path.with_suffix("") not in read_here
    ]


def _jsonl(rows: Sequence[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
