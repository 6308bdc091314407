"""A small company with eight weeks of answers about its deliveries and its hotline, and some words."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.reports.happenings import TODAY, answers, happen, noon, settle
from voc.app import create_app
from voc.db import db
from voc.feedback.models import Mention, Verbatim
from voc.journey.metrics import SENTIMENT
from voc.settings import Settings

LATE = "说好今天到，电话13800138000也没人接"
MASKED = "说好今天到，电话138****8000也没人接"


@dataclass(frozen=True, slots=True)
class Company:
    """The journey, and a browser that signs in as whoever is named."""

    stage: cast.Journey
    enter: Callable[[str], FlaskClient]


@pytest.fixture(scope="session")
def furnished(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, cast.Journey]:
    """An SQLite file that holds the company, to be copied, and its journey."""
    path = tmp_path_factory.mktemp("company") / "company.sqlite3"
    shutil.copy(empty_sqlite, path)
    app = create_app(Settings(env="test", database_url=f"sqlite:///{path}", loop=False))
    with app.app_context():
        stage = furnish()
        db.session.remove()
        db.engine.dispose()
    return path, stage


@pytest.fixture
def company(furnished: tuple[Path, cast.Journey], tmp_path: Path) -> Iterator[Company]:
    """A copy of the company, opened at noon of the day that its story ends on."""
    path = tmp_path / "voc.sqlite3"
    shutil.copy(furnished[0], path)
    app = create_app(Settings(env="test", database_url=f"sqlite:///{path}", data_dir=tmp_path, loop=False))
    app.config["VOC_NOW"] = noon(TODAY)
    with app.app_context():
        yield Company(furnished[1], lambda login: cast.sign_in(app.test_client(), login))
        db.session.remove()
        db.engine.dispose()


def furnish() -> cast.Journey:
    """配送 falls from 60 to −25 in the last four weeks; 客服热线 stays; 投诉处理 has 5 answers; the rest none."""
    session = db.session()
    stage = cast.journey(session)
    cast.staff(session, stage)
    for back in range(8):
        day = TODAY - timedelta(weeks=back)
        ratings = answers(20, 10, 10) if back < 4 else answers(5, 6, 29)
        for channel, place in (("sms", "hz01"), ("phone", "gz01")):
            happen(
                session,
                stage.touchpoints["delivery"],
                "nps",
                ratings,
                day=day,
                channel=channel,
                place_id=stage.places[place],
            )
        happen(session, stage.touchpoints["hotline"], "csat", [5] * 30 + [2] * 10, day=day, channel="phone")
    happen(session, stage.touchpoints["complaint"], "ces", [4] * 5)
    _speak(stage)
    settle(session)
    session.commit()
    return stage


def _speak(stage: cast.Journey) -> None:
    """Forty negative verbatims about late deliveries, each counted as tagging counts it."""
    session, delivery, place = db.session(), stage.touchpoints["delivery"], stage.places["hz01"]
    for number in range(40):
        verbatim = Verbatim(
            source="page",
            source_id=str(number),
            text=LATE,
            masked=MASKED,
            at=noon(TODAY) - timedelta(hours=number),
            received_at=noon(TODAY),
            touchpoint_id=delivery,
            channel="sms",
            place_id=place,
            rating=3,
            rating_metric="nps",
            overall="neg",
            confidence=0.9,
            pipeline="test",
            personal=[["mobile", 8, 19]],
        )
        verbatim.mentions.append(Mention(aspect="logistics", start=0, end=5, polarity="neg", confidence=0.9))
        session.add(verbatim)
    for metric in (SENTIMENT, "aspect:logistics"):
        happen(session, delivery, metric, [0] * 40, place_id=place)
