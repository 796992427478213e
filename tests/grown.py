"""The published package many times over, as if as many councils had answered: what growth is measured on."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.build.canonical import csv_bytes
from pipeline.edges.files import CODE_LISTS, PROCESSED, read_folder
from pipeline.schemas.catalogue import catalogue
from pipeline.schemas.codelists import CodeList, read_code_lists

SLUG, CODE = "coventry", "E08000026"


def grown(root: Path, folder: Path, councils: int) -> tuple[dict[str, CodeList], dict[str, str]]:
    """Write the tables of so many councils into a folder; give the code lists, and the texts by letter_id.

    Each has the letters of the first, with a slug and a code of its own: no figure of it says anything.
    """
    lists = read_code_lists(root / CODE_LISTS)
    first = lists["authority"].row(CODE)
    others = [(f"council{n}", f"X{n:08}") for n in range(1, councils)]
    added = [{**first, "code": code, "label": f"Council {slug}", "slug": slug} for slug, code in others]
    lists["authority"] = replace(lists["authority"], rows=(*lists["authority"].rows, *added))
    published = {path: data.decode() for path, data in read_folder(root / PROCESSED).items() if _text(path)}
    folder.mkdir(parents=True)
    texts: dict[str, str] = {}
    for path, text in published.items():
        name = path.removesuffix(".csv")
        if path.startswith("letters/"):
            letter_id = path.removeprefix("letters/").removesuffix(".txt")
            texts |= {letter_id.replace(SLUG, slug): text for slug, _ in [(SLUG, CODE), *others]}
        elif name in lists:
            (folder / path).write_bytes(csv_bytes(lists[name].table, lists[name].rows))
        elif name in catalogue(lists):
            (folder / path).write_text(text + "".join(_again(text, others)), "utf-8", newline="")
    return lists, texts


def _text(path: str) -> bool:
    return path.endswith((".csv", ".txt"))


def _again(text: str, others: list[tuple[str, str]]) -> Iterator[str]:
    """Give the rows that are about a letter once more for each council."""
    rows = io.StringIO(newline="")
    about_letters = (row for row in csv.reader(io.StringIO(text, newline="")) if any(map(_about_letter, row)))
    csv.writer(rows, lineterminator="\n").writerows(about_letters)
    for slug, code in others:
        yield rows.getvalue().replace(f"{SLUG}/", f"{slug}/").replace(CODE, code)


def _about_letter(cell: str) -> bool:
    return f"{SLUG}/" in cell
