"""RO-Crate: the package with how it was made, for archives of research.

https://www.researchobject.org/ro-crate/specification/1.2/, and of https://w3id.org/ro/wfrun/process/0.5 how
a step is told: each stage of dvc.yaml is an action, with what it reads, what it writes and the software
that does it. What stages hand on to each other and what people write is not in the package, and is named.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.render.standards.description import (
    MAKING,
    Description,
    File,
    Letter,
    Software,
    Stage,
    Standard,
    as_json,
)

STANDARD = Standard(
    "RO-Crate",
    "1.2",
    "https://www.researchobject.org/ro-crate/specification/1.2/",
    "archives of research: WorkflowHub, ROHub, and people who ask how the data were made",
)
NAME = "ro-crate-metadata.json"
PROCESS_RUN = "https://w3id.org/ro/wfrun/process/0.5"
PUBLISHER = "#publisher"
IDENTIFIER = "#identifier"
DVC = "https://dvc.org/"
LETTERS = "raw"  # what stages read letters from

Node = dict[str, Any]


def files(about: Description) -> dict[str, bytes]:
    """Give ro-crate-metadata.json."""
    own = [_file(about, file) for file in about.every_file]
    graph = [*_top(about), *own, *_context(about), *_provenance(about)]
    return {NAME: as_json({"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph})}


def _top(about: Description) -> Iterator[Node]:
    metadata = about.metadata
    yield {
        "@id": NAME,
        "@type": "CreativeWork",
        "name": "What the package holds, and how it was made",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        "about": {"@id": "./"},
    }
    yield {
        "@id": "./",
        "@type": "Dataset",
        "name": metadata.title,
        "description": metadata.description,
        "datePublished": about.dated.isoformat() if about.dated else None,
        "version": metadata.version,
        "identifier": _ref(IDENTIFIER) if metadata.identifier else None,
        "cite-as": metadata.lasting_address,
        "url": metadata.homepage,
        "keywords": list(metadata.keywords),
        "inLanguage": "en",
        "license": _refs(one.path for one in metadata.licences),
        "author": _ref(PUBLISHER),
        "publisher": _ref(PUBLISHER),
        "creditText": about.citation,
        "temporalCoverage": "/".join(day.isoformat() for day in about.period) if about.period else None,
        "contentLocation": _refs(f"#place/{code}" for code, _name in about.places),
        "conformsTo": _ref(PROCESS_RUN),
        "isBasedOn": _refs(_letter_id(one) for one in about.letters),
        "hasPart": _refs(file.path for file in about.every_file),
        "mentions": _refs(f"#stage/{one.name}" for one in about.stages),
    }


def _file(about: Description, file: File) -> Node:
    found: Node = {
        "@id": file.path,
        "@type": "File",
        "name": file.name,
        "description": file.title,
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }
    if file.path in [one.path for one in about.metadata.licences]:
        found["@type"] = ["File", "CreativeWork"]
    if file.path == MAKING:
        found |= {
            "@type": ["File", "SoftwareSourceCode"],
            "name": "The pipeline that makes the data package",
            "description": "Its stages, with what each reads and writes. The code is in the repository.",
            "programmingLanguage": _ref(DVC),
            "version": about.metadata.version,
            "codeRepository": about.metadata.repository,
            "url": about.metadata.repository,
            "softwareRequirements": _refs(map(_software_id, about.software)),
        }
    return found


def _context(about: Description) -> Iterator[Node]:
    metadata = about.metadata
    yield {
        "@id": PUBLISHER,
        "@type": "Organization",
        "name": "; ".join(metadata.makers),
        "url": metadata.homepage,
        "contactPoint": _ref(metadata.contact) if metadata.contact else None,
    }
    if metadata.contact:
        yield {
            "@id": metadata.contact,
            "@type": "ContactPoint",
            "name": "Where questions are answered",
            "url": metadata.contact,
            "contactType": "technical support",
        }
    if metadata.identifier:
        yield {
            "@id": IDENTIFIER,
            "@type": "PropertyValue",
            "name": "DOI" if metadata.doi else "UUID of all versions",
            "propertyID": "DOI" if metadata.doi else "UUID",
            "value": metadata.identifier,
            "url": metadata.doi_address,
        }
    for code, name in about.places:
        yield {"@id": f"#place/{code}", "@type": "Place", "name": name, "identifier": code}
    for code, name in sorted({(one.authority, one.authority_name) for one in about.letters}):
        yield {"@id": f"#authority/{code}", "@type": "Organization", "name": name, "identifier": code}
    for letter in about.letters:
        yield {
            "@id": _letter_id(letter),
            "@type": "CreativeWork",
            "name": letter.title,
            "description": "The letter as received. The package has its text, masked.",
            "identifier": letter.reference,
            "author": _ref(f"#authority/{letter.authority}"),
            "datePublished": letter.dated.isoformat(),
            "encodingFormat": letter.media_type,
            "contentSize": str(letter.size) if letter.size is not None else None,
            "sha256": letter.sha256,
            "url": letter.address,
            "workExample": _ref(letter.text.path),
        }
    yield {
        "@id": PROCESS_RUN,
        "@type": ["CreativeWork", "Profile"],
        "name": "Process Run Crate",
        "version": PROCESS_RUN.rpartition("/")[2],
    }


def _provenance(about: Description) -> Iterator[Node]:
    if not about.stages:
        return
    metadata = about.metadata
    for one in about.software:
        yield {
            "@id": _software_id(one),
            "@type": "SoftwareApplication",
            "name": one.name,
            "version": one.version,
            # A package URL, ECMA-427: no registry's address is in it.
            "url": f"pkg:pypi/{one.name.lower().replace('_', '-')}",
        }
    dvc = next((one for one in about.software if one.name == "dvc"), None)
    yield {
        "@id": DVC,
        "@type": "ComputerLanguage",
        "name": "DVC pipeline",
        "version": dvc.version if dvc else None,
        "url": DVC,
    }
    handed: dict[str, Node] = {}
    for stage in about.stages:
        yield _action(about, stage)
        yield {
            "@id": f"#program/{stage.name}",
            "@type": "SoftwareApplication",
            "name": stage.command,
            "description": stage.purpose,
            "version": metadata.version,
            # Its code is in the repository; without an address of that there are the stages to look at.
            "url": metadata.repository or about.reference(MAKING),
            "isPartOf": _ref(MAKING),
        }
        for path in (*stage.reads, *stage.writes):
            if not _is_code(path) and not _in_package(about, path):
                handed[path] = _outside(path)
    for _path, node in sorted(handed.items()):
        yield node


def _action(about: Description, stage: Stage) -> Node:
    return {
        "@id": f"#stage/{stage.name}",
        "@type": "CreateAction",
        "name": f"{stage.name}: {stage.purpose}",
        "description": f"Run as '{stage.command}'.",
        "actionStatus": "http://schema.org/CompletedActionStatus",
        "agent": _ref(PUBLISHER),
        "instrument": _ref(f"#program/{stage.name}"),
        "object": _refs(_things(about, [path for path in stage.reads if not _is_code(path)])),
        "result": _refs(_things(about, stage.writes)),
    }


def _things(about: Description, paths: Iterable[str]) -> list[str]:
    """Give the identifiers of what stands at these paths of the repository."""
    found: list[str] = []
    for path in paths:
        inside = _in_package(about, path)
        found += inside or [f"#repository/{path}"]
        if path == LETTERS:
            found += [_letter_id(letter) for letter in about.letters]
    return list(dict.fromkeys(found))


def _in_package(about: Description, path: str) -> list[str]:
    """Give the files of the package that stand at a path of the repository, or below it."""
    # The site holds the package: what is not copied into it is made for it.
    if path == "site":
        made = [file for file in about.every_file if not file.path.startswith("processed/")]
        return [file.path for file in made if file.path not in ("datapackage.json", "LICENCE-DATA.md")]
    return [file.path for file in about.every_file if file.path == path or file.path.startswith(f"{path}/")]


def _is_code(path: str) -> bool:
    return path == "pipeline" or path.startswith("pipeline/") or path.endswith(".lock")


def _outside(path: str) -> Node:
    handed = path.startswith("staging/")
    what = "What one stage hands on to the next" if handed else "What people write"
    return {
        "@id": f"#repository/{path}",
        "@type": "CreativeWork",
        "name": path,
        "description": f"{what}. It stands in the repository of the pipeline, and not in this package.",
    }


def _software_id(one: Software) -> str:
    return f"#software/{one.name}-{one.version}"


def _letter_id(letter: Letter) -> str:
    return "#letter/" + re.sub(r"[^A-Za-z0-9/._-]", "-", letter.letter_id)


def _ref(name: str) -> Node:
    return {"@id": name}


def _refs(names: Iterable[str]) -> Node | list[Node]:
    """Give one reference as itself, and several as a list: the specification wants no list of one."""
    found = [_ref(name) for name in names]
    return found[0] if len(found) == 1 else found
