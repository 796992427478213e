"""Figures taken out of everything that is published: tables, and the letters' texts.

In the text a figure is replaced by a token of fixed length, since a gap as wide as the number would tell how
many digits it has. All places behind it move, so every offset, line and name made from a place is that of the
text which is published: ``text[start:end]`` still is what stands there. SHA-256 and size of such a letter are
left out: with them anybody could try the few numbers that it can be.

The same number can stand in a letter again, in digits or in words, without being data of its own. Where a
person set it aside for a reason of theirs (a repetition of a total, for instance) it is hidden. Wherever else
it stands, in the letter, in what was asked, in labels and notes, it is hidden if it is ``TELLING`` or larger
and its own words do not explain it. Other equal numbers stay: 'Section [protected]' or '[protected] hours'
would itself say which number it was.
"""

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.disclosure.observed import SECONDARY
from pipeline.extract import context, periods
from pipeline.extract.lexer import datum, numbers
from pipeline.extract.lexer.token import Datum
from pipeline.schemas.table import Row, Value, data_tables

TOKEN = "[protected]"  # noqa: S105 - no password
TELLING = 100
# Reasons that say where a number stands and not what it is: the hidden number can be told again there.
PASSAGES = frozenset({"letterhead", "number of a question", "request", "signature", "standing text"})
_NONE = re.compile(r"\b(?:nil|none)\b", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
YEARS = range(1900, 2101)
# Names that the package needs as they are, and what this module replaces as a whole.
_NO_TEXT = {
    "letters": ("reference", "source_file", "media_type"),
    "questions": ("number",),
    "tables": ("layout",),
    "observations": ("value_text",),
    "corrections": ("printed",),
}

Tables = Mapping[str, Sequence[Row]]
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Cut:
    """Where a letter's text is replaced by a token, and what blanks beside one become: sorted places that do
    not overlap.
    """

    spans: tuple[tuple[int, int], ...]
    blanks: tuple[tuple[int, int, str], ...] = ()

    @functools.cached_property
    def _pieces(self) -> tuple[tuple[int, int, str], ...]:
        return tuple(sorted((*((start, end, TOKEN) for start, end in self.spans), *self.blanks)))

    def moved(self, offset: int) -> int:
        """Give where a place of the old text is in the new one; within what is replaced, its start."""
        shift = 0
        for start, end, new in self._pieces:
            if offset >= end:
                shift += len(new) - (end - start)
            elif offset > start:
                return start + shift
        return offset + shift

    def moved_end(self, offset: int) -> int:
        """Give where what ends there in the old text ends in the new one."""
        inside = next((end for start, end, _ in self._pieces if start < offset < end), offset)
        return self.moved(inside)

    def apply(self, text: str) -> str:
        """Give the new text."""
        for start, end, new in reversed(self._pieces):
            text = text[:start] + new + text[end:]
        return text

    def within(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Give the replaced parts of a span, counted from its start."""
        return tuple(
            (max(a, start) - start, min(b, end) - start) for a, b in self.spans if a < end and b > start
        )


@functools.cache
def free_text(table: str) -> tuple[str, ...]:
    """Give the columns of a table in which anything can be written, by its Table Schema.

    These are all strings but keys, codes and patterns, so that a new column is searched unless it is named
    above. A ``text`` that stands at a place of the letter is not among them: it is cut as the letter is.
    """
    schema = data_tables().get(table)
    if schema is None:
        return ()
    keys = {*schema.primary_key, *itertools.chain(*schema.unique_keys)}
    keys |= {name for key in schema.foreign_keys for name in key.fields} | set(_NO_TEXT.get(table, ()))
    if "span_start" in schema.columns:
        keys.add("text")
    return tuple(
        field.name
        for field in schema.fields
        if field.type == "string"
        and field.name not in keys
        and not {"enum", "pattern"} & set(field.constraints)
    )


def hide(
    tables: Tables, texts: Texts, observations: Collection[str]
) -> tuple[dict[str, list[Row]], dict[str, str]]:
    """Give tables and texts in which the printed values of these observations do not stand.

    ``texts`` are by letter_id, with the offsets that the tables hold. Observations that print nothing, and
    letters of which nothing is hidden, stay as they are.
    """
    chosen = [r for r in tables["observations"] if r["observation_id"] in observations and r["figure_id"]]
    figures = {str(row["figure_id"]) for row in chosen}
    values: dict[str, set[float]] = defaultdict(set)
    for row in tables["figures"]:
        if row["figure_id"] in figures:
            values[str(row["letter_id"])] |= _printed(row)
    for row in chosen:
        values[str(row["letter_id"])] |= _coded(row)
    notes = _notes(chosen, tables["figures"])
    again = {
        str(row["figure_id"])
        for row in tables["figures"]
        if _repeats(row, values.get(str(row["letter_id"]), set()))
    }
    cuts = {
        letter: _padded(
            texts[letter], tuple(_spans(letter, tables, texts[letter], figures | again, values[letter]))
        )
        for letter in {str(row["letter_id"]) for row in chosen}
    }
    new_texts = {
        letter: cuts[letter].apply(text) if letter in cuts else text for letter, text in texts.items()
    }
    letters = _letters_of(tables)
    changed: dict[str, list[Row]] = {}
    for name, rows in tables.items():
        changed[name] = [
            _changed(name, dict(row), figures, again, cuts, texts, new_texts, values, notes, letters)
            for row in rows
        ]
    for name in ("corrections", "figures"):
        changed[name] = [
            row
            for row, old in zip(changed[name], tables[name], strict=True)
            if not _gone(name, old, figures | again, cuts)
        ]
    return changed, new_texts


def _gone(table: str, row: Row, hidden: Collection[str], cuts: Mapping[str, Cut]) -> bool:
    """Whether a row is about nothing but a hidden figure: its correction, or a number inside it."""
    if table == "corrections" or row["figure_id"] in hidden:
        return table == "corrections" and row["figure_id"] in hidden
    cut = cuts.get(str(row["letter_id"]))
    start, end = _span(row)
    return cut is not None and any(a <= start and end <= b for a, b in cut.spans)


def _repeats(figure: Row, values: Collection[float]) -> bool:
    """Whether a person set aside a number that is hidden elsewhere in the letter."""
    reason = str(figure["reason"])
    if (
        not values
        or figure["use"] == "observation"
        or reason in PASSAGES
        or context.is_found_by_itself(reason)
    ):
        return False
    text = str(figure["text"])
    whole = datum.parse(text)  # 'None' is a number as well
    found = (*_found(text), *((whole,) if whole else ()))
    return any(number.value in values for number in found)


def _found(text: str) -> list[Datum]:
    """Give the numbers of a text, in digits and in words, in their order."""
    found = (*numbers.find(text), *datum.find_words(text, 0, len(text)))
    return sorted(found, key=lambda number: number.start)


def _spans(
    letter: str, tables: Tables, text: str, hidden: Collection[str], values: Collection[float]
) -> Iterator[tuple[int, int]]:
    """Give the places to replace, in order: hidden figures, and equal numbers that nothing explains."""
    figures = [row for row in tables["figures"] if row["letter_id"] == letter]
    spans = [_span(row) for row in figures if row["figure_id"] in hidden]
    taken = [_span(row) for row in figures if row["figure_id"] in hidden or row["reason"] not in PASSAGES]
    for start, end in _telling(text, values):
        if not any(a < end and b > start for a, b in taken):
            spans.append((start, end))
    last = 0
    for start, end in sorted(spans):
        if start >= last:
            yield start, end
            last = end


def _telling(text: str, values: Collection[float]) -> Iterator[tuple[int, int]]:
    """Give the places of numbers in a text that are equal to a hidden one and large enough to tell.

    Not those that their own words explain: sections of Acts, periods, addresses.
    """
    equal = [n for n in _found(text) if n.value is not None and n.value in values and n.value >= TELLING]
    explained = context.find(text, 0, len(text)) if equal else ()
    for number in equal:
        plain_year = number.value in YEARS and re.fullmatch(r"\d{4}", number.text)
        if not plain_year and not any(r.start <= number.start and number.end <= r.end for r in explained):
            yield number.start, number.end


def _scrubbed(text: str, values: Collection[float]) -> str:
    return Cut(tuple(_telling(text, values))).apply(text)


def _changed(
    table: str,
    row: Row,
    figures: Collection[str],
    again: Collection[str],
    cuts: Mapping[str, Cut],
    texts: Texts,
    new_texts: Texts,
    values: Mapping[str, Collection[float]],
    notes: Mapping[tuple[str, str], Collection[float]],
    letters: Mapping[str, str],
) -> Row:
    letter = _letter(row, letters)
    cut = cuts.get(letter)
    if cut is None:
        return row
    if table == "letters":
        row |= {"sha256": None, "bytes": None, "source_url": None, "fetched": None}
    figure = row.get("figure_id")
    if table == "observations" and figure in figures:
        row |= {
            "value": None,
            "value_lower": 0,
            "value_upper": None,
            "obs_status": SECONDARY,
            "value_text": TOKEN,
        }
    if table == "observations":
        row["note"] = _noted(row["note"], letter, notes)
    if figure is not None and (figure in figures or figure in again):
        if table == "figures":
            # What was in doubt about it may say the number.
            row |= {"text": TOKEN, "value": None, "doubt": None}
            row["reason"] = _without(row["reason"], values[letter])
            row["status"] = SECONDARY if figure in figures else row["status"]
    elif "text" in row and "span_start" in row:
        start, end = _span(row)
        row["text"] = _aligned(texts[letter][start:end], str(row["text"]), cut.within(start, end))
    row |= {column: _free(row[column], values[letter]) for column in free_text(table) if column in row}
    if "span_start" in row:
        start, end = _span(row)
        row["span_start"], row["span_end"] = cut.moved(start), cut.moved_end(end)
        if "line" in row:
            row["line"] = 1 + new_texts[letter].count("\n", 0, cut.moved(start))
    if figure is not None:
        row["figure_id"] = f"{letter}/c{cut.moved(int(str(figure).rpartition('/c')[2]))}"
    return row


def _free(text: Value, values: Collection[float]) -> Value:
    return text if text is None else _scrubbed(str(text), values)


def _numbers(*values: Value) -> set[float]:
    return {float(value) for value in values if isinstance(value, (int, float))}


def _printed(figure: Row) -> set[float]:
    """Give the numbers that a figure prints: its value, and those of its words, scaled and not."""
    shown = _numbers(*(number.value for number in _found(str(figure["text"]))))
    scale = float(str(figure["scale"] or 1))
    return shown | {scale * number for number in shown} | _numbers(figure["value"])


def _coded(observation: Row) -> set[float]:
    """Give the numbers that an observation tells: its value, as corrected, and its bounds, where there is no
    more; none can be below 0, which is no bound of its own.
    """
    bounds = _numbers(observation["value_lower"], observation["value_upper"])
    return _numbers(observation["value"]) | {bound for bound in bounds if bound}


def _notes(chosen: Iterable[Row], figures: Iterable[Row]) -> dict[tuple[str, str], set[float]]:
    """Give for each letter and note of hidden observations their values, as printed and as corrected."""
    printed = {figure["figure_id"]: _printed(figure) for figure in figures}
    found: dict[tuple[str, str], set[float]] = defaultdict(set)
    for row in chosen:
        if row["note"] is not None:
            own = _coded(row) | printed.get(row["figure_id"], set())
            found[str(row["letter_id"]), str(row["note"])] |= own
    return found


def _noted(note: Value, letter: str, notes: Mapping[tuple[str, str], Collection[float]]) -> Value:
    """Give a note without the numbers, however small, of the hidden observations that it is a note of.

    The note of a table stands at all its observations, and at some with more words.
    """
    text = str(note)
    values = {
        value
        for (of, other), own in notes.items()
        if of == letter and (text in other or other in text)
        for value in own
    }
    return _without(note, values)


def _without(said: Value, values: Collection[float]) -> Value:
    """Give words without these numbers, however small, in digits or in words."""
    if said is None:
        return None
    text = str(said)
    dates = periods.find(text, 0, len(text))
    spans = [
        (number.start, number.end)
        for number in _found(text)
        if number.value is not None
        and number.value in values
        # 'as at [protected] April' would tell.
        and not (
            number.value < TELLING
            and any(one.start <= number.start and number.end <= one.end for one in dates)
        )
    ]
    spans += [match.span() for match in _NONE.finditer(text)] if 0 in values else []
    return Cut(tuple(sorted(spans))).apply(text)


def _padded(text: str, spans: Sequence[tuple[int, int]]) -> Cut:
    """Give the cut of these places. In paragraphs set with blanks as tables are, those beside a token become
    a fixed number: they fill up a column, so that more of them stand beside a shorter number.
    """
    blanks: dict[tuple[int, int], str] = {}
    for start, end in spans:
        above = max((match.end() for match in _EMPTY_LINE.finditer(text, 0, start)), default=0)
        below = _EMPTY_LINE.search(text, end)
        if "  " not in text[above : below.start() if below else len(text)]:
            continue
        first = len(text[:start].rstrip(" "))
        last = end + len(text[end:]) - len(text[end:].lstrip(" "))
        for one, other, beside in (
            (first, start, text[first - 1 : first]),
            (end, last, text[last : last + 1] or "\n"),
        ):
            if one < other:
                behind = one == end and beside in "\r\n"
                blanks[one, other] = "" if behind or beside == "\t" else " " if beside == "|" else "  "
    return Cut(tuple(spans), tuple((start, end, new) for (start, end), new in sorted(blanks.items())))


def _aligned(printed: str, text: str, parts: Iterable[tuple[int, int]]) -> str:
    """Replace parts of ``printed`` in ``text``, which is the same but for white space."""
    before = [0, *itertools.accumulate(not character.isspace() for character in printed)]
    places = [at for at, character in enumerate(text) if not character.isspace()]
    spans = []
    for start, end in parts:
        first, last = before[start], before[end] - 1
        if first <= last < len(places):
            spans.append((places[first], places[last] + 1))
    return _padded(text, spans).apply(text)


def _span(row: Row) -> tuple[int, int]:
    return int(str(row["span_start"])), int(str(row["span_end"]))


def _letters_of(tables: Tables) -> dict[str, str]:
    """Give the letter of every question."""
    return {str(row["question_id"]): str(row["letter_id"]) for row in tables["questions"]}


def _letter(row: Row, letters: Mapping[str, str]) -> str:
    if row.get("letter_id") is not None:
        return str(row["letter_id"])
    return letters.get(str(row.get("question_id")), "")
