"""What catalogues, archives and readers are told of the package, each in the words of its own standard.

A standard is a module of this folder, and is found by being there:

- ``STANDARD``: its name, version and address, and who reads it (``Standard``)
- ``files(about)``: the files that it asks for, by their path, from one prepared ``Description``; none where
  the standard cannot be met without an address that raw/package.yaml does not have yet

What files are called is decided by their standard, and so is where they stand: see ``Standard.places``.
"""

import functools
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from pipeline.render.standards.description import (
    MAKING,
    Description,
    Software,
    Stage,
    Standard,
    describe,
    software,
    stages,
)

__all__ = [
    "MAKING",
    "Described",
    "Description",
    "Software",
    "Stage",
    "Standard",
    "below",
    "describe",
    "described",
    "software",
    "stages",
]


@dataclass(frozen=True)
class Described:
    """The files of one standard, by path from the top of the package or of the repository."""

    standard: Standard
    files: Mapping[str, bytes]


class _Module(Protocol):
    STANDARD: Standard

    def files(self, about: Description) -> dict[str, bytes]: ...


@functools.cache
def _modules() -> tuple[_Module, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(cast(_Module, module) for module in modules if hasattr(module, "STANDARD"))


def described(about: Description) -> Iterator[Described]:
    """Describe the package by every standard, in the order of their names."""
    for module in sorted(_modules(), key=lambda module: module.STANDARD.name.casefold()):
        yield Described(module.STANDARD, module.files(about))


def below(every: Iterable[Described], place: str) -> dict[str, bytes]:
    """Give the files that belong into one of ``Standard.places``."""
    return {
        path: content for one in every if place in one.standard.places for path, content in one.files.items()
    }
