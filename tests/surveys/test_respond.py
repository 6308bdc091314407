import copy
import itertools
import re
import threading
from datetime import timedelta
from importlib.resources import files
from typing import TypeVar

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, func, select, update

from tests.cast import journey
from tests.conftest import both_databases
from tests.surveys.examples import FILLED, MORNING, TEN, THREE, Published, published
from tests.surveys.visits import onward, opened, receipt_in, sent, token_in
from voc.db import db
from voc.journey.models import Fact
from voc.surveys.models import Answer, Collector, Response, SetAside, Survey


@pytest.fixture
def ten(app: Flask) -> Published:
    app.config["VOC_NOW"] = MORNING
    known = journey(db.session())
    return published(db.session(), TEN, place_id=known.places["hz01"])


@pytest.fixture
def three(app: Flask) -> Published:
    app.config["VOC_NOW"] = MORNING
    journey(db.session())
    return published(db.session(), THREE)


T = TypeVar("T")


def rows(statement: Select[tuple[T]]) -> list[T]:
    """What is stored now; no lock is held afterwards."""
    found = list(db.session.scalars(statement))
    db.session.expunge_all()
    db.session.rollback()
    return found


def count(table: type[Response | Answer | Fact | SetAside]) -> int:
    return rows(select(func.count()).select_from(table))[0]


def the_response() -> Response:
    [found] = rows(select(Response))
    return found


def test_opening_stores_nothing(client: FlaskClient, ten: Published) -> None:
    assert opened(client, ten.code) != opened(client, ten.code)
    assert count(Response) == 0


def test_the_page_needs_no_script_no_cookie_and_little_weight(client: FlaskClient, ten: Published) -> None:
    page = client.get(f"/r/{ten.code}")
    assert "<script" not in page.text
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"
    assert len(page.data) < 20_000


@both_databases
def test_one_page_sent_is_one_response_with_its_answers(
    client: FlaskClient, ten: Published, app: Flask
) -> None:
    token = opened(client, ten.code)
    app.config["VOC_NOW"] = MORNING + timedelta(minutes=2)
    reply = sent(client, ten.code, token, FILLED)
    assert reply.status_code == 303
    thanks = client.get(reply.headers["Location"])
    assert "收到了，谢谢您" in thanks.text
    response = the_response()
    assert response.finished
    assert (response.started_at, response.finished_at) == (MORNING, MORNING + timedelta(minutes=2))
    assert (response.channel, response.version_id, response.language) == ("sms", ten.version_id, "zh")
    answers = {one.question: one for one in rows(select(Answer))}
    assert len(answers) == 10
    assert answers["recommend"].number == 9
    assert (answers["better"].choices, answers["better"].words) == (["early", "other"], "周末也送")
    assert answers["wish"].words == "师傅人很客气，谢谢。"
    assert {key for key, one in answers.items() if one.waiting} == {"better", "story", "wish"}


@both_databases
def test_every_answer_on_a_scale_becomes_a_fact_of_its_touchpoint(
    client: FlaskClient, ten: Published
) -> None:
    sent(client, ten.code, opened(client, ten.code), FILLED)
    response = the_response()
    facts = rows(select(Fact).order_by(Fact.id))
    assert [(one.metric, one.value) for one in facts] == [
        ("nps", 9), ("csat", 4), ("csat", 5), ("csat", 3), ("ces", 6), ("rating", 4),
    ]  # fmt: skip
    assert {(one.source, one.at, one.channel, one.place_id, one.rolled) for one in facts} == {
        (f"response:{response.id}", response.finished_at, "sms", response.place_id, False)
    }


def test_a_missing_answer_is_named_beside_its_question_and_nothing_typed_is_lost(
    client: FlaskClient, ten: Published
) -> None:
    token = opened(client, ten.code)
    page = sent(client, ten.code, token, {**FILLED, "q_recommend": "", "q_wish": "<b>快些</b>"})
    assert page.status_code == 422
    assert 'href="#q-recommend"' in page.text
    assert "请在 0 到 10 里点一个数字" in page.text
    assert "&lt;b&gt;快些&lt;/b&gt;" in page.text
    assert 'value="other" checked' in page.text
    assert token_in(page) == token
    assert count(Response) == 0


