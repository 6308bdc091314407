"""Workers beside each other on PostgreSQL; SQLite lets only one transaction write at a time."""

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tests import cast
from tests.reports.happenings import ZONE, happen, histogram
from voc.reports import calendar
from voc.reports.rollup import roll_up

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_workers_never_hold_the_same_fact(session: Session, database: str) -> None:
    stage = cast.journey(session)
    calendar.hold(session, ZONE)
    happen(session, stage.touchpoints["delivery"], "nps", range(6))
    session.commit()
    engine = create_engine(database)
    with Session(engine) as one, Session(engine) as other:
        assert roll_up(one, ZONE, limit=4) == 4
        assert roll_up(other, ZONE) == 2
        one.commit()
        other.commit()
    engine.dispose()
    assert histogram(session, "") == [1] * 6 + [0] * 5
