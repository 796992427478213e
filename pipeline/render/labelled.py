"""Observations in words, for people: a wide CSV of each measure, and the rows of the workbook's first sheet.

Where a value is not given there stands the shorthand that says why, never nothing and never a number: a
spreadsheet leaves words out of its sums. A cell of a wide file is empty only where no letter says anything of
that period.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.build.canonical import cell
from pipeline.schemas.codelists import NOT_APPLICABLE, CodeList, dimension_names, humanised
from pipeline.schemas.table import Row, Value

# Excel takes a CSV for the machine's old code page, and '£' for 'Â£', unless this mark is before it. Programs
# take it for a part of the first heading, so that no other file has it.
MARK = "\ufeff"
REMARKS = "Remarks"
COLUMNS = (
    *("Area", "Measure", "Unit", "Broken down by", "From", "To", "Kind of period", "Value", "Status"),
    *("Limits", "As printed", "Note", "Letter", "Observation"),
)


def path(measure: str) -> str:
    """Give the path of a measure's wide file in the package."""
    return f"labelled/{measure}.csv"


def files(
    observations: Iterable[Row], letters: Iterable[Row], lists: Mapping[str, CodeList]
) -> Iterator[tuple[str, bytes]]:
    """Give a wide file for each measure that has observations, by its path in the package."""
    titles = letter_titles(letters, lists)
    measures: dict[str, list[Row]] = {}
    for row in observations:
        measures.setdefault(str(row["measure"]), []).append(row)
    for measure, rows in sorted(measures.items()):
        yield path(measure), _wide(rows, titles, lists)


def rows_in_words(
    observations: Iterable[Row], letters: Iterable[Row], lists: Mapping[str, CodeList]
) -> list[dict[str, Value]]:
    """Give each observation by COLUMNS: numbers where there are values, dates as ISO 8601, all else words."""
    titles = letter_titles(letters, lists)
    return [
        {
            "Area": label(lists["authority"], row["ref_area"]),
            "Measure": label(lists["measure"], row["measure"]),
            "Unit": unit(str(row["measure"]), lists),
            "Broken down by": "; ".join(
                f"{humanised(name)}: {label(lists[name], row[name])}"
                for name in dimension_names(lists)
                if row[name] != NOT_APPLICABLE
            )
            or None,
            "From": row["period_start"],
            "To": row["period_end"],
            "Kind of period": label(lists["period_type"], row["period_type"]),
            "Value": shown(row, lists["obs_status"]),
            "Status": label(lists["obs_status"], row["obs_status"]),
            "Limits": limits(row),
            "As printed": row["value_text"],
            "Note": row["note"],
            "Letter": titles[str(row["letter_id"])],
            "Observation": row["observation_id"],
        }
        for row in sorted(observations, key=lambda r: (str(r["measure"]), *_order(r)))
    ]


def shown(row: Row, statuses: CodeList) -> Value:
    """Give the value of an observation, or the shorthand that says why it is not given."""
    if row["value"] is not None:
        return row["value"]
    status = statuses.row(str(row["obs_status"]))
    return status["shorthand"] or status["label"]


def limits(row: Row) -> str | None:
    """Say between what a value lies, in words, so that nobody sums it; None where it is given or has none."""
    least, most = (None if row[name] is None else cell(row[name]) for name in ("value_lower", "value_upper"))
    if least == most:
        return None
    if most is None:
        return f"at least {least}"
    return f"at most {most}" if least is None else f"{least} to {most}"


def label(codes: CodeList, code: Value) -> str:
    """Give the label of a code."""
    return str(codes.row(str(code))["label"])


def unit(measure: str, lists: Mapping[str, CodeList]) -> str:
    """Give the unit of a measure in words, with its symbol: 'Pounds sterling (£)'."""
    row = lists["unit"].row(str(lists["measure"].row(measure)["unit"]))
    return f"{row['label']} ({row['symbol']})" if row.get("symbol") else str(row["label"])


def letter_titles(letters: Iterable[Row], lists: Mapping[str, CodeList]) -> dict[str, str]:
    """Give what each letter is called: who wrote it, which one it is, and when.

    The reference does not stand alone: a spreadsheet would take 0012 for 12.
    """
    return {
        str(row["letter_id"]): (
            f"{label(lists['authority'], row['authority'])}, {row['reference']}, {row['letter_date']}"
        )
        for row in letters
    }


def _wide(rows: Sequence[Row], titles: Mapping[str, str], lists: Mapping[str, CodeList]) -> bytes:
    """Give one row for each letter, question and category, and a column for each period."""
    dimensions = [name for name in dimension_names(lists) if any(row[name] != NOT_APPLICABLE for row in rows)]
    periods = sorted({(str(row["period_start"]), str(row["period_end"])) for row in rows})
    headings = {period: period[0] if period[0] == period[1] else " to ".join(period) for period in periods}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    first = ["Area", "Measure", "Unit", "Letter", "Question", "Kind of period", *map(humanised, dimensions)]
    writer.writerow([*first, *headings.values(), REMARKS])
    for line in _lines(rows, dimensions):
        one = next(iter(line.values()))
        words = [
            label(lists["authority"], one["ref_area"]),
            label(lists["measure"], one["measure"]),
            unit(str(one["measure"]), lists),
            titles[str(one["letter_id"])],
            str(one["question_id"]),
            label(lists["period_type"], one["period_type"]),
            *(label(lists[name], one[name]) for name in dimensions),
        ]
        values = [
            cell(shown(line[period], lists["obs_status"])) if period in line else "" for period in periods
        ]
        remarks = [
            f"{headings[period]}: {remark}"
            for period in periods
            if period in line and (remark := _remark(line[period], lists["obs_status"]))
        ]
        writer.writerow([*words, *values, "; ".join(remarks)])
    return (MARK + out.getvalue()).encode("utf-8")


def _lines(rows: Iterable[Row], dimensions: Sequence[str]) -> Iterable[dict[tuple[str, str], Row]]:
    """Give the rows that stand on one line, by their period; a second of the same period begins another."""
    found: dict[tuple[Value, ...], list[dict[tuple[str, str], Row]]] = {}
    for row in sorted(rows, key=_order):
        names = ("ref_area", "letter_id", "question_id", "period_type", *dimensions)
        lines = found.setdefault(tuple(row[name] for name in names), [])
        period = (str(row["period_start"]), str(row["period_end"]))
        line = next((line for line in lines if period not in line), None)
        if line is None:
            line = {}
            lines.append(line)
        line[period] = row
    return [line for lines in found.values() for line in lines]


def _remark(row: Row, statuses: CodeList) -> str | None:
    """Say what the number or the shorthand of a row does not; None of a number that is printed as such."""
    status = statuses.row(str(row["obs_status"]))
    if not status["shorthand"]:
        return None
    between = limits(row)
    return f"{status['label']}, {between}" if between else str(status["label"])


def _order(row: Row) -> tuple[str, str, str]:
    return str(row["period_start"]), str(row["period_end"]), str(row["observation_id"])
