"""A small writer of compound files (MS-CFB), as much of it as an Outlook message needs.

Streams below 4096 bytes lie in a stream for small ones, that of the root, in sectors of 64 bytes.
"""

import struct
from dataclasses import dataclass, field

_SECTOR, _SMALL_SECTOR = 512, 64
_SMALLEST = 4096
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass
class _Entry:
    name: str
    kind: int  # 1 storage, 2 stream, 5 root
    data: bytes = b""
    children: list[int] = field(default_factory=list)


Tree = dict[str, "bytes | Tree"]


def compound(tree: Tree) -> bytes:
    """Give the file of a tree of storages and streams."""
    entries = [_Entry("Root Entry", 5)]
    _add(entries, 0, tree)
    body, small_chains, chains = b"", list[int](), list[int]()
    starts = [_END] * len(entries)
    for i, entry in enumerate(entries):
        if entry.kind == 2 and len(entry.data) < _SMALLEST:
            starts[i] = _chained(small_chains, entry.data, _SMALL_SECTOR)
            entries[0].data += _padded(entry.data, _SMALL_SECTOR)
    for i, entry in enumerate(entries):
        if entry.kind == 5 or len(entry.data) >= _SMALLEST:
            starts[i] = _chained(chains, entry.data, _SECTOR)
            body += _padded(entry.data, _SECTOR)
    small = struct.pack(f"<{len(small_chains)}I", *small_chains)
    small = small.ljust(-(-len(small) // _SECTOR) * _SECTOR, b"\xff")
    first_small = _chained(chains, small, _SECTOR)
    body += small
    listing = b"".join(_listed(entries, i, start) for i, start in enumerate(starts))
    listing = listing.ljust(-(-len(listing) // _SECTOR) * _SECTOR, b"\0")
    first = len(chains)
    n = len(listing) // _SECTOR
    chains += [*range(first + 1, first + n), _END]
    n_tables = -(-(len(chains) + 8) // (_SECTOR // 4))
    tables = [len(chains) + i for i in range(n_tables)]
    chains += [_TABLE] * n_tables
    chains += [_FREE] * (n_tables * (_SECTOR // 4) - len(chains))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6, 0, n_tables,
        first, 0, _SMALLEST, first_small, len(small) // _SECTOR, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *tables, *[_FREE] * (109 - n_tables))
    return header + body + listing + struct.pack(f"<{len(chains)}I", *chains)


def _padded(data: bytes, sector: int) -> bytes:
    return data.ljust(-(-len(data) // sector) * sector, b"\0")


def _chained(chains: list[int], data: bytes, sector: int) -> int:
    """Give the first sector of data that goes on to the end of what is chained."""
    n, first = -(-len(data) // sector), len(chains)
    chains += [*range(first + 1, first + n), _END][:n]
    return first if n else _END


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    for name, content in tree.items():
        entries[parent].children.append(len(entries))
        entries.append(_Entry(name, 2, content) if isinstance(content, bytes) else _Entry(name, 1))
        if not isinstance(content, bytes):
            _add(entries, len(entries) - 1, content)


def _listed(entries: list[_Entry], index: int, start: int) -> bytes:
    """Give the entry of the directory; those of a storage are a list that goes down to the right."""
    entry = entries[index]
    above = next((one for one in entries if index in one.children), None)
    after = _FREE
    if above is not None and above.children[-1] != index:
        after = above.children[above.children.index(index) + 1]
    child = entry.children[0] if entry.children else _FREE
    name = (entry.name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ", name, len(name), entry.kind, 1, _FREE, after, child, 0, start, len(entry.data)
    )


def message(
    properties: dict[int, str | bytes | int], attachments: list[dict[int, str | bytes | int]]
) -> bytes:
    """Give an Outlook message: its properties by number, and those of each attachment."""
    tree = _properties(properties, struct.pack("<8x4I8x", 0, len(attachments), 0, len(attachments)))
    for number, one in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = _properties(one, bytes(8))
    return compound(tree)


def _properties(properties: dict[int, str | bytes | int], head: bytes) -> Tree:
    tree: Tree = {}
    listing = head
    for number, value in properties.items():
        if isinstance(value, int):
            listing += struct.pack("<HHIQ", 0x40 if value > 2**32 else 3, number, 6, value)
            continue
        kind, data = (0x1F, value.encode("utf-16-le")) if isinstance(value, str) else (0x102, value)
        tree[f"__substg1.0_{number:04X}{kind:04X}"] = data
        listing += struct.pack("<HHIII", kind, number, 6, len(data) + (2 if kind == 0x1F else 0), 0)
    tree["__properties_version1.0"] = listing
    return tree
