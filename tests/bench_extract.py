"""What reading letters costs: text by itself, PDF beside the readers that others use, in one run.

Run by `python tests/bench_extract.py`, with PDFs to measure as arguments or none; nothing here is a test.
Figures are medians, start-up not counted. pdfplumber and camelot are needed for their own figures alone:

    .venv/bin/python -m pip install --require-hashes --requirement requirements-peers.lock
"""

import contextlib
import importlib.util
import io
import itertools
import logging
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # a script finds what stands beside it only

from extract.forms.written_pdf import Sheet, pdf  # noqa: E402

from pipeline.extract import forms, letter  # noqa: E402

RUNS = 5
N_LETTERS = 20
LARGE = 1_000_000  # characters, and twice as many
N_PAGES = 12
PEERS = {
    "pdfplumber": "pdfplumber, extract_tables() and extract_text()",
    "camelot": "camelot, read_pdf() by lattice and by stream",
}


def main(paths: Sequence[str]) -> None:
    """Measure and print."""
    bench_text()
    with tempfile.TemporaryDirectory() as name:
        made = Path(name) / "tables.pdf"
        made.write_bytes(table_pages(N_PAGES))
        for path in (made, *map(Path, paths)):
            bench_pdf(path)
    missing = [name for name in PEERS if importlib.util.find_spec(name) is None]
    if missing:
        print(
            f"Not measured, because not installed: {', '.join(missing)}."
            " .venv/bin/python -m pip install --require-hashes --requirement requirements-peers.lock"
        )


def bench_text() -> None:
    """Letters made of the paragraphs of the project's own, and large ones: time grows as size does."""
    paragraphs = own_paragraphs()
    letters = [made_letter(paragraphs, 8_000, n) for n in range(N_LETTERS)]
    seconds = median(lambda: [letter.read(data, "letter.txt") for data in letters])
    size = sum(map(len, letters))
    print(f"text: {N_LETTERS / seconds:.0f} letters a second, {size / seconds / 1e6:.2f} MB a second")
    half, whole = (made_letter(paragraphs, length, 0) for length in (LARGE, 2 * LARGE))
    one, two = in_turn([lambda: letter.read(half, "a.txt"), lambda: letter.read(whole, "a.txt")], runs=3)
    ratio = (two / len(whole)) / (one / len(half))
    print(
        f"a text of {len(whole) / 1e6:.1f} MB: {two:.1f} s, {len(whole) / two / 1e6:.2f} MB a second;"
        f" {two / one:.2f} times what {len(half) / 1e6:.1f} MB takes, each character {ratio:.2f} (linear: 1)"
    )


def bench_pdf(path: Path) -> None:
    """Pages a second, and how many times as long the peers take."""
    data = path.read_bytes()
    actions: dict[str, Callable[[], object]] = {"this reader": lambda: forms.read(data, path.name)}
    if importlib.util.find_spec("pdfplumber"):
        actions["pdfplumber"] = lambda: by_pdfplumber(path)
    if importlib.util.find_spec("camelot"):
        actions["camelot"] = lambda: by_camelot(path)
    medians = dict(zip(actions, in_turn(list(actions.values()), runs=3), strict=True))
    n_pages = count_pages(data)
    own = medians.pop("this reader")
    print(f"{path.name}, {n_pages} pages: {n_pages / own:.1f} pages a second")
    for name, seconds in medians.items():
        print(f"  {PEERS[name]}: {seconds / own:.1f} times as long, {n_pages / seconds:.1f} pages a second")


def own_paragraphs() -> list[str]:
    """Give the paragraphs of the letters in raw/."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "raw").rglob("*.txt")))
    return [one.strip("\n") for text in texts for one in text.split("\n\n") if one.strip()]


def made_letter(paragraphs: Sequence[str], length: int, first: int) -> bytes:
    """Give a letter of about so many characters, from these paragraphs in their turn."""
    parts: list[str] = []
    size = 0
    for one in itertools.islice(itertools.cycle(paragraphs), first, None):
        if size >= length:
            break
        parts.append(one)
        size += len(one) + 2
    return "\n\n".join(parts).encode()


def table_pages(n_pages: int) -> bytes:
    """Give a PDF whose pages each hold text, a ruled table and one without rules."""
    sheets = []
    for page in range(n_pages):
        sheet = Sheet()
        for n in range(6):
            sheet.text(
                50,
                60 + 12 * n,
                "The numbers below are taken from the records.",
            )
        xs = (50, 200, 270, 340, 410, 480)
        for top, is_ruled in ((150, True), (500, False)):
            n_rows = 20 if is_ruled else 18
            if is_ruled:
                sheet.frame(xs, [top + 16 * n for n in range(n_rows + 1)])
            for n in range(n_rows):
                sheet.text(54, top + 12 + 16 * n, f"Category {page + n}" if n else "Category")
                for k in range(1, 5):
                    text = str((page + 7 * n + 11 * k) % 997) if n else f"20{20 + k}/{21 + k}"
                    sheet.right(xs[k + 1] - 6, top + 12 + 16 * n, text)
        sheets.append(sheet.text(280, 825, f"Page {page + 1}"))
    return pdf(*sheets)


def by_pdfplumber(path: Path) -> list[object]:
    """Read all tables and all text."""
    import pdfplumber

    with pdfplumber.open(path) as opened:
        return [(page.extract_tables(), page.extract_text()) for page in opened.pages]


def by_camelot(path: Path) -> list[object]:
    """Read the tables with rules and those without, which finds no other text."""
    import camelot

    logging.getLogger("camelot").setLevel(logging.ERROR)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return [camelot.read_pdf(str(path), pages="all", flavor=flavour) for flavour in ("lattice", "stream")]


def count_pages(data: bytes) -> int:
    """Give how many pages a PDF has."""
    import pypdfium2

    opened = pypdfium2.PdfDocument(data)
    try:
        return len(opened)
    finally:
        opened.close()


def in_turn(actions: Sequence[Callable[[], object]], *, runs: int) -> list[float]:
    """Give the median seconds of each, measured in turn after a warm-up of each."""
    seconds: list[list[float]] = [[] for _ in actions]
    for n in range(runs + 1):
        for side, action in zip(seconds, actions, strict=True):
            start = time.perf_counter()
            action()
            if n:
                side.append(time.perf_counter() - start)
    return list(map(statistics.median, seconds))


def median(action: Callable[[], Iterable[object]]) -> float:
    """Give the median seconds of one action."""
    return in_turn([action], runs=RUNS)[0]


if __name__ == "__main__":
    main(sys.argv[1:])
