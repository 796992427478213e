"""What the styles of a page declare for its elements, by the cascade (CSS Cascading and Inheritance 5).

A style is applied by the selectors of the page's own sheets and the attribute ``style``. What lies elsewhere
(``@import``, ``link``) is never fetched; rules for print or for narrow screens are not applied. A declaration
of which it is not known whether a browser takes it, for its value or for a condition around it, makes a
second reading: what hides text in either of the two hides it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.extract.forms.html import lengths
from pipeline.extract.forms.html.values import Known, covered, known

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROPERTIES = frozenset(
    ["display", "visibility", "opacity", "color", "background", "background-color", "background-image",
     "font", "font-size", "font-size-adjust", "position", "left", "top", "right", "bottom", "inset",
     "text-indent", "margin-left", "margin-top", "margin", "height", "width", "max-height", "max-width",
     "overflow", "overflow-x", "overflow-y", "clip", "clip-path", "transform", "translate", "scale", "filter",
     "mso-hide", "mso-number-format", "content-visibility", "letter-spacing", "text-shadow",
     "-webkit-text-fill-color"]
)  # fmt: skip
_MOST_RULES = 2_000
_DEEPEST = 20  # rules within rules
_UNLAYERED = 1_000_000
_NO_RULES = frozenset(
    ["font-face", "keyframes", "-webkit-keyframes", "-moz-keyframes", "page", "property", "counter-style",
     "font-feature-values", "font-palette-values", "view-transition", "import", "charset", "namespace"]
)  # fmt: skip
_NARROW = 1_024.0  # pixels: the width of a tablet
_TYPES = ("", "all", "screen")
_SIDES = {"width": 0, "device-width": 0, "height": 1, "device-height": 1}
_FEATURE = re.compile(r"(?P<bound>min-|max-)?(?P<name>[a-z-]+)\s*:\s*(?P<value>.*)")
_COMPARED = re.compile(r"(?P<name>width|height)\s*(?P<sign>[<>])=?\s*(?P<value>[0-9.]+[a-z]+)")

Declared = Mapping[str, str]


@dataclass(frozen=True)
class _Rule:
    """The declarations of a rule: name, value, 1 if important. ``layer`` is that which it belongs to, and
    ``is_sure`` whether it is known that it applies.
    """

    selectors: str
    declarations: tuple[tuple[str, str, int], ...]
    layer: int
    is_sure: bool


@dataclass(frozen=True)
class _Given:
    rank: tuple[int, ...]
    name: str
    value: str
    is_sure: bool


class Styles:
    """What is declared for each element of a page."""

    def __init__(self, root: "_Element") -> None:
        self._given: dict[Any, list[_Given]] = {}
        reader = _Sheets()
        for n, rule in enumerate(reader.rules(root)):
            if n < _MOST_RULES:
                self._apply(root, rule, n)

    def of(self, element: "_Element") -> Declared:
        """Give the values that are declared for an element, in lower case, by the cascade."""
        return self.readings(element)[0]

    def readings(self, element: "_Element") -> tuple[Declared, ...]:
        """Give what is declared for an element, without what is in doubt, and with it if there is any."""
        given = list(self._given.get(element, ()))
        written = element.get("style")
        if written:
            import tinycss2

            own = tinycss2.parse_blocks_contents(written, skip_comments=True, skip_whitespace=True)
            given += [
                _Given((important, 1, 0, 0, 0, 0, 0), name, value, is_sure=True)
                for name, value, important in _declarations(own)
            ]
        given.sort(key=lambda one: one.rank)
        readings = _cascaded(given, with_doubts=False), _cascaded(given, with_doubts=True)
        return readings[:1] if readings[0] == readings[1] else readings

    def _apply(self, root: "_Element", rule: _Rule, order: int) -> None:
        import cssselect
        from lxml import etree

        translator = cssselect.HTMLTranslator()
        try:
            for one in cssselect.parse(rule.selectors):
                if one.pseudo_element:
                    continue
                path = etree.XPath(translator.selector_to_xpath(one, prefix="descendant-or-self::"))
                matched: Any = path(root)
                for element in matched:
                    self._given.setdefault(element, []).extend(
                        # Of what is important the first layer has the last word.
                        _Given(
                            (
                                important,
                                0,
                                -rule.layer if important else rule.layer,
                                *one.specificity(),
                                order,
                            ),
                            name,
                            value,
                            rule.is_sure,
                        )
                        for name, value, important in rule.declarations
                    )
        except (cssselect.SelectorError, etree.XPathError):
            return


def _cascaded(given: Iterable[_Given], *, with_doubts: bool) -> Declared:
    declared: dict[str, str] = {}
    for one in given:
        is_taken = known(one.name, one.value)
        is_doubtful = is_taken is Known.PERHAPS or not one.is_sure
        # What is in doubt and stands alone is all that is known.
        is_alone = one.is_sure and one.name not in declared
        if is_taken is Known.NO or (is_doubtful and not with_doubts and not is_alone):
            continue
        for other in covered(one.name):
            declared.pop(other, None)
        declared[one.name] = one.value
    return declared


class _Sheets:
    """The rules of the sheets of a page, in their order."""

    def __init__(self) -> None:
        self._layers: dict[str, int] = {}

    def rules(self, root: "_Element") -> Iterator[_Rule]:
        """Give the rules that matter here."""
        import tinycss2

        for sheet in root.iter("style"):
            is_for_screens = _is_for_screens(sheet.get("media", "").casefold())
            if is_for_screens is not False:
                nodes = tinycss2.parse_stylesheet(sheet.text or "", skip_comments=True, skip_whitespace=True)
                yield from self._within(nodes, "", "", is_sure=is_for_screens is True, depth=0)

    def _within(
        self, nodes: Iterable[Any], parent: str, layer: str, *, is_sure: bool, depth: int
    ) -> Iterator[_Rule]:
        """Give the rules among nodes; ``parent`` are the selectors of the rule that they stand in, if any."""
        import tinycss2

        if depth > _DEEPEST:
            return
        nodes = list(nodes)
        declarations = tuple(_declarations(nodes)) if parent else ()
        if declarations:
            yield _Rule(parent, declarations, self._layers.get(layer, _UNLAYERED), is_sure)
        for one in nodes:
            if one.type == "qualified-rule":
                selectors = _nested(tinycss2.serialize(one.prelude).strip(), parent)
                inside = tinycss2.parse_blocks_contents(one.content, skip_comments=True, skip_whitespace=True)
                yield from self._within(inside, selectors, layer, is_sure=is_sure, depth=depth + 1)
            elif one.type == "at-rule" and one.lower_at_keyword not in _NO_RULES:
                yield from self._conditional(one, parent, layer, is_sure=is_sure, depth=depth + 1)

    def _conditional(
        self, rule: Any, parent: str, layer: str, *, is_sure: bool, depth: int
    ) -> Iterator[_Rule]:
        import tinycss2

        stated = tinycss2.serialize(rule.prelude).strip().casefold()
        holds: bool | None = None
        if rule.lower_at_keyword == "media":
            holds = _is_for_screens(stated)
        elif rule.lower_at_keyword == "layer":
            names = [one.strip() for one in stated.split(",")]
            inner = [f"{layer}.{one or len(self._layers)}" for one in names]
            for one in inner:
                self._layers.setdefault(one, len(self._layers))
            holds, layer = True, inner[0]
        if holds is False or not rule.content:
            return
        parse = tinycss2.parse_blocks_contents if parent else tinycss2.parse_rule_list
        inside = parse(rule.content, skip_comments=True, skip_whitespace=True)
        yield from self._within(inside, parent, layer, is_sure=is_sure and holds is True, depth=depth)


def _nested(selectors: str, parent: str) -> str:
    """Give the selectors of a rule that stands within another."""
    if not parent:
        return selectors
    around = f":is({parent})"
    parts = re.split(r",(?![^(\[]*[)\]])", selectors)
    return ", ".join(
        one.replace("&", around) if "&" in one else f"{around} {one.strip()}" for one in parts
    )  # fmt: skip


def _is_for_screens(queries: str) -> bool | None:
    """Whether a list of media queries holds for a screen as people have it; None where that is not known."""
    found = [_holds(one.strip()) for one in queries.split(",")]
    return True if True in found else None if None in found else False


def _holds(query: str) -> bool | None:
    kind = re.match(r"(?P<how>only\s+|not\s+)?(?P<type>[\w\\-]*)", query)
    if kind is None or kind["type"] not in _TYPES:
        return kind is not None and (kind["how"] or "").startswith("not")
    features = [_has(one.strip()) for one in re.findall(r"\(([^()]*)\)", query)]
    if re.search(r"\)\s*or\s*\(", query):
        held = True if True in features else None if None in features else False
    else:
        held = False if False in features else None if None in features else True
    is_negated = (kind["how"] or "").startswith("not") or re.search(r"\bnot\s*\(", query)
    return held if held is None or not is_negated else not held


def _has(feature: str) -> bool | None:
    """Whether a screen has a feature: it is wide, light, and no phone's."""
    compared, match = _COMPARED.fullmatch(feature), _FEATURE.fullmatch(feature)
    if compared is not None:
        return _is_as_wide(compared["name"], compared["value"], is_least=compared["sign"] == ">")
    if match is None:
        return None
    if match["name"] in _SIDES and match["bound"]:
        return _is_as_wide(match["name"], match["value"], is_least=match["bound"] == "min-")
    if match["name"].startswith("prefers-"):
        return match["value"] in ("light", "no-preference")
    return False if match["name"].startswith("-ms-") else None


def _is_as_wide(name: str, value: str, *, is_least: bool) -> bool | None:
    """Whether a screen is at least, or at most, as wide or high; None where some are and others are not."""
    limit, side = lengths.pixels(value), lengths.SCREEN[_SIDES[name]]
    if limit is None:
        return None
    if side >= limit if is_least else side <= limit:
        return True
    return None if is_least or limit > _NARROW else False


def _declarations(nodes: Iterable[Any]) -> Iterator[tuple[str, str, int]]:
    import tinycss2

    for one in nodes:
        if one.type == "declaration" and one.lower_name in _PROPERTIES:
            value = tinycss2.serialize([part for part in one.value if part.type != "comment"])
            yield one.lower_name, value.strip().lower(), int(one.important)
