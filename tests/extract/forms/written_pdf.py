"""PDFs written by hand, an object at a time: what the tests of the reader of PDFs read.

Places are in points from the top left corner of an A4 page, as readers see it.
"""

from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 595, 842
# Helvetica's widths from the blank to the tilde, in thousandths of the font's size.
_WIDTHS = (
    278,
    278,
    355,
    556,
    556,
    889,
    667,
    191,
    333,
    333,
    389,
    584,
    278,
    333,
    278,
    278,
    556,
    556,
    556,
    556,
    556,
    556,
    556,
    556,
    556,
    556,
    278,
    278,
    584,
    584,
    584,
    556,
    1015,
    667,
    667,
    722,
    722,
    667,
    611,
    778,
    722,
    278,
    500,
    667,
    556,
    833,
    722,
    778,
    667,
    778,
    722,
    667,
    611,
    722,
    667,
    944,
    667,
    667,
    611,
    278,
    278,
    278,
    469,
    556,
    333,
    556,
    556,
    500,
    556,
    556,
    278,
    556,
    556,
    222,
    222,
    500,
    222,
    833,
    556,
    556,
    556,
    556,
    333,
    500,
    278,
    556,
    500,
    722,
    500,
    500,
    500,
    334,
    260,
    334,
    584,
)


def width(text: str, size: float = 10) -> float:
    """Give how wide a text is in Helvetica."""
    return sum(_WIDTHS[ord(c) - 32] if 32 <= ord(c) < 127 else 556 for c in text) * size / 1000


class Sheet:
    """A page that is being written."""

    def __init__(self, rotate: int = 0) -> None:
        self.content: list[str] = []
        self.rotate = rotate
        self.has_picture = False
        self.annotations: list[str] = []
        self.crop: tuple[float, float, float, float] | None = None

    def raw(self, *operators: str) -> "Sheet":
        """Write operators as they stand in the content of a page."""
        self.content += operators
        return self

    def annotation(self, kind: str, x0: float, y0: float, x1: float, y1: float, fill: str = "") -> "Sheet":
        """Put an annotation there; ``fill`` are the operators of how it looks."""
        box = f"{x0:.2f} {HEIGHT - y1:.2f} {x1:.2f} {HEIGHT - y0:.2f}"
        self.annotations.append(f"/Subtype /{kind} /Rect [{box}]\n{fill}")
        return self

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        *,
        bold: bool = False,
        mode: int = 0,
        turn: int = 0,
    ) -> "Sheet":
        """Write a line that stands at ``y``; ``turn`` is in quarters against the clock, ``mode`` 3 prints
        nothing.
        """
        code = text.encode("cp1252").hex()
        matrix = {0: "1 0 0 1", 1: "0 1 -1 0", 2: "-1 0 0 -1", 3: "0 -1 1 0"}[turn]
        font = "F2" if bold else "F1"
        self.content.append(
            f"BT {mode} Tr /{font} {size} Tf {matrix} {x:.2f} {HEIGHT - y:.2f} Tm <{code}> Tj ET"
        )
        return self

    def lines(self, x: float, y: float, texts: Iterable[str], step: float = 12, **how: bool) -> "Sheet":
        """Write lines below one another."""
        for n, text in enumerate(texts):
            self.text(x, y + n * step, text, **how)
        return self

    def right(self, x: float, y: float, text: str, size: float = 10) -> "Sheet":
        """Write a text that ends at ``x``."""
        return self.text(x - width(text, size), y, text, size)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Draw a line."""
        self.content.append(f"0.5 w {x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S")
        return self

    def shade(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0.8) -> "Sheet":
        """Fill a rectangle."""
        self.content.append(f"q {grey} g {x0:.2f} {HEIGHT - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f Q")
        return self

    def frame(self, xs: Sequence[float], ys: Sequence[float]) -> "Sheet":
        """Draw all rules of a table."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Put a grey picture there."""
        self.has_picture = True
        self.content.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {HEIGHT - y1} cm /I Do Q")
        return self


