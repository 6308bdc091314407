"""A scope hides the same rows in Python and in SQL."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests import cast
from tests.conftest import both_databases
from voc.accounts.confine import NO_COLUMN, within
from voc.accounts.models import Account
from voc.accounts.roles import Role
from voc.accounts.scope import EVERYTHING, Scope
from voc.accounts.staff import staff_of
from voc.db import db
from voc.journey.models import Fact

MOMENT = datetime(2026, 11, 20, tzinfo=UTC)
WHERES = [
    ("delivery", "hz01"),
    ("delivery", "gz01"),
    ("delivery", None),
    ("hotline", "hz01"),
    ("hotline", None),
]


@both_databases
def test_sql_and_python_agree_on_what_a_scope_hides(app: Flask) -> None:
    known = cast.journey(db.session())
    for touchpoint, place in WHERES:
        where = known.places[place] if place else None
        db.session.add(
            Fact(touchpoint_id=known.touchpoints[touchpoint], metric="nps", value=9, at=MOMENT, channel="sms",
                 place_id=where, source="test")
        )  # fmt: skip
    db.session.flush()
    delivery, west_lake = known.touchpoints["delivery"], known.places["hz01"]
    for scope, seen in [
        (EVERYTHING, 5),
        (Scope(touchpoint_ids=frozenset({delivery})), 3),
        (Scope(place_ids=frozenset({west_lake})), 2),
        (Scope(frozenset({delivery}), frozenset({west_lake})), 1),
        (Scope(touchpoint_ids=frozenset()), 0),
    ]:
        rows = db.session.scalars(select(Fact).where(within(scope, Fact.touchpoint_id, Fact.place_id))).all()
        assert len(rows) == seen
        everything = db.session.scalars(select(Fact)).all()
        assert [row.id for row in rows] == [
            row.id for row in everything if scope.sees(row.touchpoint_id, row.place_id)
        ]


@pytest.mark.parametrize(("scope", "everything"), [(EVERYTHING, True), (Scope(frozenset({1})), False)])
def test_a_scope_names_the_touchpoints_and_places_that_may_be_opened(scope: Scope, everything: bool) -> None:
    assert scope.sees_touchpoint(1)
    assert scope.sees_place(9)
    assert scope.sees_touchpoint(2) is everything


def test_a_table_without_a_column_says_so_and_is_confined_by_the_other(app: Flask) -> None:
    here = Scope(frozenset({1}), frozenset({2}))
    assert "place_id" not in str(within(here, Fact.touchpoint_id, NO_COLUMN))
    assert "touchpoint_id" not in str(within(here, NO_COLUMN, Fact.place_id))
    with pytest.raises(TypeError):
        within(here, Fact.touchpoint_id)  # type: ignore[call-arg]  # the half that was forgotten


@both_databases
def test_an_account_sees_what_its_rows_name_and_an_administrator_everything(app: Flask) -> None:
    known = cast.journey(db.session())
    people = cast.staff(db.session(), known)
    confined: Account = cast.account(db.session(), people.confined)
    assert staff_of(db.session(), confined).scope == Scope(
        frozenset({known.touchpoints["delivery"]}), frozenset({known.places["hz01"]})
    )
    assert staff_of(db.session(), cast.account(db.session(), people.manager)).scope == EVERYTHING
    confined.role = Role.ADMINISTRATOR
    assert staff_of(db.session(), confined).scope == EVERYTHING
