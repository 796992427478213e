"""The pages, one module a kind, found by being in this folder.

``pages(book)`` gives a kind's pages as template and data. The pages without one are made of all others.
"""

import functools
import importlib
import pkgutil
from collections.abc import Iterable
from typing import Protocol, cast

from pipeline.render.codebook import Codebook
from pipeline.render.page import Page


class _Kind(Protocol):
    def pages(self, book: Codebook) -> Iterable[Page]: ...


@functools.cache
def kinds() -> tuple[_Kind, ...]:
    """Give the kinds of page that are made of the data, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(cast(_Kind, module) for module in modules if hasattr(module, "pages"))
