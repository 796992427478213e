"""A program: validate a data package and print what is wrong with it, as JSON."""

import gc
import json
import sys
from pathlib import Path


def main(descriptor: Path, folder: str) -> None:
    """Print the faults of a descriptor's files in a folder, a sentence each."""
    gc.disable()  # before the import, which makes most of the objects; the program lives for a second
    from frictionless import Package

    report = Package.from_descriptor(json.loads(descriptor.read_bytes()), basepath=folder).validate()
    found = [error.message for error in report.errors]
    found += [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