def pdf(
    *sheets: Sheet, picture: tuple[int, int, bytes] = (1, 1, b"\x80"), attached: bytes = b"", field: str = ""
) -> bytes:
    """Give a PDF of these pages; ``picture`` is width, height and grey values of what pictures show,
    ``field`` what is filled into a field of the first page.
    """
    objects: list[bytes] = [
        b"",  # the catalogue, which names what comes below
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        _stream(
            picture[2],
            f"/Type /XObject /Subtype /Image /Width {picture[0]} /Height {picture[1]}"
            " /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
        b"<< /Type /OCG /Name (Off) >>",
        b"<< /Type /OCG /Name (On) >>",
        *(
            _stream(
                b"BT /F1 10 Tf 100 742 Td (4711) Tj ET",
                f"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /OC {layer} 0 R"
                " /Resources << /Font << /F1 3 0 R >> >>",
            )
            for layer in (6, 7)
        ),
    ]
    kids, annotations = [], ""
    if field:
        objects.append(
            _stream(
                f"BT /F1 10 Tf 2 4 Td ({field}) Tj ET".encode(),
                "/Type /XObject /Subtype /Form /BBox [0 0 80 16] /Resources << /Font << /F1 3 0 R >> >>",
            )
        )
        annotations = (
            "/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T (n)"
            f" /V ({field}) /Rect [200 735 280 751] /AP << /N {len(objects)} 0 R >> >>]"
        )
    for sheet in sheets:
        for one in sheet.annotations:
            entries, _, fill = one.partition("\n")
            looks = ""
            if fill:
                objects.append(_stream(fill.encode(), "/Type /XObject /Subtype /Form /BBox [0 0 600 900]"))
                looks = f"/AP << /N {len(objects)} 0 R >>"
            objects.append(f"<< /Type /Annot /F 4 {entries} {looks} >>".encode())
            annotations += f" {len(objects)} 0 R"
        annotations = f"/Annots [{annotations}]" if sheet.annotations else annotations
        crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        objects.append(_stream("\n".join(sheet.content).encode(), ""))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {sheet.rotate}"
            " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I 5 0 R /Off 8 0 R /On 9 0 R >>"
            " /ExtGState << /Clear << /ca 0 >> /Pale << /ca 0.5 >> /Times << /BM /Multiply >> >>"
            f" /Properties << /Off 6 0 R /On 7 0 R >> >> {crop}"
            f" /Contents {len(objects)} 0 R {annotations} >>".encode()
        )
        annotations = ""
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    names = ""
    if attached:
        objects.append(_stream(attached, "/Type /EmbeddedFile"))
        objects.append(
            f"<< /Type /Filespec /F (a.txt) /UF (a.txt) /EF << /F {len(objects)} 0 R >> >>".encode()
        )
        names = f"/Names << /EmbeddedFiles << /Names [(a.txt) {len(objects)} 0 R] >> >>"
    objects[0] = (
        "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R 7 0 R]"
        f" /D << /Order [6 0 R 7 0 R] /ON [7 0 R] /OFF [6 0 R] >> >> {names} >>"
    ).encode()
    return _file(objects)


def _stream(data: bytes, entries: str) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: Sequence[bytes], trailer: str = "") -> bytes:
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        made
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
        + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
        + f"startxref\n{len(made)}\n%%EOF\n".encode()
    )


def in_forms(content: str, depth: int) -> bytes:
    """Give a PDF of one page on which this is painted by a form within a form, and so on."""
    resources = "/Resources << /Font << /F1 4 0 R >> /XObject << /X %d 0 R >> >>"
    form = "/Type /XObject /Subtype /Form /BBox [0 0 600 900] "
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {resources % 6}"
        " /Contents 5 0 R >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        _stream(b"/X Do", ""),
        *(_stream(b"/X Do", form + resources % (6 + n)) for n in range(1, depth)),
        _stream(content.encode(), form + resources % 5),
    ]
    return _file(objects)


def locked() -> bytes:
    """Give a PDF that opens with a password only."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>".encode(),
    ]
    return _file(objects, f"/Encrypt 4 0 R /ID [<{'43' * 16}> <{'43' * 16}>]")
