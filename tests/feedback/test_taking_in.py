"""The same id of the same source is one verbatim, on both databases."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.conftest import both_databases
from voc.db import db
from voc.feedback.models import Verbatim
from voc.feedback.service import Taken, take_in, take_in_many
from voc.feedback.words import Words, WordsFault
from voc.journey.channels import Channel

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)
LATE = Words("page", "a1", "送得慢", NOW, Channel.WEB)

pytestmark = both_databases


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(Verbatim)) or 0


def test_words_wait_to_be_tagged(app: Flask) -> None:
    assert take_in(db.session(), replace(LATE, text=" 送得慢\r\n"), NOW) is Taken.NEW
    verbatim = db.session.scalars(select(Verbatim)).one()
    assert (verbatim.text, verbatim.masked, verbatim.pipeline, verbatim.overall) == ("送得慢", "", "", None)
    assert (verbatim.at, verbatim.received_at) == (NOW, NOW)


def test_words_told_twice_are_one_verbatim_and_other_words_under_the_same_id_are_said(app: Flask) -> None:
    session = db.session()
    told = [take_in(session, words, NOW) for words in (LATE, LATE, replace(LATE, text="送得快"))]
    assert told == [Taken.NEW, Taken.THERE, Taken.OTHER]
    assert _count() == 1


def test_the_same_id_of_another_source_is_another_verbatim(app: Flask) -> None:
    assert (
        take_in(db.session(), LATE, NOW)
        is take_in(db.session(), replace(LATE, source="api"), NOW)
        is Taken.NEW
    )
    assert _count() == 2


def test_a_batch_says_of_each_what_became_of_it(app: Flask) -> None:
    take_in(db.session(), LATE, NOW)
    fresh = replace(LATE, source_id="a2")
    became = take_in_many(db.session(), [LATE, fresh, fresh, replace(fresh, text="别的")], NOW)
    assert became == [Taken.THERE, Taken.NEW, Taken.THERE, Taken.OTHER]
    assert _count() == 2


def test_a_batch_with_words_that_cannot_be_kept_stores_nothing(app: Flask) -> None:
    with pytest.raises(WordsFault):
        take_in_many(db.session(), [LATE, replace(LATE, source_id="a2", text=" ")], NOW)
    assert _count() == 0


def test_rivals_with_the_same_words_store_them_once(app: Flask) -> None:
    became: list[Taken] = []
    gate = threading.Barrier(4)

    def rival() -> None:
        with app.app_context():
            gate.wait()
            for number in range(10):
                with Session(db.engine) as session:
                    became.append(take_in(session, replace(LATE, source_id=f"r{number}"), NOW))
                    session.commit()

    rivals = [threading.Thread(target=rival) for _ in range(4)]
    for one in rivals:
        one.start()
    for one in rivals:
        one.join()
    assert sorted(became) == [Taken.NEW] * 10 + [Taken.THERE] * 30
    assert _count() == 10
