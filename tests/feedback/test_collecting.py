"""Words in survey answers become verbatims once, with what was said beside them; on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests import cast
from tests.conftest import both_databases
from tests.feedback.tagger import dozen
from tests.reports.happenings import histogram
from tests.surveys import examples, visits
from voc.db import db
from voc.feedback import collecting, pipelines
from voc.feedback.models import Verbatim
from voc.jobs.loop import Loop
from voc.jobs.reading import reading
from voc.journey.models import Fact
from voc.surveys.models import Answer, Response

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)
TOLD = {**examples.FILLED, "q_story": "送得慢", "q_wish": "客服好", "q_better": ["early"], "o_better": ""}

pytestmark = both_databases


@pytest.fixture
def journey(app: Flask) -> cast.Journey:
    app.config["VOC_NOW"] = NOW
    known = cast.journey(db.session())
    examples.published(db.session(), examples.TEN, place_id=known.places["hz01"])
    return known


def _answer(client: FlaskClient) -> None:
    token = visits.opened(client, "Open-the_door1")
    assert visits.sent(client, "Open-the_door1", token, TOLD).status_code == 303


def _collect() -> int:
    done = collecting.collect(db.session(), NOW)
    db.session.commit()
    return done


def _waits() -> bool:
    with reading(db.session()) as session:
        return collecting.waits(session)


def test_words_of_a_finished_response_become_verbatims_with_the_score_beside_them(
    journey: cast.Journey, client: FlaskClient
) -> None:
    assert not _waits()
    _answer(client)
    assert _waits()
    assert (_collect(), _collect()) == (2, 0)
    assert not _waits()
    story, wish = db.session.scalars(select(Verbatim).order_by(Verbatim.source_id))
    assert (story.source, story.text, story.channel, story.at) == ("survey", "送得慢", "sms", NOW)
    assert story.source_id.endswith(":story")
    assert (story.touchpoint_id, story.place_id) == (journey.touchpoints["delivery"], journey.places["hz01"])
    assert (story.rating, story.rating_metric, wish.text) == (9, "nps", "客服好")


def test_words_that_were_taken_over_but_not_marked_are_still_one_verbatim(
    journey: cast.Journey, client: FlaskClient
) -> None:
    _answer(client)
    _collect()
    for answer in db.session.scalars(select(Answer).where(Answer.words.is_not(None))):
        answer.waiting = True
    db.session.commit()
    assert _collect() == 2
    assert db.session.scalar(select(func.count()).select_from(Verbatim)) == 2


def test_blank_words_are_passed_over_and_block_nobody(journey: cast.Journey, client: FlaskClient) -> None:
    _answer(client)
    blank = db.session.scalars(select(Answer).where(Answer.question == "story")).one()
    blank.words = " \x08 "
    db.session.commit()
    assert _collect() == 2
    assert list(db.session.scalars(select(Verbatim.text))) == ["客服好"]
    assert not _waits()


def test_a_channel_that_is_gone_blocks_nobody(journey: cast.Journey, client: FlaskClient) -> None:
    _answer(client)
    db.session.execute(update(Response).values(channel="telex"))
    db.session.commit()
    _answer(client)
    assert _collect() == 4
    assert list(db.session.scalars(select(Verbatim.channel))) == ["sms", "sms"]
    assert not _waits()


def test_an_answer_flows_through_to_the_reports_within_seconds(
    app: Flask, journey: cast.Journey, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipelines, "chosen", lambda name: dozen())
    _answer(client)
    db.session.rollback()
    loop = Loop(app)
    for seconds in range(0, 10, 2):
        loop.run_once(NOW + timedelta(seconds=seconds))
    assert not db.session.scalar(select(func.count()).select_from(Fact).where(~Fact.rolled))

    def counts(metric: str) -> list[int]:
        delivery = journey.touchpoints["delivery"]
        return histogram(db.session(), "", metric=metric, touchpoint_id=delivery)

    assert counts("nps")[9] == sum(counts("nps")) == 1
    assert counts("sentiment")[:4] == [1, 0, 0, 1]
    assert counts("aspect:logistics")[:3] == [1, 0, 0]
