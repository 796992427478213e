"""Keep a published package in releases/, to compare with: of this folder, or of any other."""

from pathlib import Path

from pipeline.disclosure.editions import files, published
from pipeline.edges.files import DESCRIPTOR, PROCESSED, RELEASES, write_folder
from pipeline.edges.problems import bad_input


def keep(root: Path, package: Path) -> str:
    """Write what is kept of the package in a folder into the repository at ``root``; give its version."""
    for name in (DESCRIPTOR, PROCESSED):
        if not (package / name).exists():
            raise bad_input(str(package / name), None, "it is missing.", "Name the folder of a package.")
    edition = published(package)
    contents = {name: (package / PROCESSED / f"{name}.csv").read_bytes() for name in edition.columns}
    write_folder(root / RELEASES / edition.version, files(edition, contents))
    return edition.version
