"""From the words of a reading to codes: measures, dimensions, areas, provisions and periods."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.edges.document import Text
from pipeline.extract import periods
from pipeline.extract.periods import Period
from pipeline.interpret.reading import Coding
from pipeline.schemas.codelists import NOT_APPLICABLE, CodeList, split

YEARS = ("financial_year", "calendar_year", "academic_year")


@dataclass(frozen=True)
class Key:
    """What an observation is about."""

    measure: str
    codes: tuple[str, ...]  # one a dimension, in the order of the columns
    ref_area: str
    period: Period

    @property
    def name(self) -> str:
        """The key as text, without dimensions that do not apply: 'measure.cce.2024-04-01_2025-03-31'."""
        used = [code for code in self.codes if code != NOT_APPLICABLE]
        start, end = self.period.start.isoformat(), self.period.end.isoformat()
        return ".".join([self.measure, *used, start if start == end else f"{start}_{end}"])


def key(coding: Coding, at: Text, area: str, lists: Mapping[str, CodeList]) -> Key:
    """Give the key that a coding says in full. ``at`` is where to point when something is not said."""
    if coding.measure is None:
        at.fail("nothing says which measure this is.", "Add 'measure:'.")
    if coding.period is None:
        at.fail("nothing says which period this is about.", "Add 'period:'.")
    codes = dict(coding.codes)
    measure = code(coding.measure, lists["measure"])
    known = split(lists["measure"].row(measure)["dimensions"])
    for name, label in coding.codes:
        if name not in known:
            label.fail(
                f"the measure {measure} is not broken down by {name}.",
                f"It is by {', '.join(known) or 'nothing'}; see 'dimensions' in {lists['measure'].file}.",
            )
    return Key(
        measure=measure,
        codes=tuple(
            code(codes[name], lists[name]) if name in codes else NOT_APPLICABLE
            for name in lists
            if lists[name].is_dimension
        ),
        ref_area=code(coding.ref_area, lists["authority"]) if coding.ref_area else area,
        period=period(coding.period),
    )


def code(label: Text, codes: CodeList, letter: str = "") -> str:
    """Give the code that a label stands for. Raises BadInputError with the nearest codes where none does."""
    found = codes.resolve(label.text)
    if found is None:
        where = f"the label {label.text!r}{letter}"
        label.fail(
            f"{where} is not in the code list {codes.name!r}.",
            f"Nearest are {', '.join(codes.nearest(label.text))}; or add it to 'variants' in {codes.file}.",
        )
    return found


def provision(written: Text, provisions: CodeList) -> str:
    """Give the listed provision that covers one as written: 'FOIA 43' for 'FOIA 43(2)'."""
    regime, _, cited = written.text.partition(" ")
    found = listed_provision(regime, cited.replace(" ", ""), provisions.codes)
    if found is None:
        written.fail(
            f"{written.text!r} is not a provision.",
            f"Write 'FOIA 12(2)' or 'EIR 12(4)(b)'; the sections known are those of {provisions.file}.",
        )
    return found


def listed_provision(regime: str, cited: str, codes: Iterable[str]) -> str | None:
    """Give the code that covers a provision as cited: FOIA 12(2) covers 12(2)(a), or else FOIA 12 does."""
    known = set(codes)
    candidate = f"{regime} {cited}"
    while candidate not in known:
        shorter = re.sub(r"\([^()]*\)$", "", candidate)
        if shorter == candidate:
            return None
        candidate = shorter
    return candidate


def period(printed: Text) -> Period:
    """Give the period that is written: '2023/24', '2024', '2014-03-31', '2025-04-01/2026-03-10'."""
    try:
        found = periods.parse(printed.text)
    except ValueError as error:
        raise printed.error(f"the period {printed.text!r} cannot be: {error}", "Correct it.") from error
    if found is None:
        printed.fail(
            f"{printed.text!r} is not a period.",
            "Write a year (2024, 2023/24), a day (2024-03-31) or two days (2025-04-01/2026-03-10).",
        )
    return found


def each_period(written: tuple[Text, ...]) -> list[Text]:
    """Give every single period of a list in which 'A to B' stands for each year from A to B."""
    found: list[Text] = []
    for item in written:
        ends = re.split(r"\s+to\s+", item.text)
        if len(ends) != 2:
            found.append(item)
            continue
        first, last = (period(Text(end, item.file, item.line)) for end in ends)
        if first.type != last.type or first.type not in YEARS or last.start < first.start:
            item.fail(
                f"{item.text!r} does not name the first and the last of several years.",
                "Write '2019/20 to 2024/25' or '2015 to 2024', or list the periods.",
            )
        for year in range(first.start.year, last.start.year + 1):
            label = str(year) if first.type == "calendar_year" else f"{year}/{(year + 1) % 100:02}"
            found.append(Text(label, item.file, item.line))
    return found


def day(written: Text) -> str:
    """Give an ISO 8601 date. Raises BadInputError where it cannot be."""
    try:
        return datetime.date.fromisoformat(written.text).isoformat()
    except ValueError as error:
        raise written.error(f"{written.text!r} is not a date.", "Write it as 2024-03-31.") from error