@both_databases
def test_the_same_sending_again_is_the_same_response(client: FlaskClient, ten: Published) -> None:
    token = opened(client, ten.code)
    replies = [sent(client, ten.code, token, FILLED) for _ in range(3)]
    receipts = {receipt_in(client.get(reply.headers["Location"])) for reply in replies}
    assert len(receipts) == 1
    assert (count(Response), count(Answer), count(Fact), count(SetAside)) == (1, 10, 6, 0)


@both_databases
def test_the_same_sending_three_times_at_once_is_one_response(app: Flask, ten: Published) -> None:
    token = opened(app.test_client(), ten.code)
    places: list[str] = []

    def send() -> None:
        places.append(sent(app.test_client(), ten.code, token, FILLED).headers["Location"])

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(places) == 3
    assert len(set(places)) == 1
    assert (count(Response), count(Fact)) == (1, 6)


@both_databases
def test_other_content_under_a_finished_id_is_kept_for_a_person(client: FlaskClient, ten: Published) -> None:
    token = opened(client, ten.code)
    first = receipt_in(client.get(sent(client, ten.code, token, FILLED).headers["Location"]))
    for _ in range(2):
        page = sent(client, ten.code, token, {**FILLED, "q_recommend": "2", "q_wish": "我改主意了"})
        assert page.status_code == 409
        assert receipt_in(page) == first
        assert "我改主意了" in page.text
    assert count(SetAside) == 1
    assert rows(select(SetAside))[0].answers["recommend"] == 2
    assert rows(select(Answer.number).where(Answer.question == "recommend"))[0] == 9


@both_databases
def test_a_closed_survey_refuses_politely_and_shows_what_was_typed(
    client: FlaskClient, ten: Published
) -> None:
    token = opened(client, ten.code)
    db.session.execute(update(Survey).values(state="closed"))
    db.session.commit()
    page = sent(client, ten.code, token, FILLED)
    assert page.status_code == 410
    assert "这份问卷已经结束" in page.text
    assert "师傅人很客气" in page.text
    assert client.get(f"/r/{ten.code}").status_code == 410
    assert count(Response) == 0


@both_databases
def test_a_resend_after_closing_still_gets_its_receipt(client: FlaskClient, ten: Published) -> None:
    token = opened(client, ten.code)
    first = sent(client, ten.code, token, FILLED).headers["Location"]
    db.session.execute(update(Survey).values(state="closed"))
    db.session.commit()
    assert sent(client, ten.code, token, FILLED).headers["Location"] == first
    assert client.get(first).status_code == 200


def test_a_paused_way_in_and_an_unknown_one_are_told_apart(client: FlaskClient, ten: Published) -> None:
    assert client.get("/r/nowhere").status_code == 404
    db.session.execute(update(Collector).values(active=False))
    db.session.commit()
    assert client.get(f"/r/{ten.code}").status_code == 410


def test_a_forged_token_stores_nothing_and_gives_the_words_back(client: FlaskClient, ten: Published) -> None:
    page = sent(client, ten.code, opened(client, ten.code)[:-3] + "AAA", FILLED)
    assert page.status_code == 404
    assert "师傅人很客气" in page.text
    assert count(Response) == 0


def test_the_answer_belongs_to_the_version_that_was_shown(client: FlaskClient, ten: Published) -> None:
    token = opened(client, ten.code)
    newer = published(db.session(), {**TEN, "title": {"zh": "新版"}}, code="newer")
    db.session.execute(
        update(Survey).where(Survey.id == ten.survey_id).values(live_version_id=newer.version_id)
    )
    db.session.commit()
    assert sent(client, ten.code, token, FILLED).status_code == 303
    assert the_response().version_id == ten.version_id


def test_a_low_score_is_asked_why_and_a_good_one_is_not(client: FlaskClient, three: Published) -> None:
    low = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"})
    page = client.get(low.headers["Location"])
    assert "最让您不满意的是哪一点" in page.text
    assert "3 分" in page.text
    assert "第 2 页，共 3 页" in page.text
    good = sent(client, three.code, opened(client, three.code), {"q_recommend": "9"})
    assert "约时间方便吗" in client.get(good.headers["Location"]).text


