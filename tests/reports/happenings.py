"""Facts for tests: what customers answered and said, where and when."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Journey
from voc.journey.models import Fact
from voc.reports.models import Cell
from voc.reports.rollup import BINS, roll_up
from voc.settings import Settings

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 20)
SETTINGS = Settings(env="test", minimum_n=30)


def noon(day: date) -> datetime:
    """Noon of a day in the company's time zone."""
    return datetime.combine(day, time(12), ZONE).astimezone(UTC)


def happen(
    session: Session,
    touchpoint_id: int,
    metric: str,
    values: Iterable[int],
    *,
    day: date = TODAY,
    channel: str = "sms",
    place_id: int | None = None,
) -> None:
    """Each value is answered once on that day."""
    session.add_all(
        Fact(
            touchpoint_id=touchpoint_id,
            metric=metric,
            value=value,
            at=noon(day),
            channel=channel,
            place_id=place_id,
            source="response:1",
        )
        for value in values
    )
    session.flush()


def answers(detractors: int, passives: int, promoters: int) -> list[int]:
    """So many 0–10 ratings of each group."""
    return [3] * detractors + [8] * passives + [10] * promoters


def settle(session: Session) -> None:
    """Roll up whatever waits."""
    while roll_up(session, ZONE):
        pass
    session.flush()


def wander(
    session: Session, stage: Journey, *, seed: int, count: int, metrics: Sequence[tuple[str, int, int]]
) -> None:
    """So many facts at random touchpoints, days, channels and places; metrics: name, lowest, highest value."""
    chance = random.Random(seed)  # noqa: S311 - the same facts in every run
    touchpoints, places = list(stage.touchpoints.values())[:4], [None, *stage.places.values()]
    for _ in range(count):
        metric, low, high = chance.choice(metrics)
        session.add(
            Fact(
                touchpoint_id=chance.choice(touchpoints),
                metric=metric,
                value=chance.randint(low, high),
                at=noon(TODAY) - timedelta(hours=chance.randint(0, 24 * 60)),
                channel=chance.choice(["sms", "wechat", "phone"]),
                place_id=chance.choice(places),
                source="response:1",
            )
        )
    session.flush()


def histogram(session: Session, cut: str, **dimensions: object) -> list[int]:
    """The sum of all cells of a cut with these dimensions."""
    rows = session.execute(select(*BINS).where(Cell.cut == cut).filter_by(**dimensions)).all()
    return [sum(column) for column in zip(*rows, strict=True)] or [0] * 11
