"""Every verbatim is tagged once and counted once, on both databases, whatever happens in between."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import cast
from tests.conftest import both_databases
from tests.feedback.tagger import PHONE, Dozen, dozen
from voc.db import db
from voc.feedback import tagging
from voc.feedback.models import Mention, Verbatim
from voc.feedback.service import take_in
from voc.feedback.words import Words
from voc.journey.channels import Channel
from voc.journey.models import Fact
from voc.nlp.document import Document
from voc.nlp.pipeline import Pipeline
from voc.nlp.standard import SENTIMENTS, standard

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)


class Mended(Dozen):
    """The same component at a better moment: nothing breaks it."""

    def __call__(self, found: Document) -> Document:
        read = super().__call__(replace(found, text=found.text.replace("坏", "□")))
        return replace(read, text=found.text)


pytestmark = both_databases


@pytest.fixture
def journey(app: Flask) -> cast.Journey:
    known = cast.journey(db.session())
    db.session.commit()
    return known


def _tell(text: str, **chosen: Any) -> None:
    number = db.session.scalar(select(func.count()).select_from(Verbatim))
    take_in(db.session(), replace(Words("page", f"v{number}", text, NOW, Channel.WEB), **chosen), NOW)
    db.session.commit()


def _tag(pipeline: Pipeline | None = None) -> int:
    done = tagging.tag(db.session(), pipeline or dozen())
    db.session.commit()
    return done


def _verbatim() -> Verbatim:
    return db.session.scalars(select(Verbatim)).one()


def _facts() -> list[tuple[str, int, int]]:
    rows = db.session.execute(select(Fact.metric, Fact.value, Fact.weight).order_by(Fact.id))
    return [(row.metric, row.value, row.weight) for row in rows]


def _standing() -> dict[tuple[int, str, int], int]:
    rows = db.session.execute(
        select(Fact.touchpoint_id, Fact.metric, Fact.value, func.sum(Fact.weight)).group_by(
            Fact.touchpoint_id, Fact.metric, Fact.value
        )
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows if row[3]}


def test_a_waiting_verbatim_gets_its_findings_and_its_facts(journey: cast.Journey) -> None:
    delivery, store = journey.touchpoints["delivery"], journey.places["hz01"]
    _tell(f"送得慢，客服好，电话{PHONE}", touchpoint_id=delivery, place_id=store)
    assert tagging.waits(db.session())
    assert _tag() == 1
    assert not tagging.waits(db.session())
    told = _verbatim()
    assert (told.overall, told.confidence, told.pipeline) == ("mixed", 0.8, dozen().version)
    assert told.masked == "送得慢，客服好，电话138****8001"
    assert told.personal == [["mobile", 10, 21]]
    assert [(one.aspect, one.start, one.end, one.polarity) for one in told.mentions] == [
        ("logistics", 0, 3, "neg"),
        ("customer_service", 4, 7, "pos"),
    ]
    facts = db.session.scalars(select(Fact)).all()
    assert {(one.metric, one.value) for one in facts} == {
        ("sentiment", 2),
        ("aspect:logistics", 0),
        ("aspect:customer_service", 2),
    }
    assert {
        (one.touchpoint_id, one.place_id, one.at, one.channel, one.source, one.weight) for one in facts
    } == {(delivery, store, NOW, "web", f"verbatim:{told.id}", 1)}


def test_nothing_is_tagged_twice(journey: cast.Journey) -> None:
    _tell("送得快", touchpoint_id=journey.touchpoints["delivery"])
    assert (_tag(), _tag()) == (1, 0)
    assert len(_facts()) == 2


def test_of_two_rivals_with_the_same_batch_only_the_first_counts(journey: cast.Journey) -> None:
    _tell("送得快", touchpoint_id=journey.touchpoints["delivery"])

    class Rival(Pipeline):
        """While it tags, another loop tags the same."""

        def tag_many(self, texts: Any, *, hints: Any = None) -> list[Document]:
            with Session(db.engine) as session:
                assert tagging.tag(session, dozen()) == 1
                session.commit()
            return super().tag_many(texts, hints=hints)

    _tag(Rival(dozen().components))
    assert len(_facts()) == 2
    assert len(_verbatim().mentions) == 1


def test_words_without_a_touchpoint_find_theirs_and_say_that_it_was_guessed(journey: cast.Journey) -> None:
    _tell("送得慢")
    _tag()
    told = _verbatim()
    assert (told.touchpoint_id, told.touchpoint_guessed) == (journey.touchpoints["delivery"], True)
    assert len(_facts()) == 2


def test_words_that_point_nowhere_are_tagged_and_not_counted(journey: cast.Journey) -> None:
    _tell("嗯")
    _tag()
    assert (_verbatim().touchpoint_id, _verbatim().overall, _facts()) == (None, "neu", [])


def test_a_text_that_breaks_the_tagger_is_marked_and_blocks_nobody(journey: cast.Journey) -> None:
    delivery = journey.touchpoints["delivery"]
    for text in ("坏掉了", "送得快"):
        _tell(text, touchpoint_id=delivery)
    assert _tag() == 2
    bad, good = db.session.scalars(select(Verbatim).order_by(Verbatim.id))
    assert (bad.overall, bad.masked) == ("neu", "***")
    assert (bad.pipeline, bad.failed) == (dozen().version, "dozen")
    assert (good.pipeline, good.failed) == (dozen().version, "")
    assert _facts() == [("aspect:logistics", 2, 1), ("sentiment", 3, 1)]


def test_a_pipeline_that_breaks_altogether_costs_only_the_text_that_broke_it(journey: cast.Journey) -> None:
    class Fragile(Pipeline):
        """Breaks outside its components."""

        def tag_many(self, texts: Any, *, hints: Any = None) -> list[Document]:
            if "全坏" in texts:
                raise MemoryError
            return super().tag_many(texts, hints=hints)

    for text in ("全坏", "送得快"):
        _tell(text, touchpoint_id=journey.touchpoints["delivery"])
    assert _tag(Fragile(dozen().components)) == 2
    bad, good = db.session.scalars(select(Verbatim).order_by(Verbatim.id))
    assert (bad.pipeline, bad.failed) == (dozen().version, "pipeline")
    assert good.overall == "pos"


def test_retagging_takes_old_facts_back_and_leaves_exactly_the_new(journey: cast.Journey) -> None:
    delivery = journey.touchpoints["delivery"]
    for text in ("送得快", "送得慢，客服好"):
        _tell(text, touchpoint_id=delivery)
    _tag()
    newer = dozen("2", turned=True)
    last, done = tagging.retag(db.session(), newer, 0)
    db.session.commit()
    assert done == 2
    assert tagging.retag(db.session(), newer, 0) == (0, 0)
    assert tagging.retag(db.session(), newer, last) == (last, 0)
    assert _standing() == {
        (delivery, "sentiment", 0): 1,
        (delivery, "sentiment", 2): 1,
        (delivery, "aspect:logistics", 0): 1,
        (delivery, "aspect:logistics", 2): 1,
        (delivery, "aspect:customer_service", 0): 1,
    }
    assert {one.pipeline for one in db.session.scalars(select(Verbatim))} == {newer.version}
    polarities = db.session.scalars(select(Mention.polarity).order_by(Mention.verbatim_id, Mention.start))
    assert list(polarities) == ["neg", "pos", "neg"]


def test_retagging_there_and_back_leaves_each_fact_counted_once(journey: cast.Journey) -> None:
    _tell("送得快", touchpoint_id=journey.touchpoints["delivery"])
    _tag()
    before = _standing()
    for pipeline in (dozen("2", turned=True), dozen("3"), dozen("1")):
        tagging.retag(db.session(), pipeline, 0)
        db.session.commit()
    assert _standing() == before


def test_retagging_moves_a_guess_but_never_what_the_customer_said(journey: cast.Journey) -> None:
    _tell("送得慢")
    _tell("送得慢", touchpoint_id=journey.touchpoints["hotline"])
    _tag()
    guessed = db.session.scalars(select(Verbatim).order_by(Verbatim.id)).first()
    assert guessed is not None
    hotline = journey.touchpoints["hotline"]
    from voc.journey.models import Touchpoint

    for touchpoint in db.session.scalars(select(Touchpoint)):
        touchpoint.aspects = "logistics" if touchpoint.id == hotline else ""
    db.session.commit()
    tagging.retag(db.session(), dozen("2"), 0)
    db.session.commit()
    assert {key[0] for key in _standing()} == {hotline}
    assert [one.touchpoint_guessed for one in db.session.scalars(select(Verbatim).order_by(Verbatim.id))] == [
        True,
        False,
    ]


@pytest.mark.parametrize("sentiment", sorted(SENTIMENTS))
def test_what_the_houses_pipelines_tagged_bears_their_whole_version_and_is_not_tagged_anew(
    journey: cast.Journey, sentiment: str
) -> None:
    _tell("送得很慢", touchpoint_id=journey.touchpoints["delivery"])
    _tag(standard(sentiment))
    assert (_verbatim().pipeline, _verbatim().failed) == (standard(sentiment).version, "")
    assert tagging.retag(db.session(), standard(sentiment), 0) == (0, 0)


def test_a_component_of_the_houses_pipeline_that_breaks_is_named_beside_the_version(
    journey: cast.Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = standard()

    def broken(found: Document) -> Document:
        raise ValueError(found.text)

    monkeypatch.setattr(type(pipeline.components[-1]), "__call__", lambda self, found: broken(found))
    _tell("送得很慢", touchpoint_id=journey.touchpoints["delivery"])
    _tag(pipeline)
    assert (_verbatim().pipeline, _verbatim().failed) == (pipeline.version, "aspects")


def test_retagging_tries_again_what_broke_and_counts_it_once(journey: cast.Journey) -> None:
    _tell("送得快，坏掉了", touchpoint_id=journey.touchpoints["delivery"])
    _tag()
    assert (_verbatim().failed, _facts()) == ("dozen", [])
    mended = dozen()
    mended.components = (Mended(),)
    assert tagging.retag(db.session(), mended, 0) == (_verbatim().id, 1)
    db.session.commit()
    assert (_verbatim().pipeline, _verbatim().failed) == (dozen().version, "")
    assert tagging.retag(db.session(), mended, 0) == (0, 0)
    assert sorted(_standing().values()) == [1, 1]
