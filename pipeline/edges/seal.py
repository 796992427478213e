"""A JSON file that says by itself whether it is whole: its first key is the digest of all others."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pipeline.edges.problems import bad_input

DIGEST = "digest"


def sealed(data: Mapping[str, Any]) -> bytes:
    """Give the file: UTF-8, with the SHA-256 of everything else as ``digest``."""
    return json.dumps({DIGEST: _digest(data), **data}, ensure_ascii=False, indent=1).encode()


def unsealed(content: bytes, file: str) -> dict[str, Any]:
    """Give what a sealed file holds, without the digest.

    Raises BadInputError where it is not what was sealed, and json.JSONDecodeError where it is no JSON.
    """
    data = json.loads(content)
    digest = data.pop(DIGEST, None) if isinstance(data, dict) else None
    if digest is None or digest != _digest(data):
        raise bad_input(file, None, "it was changed after it was written.", "Delete it and run 'dvc repro'.")
    return dict(data)


def _digest(data: Mapping[str, Any]) -> str:
    written = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
