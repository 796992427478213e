"""One page before it is rendered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup


@dataclass(frozen=True)
class Page:
    """A path from the top of the site, the template, and what it shows.

    ``crumbs`` are the pages above it: label and target, from the top down, home left out. ``section`` is the
    target in the navigation that the page belongs to.
    """

    path: str
    template: str
    title: str
    summary: str  # one sentence: for search engines and for who shares a link
    section: str
    content: Mapping[str, Any]
    crumbs: tuple[tuple[str, str], ...] = ()
    dataset: Markup | None = None  # see pipeline.render.dataset
