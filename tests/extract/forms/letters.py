"""The same small letter in every form, written by the library or the hand that writes such a form."""

import io
import zipfile
from email.message import EmailMessage
from typing import Any

import docx
import odfdo
import openpyxl

from extract.forms.written_pdf import Sheet, pdf

HEAD = ("Northmoor County Council", "Our reference: FOI-20417", "3 March 2026", "Dear requester")
FIRST = "How many foster carers did the council approve in each of the years below?"
FIRST_ANSWER = "The council approved the following numbers of foster carers."
TABLE = (
    ("Year", "Mainstream", "Kinship"),
    ("2022/23", "31", "12"),
    ("2023/24", "28", "c"),
    ("Total", "59", "c"),
)
SECOND = "How much was spent on advertising for foster carers in 2023/24?"
SECOND_ANSWER = "We spent £1,250 on advertising in 2023/24."
THIRD = "Please provide the address of every foster carer."
REFUSAL = "We hold this information. It is exempt under section 40(2) of the Freedom of Information Act 2000."
SIGNATURE = ("Yours sincerely", "Information Governance Team")
QUESTIONS = (FIRST, SECOND, THIRD)


def txt() -> bytes:
    """Paragraphs with an empty line after each, the table with tabs."""
    table = "\n".join("\t".join(row) for row in TABLE)
    answers = [f"2. {SECOND}", SECOND_ANSWER, f"3. {THIRD}", REFUSAL]
    return "\n\n".join([*HEAD, f"1. {FIRST}", FIRST_ANSWER, table, *answers, *SIGNATURE]).encode()


def of_docx() -> bytes:
    """Numbered by Word: the questions are items of a list, and hold no number."""
    letter = docx.Document()
    for text in HEAD:
        letter.add_paragraph(text)
    letter.add_paragraph(FIRST, style="List Number")
    letter.add_paragraph(FIRST_ANSWER)
    table = letter.add_table(rows=0, cols=len(TABLE[0]))
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for question, answer in ((SECOND, SECOND_ANSWER), (THIRD, REFUSAL)):
        letter.add_paragraph(question, style="List Number")
        letter.add_paragraph(answer)
    for text in SIGNATURE:
        letter.add_paragraph(text)
    return saved(letter)


def of_odt() -> bytes:
    """Numbered by hand."""
    letter = odfdo.Document("text")
    letter.body.clear()
    for text in (*HEAD, f"1. {FIRST}", FIRST_ANSWER):
        letter.body.append(odfdo.Paragraph(text))
    table = odfdo.Table("Approved")
    table.set_values(TABLE)
    letter.body.append(table)
    for text in (f"2. {SECOND}", SECOND_ANSWER, f"3. {THIRD}", REFUSAL, *SIGNATURE):
        letter.body.append(odfdo.Paragraph(text))
    return saved(letter)


def _sheet() -> list[tuple[str | int, ...]]:
    empty: tuple[str | int, ...] = ()
    rows: list[tuple[str | int, ...]] = [(text,) for text in HEAD]
    rows += [empty, (f"1. {FIRST}",), (FIRST_ANSWER,), empty]
    rows += [tuple(int(cell) if cell.isdigit() else cell for cell in row) for row in TABLE]
    rows += [empty, (f"2. {SECOND}",), (SECOND_ANSWER,), (f"3. {THIRD}",), (REFUSAL,), empty]
    return rows + [(text,) for text in SIGNATURE]


def of_xlsx() -> bytes:
    """A line of the letter in each row of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Response"
    for row in _sheet():
        sheet.append(row)
    return saved(book)


def of_ods() -> bytes:
    """A line of the letter in each row of one sheet."""
    book = odfdo.Document("spreadsheet")
    book.body.clear()
    table = odfdo.Table("Response")
    table.set_values(_sheet())
    book.body.append(table)
    return saved(book)


def html() -> bytes:
    """Numbered by the browser."""
    head = "".join(f"<p>{text}</p>" for text in HEAD)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Response</title></head><body>{head}
        <ol><li>{FIRST}<p>{FIRST_ANSWER}</p><table>{rows}</table></li>
        <li>{SECOND}<p>{SECOND_ANSWER}</p></li><li>{THIRD}<p>{REFUSAL}</p></li></ol>
        <p>{SIGNATURE[0]}<br>{SIGNATURE[1]}</p></body></html>""".encode()


def eml() -> bytes:
    """As a page and as plain text, of which the page has the table."""
    mail = EmailMessage()
    mail["From"] = "Information Governance Team <foi@northmoor.example>"
    mail["To"] = "requester@requester.example"
    mail["Date"] = "Tue, 3 Mar 2026 10:15:00 +0000"
    mail["Subject"] = "FOI-20417"
    mail["MIME-Version"] = "1.0"
    mail.set_content("This message needs a program that shows pages.")
    mail.add_alternative(html().decode(), subtype="html")
    return mail.as_bytes()


def rtf() -> bytes:
    """Numbered as Word writes it: the number stands before the text of the item."""
    rows = "".join(
        r"\trowd\cellx3000\cellx5000\cellx7000 "
        + "".join(rf"\pard\intbl {cell}\cell" for cell in row)
        + r"\row"
        for row in TABLE
    )

    def question(number: int, text: str) -> str:
        return rf"{{\pard{{\listtext\tab {number}.\tab}}\b {text}\b0\par}}"

    parts = [*(rf"\pard {text}\par" for text in HEAD), question(1, FIRST), rf"\pard {FIRST_ANSWER}\par", rows,
             question(2, SECOND), rf"\pard {SECOND_ANSWER}\par", question(3, THIRD), rf"\pard {REFUSAL}\par",
             *(rf"\pard {text}\par" for text in SIGNATURE)]  # fmt: skip
    body = "\n".join(parts).replace("£", r"\'a3")
    return (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fswiss Arial;}}" + body + "}").encode("ascii")


def csv() -> bytes:
    """The sheet as a spreadsheet program exports it: every row has as many commas as the widest."""
    lines = []
    for row in _sheet():
        cells = [str(cell) for cell in row] + [""] * (3 - len(row))
        lines.append(",".join(f'"{cell}"' if "," in cell else cell for cell in cells))
    return "\r\n".join(lines).encode()


def of_pdf() -> bytes:
    """Lines on a page, the table with all its rules and numbers to the right."""
    sheet = Sheet()
    y = 60
    before = (*HEAD, f"1. {FIRST}", FIRST_ANSWER)
    after = (f"2. {SECOND}", SECOND_ANSWER, f"3. {THIRD}", REFUSAL, *SIGNATURE)
    for text in before:
        sheet.text(60, y, text)
        y += 24
    sheet.frame((60, 160, 260, 360), [y + 20 * i for i in range(len(TABLE) + 1)])
    for i, (label, *cells) in enumerate(TABLE):
        sheet.text(64, y + 20 * i + 14, label)
        for j, cell in enumerate(cells):
            sheet.right(256 + 100 * j, y + 20 * i + 14, cell)
    y += 20 * len(TABLE) + 30
    for text in after:
        sheet.text(60, y, text)
        y += 24
    return pdf(sheet)


def saved(document: Any) -> bytes:
    """Give the bytes of a document of a library that saves to a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """Give a ZIP of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes | str]) -> bytes:
    """Give an office file with some of its parts replaced, or others added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        old: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    return zipped(old | parts)


FORMS = {
    "docx": of_docx,
    "odt": of_odt,
    "xlsx": of_xlsx,
    "ods": of_ods,
    "html": html,
    "eml": eml,
    "rtf": rtf,
    "csv": csv,
    "pdf": of_pdf,
}
