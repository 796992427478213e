"""What search engines for data are told, as schema.org's Dataset: of the whole, and of each table.

https://schema.org/Dataset, and what https://developers.google.com/search/docs/appearance/structured-data/dataset
asks for. Addresses are told where raw/package.yaml has the homepage, since they may not be relative.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from markupsafe import Markup

from pipeline.edges.hidden import json_visible
from pipeline.package.metadata import Metadata
from pipeline.render import citing, links
from pipeline.render.codebook import Codebook
from pipeline.render.standards.description import LANGUAGE, known, media_type
from pipeline.schemas.table import Table

LEAST = 50  # characters of a description that Google wants


def whole(book: Codebook, files: Iterable[str]) -> Markup:
    """Describe the package, with the files that hold all of it."""
    metadata = book.metadata
    starts = [observation.period_start for observation in book.observations]
    ends = [observation.period_end for observation in book.observations]
    areas = sorted({book.label("authority", observation.ref_area) for observation in book.observations})
    return _script(
        _about(metadata)
        | {
            "name": metadata.title,
            "description": _long(metadata.description, metadata.title),
            "url": _address(metadata, links.HOME),
            "sameAs": metadata.doi_address,
            "dateModified": _day(metadata.dated(book.dated)),
            "hasPart": [_member(metadata, table) for _name, table in sorted(book.tables.items())],
            "temporalCoverage": f"{min(starts)}/{max(ends)}" if starts else None,
            "spatialCoverage": [{"@type": "Place", "name": area} for area in areas],
            "variableMeasured": [str(row["label"]) for row in book.lists["measure"].rows],
            "measurementTechnique": "Answers to requests under the Freedom of Information Act 2000",
            "citation": citing.apa(metadata, book.dated),
            "isBasedOn": [
                {
                    "@type": "CreativeWork",
                    "name": f"{book.label('authority', one.authority)}, answer to request {one.reference}",
                    "datePublished": one.letter_date.isoformat(),
                    "url": one.source_url,
                }
                for one in book.letters
            ],
            "distribution": _downloads(metadata, files),
        }
    )


def part(book: Codebook, table: Table, files: Iterable[str]) -> Markup:
    """Describe one table or code list."""
    metadata = book.metadata
    return _script(
        _about(metadata)
        | {
            "name": f"{table.title}: {metadata.title}",
            "description": _long(table.description, metadata.title),
            "url": _address(metadata, links.table(table.name, code_list=table.code_list)),
            "isPartOf": {"@type": "Dataset", "name": metadata.title, "url": _address(metadata, links.HOME)},
            "variableMeasured": [field.title for field in table.fields],
            "distribution": _downloads(metadata, files),
        }
    )


def sitemap(metadata: Metadata, pages: Iterable[str]) -> dict[str, bytes]:
    """Give sitemap.xml and robots.txt, where the site has an address."""
    if not metadata.homepage:
        return {}
    urls = "".join(
        f"<url><loc>{escape(_address(metadata, page) or '')}</loc></url>\n" for page in sorted(pages)
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )
    robots = f"User-agent: *\nAllow: /\nSitemap: {_address(metadata, 'sitemap.xml')}\n"
    return {"sitemap.xml": xml.encode(), "robots.txt": robots.encode()}


def _about(metadata: Metadata) -> dict[str, Any]:
    makers = [{"@type": "Organization", "name": name} for name in metadata.makers]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "identifier": [f"{metadata.name}-{metadata.version}", metadata.identifier],
        "version": metadata.version,
        "datePublished": _day(metadata.released),
        "keywords": list(metadata.keywords),
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "creator": makers,
        "publisher": makers,
        "license": [
            {"@type": "CreativeWork", "name": one.title, "url": _address(metadata, links.data(one.path))}
            for one in metadata.licences
        ],
    }


def _member(metadata: Metadata, table: Table) -> dict[str, Any]:
    """Name a table as part of the whole; what it is stands on its own page."""
    return {
        "@type": "Dataset",
        "name": table.title,
        "description": _long(table.description, metadata.title),
        "url": _address(metadata, links.table(table.name, code_list=table.code_list)),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _downloads(metadata: Metadata, files: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {
            "@type": "DataDownload",
            "name": file.rpartition("/")[2],
            "encodingFormat": media_type(file),
            "contentUrl": _address(metadata, file),
        }
        for file in files
    ]


def _address(metadata: Metadata, path: str) -> str | None:
    return links.address(metadata.homepage, path) if metadata.homepage else None


def _long(description: str, title: str) -> str:
    return description if len(description) >= LEAST else f"{description} Part of: {title}."


def _script(data: Mapping[str, Any]) -> Markup:
    """Give the data as JSON that can stand in a script element, without what is not known."""
    text = json.dumps(known(data), ensure_ascii=False, indent=1)
    return Markup(json_visible(text).replace("<", "\\u003c"))  # noqa: S704 - JSON, with every '<' escaped
