"""PDF: what stands on its pages, in the order in which a reader reads it.

Characters and rules come from pdfium, which runs no script, follows no link and fetches nothing. Every word
of a page ends in the text: in a table that is drawn (``lattice``, ``drawn``) or aligned (``unruled``,
``rows``), else in a paragraph; what stands on every page comes once. A page that is a picture is read by
optical character recognition where that is installed (``ocr``), else said to be one.
"""

import ctypes
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.extract.forms.concealed import PLACEHOLDER, Concealed
from pipeline.extract.forms.document import Attachment, Composer, Document, UnreadableLetter
from pipeline.extract.forms.pdf import flow, ocr
from pipeline.extract.forms.pdf.characters import Turn, words
from pipeline.extract.forms.pdf.drawings import drawings
from pipeline.extract.forms.pdf.furniture import by_text, furniture
from pipeline.extract.forms.pdf.page import Area, Line, Page
from pipeline.extract.forms.pdf.paragraphs import Paragraph, both, goes_on, usual_pitch
from pipeline.extract.forms.pdf.seen import Sight
from pipeline.extract.forms.pdf.table import Table, followed

if TYPE_CHECKING:
    import pypdfium2

PRECEDENCE = 10
_MEDIA_TYPE = "application/pdf"
_MARK = b"%PDF-"
_WITHIN = 1024  # bytes: readers look no further for the mark
_MOST_PAGES = 2_000
_MOST_ATTACHMENTS = 50
_FEWEST_CHARACTERS = 12  # of a page that is not just a picture
_PAGE_UNREAD = "the page is a picture, and what it says is not recognised"
_PICTURE_UNREAD = "pictures in a document are not read"
_DAMAGED = "Ask for it again, or print it to PDF from a program that still opens it, and run again."
_FILLED_IN = (20, 3, 13)  # the kinds of annotations with text of their own: fields, free text, stamps


def recognises(data: bytes, source_name: str) -> bool:
    """Whether the mark of a PDF stands at the beginning, where readers of PDF look for it."""
    return _MARK in data[:_WITHIN] and not data.startswith((b"PK\x03\x04", b"{\\rtf"))


