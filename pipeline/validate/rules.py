"""A rule: what must hold, why, and the SQL that evaluates it. One rule is one file of expectations/.

A file starts with a block comment of YAML, and continues with one SELECT in DuckDB's SQL that can be pasted
into the duckdb shell::

    /*
    title: A figure is printed where the data say.
    why: A value that cannot be found in the letter cannot be cited.
    severity: error
    */
    SELECT figure_id AS subject, letter_id, ...

The SELECT gives one row per subject evaluated, in the columns of ``COLUMNS``; its ``outcome`` is one of
``OUTCOMES``. Where nothing in the data is of the rule's kind it gives no row. A ``detail`` is a sentence
without a full stop; it ends with ' (line 151)' where it is about a line of the letter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from pipeline.edges.document import load
from pipeline.edges.problems import BadInputError, Problem, bad_input

Severity = Literal["error", "warning"]
Outcome = Literal["pass", "fail", "unverifiable", "not_applicable"]

SEVERITIES: tuple[str, ...] = get_args(Severity)
OUTCOMES: tuple[str, ...] = get_args(Outcome)
COLUMNS = ("subject", "letter_id", "outcome", "expected", "found", "detail")

_REQUIRED = ("title", "why", "severity")
_KEYS = (*_REQUIRED, "source")
_HEADER = re.compile(r"\s*/\*(?P<yaml>.*?)\*/", re.DOTALL)


@dataclass(frozen=True)
class Rule:
    """What must hold. ``line`` is the line of ``file`` on which ``sql`` starts; None where SQL is derived."""

    name: str
    title: str  # states the rule
    why: str
    severity: Severity
    sql: str
    file: str  # path from the top of the repository
    line: int | None = None
    source: str | None = None  # an Act's section, a standard


def read_rules(folder: Path, name_of: str = "expectations") -> list[Rule]:
    """Read the rules of a folder, sorted by name. Raises BadInputError with every problem of every file."""
    rules: list[Rule] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.sql")):
        try:
            rules.append(parse_rule(path.stem, f"{name_of}/{path.name}", path.read_text("utf-8")))
        except BadInputError as error:
            problems += error.problems
        except UnicodeDecodeError:
            file = f"{name_of}/{path.name}"
            problems.append(Problem(file, None, "the file is not UTF-8.", "Save it as UTF-8."))
    if problems:
        raise BadInputError(problems)
    if not rules:
        raise bad_input(name_of, None, "the folder holds no rule.", "Put the rules back from git.")
    return rules


def parse_rule(name: str, file: str, text: str) -> Rule:
    """Give the rule that a file's text states. Raises BadInputError where its header is not as it must be."""
    header = _HEADER.match(text)
    if header is None:
        mend = f"Start it with /* and the YAML keys {', '.join(_REQUIRED)}, then */."
        raise bad_input(file, 1, "the file has no header.", mend)
    first = 1 + text.count("\n", 0, header.start("yaml"))
    fields = _fields(file, first, header["yaml"])
    sql = text[header.end() :]
    line = 1 + text.count("\n", 0, header.end() + len(sql) - len(sql.lstrip()))
    if not sql.strip(" \n\t;"):
        raise bad_input(file, line, "there is no SQL below the header.", "Write one SELECT.")
    return Rule(
        name=name,
        title=fields["title"],
        why=fields["why"],
        severity=cast(Severity, fields["severity"]),
        sql=sql.strip().rstrip("; \n"),
        file=file,
        line=line,
        source=fields.get("source"),
    )


def _fields(file: str, first: int, yaml: str) -> Mapping[str, str]:
    # Blank lines before it, so that the lines named are those of the file.
    header = load(("\n" * (first - 1) + yaml).encode(), file)
    header.known_keys(_KEYS, "the header")
    for key in _REQUIRED:
        if not header.need(key, "the header").text.strip():
            raise bad_input(file, header.lines[key], f"the header's {key} is empty.", "Write it.")
    severity = header.need("severity", "the header")
    if severity.text not in SEVERITIES:
        known = " or ".join(SEVERITIES)
        severity.fail(f"the severity {severity.text!r} is not known.", f"It must be {known}.")
    return {key: " ".join(header.need(key, "the header").text.split()) for key in header.items}
