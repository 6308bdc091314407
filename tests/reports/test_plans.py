"""How SQLite goes about the statements that must stay fast however long the history: no table is read through."""

from typing import Any

from sqlalchemy import event, text
from sqlalchemy.orm import Session

from tests import cast
from tests.reports.happenings import SETTINGS, TODAY, ZONE, happen
from voc.accounts.scope import EVERYTHING
from voc.journey.selection import Period, PlaceFilter, Selection
from voc.reports.rollup import compact, roll_up
from voc.reports.service import board, touchpoint_report


def plans(session: Session, table: str, work: Any) -> list[str]:
    """The steps that read the table in the SELECT statements that the work sends, as SQLite plans them."""
    asked: list[tuple[str, Any]] = []

    def hear(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        if statement.startswith("SELECT") and table in statement:
            asked.append((statement, parameters))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", hear)
    work()
    event.remove(engine, "before_cursor_execute", hear)
    connection = session.connection()
    steps = [
        row[3]
        for statement, parameters in asked
        for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    ]
    return [step for step in steps if table in step.split()[:2]]


def test_facts_that_wait_are_found_without_reading_those_that_are_rolled(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", [9])
    assert plans(session, "fact", lambda: roll_up(session, ZONE)) == ["SCAN fact USING INDEX ix_fact_waiting"]


def test_deltas_that_wait_are_found_and_merged_without_reading_the_cells(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", [9])
    roll_up(session, ZONE)
    waiting, beside = plans(session, "cell", lambda: compact(session))
    assert waiting == "SCAN cell USING INDEX ix_cell_waiting"
    assert beside.startswith("SEARCH cell USING INDEX ix_cell_read (cut=? AND place_id=? AND touchpoint_id=?")


def test_reports_read_the_index_alone(session: Session) -> None:
    cast.journey(session)
    session.execute(text("ANALYZE"))
    for place in (None, PlaceFilter("city", "杭州")):
        selection = Selection(Period(TODAY, TODAY), None, place)
        for work in (
            lambda chosen=selection: board(session, chosen, EVERYTHING, SETTINGS),
            lambda chosen=selection: touchpoint_report(session, "delivery", chosen, EVERYTHING, SETTINGS),
        ):
            steps = plans(session, "cell", work)
            assert steps
            for step in steps:
                assert step.startswith("SEARCH cell USING COVERING INDEX ix_cell_read (cut=? AND place_id=?")
