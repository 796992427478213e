"""The register of authorities: from the name in a letter's head to the one authority that it is.

``raw/codelists/register/`` holds every local authority of the United Kingdom. It is no code list: nothing of
it is published. An authority whose first letter is added is copied from it into the code list ``authority``.

The register has names of areas ('Sheffield'), letters have titles of councils ('Sheffield City Council').
``title.csv`` says how the one is made of the other, and which kinds of authority use it. A title belongs to
an authority if exactly one area of that name is of a kind that uses it: Leicester is no county, so 'Leicester
County Council' is nobody.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.edges.problems import BadInputError, Problem, bad_input
from pipeline.schemas.codelists import normalised, read_rows, split
from pipeline.schemas.table import Row, Table, parse

DEFINITIONS = Path(__file__).parent / "register"
_ALIKE = 60  # of 100: what is less alike is no help to anybody
_OF = re.compile(r", (?:City|County) of$")


@dataclass(frozen=True)
class Registered:
    """One authority of the register."""

    code: str
    name: str  # of the area: 'Bristol, City of'
    kind: str  # 'Unitary authority'
    description: str
    region: str
    variants: tuple[str, ...]

    @property
    def area(self) -> str:
        """The name of the area as it is said: 'Bristol'."""
        return _OF.sub("", self.name)

    @property
    def slug(self) -> str:
        """The name of its folder in raw/."""
        return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[’'.]", "", self.area.lower())).strip("-")


@dataclass(frozen=True)
class Title:
    """A title, as a pattern whose group is the name of the area, and the starts of the codes that use it."""

    shown: str
    pattern: re.Pattern[str]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """Authorities, and how they are called."""

    authorities: tuple[Registered, ...]
    titles: tuple[Title, ...]

    def find(self, name: str) -> Registered | None:
        """Give the authority of a code, a folder, an area's name or a council's title; None where none, or
        more than one, has it.
        """
        wanted = _key(name)
        found = {
            one.code: one
            for one in self.authorities
            if name.strip() in (one.code, one.slug) or wanted in map(_key, (one.name, *one.variants))
        }
        for title in () if found else self.titles:
            match = title.pattern.fullmatch(wanted)
            if match is not None:
                found |= {
                    one.code: one
                    for one in self.authorities
                    if one.code.startswith(title.kinds) and match["area"] in _areas(one)
                }
        return next(iter(found.values())) if len(found) == 1 else None

    def nearest(self, name: str, limit: int = 3) -> list[Registered]:
        """Give the authorities whose names are most alike, best first: suggestions, never decisions."""
        from rapidfuzz import fuzz, process

        wanted = _key(name)
        areas = [match["area"] for title in self.titles if (match := title.pattern.fullmatch(wanted))]
        area = min(areas, key=len, default=wanted)
        names = {one.code: _key(one.area) for one in self.authorities}
        found = process.extract(area, names, scorer=fuzz.ratio, limit=limit, score_cutoff=_ALIKE)
        codes = [code for _name, _score, code in found]
        return [next(one for one in self.authorities if one.code == code) for code in codes]


def read_register(folder: Path, name_of: str = "raw/codelists/register") -> Register:
    """Read the register. Raises BadInputError with everything that is wrong with it."""
    tables = [_definition(path) for path in sorted(DEFINITIONS.glob("*.json"))]
    rows: dict[str, tuple[Row, ...]] = {}
    problems: list[Problem] = []
    for table in tables:
        file = f"{name_of}/{table.name}.csv"
        path = folder / f"{table.name}.csv"
        try:
            if not path.exists():
                raise bad_input(file, None, "the register is missing.", "Put it back from git.")
            rows[table.name] = read_rows(path, file, table)
        except BadInputError as error:
            problems += error.problems
    if problems:
        raise BadInputError(problems)
    kinds = {str(row["code"]): row for row in rows["kind"]}
    for line, row in enumerate(rows["authority"], start=2):
        if str(row["code"])[:3] not in kinds:
            file, known = f"{name_of}/authority.csv", ", ".join(kinds)
            problems.append(Problem(file, line, f"{row['code']} is of no known kind.", f"Known are {known}."))
    if problems:
        raise BadInputError(problems)
    return Register(
        tuple(_registered(row, kinds[str(row["code"])[:3]]) for row in rows["authority"]),
        tuple(_title(row) for row in rows["title"]),
    )


def _definition(path: Path) -> Table:
    return parse(json.loads(path.read_text("utf-8")), code_list=True)


def _registered(row: Row, kind: Row) -> Registered:
    return Registered(
        str(row["code"]),
        str(row["name"]),
        str(kind["label"]),
        str(kind["description"]),
        str(row["region"]),
        tuple(split(row["variants"])),
    )


def _title(row: Row) -> Title:
    before, _, after = (_key(part) if part else "" for part in str(row["title"]).partition("X"))
    parts = [re.escape(before), "(?P<area>.+)", re.escape(after)]
    pattern = " ".join(part for part in parts if part)
    return Title(str(row["title"]), re.compile(pattern), tuple(split(row["kinds"])))


def _key(name: str) -> str:
    """'King's Lynn & West Norfolk' and 'Kings Lynn and West Norfolk' are the same name."""
    shown = re.sub(r"\s*&\s*", " and ", re.sub(r"[’'‘]", "", _OF.sub("", name.strip())))
    return re.sub(r"^the ", "", normalised(shown)) if shown else ""


def _areas(one: Registered) -> set[str]:
    return {_key(name) for name in (one.name, *one.variants)}
