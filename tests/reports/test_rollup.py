"""Every fact is in the cells exactly once, whoever rolls it up, however often, and whoever dies on the way."""

import threading
from collections import Counter
from datetime import UTC, date, datetime

from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session

from tests import cast
from tests.conftest import both_databases
from tests.reports.happenings import TODAY, ZONE, happen, histogram, settle, wander
from voc.journey.models import Fact
from voc.reports.models import Cell
from voc.reports.rollup import compact, roll_up, steps
from voc.reports.statistics.means import histogram_sums
from voc.settings import Settings

pytestmark = both_databases


def tally(session: Session) -> Counter[tuple[object, ...]]:
    """Facts by touchpoint, metric, day, channel, place and value, as the cells of the finest cut have them."""
    facts: Counter[tuple[object, ...]] = Counter()
    for fact in session.scalars(select(Fact)):
        day = fact.at.astimezone(ZONE).date()
        key = (fact.touchpoint_id, fact.metric, day, fact.channel, fact.place_id or 0, fact.value)
        facts[key] += fact.weight
    return Counter({key: n for key, n in facts.items() if n})


def celled(session: Session) -> Counter[tuple[object, ...]]:
    counted: Counter[tuple[object, ...]] = Counter()
    for cell in session.scalars(select(Cell).where(Cell.cut == "cp")):
        for value in range(11):
            key = (cell.touchpoint_id, cell.metric, cell.day, cell.channel, cell.place_id, value)
            counted[key] += getattr(cell, f"h{value}")
    return Counter({key: n for key, n in counted.items() if n})


def test_a_fact_counts_once_in_each_cut(session: Session) -> None:
    stage = cast.journey(session)
    delivery, store = stage.touchpoints["delivery"], stage.places["hz01"]
    happen(session, delivery, "nps", [9], place_id=store)
    settle(session)
    cells = session.execute(select(Cell.cut, Cell.channel, Cell.place_id, Cell.h9))
    assert sorted(map(tuple, cells)) == [
        ("", "", 0, 1),
        ("c", "sms", 0, 1),
        ("cp", "sms", store, 1),
        ("p", "", store, 1),
    ]


def test_a_day_is_a_day_of_the_company(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", [9])
    fact = session.scalars(select(Fact)).one()
    fact.at = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai
    session.flush()
    settle(session)
    assert set(session.scalars(select(Cell.day))) == {date(2026, 11, 20)}


def test_rolling_up_twice_adds_nothing(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", [0, 5, 10])
    assert roll_up(session, ZONE) == 3
    assert roll_up(session, ZONE) == 0
    assert histogram(session, "") == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]


def test_a_fact_taken_back_leaves_no_trace(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", [2, 7])
    settle(session)
    wrong = session.scalars(select(Fact).where(Fact.value == 2)).one()
    taken = {
        column: getattr(wrong, column) for column in ("touchpoint_id", "metric", "value", "at", "channel")
    }
    session.add(Fact(**taken, weight=-1, source="response:1"))
    session.flush()
    settle(session)
    assert histogram(session, "") == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]
    compact(session)
    assert set(session.scalars(select(Cell.h7))) == {1}
    assert set(session.scalars(select(Cell.h2))) == {0}


def test_whoever_dies_before_the_commit_has_done_nothing(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", [1, 2, 3])
    session.commit()
    roll_up(session, ZONE)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Cell)) == 0
    assert roll_up(session, ZONE) == 3


def test_so_many_facts_are_taken_at_once_oldest_first(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", [1, 2, 3])
    assert roll_up(session, ZONE, limit=2) == 2
    assert histogram(session, "")[1:4] == [1, 1, 0]


def test_compaction_leaves_one_row_a_cell_and_every_sum_as_it_was(session: Session) -> None:
    stage = cast.journey(session)
    for value in (0, 6, 6, 10):
        happen(session, stage.touchpoints["delivery"], "nps", [value], place_id=stage.places["hz01"])
        settle(session)
    before = {cut: histogram(session, cut) for cut in ("", "c", "p", "cp")}
    assert compact(session, limit=10) == 10
    assert compact(session, limit=10) == 6
    assert compact(session) == 0
    assert {cut: histogram(session, cut) for cut in ("", "c", "p", "cp")} == before
    assert session.scalar(select(func.count()).select_from(Cell)) == 4
    means = histogram_sums(histogram(session, ""))
    assert (means.n, means.total, means.squares) == (4, 22, 172)


def test_a_later_delta_is_merged_with_what_was_merged_before(session: Session) -> None:
    stage = cast.journey(session)
    for value in (4, 5):
        happen(session, stage.touchpoints["delivery"], "nps", [value])
        settle(session)
        compact(session)
    assert session.scalar(select(func.count()).select_from(Cell)) == 4
    assert histogram(session, "")[4:6] == [1, 1]


def work(engine: Engine, barrier: threading.Barrier, faults: list[Exception]) -> None:
    """A worker that rolls up and compacts in small bites, committing each, until nothing is left."""
    try:
        barrier.wait()
        idle = 0
        while idle < 2:
            with Session(engine) as session:
                rolled = roll_up(session, ZONE, limit=17)
                session.commit()
                merged = compact(session, limit=23)
                session.commit()
            idle = 0 if rolled or merged else idle + 1
    except Exception as fault:
        faults.append(fault)


def test_workers_at_once_count_every_fact_exactly_once(session: Session, database: str) -> None:
    stage = cast.journey(session)
    wander(session, stage, seed=3, count=240, metrics=[("nps", 0, 10), ("sentiment", 0, 3)])
    session.commit()
    engine, faults = create_engine(database), list[Exception]()
    barrier = threading.Barrier(3)
    workers = [threading.Thread(target=work, args=(engine, barrier, faults)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    engine.dispose()
    assert faults == []
    assert celled(session) == tally(session)
    assert sum(histogram(session, "")) == sum(histogram(session, "c")) == sum(histogram(session, "p")) == 240


def test_the_loop_is_given_both_works(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", [9], day=TODAY)
    rolls, compacts = steps(Settings(env="test"))
    assert rolls.waits is not None
    assert compacts.waits is not None
    assert (rolls.waits(session), compacts.waits(session)) == (True, False)
    assert rolls.work(session, {}, datetime.now(UTC)) == 1
    assert (rolls.waits(session), compacts.waits(session)) == (False, True)
    assert compacts.work(session, {}, datetime.now(UTC)) == 4
    assert not compacts.waits(session)
    assert (rolls.kind, compacts.kind) == ("reports.roll_up", "reports.compact")
