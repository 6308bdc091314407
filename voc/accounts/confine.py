"""A scope as a condition of SQL, so that no query forgets half of it."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, true

from voc.accounts.scope import Scope

NO_COLUMN: Final = object()
"""Said in place of a column that the table does not have: that half of a scope then hides nothing."""


def within(scope: Scope, touchpoint_id: Any, place_id: Any) -> ColumnElement[bool]:
    """The condition under which a row lies within the scope.

    touchpoint_id, place_id: the row's columns, `Verbatim.touchpoint_id`; NO_COLUMN where the table has none.
    A row without a touchpoint or place is outside every scope that names some. An empty set sees no row.
    """
    conditions: list[ColumnElement[bool]] = [true()]
    for allowed, column in ((scope.touchpoint_ids, touchpoint_id), (scope.place_ids, place_id)):
        if allowed is not None and column is not NO_COLUMN:
            conditions.append(column.in_(sorted(allowed)))
    return and_(*conditions)
