"""What readers take away: the package below site/data/, and all of it in one zip."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping

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


def zip_bytes(contents: Mapping[str, bytes]) -> bytes:
    """Give a zip of files by path: the same files always give the same bytes.

    Stored and not deflated, since deflate's bytes differ between builds of zlib.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(path, EARLIEST)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, content)
    return out.getvalue()


def beside_data(codebook: Mapping[str, bytes], archive: str) -> dict[str, bytes]:
    """Give the pages of the site as they stand in the zip: in codebook/, with the data one folder above.

    The zip is not in itself: of links to ``archive``, its name, the words are left. In a page every quotation
    mark that is not markup is escaped, so that what is replaced is a link.
    """
    moved = {}
    for path, content in codebook.items():
        up = "../" * path.count("/")
        itself = re.compile(rf'<a href="{up}data/{re.escape(archive)}"[^>]*>(.*?)</a>'.encode())
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
