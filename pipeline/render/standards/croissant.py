"""Croissant, by which data sets are loaded for machine learning and found by search engines for data.

https://docs.mlcommons.org/croissant/docs/croissant-spec.html. Version 1.0, which all of them read; 1.1 adds
nothing that tables need. Records are read from the Parquet files, which carry types: from CSV, programs that
guess take the words None and NA for missing. Foreign keys are left out: mlcroissant joins a table to those
that its fields refer to, and gives the rows of the joined one.
"""

from collections.abc import Mapping
from typing import Any

from pipeline.render.standards.description import DescribedTable, Description, File, Standard, as_json
from pipeline.schemas.table import Field, FieldType

STANDARD = Standard(
    "Croissant",
    "1.0",
    "https://docs.mlcommons.org/croissant/docs/croissant-spec.html",
    "mlcroissant, TensorFlow Datasets, Google's Dataset Search",
)
NAME = "croissant.json"
TYPES: Mapping[FieldType, str] = {
    "string": "sc:Text",
    "integer": "cr:Int64",
    "number": "cr:Float64",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
# As the specification gives it, in its appendix 1.
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def files(about: Description) -> dict[str, bytes]:
    """Give croissant.json."""
    metadata = about.metadata
    return {
        NAME: as_json(
            {
                "@context": CONTEXT,
                "@type": "sc:Dataset",
                "conformsTo": f"http://mlcommons.org/croissant/{STANDARD.version}",
                "name": metadata.name,
                "alternateName": metadata.title,
                "description": metadata.description,
                "identifier": metadata.identifier,
                "version": metadata.version,
                "url": metadata.homepage,
                "sameAs": metadata.doi_address,
                "license": [about.reference(one.path) for one in metadata.licences],
                "citeAs": about.bibtex,
                "datePublished": about.dated.isoformat() if about.dated else None,
                "inLanguage": "en",
                "keywords": list(metadata.keywords),
                "creator": [{"@type": "sc:Organization", "name": name} for name in metadata.makers],
                "publisher": [{"@type": "sc:Organization", "name": name} for name in metadata.makers],
                "isLiveDataset": False,
                "distribution": [_file(about, one.parquet) for one in about.tables],
                "recordSet": [_records(one) for one in about.tables],
            }
        )
    }


def _file(about: Description, file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "description": file.title,
        "contentUrl": about.reference(file.path),
        "contentSize": f"{file.size} B",
        "encodingFormat": "application/x-parquet",  # the specification's word for it
        "sha256": file.sha256,
    }


def _records(one: DescribedTable) -> dict[str, Any]:
    table = one.table
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.title}. {table.description}",
        "key": [{"@id": f"{table.name}/{field}"} for field in table.primary_key],
        "field": [_field(one, field) for field in table.fields],
    }


def _field(one: DescribedTable, field: Field) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{one.table.name}/{field.name}",
        "name": field.name,
        "description": f"{field.title}. {field.description}",
        "dataType": TYPES[field.type],
        "source": {"fileObject": {"@id": one.parquet.name}, "extract": {"column": field.name}},
    }
