"""What raw/package.yaml says of the package as a whole."""

import re
import uuid
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from pipeline.edges.document import Mapping, Text, load

ROLES = ("author", "publisher", "maintainer", "wrangler", "contributor")
# https://op.europa.eu/en/web/eu-vocabularies/dataset/-/resource?uri=http://publications.europa.eu/resource/dataset/data-theme
THEMES = {
    "AGRI": "Agriculture, fisheries, forestry and food",
    "ECON": "Economy and finance",
    "EDUC": "Education, culture and sport",
    "ENER": "Energy",
    "ENVI": "Environment",
    "GOVE": "Government and public sector",
    "HEAL": "Health",
    "INTR": "International issues",
    "JUST": "Justice, legal system and public safety",
    "OP_DATPRO": "Provisional data",
    "REGI": "Regions and cities",
    "SOCI": "Population and society",
    "TECH": "Science and technology",
    "TRAN": "Transport",
}
# Keys whose value may not exist yet, and what nothing that is published says without it.
LEFT_OUT = {
    "homepage": "absolute addresses of pages, files and terms, and the map of the site",
    "repository": "where the code is, and problems are told",
    "doi": "datacite.xml, and the DOI in citations and identifiers",
    "released": "the date of the release; that of the newest letter stands in for it where a date must be",
    "contact": "the contact point in DCAT",
}
KEYS = (
    *("name", "version", "id", "title", "description", "keywords", "themes", "contributors", "licences"),
    *LEFT_OUT,
)


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
    """The package as a whole. What may not exist yet, the keys of LEFT_OUT, is None until it does."""

    name: str
    version: str
    title: str
    description: str
    keywords: tuple[str, ...]
    contributors: tuple[Contributor, ...]
    licences: tuple[Licence, ...]
    homepage: str | None = None  # the folder of the site, as an address
    repository: str | None = None
    doi: str | None = None  # 10.1234/abc
    released: date | None = None
    contact: str | None = None  # an address where people are answered
    id: str | None = None  # a UUID, the same in every version
    themes: tuple[str, ...] = ()  # of THEMES

    @property
    def makers(self) -> tuple[str, ...]:
        """Who made the package; those who wrote the letters are its authors in another sense."""
        return tuple(c.title for c in self.contributors if "author" not in c.roles) or (self.name,)

    @property
    def authors(self) -> tuple[str, ...]:
        """Who wrote the letters."""
        return tuple(c.title for c in self.contributors if "author" in c.roles)

    @property
    def doi_address(self) -> str | None:
        """The DOI as an address."""
        return f"https://doi.org/{quote(self.doi, safe='/._-()~:;')}" if self.doi else None

    @property
    def lasting_address(self) -> str | None:
        """The address to cite: the DOI where there is one, else the home page."""
        return self.doi_address or self.homepage

    @property
    def identifier(self) -> str | None:
        """What identifies the package everywhere: its DOI, else its UUID, as an address or URN."""
        return self.doi_address or (f"urn:uuid:{self.id}" if self.id else None)

    @property
    def lacks(self) -> tuple[str, ...]:
        """The keys that have no value yet."""
        return tuple(key for key in LEFT_OUT if getattr(self, key) is None)

    def dated(self, newest_letter: date | None) -> date | None:
        """Give the date of the version: that of its release, else that of its newest letter.

        Never that of the build, so that the same data are the same bytes.
        """
        return self.released or newest_letter


def read(content: bytes, file: str) -> Metadata:
    """Read package metadata. Raises BadInputError with the line where something is missing or wrong."""
    top = load(content, file)
    top.known_keys(KEYS, "the package")
    name, version = top.need("name", "the package"), top.need("version", "the package")
    if not re.fullmatch(r"[a-z0-9._-]+", name.text):
        name.fail(f"the name is {name.text!r}.", "Use lower-case letters, digits, '.', '_' and '-' only.")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version.text):
        version.fail(f"the version is {version.text!r}.", "Write it as 1.2.3.")
    identifier, doi, released = top.text("id"), top.text("doi"), top.text("released")
    if identifier and not _is_uuid(identifier.text):
        identifier.fail(f"the id is {identifier.text!r}.", "Write a UUID, as 'uuidgen' makes them.")
    if doi and not re.fullmatch(r"10\.[0-9]{4,9}/[!-~]+", doi.text):
        doi.fail(f"the DOI is {doi.text!r}.", "Write it as 10.1234/abc, without an address before it.")
    themes = top.texts("themes")
    for theme in themes:
        if theme.text not in THEMES:
            theme.fail(f"the theme {theme.text!r} is not known.", f"Themes are {', '.join(THEMES)}.")
    return Metadata(
        name=name.text,
        version=version.text,
        title=top.need("title", "the package").text,
        description=top.need("description", "the package").text,
        keywords=tuple(keyword.text for keyword in top.texts("keywords")),
        contributors=tuple(map(_contributor, top.mappings("contributors"))),
        licences=tuple(map(_licence, top.mappings("licences"))),
        homepage=_address(top.text("homepage"), "homepage"),
        repository=_address(top.text("repository"), "repository"),
        doi=doi.text if doi else None,
        released=_day(released) if released else None,
        contact=_address(top.text("contact"), "contact"),
        id=identifier.text if identifier else None,
        themes=tuple(theme.text for theme in themes),
    )


def _address(entry: Text | None, what: str) -> str | None:
    if entry and not re.fullmatch(r"https?://[!-~]+", entry.text):
        entry.fail(f"the {what} is {entry.text!r}.", "Write its address with https://.")
    return entry.text if entry else None


def _day(entry: Text) -> date:
    try:
        return date.fromisoformat(entry.text)
    except ValueError:
        entry.fail(f"the day of the release is {entry.text!r}.", "Write it as 2026-03-31.")


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


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
