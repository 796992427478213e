"""What became of one alteration, and the counts of many."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

DETECTED = "detected"  # the build stops, or a digest does not match
WARNED = "warned"  # published with a warning
UNCHANGED = "unchanged"  # what was altered says the same as before
UNDETECTABLE = "undetectable"  # nothing could show it, and the reason is given
MISSED = "missed"  # it should have been detected
OUTCOMES = (DETECTED, WARNED, UNCHANGED, UNDETECTABLE, MISSED)


@dataclass(frozen=True)
class Result:
    """One alteration. ``by`` are the rules or stages that found it, or the reason why nothing can."""

    place: str
    kind: str
    outcome: str
    by: tuple[str, ...] = field(default=())


def counted(results: Iterable[Result]) -> list[dict[str, str]]:
    """Give the rows of docs/corruption.csv: how many by kind and outcome, by what found them, by reason."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for one in results:
        counts["outcome", one.place, one.kind, one.outcome] += 1
        section = "reason" if one.outcome in (UNCHANGED, UNDETECTABLE, MISSED) else "by"
        for by in one.by:
            counts[section, one.place, one.kind, by] += 1
    return [
        {"section": section, "place": place, "kind": kind, "name": name, "count": str(count)}
        for (section, place, kind, name), count in sorted(counts.items())
    ]
