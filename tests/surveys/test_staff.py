import io
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from tests.cast import journey, sign_in, staff
from tests.surveys.examples import FILLED, TEN, THREE
from tests.surveys.visits import opened, sent
from voc.accounts.models import AuditEntry
from voc.db import db
from voc.surveys import publishing
from voc.surveys.models import Collector, Survey, SurveyVersion
from voc.surveys.questions import TYPES
from voc.surveys.staff_forms import shown


@pytest.fixture
def designer(app: Flask, client: FlaskClient) -> FlaskClient:
    staff(db.session(), journey(db.session()))
    db.session.commit()
    return sign_in(client, "designer")


def opening_and_sending(designer: FlaskClient, code: str, token: str = "") -> TestResponse:
    """What a respondent does, with no lock of ours in the way."""
    db.session.rollback()
    return sent(designer, code, token or opened(designer, code), FILLED)


def drafted(designer: FlaskClient, raw: Any = THREE) -> str:
    """A new survey with that draft; its address."""
    place = designer.post("/surveys").headers["Location"].removesuffix("/draft")
    saved = designer.post(f"{place}/draft", data={"revision": "1", "text": shown(raw)})
    assert saved.status_code == 303
    return place


def code_of(designer: FlaskClient, survey: str, **way: str) -> str:
    """A new way in; its code."""
    reply = designer.post(f"{survey}/collectors", data={"name": "短信", "channel": "sms", "place": "", **way})
    assert reply.status_code == 303
    code = db.session.scalars(select(Collector.code).order_by(Collector.id.desc())).first()
    db.session.rollback()
    assert code
    return code


def publish(designer: FlaskClient, survey: str) -> TestResponse:
    """Publish the draft as it is now."""
    revision = db.session.scalar(select(Survey.revision).where(Survey.id == int(survey.rsplit("/", 1)[1])))
    db.session.rollback()
    return designer.post(f"{survey}/publish?revision={revision}")


def acts() -> list[str]:
    found = list(db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))
    db.session.rollback()
    return found


def test_a_survey_goes_from_draft_to_open_to_closed_and_open_again(designer: FlaskClient) -> None:
    place = drafted(designer)
    code = code_of(designer, place)
    assert designer.get(f"/r/{code}").status_code == 404
    assert publish(designer, place).status_code == 303
    assert designer.get(f"/r/{code}").status_code == 200
    assert designer.post(f"{place}/close").status_code == 303
    assert designer.get(f"/r/{code}").status_code == 410
    assert designer.post(f"{place}/reopen").status_code == 303
    assert designer.get(f"/r/{code}").status_code == 200
    assert acts()[-6:] == [
        "survey.create", "survey.draft", "collector.add", "survey.publish", "survey.close", "survey.reopen"
    ]  # fmt: skip


def test_a_published_version_never_changes_with_the_draft(designer: FlaskClient) -> None:
    place = drafted(designer, TEN)
    code = code_of(designer, place)
    publish(designer, place)
    token = opened(designer, code)
    designer.post(f"{place}/draft", data={"revision": "2", "text": shown({**TEN, "title": {"zh": "改过的"}})})
    assert "送货回访" in designer.get(f"/r/{code}").text
    publish(designer, place)
    assert "改过的" in designer.get(f"/r/{code}").text
    assert opening_and_sending(designer, code, token).status_code == 303
    assert db.session.scalars(select(SurveyVersion.number).order_by(SurveyVersion.number)).all() == [1, 2]


def test_publishing_the_same_again_makes_no_version(designer: FlaskClient) -> None:
    place = drafted(designer)
    publish(designer, place)
    assert publish(designer, place).status_code == 409


def test_a_draft_with_faults_is_kept_but_not_published(designer: FlaskClient) -> None:
    raw = json.loads(json.dumps(THREE))
    raw["pages"][0]["questions"][0]["touchpoint"] = "delivry"
    place = drafted(designer, raw)
    for page in (designer.get(place), designer.get(f"{place}/draft"), publish(designer, place)):
        assert "第 1 题「recommend」：没有触点「delivry」，请改为 delivery" in page.text
    assert db.session.scalars(select(Survey.state)).all() == ["draft"]


def test_two_designers_do_not_write_over_each_other(designer: FlaskClient) -> None:
    place = drafted(designer)
    mine = shown({**THREE, "title": {"zh": "我的", "en": "Mine"}})
    assert designer.post(f"{place}/draft", data={"revision": "2", "text": shown(THREE)}).status_code == 303
    page = designer.post(f"{place}/draft", data={"revision": "2", "text": mine})
    assert page.status_code == 409
    assert "我的" in page.text
    assert "别人存的" in page.text
    assert 'name="revision" type="hidden" value="3"' in page.text
    assert designer.post(f"{place}/draft", data={"revision": "3", "text": mine}).status_code == 303


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": NaN}', '{"a": "\\u0000"}'])
def test_what_is_no_json_object_stays_in_the_box(designer: FlaskClient, text: str) -> None:
    place = drafted(designer)
    assert designer.post(f"{place}/draft", data={"revision": "2", "text": text}).status_code == 422


