""".zenodo.json, by which Zenodo fills in the record of a release of the repository.

https://developers.zenodo.org/#representation (deposit metadata). Without a licence Zenodo would give the
data one that they do not have (CC BY 4.0), so that theirs is always told; ``other-nc`` is Zenodo's word as
well.
"""

from html import escape

from pipeline.render.standards.description import Description, Standard, as_json

STANDARD = Standard(
    "Zenodo metadata",
    "legacy deposit metadata",
    "https://developers.zenodo.org/#representation",
    "Zenodo, when it archives a release of the repository",
    ("repository",),
)
NAME = ".zenodo.json"


def files(about: Description) -> dict[str, bytes]:
    """Give .zenodo.json."""
    metadata = about.metadata
    related = [
        (metadata.homepage, "isAlternateIdentifier", "dataset"),
        (metadata.repository, "isCompiledBy", "software"),
    ]
    return {
        NAME: as_json(
            {
                "title": metadata.title,
                "description": f"<p>{escape(metadata.description)}</p>",
                "upload_type": "dataset",
                "version": metadata.version,
                "publication_date": metadata.released.isoformat() if metadata.released else None,
                "language": "eng",
                "keywords": list(metadata.keywords),
                "creators": [{"name": name} for name in metadata.makers],
                "contributors": [{"name": name, "type": "Other"} for name in metadata.authors],
                "access_right": "open",
                "license": metadata.licences[0].name if metadata.licences else None,
                "notes": "; ".join(f"{one.title} ({one.path})" for one in metadata.licences),
                "related_identifiers": [
                    {"identifier": address, "relation": relation, "resource_type": kind}
                    for address, relation, kind in related
                    if address
                ],
            }
        )
    }
