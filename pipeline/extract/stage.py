"""The stage extract: every letter in raw/ -> its structure, as JSON."""

import json
from dataclasses import asdict
from pathlib import Path

from pipeline.extract.forms import UnreadableLetter
from pipeline.extract.letter import read
from pipeline.files import RAW, STRUCTURE, letters, write_folder
from pipeline.problems import BadInputError, Problem, bad_input


def run(root: Path) -> None:
    """Read every letter. Raises BadInputError with every letter that cannot be read."""
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in letters(root):
        file = path.relative_to(root).as_posix()
        try:
            structure = read(path.read_bytes(), path.name)
        except UnreadableLetter as error:
            problems.append(Problem(file, None, str(error), ""))
            continue
        name = path.relative_to(root / RAW).as_posix()
        contents[f"{name}.json"] = json.dumps(asdict(structure), ensure_ascii=False, indent=1).encode()
    if not contents and not problems:
        raise bad_input(RAW, None, "there is no letter.", "Put one into raw/AUTHORITY/.")
    if problems:
        raise BadInputError(problems)
    write_folder(root / STRUCTURE, contents)
