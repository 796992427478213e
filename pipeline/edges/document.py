"""YAML as text with line numbers, and nothing more.

Every scalar stays the text that stands in the file, so that ``no`` is no boolean and ``2024-03-31`` no
date until a field says so. Tags, anchors and aliases are refused: a reading needs none, and they are how
YAML files run code or swell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pipeline.edges.problems import BadInputError, bad_input

DEEPEST = 20
PLAIN_TAGS = ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")


@dataclass(frozen=True)
class Text:
    """A scalar as it stands in the file."""

    text: str
    file: str
    line: int

    def fail(self, what: str, mend: str) -> NoReturn:
        """Raise a BadInputError that points here."""
        raise self.error(what, mend)

    def error(self, what: str, mend: str) -> BadInputError:
        """Give a BadInputError that points here."""
        return bad_input(self.file, self.line, what, mend)


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple["Item", ...]
    file: str
    line: int

    def __iter__(self) -> Iterator["Item"]:
        return iter(self.items)


@dataclass(frozen=True)
class Mapping:
    """Keys with their items, in the order of the file."""

    items: dict[str, "Item"]
    lines: dict[str, int]
    file: str
    line: int

    def known_keys(self, known: tuple[str, ...], what: str) -> None:
        """Raise a BadInputError that names the nearest key where one is not known."""
        for key in self.items:
            if key not in known:
                from rapidfuzz import process

                nearest = process.extractOne(key, known)
                hint = f"Did you mean {nearest[0]!r}? " if nearest else ""
                raise bad_input(
                    self.file,
                    self.lines[key],
                    f"{what} has no key {key!r}.",
                    f"{hint}Keys are {', '.join(known)}.",
                )

    def text(self, key: str) -> Text | None:
        """Give the scalar at a key; None where the key is absent."""
        item = self.items.get(key)
        if item is not None and not isinstance(item, Text):
            raise bad_input(self.file, item.line, f"{key} must be a single value.", "Write it on one line.")
        return item

    def need(self, key: str, what: str) -> Text:
        """Give the scalar at a key that must be there."""
        found = self.text(key)
        if found is None:
            raise bad_input(self.file, self.line, f"{what} has no {key}.", f"Add '{key}:'.")
        return found

    def texts(self, key: str) -> tuple[Text, ...]:
        """Give the scalars at a key that holds one or a list of them; none where the key is absent."""
        item = self.items.get(key)
        if item is None:
            return ()
        many = item.items if isinstance(item, Sequence) else (item,)
        if not many:
            raise bad_input(
                self.file, self.lines[key], f"{key} is an empty list.", "Fill it, or delete the key."
            )
        found = tuple(one for one in many if isinstance(one, Text))
        if len(found) < len(many):
            raise bad_input(self.file, self.lines[key], f"{key} must be a value or a list of values.")
        if not all(one.text.strip() for one in found):
            mend = "Name what belongs there, or delete the line."
            raise bad_input(self.file, self.lines[key], f"{key} is empty.", mend)
        return found

    def mappings(self, key: str) -> tuple["Mapping", ...]:
        """Give the mappings in the list at a key; none where the key is absent."""
        item = self.items.get(key)
        if item is None:
            return ()
        if not isinstance(item, Sequence) or not all(isinstance(one, Mapping) for one in item):
            raise bad_input(
                self.file,
                self.lines[key],
                f"{key} must be a list of entries.",
                "Start each with '- ', or delete the key.",
            )
        return tuple(one for one in item if isinstance(one, Mapping))


Item = Text | Sequence | Mapping


def load(content: bytes, file: str) -> Mapping:
    """Read a YAML file whose top is a mapping. Raises BadInputError with file and line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise bad_input(file, None, "the file is not UTF-8.", "Save it as UTF-8.") from error
    try:
        depth = 0
        for event in YAML(pure=True).parse(text):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > DEEPEST:
                raise bad_input(file, event.start_mark.line + 1, "entries are nested too deeply.")
            if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
                raise bad_input(
                    file,
                    event.start_mark.line + 1,
                    "YAML anchors and aliases are not read.",
                    "Write the value out.",
                )
        root = YAML(pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise bad_input(
            file, line, f"this is not YAML: {error.problem}.", "Check indentation, colons and quotes."
        ) from error
    except YAMLError as error:
        raise bad_input(
            file, None, "the file holds a character that YAML does not allow.", "Delete control characters."
        ) from error
    if root is None:
        raise bad_input(
            file, None, "the file is empty.", "Write its keys and values, or restore it from git."
        )
    item = _item(root, file)
    if not isinstance(item, Mapping):
        raise bad_input(file, 1, "the file does not hold keys and values.", "Write 'KEY: VALUE', one a line.")
    return item


def _item(node: Node, file: str) -> Item:
    line = node.start_mark.line + 1
    if str(node.ctag).removeprefix("tag:yaml.org,2002:") not in PLAIN_TAGS:
        raise bad_input(file, line, f"the YAML tag {node.ctag} is not read.", "Delete it.")
    if isinstance(node, ScalarNode):
        if re.search("[\0\ud800-\udfff]", str(node.value)):
            raise bad_input(file, line, "this holds half a character, or one that ends texts.", "Delete it.")
        # ruamel marks the folds of a folded scalar with the bell character.
        return Text(str(node.value).replace("\a", ""), file, line)
    if isinstance(node, SequenceNode):
        return Sequence(tuple(_item(child, file) for child in node.value), file, line)
    if not isinstance(node, MappingNode):
        raise bad_input(file, line, "this kind of YAML is not read.")
    items: dict[str, Item] = {}
    lines: dict[str, int] = {}
    for key_node, value in node.value:
        key_line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            raise bad_input(file, key_line, "a key is itself a list or a mapping.", "Write a word.")
        key = str(key_node.value)
        if key in items:
            raise bad_input(file, key_line, f"the key {key!r} stands twice.", "Delete one of the two.")
        items[key], lines[key] = _item(value, file), key_line
    return Mapping(items, lines, file, line)
