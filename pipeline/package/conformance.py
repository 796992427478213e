"""Whether a descriptor conforms to the official Data Package v2 profile."""

import json
from importlib.resources import files

from pipeline.schemas.published import Descriptor


def against_profile(descriptor: Descriptor) -> list[str]:
    """Give what breaks the official profile, which dplib-py ships; no network is used."""
    from jsonschema_rs import Draft7Validator

    profile = json.loads((files("dplib") / "profiles" / "2.0" / "datapackage.json").read_text("utf-8"))
    errors = Draft7Validator(profile).iter_errors(descriptor)
    return sorted(f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in errors)
