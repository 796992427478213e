"""Mutants of a rule: its SQL with one thing changed, as somebody could have got it wrong.

Changed are comparisons, AND and OR, NOT, IS NULL, numbers, codes that something is compared with, + and -,
sum and max, DISTINCT, COALESCE, the kind of a join, and conditions of joins, filters and CASE, which are
left out. The words of messages are not: they are no rule.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

SWAPS: dict[type[exp.Expr], tuple[type[exp.Expr], ...]] = {
    exp.EQ: (exp.NEQ,),
    exp.NEQ: (exp.EQ,),
    exp.LT: (exp.LTE, exp.GT),
    exp.LTE: (exp.LT, exp.GT),
    exp.GT: (exp.GTE, exp.LT),
    exp.GTE: (exp.GT, exp.LT),
    exp.And: (exp.Or,),
    exp.Or: (exp.And,),
    exp.Add: (exp.Sub,),
    exp.Sub: (exp.Add,),
    exp.Mul: (exp.Div,),
    exp.Div: (exp.Mul,),
    exp.NullSafeEQ: (exp.NullSafeNEQ,),
    exp.NullSafeNEQ: (exp.NullSafeEQ,),
    exp.Sum: (exp.Max,),
    exp.Max: (exp.Min,),
    exp.Min: (exp.Max,),
    exp.Greatest: (exp.Least,),
    exp.Least: (exp.Greatest,),
    exp.LogicalOr: (exp.LogicalAnd,),
    exp.LogicalAnd: (exp.LogicalOr,),
}
COMPARED = (exp.EQ, exp.NEQ, exp.In, exp.StartsWith, exp.NullSafeEQ, exp.NullSafeNEQ)
SHOWN = 70  # characters of what was changed


@dataclass(frozen=True)
class Mutant:
    """SQL with one change, and the change in words: the same change of the same SQL always has the same."""

    change: str
    sql: str


def parsed(sql: str) -> exp.Expr:
    """Read a rule's SQL. A slice without a beginning is one from the first: sqlglot takes ``[:`` wrongly."""
    return sqlglot.parse_one(sql.replace("[:", "[1:"), read="duckdb")


def written(tree: exp.Expr) -> str:
    """Give the SQL of a tree."""
    return tree.sql(dialect="duckdb", comments=False)


def mutants(sql: str) -> list[Mutant]:
    """Give every mutant of a rule's SQL, each once."""
    tree = parsed(sql)
    same = written(tree)
    found: dict[str, str] = {}
    times: Counter[str] = Counter()
    for node in list(tree.walk())[1:]:
        for new in changed(node.copy(), node):
            before, after = written(node), written(new)
            node.replace(new)
            mutated = written(tree)
            new.replace(node)
            if mutated != same and mutated not in found:
                change = shortened(before, after)
                times[change] += 1
                found[mutated] = change if times[change] == 1 else f"{change} ({times[change]})"
    return [Mutant(change, mutated) for mutated, change in found.items()]


def changed(node: exp.Expr, where: exp.Expr) -> Iterator[exp.Expr]:
    """Give what a node can be changed into. ``node`` is a copy to use, ``where`` the one in its tree."""
    for other in SWAPS.get(type(node), ()):
        yield other(**{key: value for key, value in node.copy().args.items() if value is not None})
    if is_condition(where):
        yield exp.true()
    for kind, change in CHANGES.items():
        if isinstance(node, kind):
            yield from change(node, where)


def _first(node: exp.Expr, _: exp.Expr) -> Iterator[exp.Expr]:
    yield node.this


def _is(node: exp.Expr, where: exp.Expr) -> Iterator[exp.Expr]:
    if not isinstance(where.parent, exp.Not):
        yield exp.Not(this=node)


def _boolean(node: exp.Expr, _: exp.Expr) -> Iterator[exp.Expr]:
    yield exp.Boolean(this=not node.this)


def _literal(node: exp.Expr, where: exp.Expr) -> Iterator[exp.Expr]:
    if where.find_ancestor(exp.DataType):
        return  # the digits of a DECIMAL
    if node.is_int:
        yield exp.Literal.number(int(node.this) + 1)
    elif node.is_string and isinstance(where.parent, COMPARED):
        yield exp.Literal.string(f"{node.this}~")


def _distinct(node: exp.Expr, where: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(where.parent, exp.Count):
        yield node.expressions[0]


def _join(node: exp.Expr, _: exp.Expr) -> Iterator[exp.Expr]:
    if node.args.get("on") is not None:
        node.set("side", None if node.args.get("side") else "LEFT")
        yield node


def _case(node: exp.Expr, _: exp.Expr) -> Iterator[exp.Expr]:
    branches = node.args["ifs"]
    for left_out in branches if len(branches) > 1 else ():
        fewer = node.copy()
        fewer.set("ifs", [one.copy() for one in branches if one is not left_out])
        yield fewer


def _union(node: exp.Expr, _: exp.Expr) -> Iterator[exp.Expr]:
    node.set("distinct", not node.args.get("distinct"))
    yield node


CHANGES: dict[type[exp.Expr], Callable[[exp.Expr, exp.Expr], Iterator[exp.Expr]]] = {
    exp.Not: _first,
    exp.Is: _is,
    exp.Boolean: _boolean,
    exp.Literal: _literal,
    exp.Coalesce: _first,
    exp.Distinct: _distinct,
    exp.Join: _join,
    exp.Case: _case,
    exp.Union: _union,
}


def is_condition(where: exp.Expr) -> bool:
    """Tell whether a node is a condition that can be left out: of a WHERE, a QUALIFY, or a join."""
    if isinstance(where, exp.And):
        return False
    top = where
    while isinstance(top.parent, (exp.And, exp.Paren)):
        top = top.parent
    return isinstance(top.parent, (exp.Where, exp.Qualify, exp.Having)) or (
        isinstance(top.parent, exp.Join) and top.parent.args.get("on") is top
    )


def shortened(before: str, after: str) -> str:
    """Say what was changed, by the part in which the two differ."""
    if max(len(before), len(after)) > SHOWN:
        start = 0
        while start < min(len(before), len(after)) and before[start] == after[start]:
            start += 1
        start = max(0, before.rfind(" ", 0, max(0, start - 25)))
        before, after = before[start : start + SHOWN], after[start : start + SHOWN]
    return f"{before} -> {after}"
