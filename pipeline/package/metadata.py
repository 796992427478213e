"""What raw/package.yaml says of the package as a whole."""

import re
from dataclasses import dataclass

from pipeline.edges.document import Mapping, load

KEYS = ("name", "version", "title", "description", "keywords", "contributors", "licences", "homepage")
ROLES = ("author", "publisher", "maintainer", "wrangler", "contributor")


@dataclass(frozen=True)
class Contributor:
    """Who contributed, and as what."""

    title: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Licence:
    """Terms of the data: an Open Definition identifier, a title, and a path from the top of the package."""

    name: str
    title: str
    path: str


@dataclass(frozen=True)
class Metadata:
    """The package as a whole. ``homepage`` is None until it has an address."""

    name: str
    version: str
    title: str
    description: str
    keywords: tuple[str, ...]
    contributors: tuple[Contributor, ...]
    licences: tuple[Licence, ...]
    homepage: str | None


def read(content: bytes, file: str) -> Metadata:
    """Read package metadata. Raises BadInputError with the line where something is missing or wrong."""
    top = load(content, file)
    top.known_keys(KEYS, "the package")
    name, version = top.need("name", "the package"), top.need("version", "the package")
    if not re.fullmatch(r"[a-z0-9._-]+", name.text):
        name.fail(f"the name is {name.text!r}.", "Use lower-case letters, digits, '.', '_' and '-' only.")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version.text):
        version.fail(f"the version is {version.text!r}.", "Write it as 1.2.3.")
    homepage = top.text("homepage")
    if homepage and not re.fullmatch(r"https?://[!-~]+", homepage.text):
        homepage.fail(f"the homepage is {homepage.text!r}.", "Write its address with https://.")
    return Metadata(
        name=name.text,
        version=version.text,
        title=top.need("title", "the package").text,
        description=top.need("description", "the package").text,
        keywords=tuple(keyword.text for keyword in top.texts("keywords")),
        contributors=tuple(map(_contributor, top.mappings("contributors"))),
        licences=tuple(map(_licence, top.mappings("licences"))),
        homepage=homepage.text if homepage else None,
    )


def _contributor(entry: Mapping) -> Contributor:
    entry.known_keys(("title", "roles"), "a contributor")
    roles = entry.texts("roles")
    for role in roles:
        if role.text not in ROLES:
            role.fail(f"the role {role.text!r} is not known.", f"Roles are {', '.join(ROLES)}.")
    return Contributor(entry.need("title", "a contributor").text, tuple(role.text for role in roles))


def _licence(entry: Mapping) -> Licence:
    entry.known_keys(("name", "title", "path"), "a licence")
    what = "a licence"
    path = entry.need("path", what)
    if not re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", path.text):
        path.fail(f"the licence {path.text!r} is no file of the top folder.", "Name one that stands there.")
    return Licence(entry.need("name", what).text, entry.need("title", what).text, path.text)