def read(data: bytes, source_name: str) -> Document:
    """Give the text of the letter; raises ``UnreadableLetter`` where it is locked, damaged, too long or has
    only pictures of pages and no text recognition is installed.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableLetter(_refusal(error, source_name)) from None
    try:
        if len(pdf) > _MOST_PAGES:
            raise UnreadableLetter(
                f"{source_name} has {len(pdf)} pages, more than the {_MOST_PAGES} that are read."
                " Cut out the letter itself and run again."
            )
        pages = [_page(pdf, number) for number in range(len(pdf))]
        attachments = tuple(_attachments(pdf))
        unread = [number for number, page in enumerate(pages) if _is_picture(page)]
        if unread and ocr.is_installed():
            for number in unread:
                pages[number] = _recognised(pdf, number, pages[number])
        if all(_is_picture(page) for page in pages) and not attachments:
            raise UnreadableLetter(_no_text(pages, source_name))
    except pypdfium2.PdfiumError:
        raise UnreadableLetter(f"{source_name} is a damaged PDF. {_DAMAGED}") from None
    finally:
        pdf.close()
    return _composed(pages, attachments)


def _refusal(error: Exception, source_name: str) -> str:
    import pypdfium2.raw as pdfium

    if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return (
            f"{source_name} is a PDF locked with a password. Open it with the password, print it to PDF"
            " without one, and run again."
        )
    return f"{source_name} is a damaged PDF. {_DAMAGED}"


def _no_text(pages: Sequence[Page], source_name: str) -> str:
    if not any(page.drawn.pictures for page in pages):
        return f"{source_name} is a PDF without text. Put the letter itself there and run again."
    if ocr.is_installed():
        return f"{source_name} is a scan in which no text could be recognised. Type it out and run again."
    return (
        f"{source_name} is a scan: its pages are pictures without text. Install the text recognition with"
        f" `{ocr.INSTALL}` and run again."
    )


def _page(pdf: "pypdfium2.PdfDocument", number: int) -> Page:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        page = pdf[number]
    except pypdfium2.PdfiumError:
        return Page(595, 842, ())  # the page is broken; the others are read
    try:
        if _is_filled_in(page):
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            page.close()
            page = pdf[number]
        turn = Turn(_shown(page), page.get_rotation() // 90)
        drawn, texts, things = drawings(page, turn)
        sight = Sight(page, turn, texts, things)
        found = words(page, turn, drawn, sight, texts)
        return Page(turn.width, turn.height, found.words, drawn, found.is_recognised, found.is_beside)
    finally:
        page.close()


def _shown(page: "pypdfium2.PdfPage") -> tuple[float, float, float, float]:
    """Give the left, lower, right and upper edge of what is shown of a page."""
    crop, media = page.get_cropbox(), page.get_mediabox()
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    return (left, bottom, right, top) if left < right and bottom < top else crop


def _is_filled_in(page: "pypdfium2.PdfPage") -> bool:
    """Whether fields or notes print something of their own on the page."""
    import pypdfium2.raw as pdfium

    for i in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, i)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in _FILLED_IN:
            return True
    return False


def _attachments(pdf: "pypdfium2.PdfDocument") -> Iterable[Attachment]:
    import pypdfium2

    for i in range(min(pdf.count_attachments(), _MOST_ATTACHMENTS)):
        try:
            attached = pdf.get_attachment(i)
            yield Attachment(attached.get_name() or f"attachment {i + 1}", bytes(attached.get_data()))
        except (pypdfium2.PdfiumError, ctypes.ArgumentError, ValueError):
            continue


def _is_picture(page: Page) -> bool:
    return sum(len(word.text) for word in page.words) < _FEWEST_CHARACTERS and (
        not page.words or any(one.area > 0.3 * page.width * page.height for one in page.drawn.pictures)
    )


def _recognised(pdf: "pypdfium2.PdfDocument", number: int, page: Page) -> Page:
    if not page.drawn.pictures:
        return page
    shown = pdf[number]
    try:
        found = ocr.words(shown)
    finally:
        shown.close()
    return Page(page.width, page.height, found, page.drawn, is_recognised=True)


def _composed(pages: Sequence[Page], attachments: Sequence[Attachment]) -> Document:
    bodies = [flow.body(page) for page in pages]
    heads, feet = furniture(pages, [one.lines for one in bodies])
    margin = flow.margin(bodies, max((page.width for page in pages), default=595))
    pitch = usual_pitch([one.lines for one in bodies])
    written: list[flow.Item] = []
    seen: set[str] = set()
    below: list[Line] = []
    for number, (page, body) in enumerate(zip(pages, bodies, strict=True)):
        left_out = set(feet[number])
        for i in sorted(heads[number]):
            text = body.lines[i].text
            if number or text in seen:
                left_out.add(i)
            if number and text not in seen:
                below.append(body.lines[i])
            seen.add(text)
        below += [body.lines[i] for i in sorted(feet[number])]
        found = flow.items(page, body, left_out, margin, pitch)
        if not page.words and page.drawn.pictures and _is_picture(page):
            found.append(flow.Picture(Area(0, 0, page.width, page.height), is_page=True))
        _append(written, found)
    composer = Composer()
    for item in written:
        if isinstance(item, Table):
            composer.table(item.layout, item.rows, item.n_headings)
        elif isinstance(item, Paragraph):
            composer.paragraph(item.text)
        else:
            composer.gap("[Picture]", _PAGE_UNREAD if item.is_page else _PICTURE_UNREAD)
    for line in by_text(below):
        composer.paragraph(line.text)
    if any(page.is_beside for page in pages):
        composer.gap(PLACEHOLDER, Concealed.OFF_PAGE.why)
    recognised = any(page.is_recognised for page in pages)
    return composer.document(_MEDIA_TYPE, attachments, "ocr" if recognised else "text")


def _append(written: list[flow.Item], found: Sequence[flow.Item]) -> None:
    """Add what a page holds; what goes on over the page is made one."""
    rest = list(found)
    if written and rest:
        last, first = written[-1], rest[0]
        if isinstance(last, Table) and isinstance(first, Table):
            joined = followed(last, first)
            if joined is not None:
                written[-1] = joined
                rest = rest[1:]
        elif isinstance(last, Paragraph) and isinstance(first, Paragraph) and goes_on(last, first):
            written[-1] = both(last, first)
            rest = rest[1:]
    written += rest
