"""How the data are cited: in words, as APA has it, and as files for programs that keep references."""

from datetime import date

from pipeline.package.metadata import Metadata
from pipeline.render.periods import day

BIBTEX = "citation.bib"
RIS = "citation.ris"


def words(metadata: Metadata, dated: date | None) -> str:
    """Give the words to cite the data with; ``dated`` is the date of the newest letter."""
    authors = metadata.authors
    parts = [f"{makers(metadata)}. {metadata.title}. Version {metadata.version}."]
    if authors:
        parts.append(f"Made from letters of {', '.join(authors)}.")
    if dated:
        parts.append(f"Newest letter: {day(dated)}.")
    if metadata.lasting_address:
        parts.append(metadata.lasting_address)
    return " ".join(parts)


def makers(metadata: Metadata) -> str:
    """Give who made the package; those who wrote the letters are its authors in another sense."""
    return "; ".join(metadata.makers)


def _year(metadata: Metadata, dated: date | None) -> str:
    day_of_version = metadata.dated(dated)
    return str(day_of_version.year) if day_of_version else ""


def apa(metadata: Metadata, dated: date | None) -> str:
    """Give the reference as the APA's manual has it (7th edition).

    The year is that of the release, else that of the newest letter.
    """
    year = _year(metadata, dated) or "n.d."
    reference = f"{makers(metadata)}. ({year}). {metadata.title} (Version {metadata.version}) [Data set]."
    return f"{reference} {metadata.lasting_address}" if metadata.lasting_address else reference


def bibtex(metadata: Metadata, dated: date | None) -> str:
    """Give the reference as BibTeX; names in braces are those of bodies and are not taken apart."""
    fields = {
        "author": f"{{{_tex(makers(metadata))}}}",
        "title": f"{{{_tex(metadata.title)}}}",
        "version": metadata.version,
        "year": _year(metadata, dated),
        "note": f"Data set. Newest letter: {day(dated)}" if dated else "Data set",
        "doi": metadata.doi or "",
        "url": metadata.lasting_address or "",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{metadata.name},\n{lines}\n}}\n"


def ris(metadata: Metadata, dated: date | None) -> str:
    """Give the reference as RIS, in the order and with the line ends that its specification asks for."""
    lines = [("TY", "DATA"), ("AU", makers(metadata)), ("TI", metadata.title), ("ET", metadata.version)]
    if of_version := metadata.dated(dated):
        lines += [("PY", str(of_version.year)), ("DA", of_version.strftime("%Y/%m/%d"))]
    if metadata.doi:
        lines.append(("DO", metadata.doi))
    if metadata.lasting_address:
        lines.append(("UR", metadata.lasting_address))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*lines, ("ER", "")])


def _tex(text: str) -> str:
    return "".join(f"\\{c}" if c in "&%$#_{}" else c for c in text)
