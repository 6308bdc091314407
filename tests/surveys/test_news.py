import copy

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from tests.cast import journey
from tests.conftest import both_databases
from tests.surveys.examples import FILLED, TEN, THREE, published
from tests.surveys.visits import onward, opened, sent
from voc.db import db
from voc.surveys.models import Answer, SurveyVersion
from voc.surveys.news import mark_collected, uncollected_words, words_wait


@both_databases
def test_words_come_with_their_touchpoint_and_the_rating_beside_them(app: Flask, client: FlaskClient) -> None:
    known = journey(db.session())
    ten = published(db.session(), TEN)
    sent(client, ten.code, opened(client, ten.code), FILLED)
    words = uncollected_words(db.session(), 10)
    assert [(one.key[1], one.text) for one in words] == [
        ("better", "周末也送"), ("story", FILLED["q_story"]), ("wish", FILLED["q_wish"]),
    ]  # fmt: skip
    assert {(one.touchpoint_id, one.rating, one.metric, one.channel) for one in words[1:]} == {
        (known.touchpoints["delivery"], 9, "nps", "sms")
    }
    mark_collected(db.session(), [one.key for one in words[:2]])
    assert [one.key[1] for one in uncollected_words(db.session(), 10)] == ["wish"]
    mark_collected(db.session(), [])


def test_words_in_a_survey_of_several_touchpoints_name_none_by_themselves(
    app: Flask, client: FlaskClient
) -> None:
    journey(db.session())
    ten = published(db.session(), TEN)
    sent(client, ten.code, opened(client, ten.code), FILLED)
    other = uncollected_words(db.session(), 1)[0]
    assert (other.key[1], other.touchpoint_id, other.rating, other.metric) == ("better", None, None, None)


def test_words_about_a_touchpoint_take_no_rating_of_another(app: Flask, client: FlaskClient) -> None:
    known = journey(db.session())
    raw = copy.deepcopy(dict(TEN))
    raw["pages"][0]["questions"][-1]["touchpoint"] = "hotline"
    ten = published(db.session(), raw)
    sent(client, ten.code, opened(client, ten.code), FILLED)
    wish = uncollected_words(db.session(), 10)[-1]
    assert (wish.touchpoint_id, wish.rating, wish.metric) == (known.touchpoints["hotline"], 4, "rating")


def test_words_in_a_survey_about_one_touchpoint_are_about_that(app: Flask, client: FlaskClient) -> None:
    known = journey(db.session())
    three = published(db.session(), THREE)
    first = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"})
    onward(client, onward(client, first, {"q_cause": "late", "q_words": "很慢"}), {"q_ease": "2"})
    [words] = uncollected_words(db.session(), 10)
    assert words.touchpoint_id == known.touchpoints["delivery"]


def test_words_beside_other_are_about_the_score_that_brought_the_question_up(
    app: Flask, client: FlaskClient
) -> None:
    known = journey(db.session())
    raw = copy.deepcopy(dict(THREE))
    raw["pages"][2]["questions"][0]["touchpoint"] = "hotline"
    three = published(db.session(), raw)
    first = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"})
    second = onward(client, first, {"q_cause": "other", "o_cause": "师傅没打电话", "q_words": "很慢"})
    onward(client, second, {"q_ease": "2"})
    cause, words = uncollected_words(db.session(), 10)
    assert (cause.text, cause.touchpoint_id) == ("师傅没打电话", known.touchpoints["delivery"])
    assert (cause.rating, cause.metric) == (words.rating, words.metric) == (3, "nps")
    assert words.touchpoint_id == cause.touchpoint_id


def test_words_beside_other_are_about_the_scale_on_their_page(app: Flask, client: FlaskClient) -> None:
    known = journey(db.session())
    raw = copy.deepcopy(dict(THREE))
    raw["pages"][2]["questions"][0]["touchpoint"] = "hotline"
    raw["pages"][2]["questions"].append({**raw["pages"][1]["questions"][0], "key": "matter"})
    three = published(db.session(), raw)
    first = sent(client, three.code, opened(client, three.code), {"q_recommend": "9"})
    onward(client, first, {"q_ease": "2", "q_matter": "other", "o_matter": "电话打不通"})
    [matter] = uncollected_words(db.session(), 10)
    assert (matter.touchpoint_id, matter.rating, matter.metric) == (known.touchpoints["hotline"], 2, "ces")


def test_one_version_that_rules_would_now_refuse_blocks_no_words(app: Flask, client: FlaskClient) -> None:
    journey(db.session())
    ten = published(db.session(), TEN)
    sent(client, ten.code, opened(client, ten.code), FILLED)
    broken = {"pages": "none", "languages": 3}
    db.session.execute(
        update(SurveyVersion).where(SurveyVersion.id == ten.version_id).values(definition=broken)
    )
    db.session.commit()
    words = uncollected_words(db.session(), 10)
    assert [(one.text, one.touchpoint_id) for one in words][-1] == (FILLED["q_wish"], None)


def waiting() -> list[str]:
    found = list(db.session.scalars(select(Answer.question).where(Answer.waiting).order_by(Answer.question)))
    db.session.rollback()
    return found


@both_databases
def test_words_wait_from_the_end_of_their_response_on(app: Flask, client: FlaskClient) -> None:
    journey(db.session())
    three = published(db.session(), THREE)
    first = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"})
    second = onward(client, first, {"q_cause": "other", "o_cause": "下雨", "q_words": "很慢"})
    assert waiting() == []
    assert not words_wait(db.session())
    db.session.rollback()
    onward(client, second, {"q_ease": "2"})
    assert waiting() == ["cause", "words"]
    mark_collected(db.session(), [words.key for words in uncollected_words(db.session(), 9)])
    assert not words_wait(db.session())


def test_looking_for_words_passes_over_what_was_left_unfinished(app: Flask) -> None:
    look = "EXPLAIN QUERY PLAN SELECT response_id FROM answer WHERE waiting = 1 LIMIT 1"
    [plan] = db.session.execute(text(look)).all()
    assert "ix_answer_waiting" in plan.detail
    asked = str(select(Answer.response_id).where(Answer.waiting).compile(db.engine))
    assert asked.endswith("WHERE answer.waiting = 1")


def test_words_of_an_unfinished_response_are_nobodys_news(app: Flask, client: FlaskClient) -> None:
    journey(db.session())
    three = published(db.session(), THREE)
    first = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"})
    second = onward(client, first, {"q_cause": "late", "q_words": "很慢"})
    assert uncollected_words(db.session(), 10) == []
    db.session.rollback()
    onward(client, second, {"q_ease": "2"})
    [words] = uncollected_words(db.session(), 10)
    assert (words.text, words.rating, words.metric) == ("很慢", 3, "nps")
    assert words.source_id == f"{words.key[0]}:words"


def test_no_more_are_taken_than_wanted(app: Flask, client: FlaskClient) -> None:
    journey(db.session())
    ten = published(db.session(), TEN)
    sent(client, ten.code, opened(client, ten.code), FILLED)
    assert len(uncollected_words(db.session(), 2)) == 2
