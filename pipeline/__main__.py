"""The command line: one thin function a command."""

import importlib
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.problems import PipelineError

app = typer.Typer(
    help=__doc__,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Stage(StrEnum):
    """The stages, in the order of the data's way."""

    extract = "extract"
    interpret = "interpret"
    build = "build"
    validate = "validate"
    package = "package"
    render = "render"


@app.command()
def extract(file: Annotated[Path, typer.Argument(help="The letter.")]) -> None:
    """Print the structure of one letter as JSON. Needs no reading."""
    from pipeline.extract.as_json import as_json
    from pipeline.extract.letter import read

    try:
        data = file.read_bytes()
    except OSError as error:
        raise typer.Exit(_say(f"{file}: the letter cannot be opened: {error.strerror}.")) from error
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(as_json(read(data, file.name), file.name))


@app.command()
def stage(name: Annotated[Stage, typer.Argument(help="The stage.")]) -> None:
    """Run one stage of the pipeline; dvc.yaml calls this."""
    importlib.import_module(f"pipeline.{name}.stage").run(Path.cwd())


@app.command()
def summary() -> None:
    """Say what was built, what could be verified, and which file to open."""
    from pipeline.package.summary import summary as text

    sys.stdout.write(text(Path.cwd()))


def _say(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 1


def main() -> None:
    """Run the command line; bad input ends with its sentences and exit code 1, without a traceback."""
    try:
        app()
    except PipelineError as error:
        raise SystemExit(_say(str(error))) from None


if __name__ == "__main__":
    main()
