"""Whether a package conforms: to the official Data Package v2 profile, and by frictionless, data included."""

import json
from importlib.resources import files
from pathlib import Path

from pipeline.package.descriptor import Descriptor


def against_profile(descriptor: Descriptor) -> list[str]:
    """Give what breaks the official profile, which dplib-py ships; no network is used."""
    from jsonschema_rs import Draft7Validator

    profile = json.loads((files("dplib") / "profiles" / "2.0" / "datapackage.json").read_text("utf-8"))
    errors = Draft7Validator(profile).iter_errors(descriptor)
    return sorted(f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in errors)


def by_frictionless(path: Path) -> list[str]:
    """Give what frictionless finds wrong in a package on disk: schema, types, keys, hashes, sizes."""
    from frictionless import Package

    report = Package(str(path)).validate()
    found = [error.message for error in report.errors]
    return found + [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
