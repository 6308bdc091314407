"""Which of several scores may be shown when their total is shown too. Pure.

A cell under the minimum is hidden. What stays hidden beside a known total could be had by subtraction, so
the next smallest cells are hidden with it, until what can be had reaches the minimum. Cells of nobody hide
nothing: that they are empty is told.

Cf. L. Willenborg, T. de Waal, "Elements of Statistical Disclosure Control", Springer 2001, ch. 4 (secondary
suppression); D. Gusfield, "A Graph Theoretic Approach to Statistical Data Security", SIAM Journal on
Computing 17 (1988) 552–571: a hidden cell of a table is exposed if and only if it is a bridge of the graph
whose vertices are rows and columns and whose edges are the hidden cells.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)

Line = tuple[int, Hashable]
"""A row (0, its key) or a column (1, its key) of a table."""


def shown(sizes: Mapping[Key, int], minimum: int) -> frozenset[Key]:
    """The keys whose scores may be shown beside the total of all."""
    secret = hidden(sizes, minimum)
    return frozenset(key for key in sizes if key not in secret)


def hidden(
    sizes: Mapping[Key, int], minimum: int, already: Collection[Key] = (), *, at_least: int = 1
) -> frozenset[Key]:
    """The keys whose scores must stay hidden; `already` are hidden for another reason.

    at_least: if any answers are hidden at all, they must lie in so many cells, or a hidden cell that is
    large enough by itself could be had and used to find another. Ties are broken by the mapping's order.
    """
    secret = {key for key, n in sizes.items() if n < minimum or key in already}
    rest = sorted((key for key in sizes if key not in secret), key=sizes.__getitem__)
    while rest:
        told = [sizes[key] for key in secret if sizes[key] > 0]
        if not told or (sum(told) >= minimum and len(told) >= at_least):
            break
        secret.add(rest.pop(0))
    return frozenset(secret)


def hidden_in_table(sizes: Mapping[tuple[Row, Column], int], minimum: int) -> frozenset[tuple[Row, Column]]:
    """The cells of a two-way table that must stay hidden when totals can be had.

    Known totals are that of the whole table and those of every row and column that reaches the minimum.
    """
    secret = _by_lines(sizes, minimum, frozenset())
    while True:
        exposed = _exposed(sizes, minimum, secret)
        rest = sorted((key for key in sizes if key not in secret), key=sizes.__getitem__)
        if exposed is None or not rest:
            return secret
        beside = [key for key in rest if key[0] == exposed[0] or key[1] == exposed[1]]
        secret = _by_lines(sizes, minimum, secret | {(beside or rest)[0]})


def _by_lines(
    sizes: Mapping[tuple[Row, Column], int], minimum: int, secret: frozenset[tuple[Row, Column]]
) -> frozenset[tuple[Row, Column]]:
    """Hide more along the whole, the rows and the columns until none of them asks for anything further."""
    while True:
        before = secret
        secret |= hidden(sizes, minimum, secret)
        for line in _lines(sizes):
            cells = {key: n for key, n in sizes.items() if key[line[0]] == line[1]}
            if sum(cells.values()) >= minimum:
                secret |= hidden(cells, minimum, secret, at_least=2)
        if secret == before:
            return secret


def _exposed(
    sizes: Mapping[tuple[Row, Column], int], minimum: int, secret: frozenset[tuple[Row, Column]]
) -> tuple[Row, Column] | None:
    """A cell under the minimum that the totals give away, or None.

    Rows and columns without a known total are one vertex: through it, values may shift unseen.
    """
    totals = {line: sum(n for key, n in sizes.items() if key[line[0]] == line[1]) for line in _lines(sizes)}
    vertex = {line: line if total >= minimum else None for line, total in totals.items()}
    edges = {key: (vertex[0, key[0]], vertex[1, key[1]]) for key in secret if sizes[key] > 0}
    for key, (start, end) in edges.items():
        if sizes[key] < minimum and not _joined(
            [edges[other] for other in edges if other != key], start, end
        ):
            return key
    return None


def _joined(edges: list[tuple[Line | None, Line | None]], start: Line | None, end: Line | None) -> bool:
    """Whether the edges lead from start to end."""
    reached = {start}
    grown = True
    while grown and end not in reached:
        nearby = {vertex for edge in edges if reached & set(edge) for vertex in edge}
        grown = not nearby <= reached
        reached |= nearby
    return end in reached


def _lines(sizes: Mapping[tuple[Row, Column], int]) -> list[Line]:
    """Every row and every column, in the order of the mapping."""
    return list(dict.fromkeys((axis, key[axis]) for axis in (0, 1) for key in sizes))
