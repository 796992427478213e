"""The row of one letter in ``letters``: what it says of itself, and what its reading adds."""

import re
from collections.abc import Mapping

from pipeline.extract.structure import Structure
from pipeline.interpret.coding import day
from pipeline.interpret.reading import Reading
from pipeline.schemas.codelists import CodeList, normalised, split
from pipeline.schemas.table import Row

_ADDRESS = re.compile(r"https?://[!-~]+")
LONGEST_NAME = 80  # characters: file systems take 255 bytes, and folders and suffixes come to it
# Names of devices, which Windows gives no file, whatever their suffix (Microsoft, 'Naming Files').
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def authority(structure: Structure, reading: Reading, source_file: str, authorities: CodeList) -> str:
    """The folder says whose letter it is; the letter must not say otherwise."""
    slug = source_file.split("/")[-2]
    area = next((str(row["code"]) for row in authorities.rows if row["slug"] == slug), None)
    if area is None:
        known = ", ".join(str(row["slug"]) for row in authorities.rows)
        reading.letter.fail(
            f"no authority has the folder {slug!r}.", f"Known are {known}; add a row to {authorities.file}."
        )
    named = structure.header.authority
    if named is not None and authorities.resolve(named) not in (area, None):
        reading.letter.fail(
            f"{source_file} is a letter of {named!r}, not of {authorities.row(area)['label']}.",
            f"Move it to raw/{authorities.row(str(authorities.resolve(named)))['slug']}/.",
        )
    return area


def file_name(reference: str) -> str | None:
    """Give a reference in characters that a file name, an identifier and an address can have:
    'FOI/2024/123' is 'FOI-2024-123'. None where nothing is left.

    It never leads out of its folder, ends in no dot, and is a name on every file system; a long one is cut.
    """
    shown = re.sub(r"[^A-Za-z0-9._-]+", "-", reference)
    name = re.sub(r"\.{2,}", ".", shown).strip("._-")[:LONGEST_NAME].rstrip("._-")
    if _DEVICE.fullmatch(name):
        name = f"FOI-{name}"
    return name or None


def letter_row(
    structure: Structure, reading: Reading, source_file: str, area: str, lists: Mapping[str, CodeList]
) -> Row:
    """Give the row of letters. Raises BadInputError where letter and reading disagree or say too little."""
    header, reference = structure.header, reading.letter
    if header.reference is not None and normalised(header.reference) != normalised(reference.text):
        reference.fail(
            f"the letter's reference is {header.reference!r}, not {reference.text!r}.", "Correct 'letter:'."
        )
    name = file_name(reference.text)
    if not name:
        reference.fail(f"the reference {reference.text!r} has no letter or digit.", "Correct 'letter:'.")
    for said, found in (
        (reading.date, header.date),
        (reading.regime, header.regime),
        (reading.received, header.received),
    ):
        if said is not None and found is not None and said.text != found:
            said.fail(f"the letter itself says {found!r}, not {said.text!r}.", "Delete the key.")
    date = day(reading.date) if reading.date else header.date
    if date is None:
        reference.fail("no date was found in the letter that can be.", "Add 'date:' as 2024-03-31.")
    received = day(reading.received) if reading.received else header.received
    if received is not None and received > date:
        at = reading.received or reference
        at.fail(
            f"the request was received on {received}, after the letter of {date}.",
            "Correct 'received:', or 'date:'.",
        )
    regime = reading.regime.text if reading.regime else header.regime
    if regime not in ("FOIA", "FOISA", "EIR"):
        at = reading.regime or reference
        at.fail(
            "nothing says under which law it was answered.",
            "Add 'regime: FOIA', 'regime: FOISA' or 'regime: EIR'.",
        )
    return {
        "letter_id": f"{source_file.split('/')[-2]}/{name}",
        "authority": area,
        "reference": reference.text,
        "letter_date": date,
        "request_received": received,
        "subject": reading.subject.text if reading.subject else header.subject,
        "regime": regime,
        **_published(reading, date),
        "source_file": source_file,
        "media_type": structure.media_type,
        "sha256": structure.sha256,
        "bytes": structure.size,
        "reuse_terms": reuse_terms(structure.text, lists["reuse_terms"]),
    }


def _published(reading: Reading, date: str) -> Row:
    """Give where the letter was published and when it was fetched from there."""
    url, fetched = reading.source_url, reading.fetched
    if url is not None and not _ADDRESS.fullmatch(url.text):
        url.fail(f"source_url is {url.text!r}.", "Write the address of a page, with https://.")
    if fetched is not None:
        if url is None:
            fetched.fail("fetched is said without source_url.", "Add where the letter was published.")
        if day(fetched) < date:
            fetched.fail(f"the letter of {date} cannot be fetched on {fetched.text}.", "Correct 'fetched:'.")
    return {"source_url": url.text if url else None, "fetched": day(fetched) if fetched else None}


def reuse_terms(text: str, terms: CodeList) -> str:
    """Give the first terms in the list all of whose phrases occur in a letter, or 'none_stated'."""
    shown = normalised(text)
    for row in terms.rows:
        phrases = [normalised(phrase) for phrase in split(row["phrases"])]
        if phrases and all(phrase in shown for phrase in phrases):
            return str(row["code"])
    return "none_stated"