def test_a_draft_may_come_as_a_file(designer: FlaskClient) -> None:
    place = drafted(designer)
    file = (io.BytesIO(json.dumps(TEN).encode()), "survey.json")
    assert (
        designer.post(f"{place}/draft", data={"revision": "2", "text": "", "upload": file}).status_code == 303
    )
    assert db.session.scalars(select(Survey.draft)).one() == TEN


def test_logic_reads_as_a_sentence(designer: FlaskClient) -> None:
    assert "第 1 题是 6 或更低，才问这一页" in designer.get(drafted(designer)).text


def test_a_preview_shows_every_question_and_cannot_be_sent(designer: FlaskClient) -> None:
    place = drafted(designer)
    page = designer.get(f"{place}/preview/why")
    assert "最让您不满意的是哪一点" in page.text
    assert "<button" not in page.text
    assert designer.get(f"{place}/preview/nothing").status_code == 404


def test_a_paused_way_in_lets_nobody_in(designer: FlaskClient) -> None:
    place = drafted(designer)
    code = code_of(designer, place, place="1")
    publish(designer, place)
    assert designer.post(f"{place}/collectors/1", data={"active": "0"}).status_code == 303
    assert designer.get(f"/r/{code}").status_code == 410
    assert designer.post(f"{place}/collectors/1", data={"active": "1"}).status_code == 303
    assert designer.get(f"/r/{code}").status_code == 200
    assert designer.post("/surveys/99/collectors/1", data={"active": "0"}).status_code == 404


@pytest.mark.parametrize("way", [{"name": ""}, {"channel": "pigeon"}, {"place": "999"}])
def test_a_way_in_that_cannot_be_is_named(designer: FlaskClient, way: dict[str, str]) -> None:
    place = drafted(designer)
    page = designer.post(f"{place}/collectors", data={"name": "短信", "channel": "sms", "place": "", **way})
    assert page.status_code == 422


def test_the_list_counts_what_was_finished(designer: FlaskClient) -> None:
    place = drafted(designer, TEN)
    code = code_of(designer, place)
    publish(designer, place)
    assert opening_and_sending(designer, code).status_code == 303
    assert '<td class="num">1</td>' in designer.get("/surveys").text


def test_an_interviewer_sees_open_telephone_surveys_only(designer: FlaskClient, app: Flask) -> None:
    place = drafted(designer)
    phone = code_of(designer, place, channel="phone", name="老客户")
    code_of(designer, place)
    interviewer = sign_in(app.test_client(), "interviewer")
    assert phone not in interviewer.get("/interview").text
    publish(designer, place)
    page = interviewer.get("/interview").text
    assert page.count("/r/") == 1
    assert f"/r/{phone}" in page
    assert interviewer.get("/surveys").status_code == 403


def test_an_author_cannot_script_the_page(designer: FlaskClient) -> None:
    evil = json.loads(
        json.dumps(THREE)
        .replace("您愿意推荐吗？", "<script>alert(1)</script>{{7*7}}")
        .replace("\\u60a8\\u613f\\u610f\\u63a8\\u8350\\u5417\\uff1f", "<script>alert(1)</script>{{7*7}}")
    )
    place = drafted(designer, evil)
    code = code_of(designer, place)
    publish(designer, place)
    for page in (designer.get(place), designer.get(f"/r/{code}"), designer.get(f"{place}/draft")):
        assert "<script>alert" not in page.text
        assert "{{7*7}}" in page.text


def test_what_a_designer_has_not_seen_is_not_published(designer: FlaskClient) -> None:
    place = drafted(designer)
    assert f'action="{place}/publish?revision=2"' in designer.get(place).text
    designer.post(f"{place}/draft", data={"revision": "2", "text": shown(TEN)})
    for old in (f"{place}/publish?revision=2", f"{place}/publish"):
        page = designer.post(old)
        assert page.status_code == 409
        assert "草稿又改过" in page.text
    assert db.session.scalars(select(Survey.state)).all() == ["draft"]


def test_one_survey_counts_its_own_responses_only(designer: FlaskClient) -> None:
    question = str(publishing.counting(7).compile(db.engine, compile_kwargs={"literal_binds": True}))
    [plan] = db.session.execute(text(f"EXPLAIN QUERY PLAN {question}")).all()
    assert "COVERING INDEX ix_response_survey_finished (survey_id=?)" in plan.detail


def test_a_way_in_shows_its_whole_address_to_copy(designer: FlaskClient) -> None:
    place = drafted(designer)
    code = code_of(designer, place)
    page = designer.get(place).text
    assert f'<span class="code whole">http://localhost/r/{code}</span>' in page
    assert "新入口建好了" in page
    assert "在下面" not in page


def test_beside_a_draft_stand_the_keys_of_touchpoints_and_what_each_type_needs(designer: FlaskClient) -> None:
    page = designer.get(f"{drafted(designer)}/draft").text
    assert page.count('href="#types"') == page.count('id="types"') == 1
    assert page.count('href="#touchpoints"') == page.count('id="touchpoints"') == 1
    assert '<th class="lead code" scope="row">delivery</th><td class="second">配送</td>' in page
    for kind in TYPES:
        assert f'<th class="lead code" scope="row">{kind}</th>' in page
