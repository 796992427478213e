"""The command line: one thin function a command."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.edges.problems import PipelineError, bad_input

app = typer.Typer(
    help="Read a letter, or say what was built. The pipeline itself is run by make, or dvc repro.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
def extract(file: Annotated[Path, typer.Argument(help="The letter.")]) -> None:
    """Print the structure of one letter as JSON. Needs no reading."""
    import json

    from pipeline.extract.as_json import as_json
    from pipeline.extract.forms import UnreadableLetter
    from pipeline.extract.letter import read

    try:
        structure = read(file.read_bytes(), file.name)
    except OSError as error:
        raise bad_input(str(file), None, f"the letter cannot be opened: {error.strerror}.") from error
    except UnreadableLetter as error:
        raise bad_input(str(file), None, str(error)) from error
    found = json.dumps(as_json(structure, file.name), ensure_ascii=False, indent=1)
    sys.stdout.buffer.write(found.encode() + b"\n")


@app.command()
def summary() -> None:
    """Say what was built, what could be verified, and which file to open."""
    from pipeline.package.summary import summary as text

    sys.stdout.write(text(Path.cwd()))


def main() -> None:
    """Run the command line; bad input ends with its sentences and exit code 1, without a traceback."""
    try:
        app()
    except PipelineError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
