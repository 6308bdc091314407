"""The sittings of 禾木生活's customers, drawn by chance from the tables of ``odds``: the same seed, the same people.

Everything is told in whole days before the day of loading, so that the story is as old on every day.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from voc.demo import company, odds
from voc.demo.answering import FIRST_PAGES, SURVEYS
from voc.demo.comments import drawn
from voc.demo.customers import Customers, Moment
from voc.surveys.answers import Value

WEEKEND = 5
ABANDONED = 0.05
"""How many leave after the first page."""

ENGLISH = 0.012
"""How many answer in English; they do not write."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sitting. survey, place and channel are keys; place is '' where the survey has none.

    finished: None if it was left after the first page. answers: by question key, as the pages would read them.
    """

    survey: str
    channel: str
    place: str
    language: str
    started: datetime
    finished: datetime | None
    answers: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Remark:
    """Words left on a touchpoint's public page."""

    touchpoint: str
    text: str
    at: datetime


def sittings(seed: int, now: datetime, zone: tzinfo) -> Iterator[Told]:
    """Everyone who answered a survey in the days up to now, by survey and day; nothing lies after now."""
    today = now.astimezone(zone).date()
    for number, (survey, flow) in enumerate(odds.FLOWS.items()):
        customers = Customers(seed * 10 + number)
        rng = customers.rng
        for back in reversed(range(company.DAYS)):
            for _ in range(_count(rng, flow, today - timedelta(days=back))):
                place, channel = (
                    (drawn(rng, flow.places) if flow.places else ""),
                    str(drawn(rng, flow.channels)),
                )
                english = rng.random() < ENGLISH
                answers = SURVEYS[survey](customers, Moment(back, place, english))
                finished = _time(rng, today - timedelta(days=back), flow.hours, zone)
                started = finished - timedelta(seconds=rng.randrange(25, 260))
                left = rng.random() < ABANDONED
                if left:
                    answers = {key: value for key, value in answers.items() if key in FIRST_PAGES[survey]}
                if finished < now:
                    language = "en" if english else "zh"
                    yield Told(survey, channel, place, language, started, None if left else finished, answers)


def remarks(seed: int, now: datetime, zone: tzinfo) -> Iterator[Remark]:
    """What was said on the touchpoints' public pages in the same days."""
    customers = Customers(seed * 10 + len(odds.FLOWS))
    rng, today = customers.rng, now.astimezone(zone).date()
    for back in reversed(range(company.DAYS)):
        for _ in range(rng.choices((0, 1, 2, 3, 4), (0.12, 0.32, 0.30, 0.16, 0.10))[0]):
            touchpoint = drawn(rng, odds.REMARK_TOUCHPOINTS)
            place = (
                rng.choice(("xixi", "ningbo", "suzhou", "xuhui")) if touchpoint in {"visit", "queue"} else ""
            )
            text = customers.write(touchpoint, drawn(rng, odds.REMARK_POLARITIES), Moment(back, place))
            at = _time(rng, today - timedelta(days=back), (8, 20, 24), zone)
            if at < now:
                yield Remark(touchpoint, text, at)


def _count(rng: random.Random, flow: odds.Flow, day: date) -> int:
    """How many answer on a day: fewer or more at the weekend, and never quite as many as usual.

    The draw itself does not depend on the day of the week, so that the chances that follow stay alike.
    """
    usual = flow.daily * (flow.weekend if day.weekday() >= WEEKEND else 1)
    return max(1, round(usual * rng.uniform(0.75, 1.25)))


def _time(rng: random.Random, day: date, hours: Sequence[float], zone: tzinfo) -> datetime:
    """A moment of the day, most likely in its busiest hour; to the second."""
    first, busiest, last = hours
    seconds = int(rng.triangular(first, last, busiest) * 3600)
    return datetime.combine(day, time(), zone) + timedelta(seconds=min(seconds, 86_399))
