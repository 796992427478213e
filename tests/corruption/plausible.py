"""Whether the observations of one letter could be true together, by the oracle and apart from the rules."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from corruption.oracle import Cell, possible
from pipeline.schemas.codelists import NOT_APPLICABLE, TOTAL, CodeList, dimension_names, split
from pipeline.schemas.table import Row

Quantity = tuple[str, ...]


def plausible(rows: Iterable[Row], lists: Mapping[str, CodeList]) -> bool:
    """Tell whether numbers exist that fit every printed value, every bound, every total and every repeat.

    Of letters that round, the rounding is not taken into account: none of the five does. Of what is not
    counted, as money, nothing is asked.
    """
    dimensions = dimension_names(lists)
    tables: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    repeated: dict[Quantity, list[tuple[float, float]]] = defaultdict(list)
    summed: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        least, most = _bounds(row)
        measure = str(row["measure"])
        additive = split(lists["measure"].row(measure).get("additive"))
        if not lists["unit"].row(str(lists["measure"].row(measure)["unit"]))["counted"]:
            continue  # there can be less than none of it, and a part of one
        when = (str(row["ref_area"]), str(row["period_start"]), str(row["period_end"]))
        codes = {name: str(row[name]) for name in dimensions}
        named = [f"{n}={c}" for n, c in sorted(codes.items()) if c not in (TOTAL, NOT_APPLICABLE)]
        repeated[measure, *when, *named].append((least, most))
        along = [name for name in additive if codes[name] != NOT_APPLICABLE]
        rest = [f"{name}={code}" for name, code in codes.items() if name not in along]
        table = (str(row["table_id"] or row["question_id"]), measure, *when, *rest)
        tables[table].append(Cell(tuple(codes[name] for name in along), least, most))
        summed[table] = along
    if any(max(least for least, _ in same) > min(most for _, most in same) for same in repeated.values()):
        return False
    return all(
        possible(cells, [_parents(lists[name]) for name in summed[table]]) for table, cells in tables.items()
    )


def _bounds(row: Row) -> tuple[float, float]:
    least, most = row["value_lower"], row["value_upper"]
    return float(least or 0), math.inf if most is None else float(most)


def _parents(codes: CodeList) -> dict[str, str]:
    return {str(row["code"]): str(row["parent"]) for row in codes.rows if row.get("parent")}
