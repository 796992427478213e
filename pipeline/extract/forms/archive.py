"""Office files that are ZIPs of XML parts: which parts they have, and what keeps a reader safe from them.

Nothing is read from an archive that would not fit in memory, whose parts say more than they are (a few bytes
that expand to gigabytes), or that declares entities, which no office program writes. What a part refers to
outside the archive is never fetched.
"""

import functools
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.forms.document import UnreadableLetter

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_EXPANDED = 200_000_000  # bytes of all parts
MOST_MEMBERS = 10_000
LARGEST_RATIO = 200  # of a part above _SMALL, expanded to compressed
_SMALL = 10_000_000  # bytes
_FIRST = b"PK\x03\x04"
_DECLARATIONS = re.compile(
    b"|".join(re.escape(f"<!{word}".encode(code)) for word in ("DOCTYPE", "ENTITY")
              for code in ("ascii", "utf-16-le", "utf-16-be"))
)  # fmt: skip
# What 'Strict Open XML' calls the namespaces that everybody else calls by their first names.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Archive:
    """The parts of an office file, each read when asked for.

    Raises ``UnreadableLetter`` where the archive is damaged, protected by a password or unsafe.
    """

    def __init__(self, data: bytes, source_name: str) -> None:
        self._source_name = source_name
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            raise UnreadableLetter(
                f"{source_name} holds more than {MOST_MEMBERS:,} parts, which no letter does."
                " Save the letter itself as PDF and run again."
            )
        if sum(member.file_size for member in members) > LARGEST_EXPANDED or any(
            member.file_size > _SMALL and member.file_size > LARGEST_RATIO * max(1, member.compress_size)
            for member in members
        ):
            raise UnreadableLetter(
                f"{source_name} expands to far more than a letter holds, so it was not opened."
                " Save the letter itself as PDF and run again."
            )
        if any(member.flag_bits & 1 for member in members):
            raise protected(source_name)
        self.names = frozenset(member.filename for member in members)
        for name in self.names:
            if name.casefold().endswith((".xml", ".rels")) and _DECLARATIONS.search(self._zip.read(name)):
                raise _declares(source_name)

    def root(self, name: str) -> "_Element":
        """Give the root element of a part; raises ``KeyError`` where there is no such part."""
        from lxml import etree

        data = self._plain(name)
        parser = etree.XMLParser(
            no_network=True, resolve_entities=False, huge_tree=False, load_dtd=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise _declares(self._source_name)
        return root

    def elements(self, name: str, *tags: str) -> "Iterator[_Element]":
        """Give the elements of these names one by one, without holding all of a large part at once."""
        from lxml import etree

        data = self._plain(name)
        found = etree.iterparse(
            io.BytesIO(data), tag=[f"{{*}}{tag}" for tag in tags], no_network=True, resolve_entities=False,
            huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        for _, element in found:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]

    def _plain(self, name: str) -> bytes:
        data = self._zip.read(name)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return data

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Give what a part refers to within the archive: by id, the kind of relation and the part."""
        folder, _, file = name.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels".lstrip("/")
        if relations not in self.names:
            return {}
        found = {}
        for one in self.root(relations):
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                path = target[1:] if target.startswith("/") else _resolved(folder, target)
                found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], path)
        return found

    def main(self) -> str:
        """Give the name of the part that the file is about."""
        return next(path for kind, path in self.related("").values() if kind == "officeDocument")


def _resolved(folder: str, target: str) -> str:
    steps: list[str] = []
    for step in f"{folder}/{target}".split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


@functools.lru_cache(maxsize=1)  # asked by every form in turn
def _kind(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {member.filename for member in archive.infolist()}
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return archive.read("mimetype").decode("ascii").strip()
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError, RuntimeError):
        return None
    return next((folder for folder in ("word", "xl") if any(n.startswith(f"{folder}/") for n in names)), None)


def kind(data: bytes) -> str | None:
    """Give what a ZIP says it is: its media type, or the folder of an Open XML file ('word', 'xl'); None for
    what is no ZIP, or one that says neither.
    """
    return _kind(data) if data.startswith(_FIRST) else None


def protected(source_name: str) -> UnreadableLetter:
    """Give the sentence for a file that asks for a password."""
    return UnreadableLetter(
        f"{source_name} is protected with a password. Save it without the password and run again."
    )


def local(element: "_Element") -> str:
    """Give the name of an element without its namespace; '' for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: "_Element", *names: str) -> Iterator["_Element"]:
    """Give the children of these names, in order."""
    return (child for child in element if local(child) in names)


def _declares(source_name: str) -> UnreadableLetter:
    return UnreadableLetter(
        f"{source_name} declares entities, which no office program writes, so it was not read."
        " Save it again from an office program and run again."
    )
