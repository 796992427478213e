"""Home: what this is, a few figures with their caveats, and the ways in."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.render import citing, dataset, links
from pipeline.render.codebook import Codebook, Shown
from pipeline.render.page import Page
from pipeline.render.pages import checks, downloads, letter, measure, refusals
from pipeline.schemas.codelists import TOTAL

NEWEST = 12  # letters that are listed; the list of letters has all
KEY_FIGURES = 6
WHOLE = ("zip", "xlsx", "sqlite")  # files that hold all tables


@dataclass(frozen=True)
class KeyFigure:
    """One value for the top of the page, with what one must know to quote it."""

    shown: Shown
    definition: str
    caveats: tuple[str, ...]


def pages(book: Codebook) -> Iterator[Page]:
    """Give the home page."""
    yield Page(
        path=links.HOME,
        template="home.html",
        title=book.metadata.title,
        summary=book.metadata.description,
        section=links.HOME,
        dataset=dataset.whole(
            book, [downloads.file(book.metadata, kind) for kind in ("zip", "xlsx", "sqlite")]
        ),
        content={
            "key_figures": key_figures(book),
            "letters": [letter.summary(book, one) for one in book.letters[:NEWEST]],
            "all_letters": len(book.letters),
            "overview": measure.overview(book),
            "refusals": refusals.by_provision(book),
            "outcomes": refusals.by_outcome(book),
            "checked": checks.summary(book),
            "terms": downloads.terms(book),
            "citation": citing.words(book.metadata, book.dated),
            "archive": downloads.file(book.metadata, "zip"),
        },
    )


def key_figures(book: Codebook) -> list[KeyFigure]:
    """Give totals of the newest letters: one a question, of a whole period if any is, the latest."""
    best: dict[str, Shown] = {}
    for observation in book.observations:
        code = observation.measure
        unit = book.row("measure", code)["unit"]
        total = all(value == TOTAL for value in observation.codes.values())
        if observation.obs_status != "reported" or unit in ("yes_no", "weeks") or not total:
            continue
        shown = book.shown(observation)
        if code not in best or _rank(shown) > _rank(best[code]):
            best[code] = shown
    newest = {one.letter_id: at for at, one in enumerate(book.letters)}
    order = {code: at for at, code in enumerate(book.lists["measure"].codes)}
    ranked = sorted(best, key=lambda code: (newest[best[code].observation.letter_id], order[code]))
    asked: set[str] = set()
    chosen: list[KeyFigure] = []
    for code in ranked:
        question = best[code].observation.question_id
        if question not in asked and len(chosen) < KEY_FIGURES:
            asked.add(question)
            chosen.append(_key_figure(book, best[code]))
    return chosen


def _rank(shown: Shown) -> tuple[bool, object]:
    return (shown.days is None, shown.observation.period_end)


def _key_figure(book: Codebook, shown: Shown) -> KeyFigure:
    observation = shown.observation
    row = book.row("measure", observation.measure)
    caveats = []
    if shown.days:
        caveats.append(f"Part of a year only: {shown.days}. Not comparable with a whole year.")
    if row["kind"] == "plan":
        caveats.append("A plan, not what happened.")
    if observation.note:
        caveats.append(observation.note)
    return KeyFigure(shown, str(row["description"]), tuple(caveats))
