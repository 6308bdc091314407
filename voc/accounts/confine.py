"""A scope as a condition of SQL, so that no query forgets half of it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, true

from voc.accounts.scope import Scope


def within(scope: Scope, touchpoint_id: Any = None, place_id: Any = None) -> ColumnElement[bool]:
    """The condition under which a row lies within the scope.

    touchpoint_id, place_id: the row's columns, `Verbatim.touchpoint_id`; None where the table has none.
    A row without a touchpoint or place is outside every scope that names some. An empty set sees no row.
    """
    conditions: list[ColumnElement[bool]] = [true()]
    if scope.touchpoint_ids is not None and touchpoint_id is not None:
        conditions.append(touchpoint_id.in_(sorted(scope.touchpoint_ids)))
    if scope.place_ids is not None and place_id is not None:
        conditions.append(place_id.in_(sorted(scope.place_ids)))
    return and_(*conditions)
