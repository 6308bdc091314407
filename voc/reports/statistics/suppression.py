"""Which of several scores may be shown when their total is shown too. Pure.

A cell under the minimum is hidden. What stays hidden beside a known total could be had by subtraction, so
the next smallest cells are hidden with it, until what can be had reaches the minimum. Cells of nobody hide
nothing: that they are empty is told.

Cf. L. Willenborg, T. de Waal, "Elements of Statistical Disclosure Control", Springer 2001, ch. 4 (secondary
suppression); D. Gusfield, "A Graph Theoretic Approach to Statistical Data Security", SIAM Journal on
Computing 17 (1988) 552–571: a hidden cell of a table is exposed if and only if it is a bridge of the graph
whose vertices are rows and columns and whose edges are the hidden cells.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)

Line = tuple[int, Hashable]
"""A row (0, its key) or a column (1, its key) of a table."""


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
    lines = _lines(sizes)
    secret = _by_lines(sizes, minimum, lines, frozenset())
    while True:
        exposed = _exposed(sizes, minimum, lines, secret)
        rest = sorted((key for key in sizes if key not in secret), key=sizes.__getitem__)
        if exposed is None or not rest:
            return secret
        beside = [key for key in rest if key[0] == exposed[0] or key[1] == exposed[1]]
        secret = _by_lines(sizes, minimum, lines, secret | {(beside or rest)[0]})


def withheld(
    sizes: Mapping[tuple[Row, Column], int], row: Row, columns: Collection[Column], minimum: int
) -> bool:
    """Whether the sum of a row's cells in these columns must stay hidden, beside all that the table shows.

    What the table hides of the row is split in two by such a sum; each part must be nothing, or several cells
    that together reach the minimum. For a single column that is: whether the table hides its cell.
    """
    secret = hidden_in_table(sizes, minimum)
    hidden_here = {key[1]: n for key, n in sizes.items() if key[0] == row and key in secret and n > 0}
    inside = [n for column, n in hidden_here.items() if column in columns]
    outside = [n for column, n in hidden_here.items() if column not in columns]
    return any(part and (len(part) < 2 or sum(part) < minimum) for part in (inside, outside))  # noqa: PLR2004


def _by_lines(
    sizes: Mapping[tuple[Row, Column], int],
    minimum: int,
    lines: Mapping[Line, Mapping[tuple[Row, Column], int]],
    secret: frozenset[tuple[Row, Column]],
) -> frozenset[tuple[Row, Column]]:
    """Hide more along the whole, the rows and the columns until none of them asks for anything further."""
    while True:
        before = secret
        secret |= hidden(sizes, minimum, secret)
        for cells in lines.values():
            if sum(cells.values()) >= minimum:
                secret |= hidden(cells, minimum, secret, at_least=2)
        if secret == before:
            return secret


def _exposed(
    sizes: Mapping[tuple[Row, Column], int],
    minimum: int,
    lines: Mapping[Line, Mapping[tuple[Row, Column], int]],
    secret: frozenset[tuple[Row, Column]],
) -> tuple[Row, Column] | None:
    """A cell under the minimum that the totals give away, or None.

    Rows and columns without a known total are one vertex: through it, values may shift unseen.
    """
    vertex = {line: line if sum(cells.values()) >= minimum else None for line, cells in lines.items()}
    cells = [key for key in sizes if key in secret and sizes[key] > 0]
    bridges = _bridges([(vertex[0, row], vertex[1, column]) for row, column in cells])
    return next((key for place, key in enumerate(cells) if place in bridges and sizes[key] < minimum), None)


def _bridges(edges: Sequence[tuple[Line | None, Line | None]]) -> set[int]:
    """The positions of the edges that lie on no cycle (R. E. Tarjan, Information Processing Letters 2, 1974)."""
    beside: dict[Line | None, list[tuple[int, Line | None]]] = defaultdict(list)
    for place, (start, end) in enumerate(edges):
        beside[start].append((place, end))
        beside[end].append((place, start))
    order: dict[Line | None, int] = {}
    low: dict[Line | None, int] = {}
    found: set[int] = set()
    for root in list(beside):
        path = [] if root in order else [(root, -1, iter(beside[root]))]
        while path:
            vertex, came, rest = path[-1]
            order.setdefault(vertex, len(order))
            low.setdefault(vertex, order[vertex])
            step = next(rest, None)
            if step is None:
                path.pop()
                if path:
                    parent = path[-1][0]
                    low[parent] = min(low[parent], low[vertex])
                    if low[vertex] > order[parent]:
                        found.add(came)
            elif step[0] != came and step[1] in order:
                low[vertex] = min(low[vertex], order[step[1]])
            elif step[0] != came:
                path.append((step[1], step[0], iter(beside[step[1]])))
    return found


def _lines(sizes: Mapping[tuple[Row, Column], int]) -> dict[Line, dict[tuple[Row, Column], int]]:
    """The cells of every row and every column, in the order of the mapping."""
    lines: dict[Line, dict[tuple[Row, Column], int]] = defaultdict(dict)
    for key, n in sizes.items():
        lines[0, key[0]][key] = n
        lines[1, key[1]][key] = n
    return lines
