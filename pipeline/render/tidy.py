"""What readers take away of one measure: a tidy CSV with only the dimensions that it has."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.build.canonical import cell
from pipeline.render import links
from pipeline.schemas.codelists import NOT_APPLICABLE
from pipeline.schemas.table import Row, Value

BEFORE = ("observation_id", "ref_area", "period_start", "period_end", "period_type")
AFTER = ("value", "value_lower", "value_upper", "obs_status", "value_text", "note", "provision")


def files(
    observations: Sequence[Row], letters: Iterable[Row], dimensions: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    """Give a file for each measure that has observations, by its path in the package.

    One row an observation, by period, then by identifier; ``letter_id``, ``letter_date``, ``question_id`` and
    ``place``, its place in the site, come last.
    """
    dated = {row["letter_id"]: row["letter_date"] for row in letters}
    measures: dict[str, list[Row]] = {}
    for row in observations:
        measures.setdefault(str(row["measure"]), []).append(row)
    for measure, rows in sorted(measures.items()):
        own = [name for name in dimensions if any(row[name] != NOT_APPLICABLE for row in rows)]
        yield path(measure), _csv(rows, own, dated)


def path(measure: str) -> str:
    """Give the path of a measure's file in the package."""
    return f"measures/{measure}.csv"


def _csv(rows: Iterable[Row], dimensions: Sequence[str], dated: Mapping[Value, Value]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    columns = [*BEFORE, *dimensions, *AFTER, "letter_id"]
    writer.writerow([*columns, "letter_date", "question_id", "place"])
    for row in sorted(
        rows, key=lambda r: (str(r["period_start"]), str(r["period_end"]), str(r["observation_id"]))
    ):
        place = links.place(str(row["figure_id"] or row["question_id"]))
        more = [dated[row["letter_id"]], row["question_id"], place]
        writer.writerow([*(cell(row[name]) for name in columns), *more])
    return out.getvalue().encode("utf-8")