@both_databases
def test_three_pages_become_one_response(client: FlaskClient, three: Published) -> None:
    first = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"})
    assert (the_response().finished, count(Fact)) == (False, 0)
    second = onward(client, first, {"q_cause": "other", "o_cause": "下雨", "q_words": "等了很久"})
    last = onward(client, second, {"q_ease": "5"})
    assert "/thanks/" in last.headers["Location"]
    assert client.get(last.headers["Location"]).status_code == 200
    assert the_response().finished
    assert (count(Response), count(Answer), count(Fact)) == (1, 4, 2)
    again = client.post(second.headers["Location"], data={"q_ease": "5"})
    assert again.headers["Location"] == last.headers["Location"]
    assert client.post(second.headers["Location"], data={"q_ease": "6"}).status_code == 409
    assert (count(Response), count(Fact), count(SetAside)) == (1, 2, 1)


@both_databases
def test_going_back_keeps_what_was_typed_on_both_pages(client: FlaskClient, three: Published) -> None:
    first = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"})
    here = first.headers["Location"]
    back = client.post(here, data={"q_words": "写到一半", "back": "1"})
    page = client.get(back.headers["Location"])
    assert 'value="3" checked' in page.text
    again = client.post(back.headers["Location"], data={"q_recommend": "4"})
    assert "写到一半" in client.get(again.headers["Location"]).text


def test_going_back_neither_stores_nor_loses_what_cannot_be_taken(
    client: FlaskClient, three: Published
) -> None:
    here = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"}).headers["Location"]
    too_long = "长" * 5_001
    page = client.post(here, data={"q_cause": "late", "q_words": too_long, "back": "1"})
    assert page.status_code == 422
    assert "请去掉 1 个" in page.text
    assert too_long in page.text
    client.post(here, data={"q_cause": "", "back": "1"})
    assert set(rows(select(Answer.question))) == {"recommend"}


@both_databases
def test_answers_to_questions_that_became_hidden_are_not_kept(client: FlaskClient, three: Published) -> None:
    first = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"})
    onward(client, first, {"q_cause": "late", "q_words": "很慢"})
    better = client.post(first.headers["Location"].replace("/why", "/score"), data={"q_recommend": "10"})
    onward(client, better, {"q_ease": "7"})
    assert set(rows(select(Answer.question))) == {"recommend", "ease"}


def test_the_end_is_not_reached_around_a_needed_answer(client: FlaskClient, three: Published) -> None:
    first = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"})
    end = first.headers["Location"].replace("/why", "/end")
    reply = client.post(end, data={"q_ease": "5"})
    assert reply.headers["Location"].endswith("/why")
    assert not the_response().finished


def test_a_page_that_does_not_apply_leads_to_the_first(client: FlaskClient, three: Published) -> None:
    token = opened(client, three.code)
    for key in ("why", "end", "nothing"):
        assert client.get(f"/r/{three.code}/{token}/{key}").headers["Location"].endswith("/score")
    assert client.get(f"/r/{three.code}/thanks/{token}").headers["Location"].endswith("/score")


def test_english_is_spoken_to_the_end(client: FlaskClient, three: Published) -> None:
    page = client.get(f"/r/{three.code}?lang=en")
    assert "Would you recommend us?" in page.text
    assert '<html lang="en">' in page.text
    reply = sent(client, three.code, token_in(page), {"q_recommend": "9"}, "?lang=en")
    assert reply.headers["Location"].endswith("?lang=en")
    assert "Was it easy?" in client.get(reply.headers["Location"]).text
    assert the_response().language == "en"


def test_a_clock_that_went_back_never_makes_a_negative_duration(
    client: FlaskClient, ten: Published, app: Flask
) -> None:
    token = opened(client, ten.code)
    app.config["VOC_NOW"] = MORNING - timedelta(minutes=5)
    sent(client, ten.code, token, FILLED)
    assert the_response().finished_at == MORNING


