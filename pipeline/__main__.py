"""The command line: one thin function a command."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.edges.hidden import visible
from pipeline.edges.problems import PipelineError, bad_input

app = typer.Typer(
    help="Read a letter, or say what was built. The pipeline itself is run by make, or dvc repro.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
def extract(
    file: Annotated[Path, typer.Argument(help="The letter.")],
    html: Annotated[
        Path | None,
        typer.Option(
            help="Write the letter with everything found marked to this file instead.", metavar="OUT"
        ),
    ] = None,
    why: Annotated[
        int | None,
        typer.Option(
            help="Say instead why this line was taken for question, answer or neither.", metavar="LINE", min=1
        ),
    ] = None,
) -> None:
    """Print the structure of one letter as JSON. Needs no reading."""
    import json

    from pipeline.edges.files import write
    from pipeline.edges.hidden import json_visible
    from pipeline.edges.progress import waiting
    from pipeline.extract.as_json import as_json
    from pipeline.extract.forms import UnreadableLetter
    from pipeline.extract.letter import read
    from pipeline.extract.letter import why as reasons_for

    if html is not None and (html.is_dir() or not html.parent.is_dir()):
        what = "is a folder." if html.is_dir() else "cannot be written: its folder does not exist."
        raise bad_input(str(html), None, what, "Name a file in a folder that exists.")
    if html is not None and html.exists() and file.exists() and html.samefile(file):
        raise bad_input(str(html), None, "is the letter itself.", "Name another file.")
    try:
        data = file.read_bytes()
        with waiting(f"Reading {file.name} ({len(data) / 1e6:.1f} MB)"):
            if why is not None:
                sys.stdout.write(visible(reasons_for(data, file.name, why)) + "\n")
                return
            structure = read(data, file.name)
    except OSError as error:
        raise bad_input(str(file), None, f"the letter cannot be opened: {error.strerror}.") from error
    except UnreadableLetter as error:
        raise bad_input(str(file), None, str(error)) from error
    if html is None:
        found = json.dumps(as_json(structure, file.name), ensure_ascii=False, indent=1)
        sys.stdout.buffer.write(json_visible(found).encode() + b"\n")
        return
    from pipeline.render.reading_view import page, summary

    with waiting(f"Writing {html.name}"):
        content = page(structure, file.name)
    try:
        write(html, content)
    except OSError as error:
        raise bad_input(str(html), None, f"cannot be written: {error.strerror}.") from error
    said = f"{file.name}: {summary(structure)}. Open {html} to see it in the letter.\n"
    sys.stdout.write(visible(said))


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="The letter, in any form.")],
    authority: Annotated[
        str | None,
        typer.Option(
            help="Whose letter it is, if it does not say so: a name, a GSS code or a folder of raw/."
        ),
    ] = None,
) -> None:
    """Put a letter into raw/ and draft its reading. Run it in the repository's top folder."""
    from pipeline.interpret.add import add as add_letter
    from pipeline.interpret.add import said

    sys.stdout.write(visible(said(add_letter(Path.cwd(), file, authority))))


@app.command()
def summary() -> None:
    """Say what was built, what could be verified, and which file to open."""
    from pipeline.package.summary import summary as text

    sys.stdout.write(text(Path.cwd()))


@app.command()
def release(
    version: Annotated[
        str | None, typer.Argument(help="Its number, as 1.2.3. Without it, what changed and the next number.")
    ] = None,
    released: Annotated[
        str | None, typer.Option(help="The day of the release, as 2026-03-31, for raw/package.yaml.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Check only, and write nothing.")] = False,
) -> None:
    """Number what is committed, compare it with the last release, and build dist/: docs/releasing.md."""
    from pipeline.release import steps

    root = Path.cwd()
    if version is None:
        sys.stdout.write(visible(steps.said(steps.plan(root))))
    elif check:
        sys.stdout.write(visible(steps.said(steps.check(root, version))))
    else:
        sys.stdout.write(visible(steps.release(root, version, released)))


@app.command()
def dist() -> None:
    """Build dist/ from what is built: the files of a release, the same bytes in every clone."""
    from pipeline.release.dist import build

    files = build(Path.cwd())
    sys.stdout.write(f"dist/ has {len(files)} files: {', '.join(files)}\n")


@app.command()
def disclosure_audit() -> None:
    """Say which hidden figures the published package gives away, and never how large they are."""
    from pipeline.disclosure.report import report

    sys.stdout.write(report(Path.cwd()))


def main() -> None:
    """Run the command line; bad input ends with its sentences and exit code 1, without a traceback.

    So does a file or folder that cannot be read or written.
    """
    try:
        app()
    except PipelineError as error:
        sys.stderr.write(f"{visible(str(error))}\n")
        raise SystemExit(1) from None
    except OSError as error:
        if error.filename is None:
            raise
        sys.stderr.write(f"{visible(str(error.filename))}: {error.strerror}.\n")
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
