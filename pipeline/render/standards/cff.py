"""CITATION.cff, which git hosts, Zenodo and reference managers read.

https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md. The data's terms
have no SPDX identifier, so that ``license-url`` tells them where the site has an address; the message tells
them anywhere.
"""

import io

from ruamel.yaml import YAML

from pipeline.render import links
from pipeline.render.standards.description import Description, Standard, known

STANDARD = Standard(
    "Citation File Format",
    "1.2.0",
    "https://citation-file-format.github.io/",
    "git hosts, Zenodo and programs that keep references",
    ("repository", "package"),
)
NAME = "CITATION.cff"


def files(about: Description) -> dict[str, bytes]:
    """Give CITATION.cff."""
    metadata = about.metadata
    [terms, *_more] = [*metadata.licences, None]
    page = about.address(links.data(terms.path)) if terms else None
    cite = "If you use these data, please cite this package and the letter that a value comes from."
    found = known(
        {
            "cff-version": STANDARD.version,
            "message": f"{cite} {terms.title}: {terms.path}." if terms else cite,
            "type": "dataset",
            "title": metadata.title,
            "abstract": metadata.description,
            "version": metadata.version,
            "date-released": metadata.released.isoformat() if metadata.released else None,
            "authors": [{"name": name} for name in metadata.makers],
            "keywords": list(metadata.keywords),
            "doi": metadata.doi,
            "identifiers": [
                {"type": "other", "value": f"urn:uuid:{metadata.id}", "description": "UUID of all versions"}
            ]
            if metadata.id
            else None,
            "url": metadata.homepage,
            "repository-code": metadata.repository,
            "repository-artifact": about.address(links.data(about.whole[0].path)),
            "license-url": page,
        }
    )
    yaml, out = YAML(), io.StringIO()
    yaml.width = 4096  # a text stands on one line, so that it is found by looking for it
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(found, out)
    return {NAME: out.getvalue().encode()}
