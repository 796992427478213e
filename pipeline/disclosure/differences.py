"""What changed between two editions of the package, cell by cell, and which version number that asks for.

A number that readers are not to know must not come back as an old value. So an old number is told only where
its figure is given in the present edition as well: not where it is hidden now, not where its letter was
withdrawn, and not where nothing says which figure it was. Figures are named by their place in the letter's
text, and places are the same only where the letter has the same digest: where a number was cut out of it, it
has none, and the old places, whose distance from the new ones tells how long the number is, are not told.
Old words of letters are never told: what is now masked in them may have stood there. Only codes, dates,
numbers and identifiers have an old and a new.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.disclosure.editions import (
    DERIVED,
    LETTERS,
    OBSERVATIONS,
    Edition,
    Texts,
    number,
)
from pipeline.schemas.table import Row

# Of an observation: what would tell a number, or could.
NOTE = "note"
FIGURE = "figure_id"
OF_VALUE = ("value", "value_lower", "value_upper", "value_text", NOTE)
# Of a letter: what is in its authority's words, or was found there.
IN_WORDS = ("reference", "subject", "source_url", "source_file")
MEASURE = "measure"


# What is guessed where nobody says why.
_READ_ANEW, _NO_LONGER, _CORRECTED = "read anew", "no longer read as one", "read or corrected anew"
_GUESSED = (_READ_ANEW, _NO_LONGER, _CORRECTED, None)
_WITH_REASON = ("observation", "letter", "code")


def unexplained(changes: Iterable[Row]) -> list[str]:
    """Give what was removed or changed and has no reason that a person wrote or that the data show."""
    found = (
        row
        for row in changes
        if row["what"] in _WITH_REASON and row["change"] != "added" and row["reason"] in _GUESSED
    )
    return list(dict.fromkeys(str(row["subject"]) for row in found))


def differences(
    old: Edition, new: Edition, given: Mapping[str, str], corrections: Mapping[str, str]
) -> list[Row]:
    """Give the rows of the table ``changes``.

    ``given`` are the reasons that people wrote, by the observation, letter or code that they are about;
    ``corrections`` those of corrected figures, by figure.
    """
    found = [
        *_schema(old, new),
        *_codes(old, new, given),
        *_letters(old, new, given),
        *_observations(old, new, given, corrections),
        *_counts(old, new),
    ]
    return sorted(({**row, "since": old.version} for row in found), key=lambda row: str(row["change_id"]))


def _schema(old: Edition, new: Edition) -> Iterator[Row]:
    for table in sorted(old.columns.keys() | new.columns.keys()):
        before, after = old.columns.get(table), new.columns.get(table)
        if before is None or after is None:
            yield _row("table", table, table, "added" if before is None else "removed")
            continue
        for column in sorted(before.keys() | after.keys()):
            types = before.get(column), after.get(column)
            if types[0] != types[1]:
                change = "added" if types[0] is None else "removed" if types[1] is None else "changed"
                field = "type" if change == "changed" else None
                yield _row("column", table, column, change, field=field, old=types[0], new=types[1])


def _codes(old: Edition, new: Edition, given: Mapping[str, str]) -> Iterator[Row]:
    for table in sorted(old.lists & new.lists):
        pairs = _paired(old.rows[table], new.rows[table], "code")
        for code, before, after in pairs:
            yield from _fields("code", table, code, before, after, hidden=(), reason=given.get(code))


def _letters(old: Edition, new: Edition, given: Mapping[str, str]) -> Iterator[Row]:
    for letter, before, after in _paired(old.rows[LETTERS], new.rows[LETTERS], "letter_id"):
        # Where a letter's digest and size are not given, a number was cut out: the old ones would tell it.
        gone = [name for name, value in after.items() if not value] if after else []
        hidden = (*IN_WORDS, *gone)
        yield from _fields("letter", LETTERS, letter, before, after, hidden, reason=given.get(letter))


def _fields(
    what: str,
    table: str,
    subject: str,
    before: Texts | None,
    after: Texts | None,
    hidden: Iterable[str],
    reason: str | None,
) -> Iterator[Row]:
    """Give the row of what was added or removed, or one for each field that both have and that differs."""
    if before is None or after is None:
        yield _row(what, table, subject, "added" if before is None else "removed", reason=reason)
        return
    for field in _differing(before, after):
        told = field not in hidden
        yield _row(
            what,
            table,
            subject,
            "changed",
            field=field,
            old=before[field] if told else None,
            new=after[field] if told else None,
            reason=reason,
        )


def _observations(
    old: Edition, new: Edition, given: Mapping[str, str], corrections: Mapping[str, str]
) -> Iterator[Row]:
    before, after = old.rows[OBSERVATIONS], new.rows[OBSERVATIONS]
    letters_before, letters_after = (
        {row["letter_id"]: row.get("sha256", "") for row in edition.rows[LETTERS]} for edition in (old, new)
    )
    same = {name for name, sha in letters_after.items() if sha and sha == letters_before.get(name)}
    # The figures whose number a reader of the present edition sees.
    shown = {row[FIGURE] for row in after if row["value"] and row["letter_id"] in same} - {""}
    coded, codes = (
        {row[FIGURE]: row["observation_id"] for row in rows if row[FIGURE] and row["letter_id"] in same}
        for rows in (before, after)
    )
    for subject, was, now in _paired(before, after, "observation_id"):
        row = now or was
        assert row is not None  # one of the two is there
        reason = given.get(subject) or given.get(row["letter_id"]) or given.get(row[MEASURE])
        old_status, new_status = (one["obs_status"] if one else None for one in (was, now))
        told = was is not None and was["letter_id"] in same and was[FIGURE] in shown
        if was is None or now is None:
            other = (coded if was is None else codes).get(row[FIGURE])
            if was is None:
                why = _READ_ANEW if row["letter_id"] in letters_before else "its letter is new"
                why = f"coded anew: before as {other}" if other else why
            else:
                why = _NO_LONGER if row["letter_id"] in letters_after else "its letter is gone"
                why = f"coded anew: now as {other}" if other else why
            yield _row(
                "observation",
                OBSERVATIONS,
                subject,
                "added" if was is None else "removed",
                old=was["value"] if was and told else None,
                new=now["value"] if now else None,
                reason=reason or why,
                old_status=old_status,
                new_status=new_status,
            )
            continue
        both = told and bool(was["value"]) and bool(now["value"])
        if bool(was["value"]) != bool(now["value"]):
            why = "not given before" if now["value"] else "given before, and not now"
            reason = reason or why
        elif was["value"] != now["value"]:
            reason = reason or corrections.get(now[FIGURE]) or _CORRECTED
        for field in _differing(was, now):
            tell = field != NOTE and (both or field not in OF_VALUE)
            if field in OF_VALUE and bool(was["value"]) != bool(now["value"]):
                continue  # its status says so
            if field == FIGURE and now["letter_id"] not in same:
                continue  # every place behind a cut is another one
            yield _row(
                "observation",
                OBSERVATIONS,
                subject,
                "changed",
                field=field,
                old=was[field] if tell else None,
                new=now[field] if tell else None,
                reason=reason or _READ_ANEW,
                old_status=old_status,
                new_status=new_status,
            )


def _counts(old: Edition, new: Edition) -> Iterator[Row]:
    """Give how many rows the tables have that are not compared row by row: their words may be masked now."""
    compared = {OBSERVATIONS, LETTERS, *new.lists, *DERIVED}
    for table in sorted((old.digests.keys() & new.digests.keys()) - compared):
        if old.digests[table] != new.digests[table]:
            counts = {"old": str(old.counts[table]), "new": str(new.counts[table])}
            yield _row("rows", table, table, "changed", field="rows", **counts)


def _paired(
    before: Iterable[Texts], after: Iterable[Texts], key: str
) -> Iterator[tuple[str, Texts | None, Texts | None]]:
    old, new = ({row[key]: row for row in rows} for rows in (before, after))
    for subject in sorted(old.keys() | new.keys()):
        if old.get(subject) != new.get(subject):
            yield subject, old.get(subject), new.get(subject)


def _differing(before: Texts, after: Texts) -> list[str]:
    """Give the fields that both have and that differ; a column that only one has is a change of its own."""
    return [name for name in after if name in before and before[name] != after[name]]


def _row(
    what: str,
    table: str,
    subject: str,
    change: str,
    *,
    field: str | None = None,
    old: str | None = None,
    new: str | None = None,
    old_status: str | None = None,
    new_status: str | None = None,
    reason: str | None = None,
) -> Row:
    named = f"{what}/{table}/{subject}" if subject != table else f"{what}/{table}"
    return {
        "change_id": f"{named}#{field}" if field else named,
        "what": what,
        "in_table": table,
        "subject": subject,
        "change": change,
        "field": field,
        "old": old or None,
        "new": new or None,
        "old_status": old_status,
        "new_status": new_status,
        "reason": reason,
    }


def raised(rows: Iterable[Mapping[str, object]]) -> int:
    """Give which number of the version these changes raise, from 0, by the rules of CHANGELOG.md.

    A changed table or column the first, a letter or measure the second, anything else the third. The table of
    the changes itself counts as any other.
    """
    level = 2
    for row in rows:
        if row["what"] in ("table", "column"):
            return 0
        one_more = row["change"] != "changed"
        if one_more and (row["what"] == "letter" or (row["what"] == "code" and row["in_table"] == MEASURE)):
            level = 1
    return level


def proposed(last: str, level: int) -> str:
    """Give the least version that follows ``last`` where a number (from 0) is raised: 1.2.3, 1 -> 1.3.0."""
    parts = number(last)
    return ".".join(map(str, (*parts[:level], parts[level] + 1, *(0,) * (2 - level))))


def skeleton(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Give what CHANGELOG.md says of the changes: how many of which kind, for a person to say why."""
    # Once each, however many of its fields are other ones.
    once = {tuple(str(row[name]) for name in ("what", "change", "in_table", "subject")) for row in rows}
    several = Counter((what, change) for what, change, *_ in once)
    nouns = {
        "table": ("table", "tables"),
        "column": ("column", "columns"),
        "letter": ("letter", "letters"),
        "observation": ("observation", "observations"),
        "code": ("code", "codes"),
    }
    found = []
    for what, names in nouns.items():
        told = [(several[what, change], change) for change in ("added", "removed", "changed")]
        told = [(n, change) for n, change in told if n]
        if told:
            noun = names[told[0][0] != 1]
            (n, change), *others = told
            found.append(", ".join([f"{n} {noun} {change}", *(f"{m} {other}" for m, other in others)]))
    return found
