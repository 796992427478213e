"""What readers take away: the package below site/data/, and all of it in one zip, workbook or database."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Collection, Mapping

from pipeline.schemas.codelists import CodeList
from pipeline.schemas.published import schema
from pipeline.schemas.table import Table

EARLIEST = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the first date that a zip can hold: the bytes must not tell when it was made

LEVEL = 9  # of libdeflate; 12 takes twenty times as long for 2 % less
# Files below site/data/ that hold all tables again. They are made by `dvc repro` and come with each release;
# git ignores them: .gitignore.
HEAVY = ("zip", "xlsx", "sqlite")


def zip_bytes(contents: Mapping[str, bytes]) -> bytes:
    """Give a zip of files by path: the same files always give the same bytes.

    Compressed by the pinned libdeflate, since the bytes of zlib differ from build to build. What does not get
    smaller is stored.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in sorted(contents.items()):
            squeezed = _Squeezed(content)
            entry = zipfile.ZipInfo(path, EARLIEST)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            entry.file_size = len(content)  # whether there must be room for more than 4 GB
            smaller = squeezed.size < len(content)
            entry.compress_type = zipfile.ZIP_DEFLATED if smaller else zipfile.ZIP_STORED
            with archive.open(entry, "w") as file:
                if smaller:
                    # The standard library has no public way to bring a compressor of one's own.
                    file._compressor = squeezed  # type: ignore[attr-defined]
                file.write(content)
    return out.getvalue()


class _Squeezed:
    """What stands for zlib's compressor: the whole of a file, compressed at once before."""

    def __init__(self, content: bytes) -> None:
        import deflate

        self._bytes = bytes(deflate.deflate_compress(content, LEVEL))
        self.size = len(self._bytes)

    def compress(self, _content: bytes) -> bytes:
        """Give the bytes; the file is written in one piece."""
        return self._bytes

    def flush(self) -> bytes:
        """Give what is left: nothing."""
        return b""


def beside_data(codebook: Mapping[str, bytes], heavy: Collection[str]) -> dict[str, bytes]:
    """Give the pages of the site as they stand in the zip: in codebook/, with the data one folder above.

    What is heavy is not in the zip, nor is the zip itself: of links to these files, by name, the words are
    left. In a page every quotation mark that is not markup is escaped, so that what is replaced is a link.
    """
    moved = {}
    names = "|".join(map(re.escape, heavy))
    for path, content in codebook.items():
        up = "../" * path.count("/")
        itself = re.compile(rf'<a href="{up}data/(?:{names})"[^>]*>(.*?)</a>'.encode())
        content = itself.sub(rb"\1", content)  # noqa: PLW2901 - the page without them
        moved[f"codebook/{path}"] = content.replace(f'href="{up}data/'.encode(), f'href="{up}../'.encode())
    return moved


def schema_files(tables: Mapping[str, Table], lists: Mapping[str, CodeList]) -> dict[str, bytes]:
    """Give each table's Table Schema as a file of its own."""
    return {
        f"schemas/{table.name}.json": (
            json.dumps(schema(table, lists), ensure_ascii=False, indent=2) + "\n"
        ).encode()
        for table in tables.values()
    }


def sums(contents: Mapping[str, bytes]) -> bytes:
    """Give the SHA-256 of files by path, in the form that ``sha256sum --check`` reads."""
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(contents.items())
    ).encode()