def test_our_own_devices_may_bring_an_id_and_strangers_may_not(client: FlaskClient, ten: Published) -> None:
    brought = "?rid=" + "ab" * 16
    sent(client, ten.code, opened(client, ten.code, brought), FILLED)
    assert the_response().client_id != "ab" * 16
    db.session.execute(update(Collector).values(channel="kiosk"))
    db.session.commit()
    for _ in range(2):
        sent(client, ten.code, opened(client, ten.code, brought), FILLED)
    assert count(Response) == 2


def test_one_brought_id_at_two_ways_in_is_two_responses(client: FlaskClient, ten: Published) -> None:
    here = db.session.scalars(select(Collector)).one()
    here.channel = "kiosk"
    there = Collector(
        survey_id=here.survey_id, name="另一个门", code="other-way-in-0001", channel="kiosk", active=True
    )
    db.session.add(there)
    db.session.commit()
    for code in (ten.code, "other-way-in-0001"):
        sent(client, code, opened(client, code, "?rid=" + "ab" * 16), FILLED)
    assert count(Response) == 2


@both_databases
def test_what_no_form_should_hold_is_refused_kindly(client: FlaskClient, ten: Published) -> None:
    token = opened(client, ten.code)
    huge = client.post(f"/r/{ten.code}", data={"sitting": token, "q_wish": "字" * 400_000})
    assert huge.status_code == 413
    many = {f"q_{number}": "x" for number in range(5_000)}
    assert client.post(f"/r/{ten.code}", data={"sitting": token, **many}).status_code == 413
    parts = client.post(
        f"/r/{ten.code}", data={"sitting": token, **FILLED}, content_type="multipart/form-data"
    )
    assert parts.status_code == 303
    strange = sent(
        client,
        ten.code,
        opened(client, ten.code),
        {**FILLED, "q_wish": "a\x00b\ud83d\ude00c".encode("utf-16", "surrogatepass").decode("utf-16")},
    )
    assert strange.status_code == 303
    assert "ab😀c" in rows(select(Answer.words).where(Answer.question == "wish"))


def test_head_opens_as_well(client: FlaskClient, ten: Published) -> None:
    assert client.head(f"/r/{ten.code}").status_code == 200


def test_every_reply_of_a_finished_sitting_names_one_receipt(client: FlaskClient, ten: Published) -> None:
    seen = [
        receipt_in(client.get(sent(client, ten.code, opened(client, ten.code), FILLED).headers["Location"]))
        for _ in range(5)
    ]
    assert all(one != other for one, other in itertools.combinations(seen, 2))


NO = re.compile(r'<span class="no">(\d+)</span>')


def test_questions_that_nobody_sees_leave_no_gap_in_the_numbers(app: Flask, client: FlaskClient) -> None:
    journey(db.session())
    raw = copy.deepcopy(dict(THREE))
    raw["pages"][2]["questions"] += [
        {
            "key": "sorry",
            "type": "text",
            "label": {"zh": "还有呢？", "en": "Else?"},
            "show_if": "recommend <= 2",
        },
        {"key": "bye", "type": "text", "label": {"zh": "最后一句？", "en": "Last?"}, "required": True},
    ]
    made = published(db.session(), raw, code="No-gaps-here1")
    good = sent(client, made.code, opened(client, made.code), {"q_recommend": "9"})
    assert NO.findall(client.get(good.headers["Location"]).text) == ["2", "3"]
    faulty = onward(client, good, {"q_ease": "5"}).text
    assert NO.findall(faulty) == ["2", "3"]
    assert 'href="#q-bye">第 3 题：' in faulty
    assert faulty.count("请不要写身份证号") == 1
    low = sent(client, made.code, opened(client, made.code), {"q_recommend": "1"})
    onward(client, low, {"q_cause": "late"})
    assert NO.findall(client.get(low.headers["Location"].replace("/why", "/end")).text) == ["4", "5", "6"]


def test_no_demonstration_hint_repeats_what_the_field_says_by_itself() -> None:
    for survey in files("voc.demo").joinpath("surveys").iterdir():
        assert "身份证号" not in survey.read_text("utf-8")
