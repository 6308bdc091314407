"""The audit page tells what happened to the journey in words."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from voc.accounts.audit import note
from voc.accounts.audit_lines import change_words, target_words, value_words
from voc.accounts.models import AuditEntry
from voc.accounts.roles import Role
from voc.db import db
from voc.journey.models import Touchpoint
from voc.surveys.models import Survey


@pytest.fixture
def known(app: Flask) -> cast.Journey:
    """The journey of the cast, and its people."""
    journey = cast.journey(db.session())
    cast.staff(db.session(), journey)
    db.session.commit()
    return journey


def sent(row: Touchpoint, **changes: object) -> dict[str, object]:
    """The touchpoint's form as it stands, with changes."""
    return {
        "name": row.name,
        "stage": row.stage_id,
        "metric": row.metric,
        "owner": row.owner,
        "promise": row.promise,
        "promise_words": row.promise_words,
        "aspects": row.aspects.split(","),
    } | changes


def test_the_page_names_the_target_and_each_field_with_old_and_new(
    client: FlaskClient, known: cast.Journey
) -> None:
    admin = cast.sign_in(client, cast.PEOPLE.administrator)
    row = db.session.get_one(Touchpoint, known.touchpoints["delivery"])
    address = f"/settings/journey/touchpoints/{row.id}"
    assert admin.post(address, data=sent(row, name="送货上门", promise="0")).status_code == 303
    page = admin.get("/settings/audit").text
    assert "触点「送货上门」" in page
    assert "名称 配送 → 送货上门；承诺 20 → 0" in page
    assert "\\u" not in page


def test_another_order_of_the_same_aspects_is_no_change(client: FlaskClient, known: cast.Journey) -> None:
    admin = cast.sign_in(client, cast.PEOPLE.administrator)
    row = db.session.get_one(Touchpoint, known.touchpoints["delivery"])
    row.aspects = "packaging,logistics"
    db.session.commit()
    before = db.session.query(AuditEntry).count()
    admin.post(f"/settings/journey/touchpoints/{row.id}", data=sent(row, aspects=["logistics", "packaging"]))
    assert db.session.query(AuditEntry).count() == before


@pytest.mark.parametrize(
    ("act", "details", "words"),
    [
        ("touchpoint.change", {"aspects": ["packaging,logistics", "logistics,packaging"]}, []),
        ("touchpoint.change", {"aspects": ["", "packaging"]}, ["说到什么归到这里 （空） → 包装"]),
        ("touchpoint.change", {"promise": [30.0, None]}, ["承诺 30 → （空）"]),
        ("touchpoint.change", {"metric": ["nps", "ces"]}, ["量表 净推荐值 → 省力度"]),
        ("stage.rename", {"before": "履约", "after": "送装"}, ["名称 履约 → 送装"]),
        (
            "account.edit",
            {
                "login": "hj",
                "before": {"name": "何", "role": "agent"},
                "after": {"name": "何", "role": "manager"},
            },
            ["登录名 hj", "角色 客服专员 → 服务经理"],
        ),
        ("account.password", {"once": True}, ["下次登录要换 是"]),
        ("stage.move", {"order": ["delivery", "gone"]}, ["新的先后 配送、gone"]),
        ("touchpoint.add", {"promise": -5.5, "metric": "joy"}, ["承诺 −5.5", "量表 joy"]),
        ("place.add", {"name": "西湖店", "city": ""}, ["名称 西湖店"]),
        ("event.add", {"on": "2026-11-04T16:00:00+00:00", "words": "大促"}, ["日期 11月5日", "内容 大促"]),
        ("account.confine", {"touchpoints": [], "places": [9]}, ["能看的触点 全部", "能看的地点 9"]),
        ("strange.act", {"strange": {"词": 1}}, ['strange {"词": 1}']),
    ],
)
def test_every_shape_of_details_is_told_in_words(
    app: Flask, known: cast.Journey, act: str, details: dict[str, object], words: list[str]
) -> None:
    entry = note(db.session(), "cli", act, "journey", cast.BEGINNING, **details)
    with app.test_request_context("/"):
        assert change_words(entry) == words


def test_confining_names_the_places(app: Flask, known: cast.Journey) -> None:
    with app.test_request_context("/"):
        assert value_words("places", [known.places["hz01"], known.places["hz02"]]) == "西湖店、余杭仓"
        assert value_words("places", [9999]) == "9999"


def test_a_target_that_is_gone_is_told_by_its_number(app: Flask, known: cast.Journey) -> None:
    manager = cast.account(db.session(), cast.PEOPLE.manager)
    assert manager.role == Role.MANAGER
    with app.test_request_context("/"):
        assert target_words(f"account:{manager.id}") == f"账号「{manager.name}」"
        assert target_words("touchpoint:gone") == "触点 gone"
        assert target_words("event:77") == "大事 77"
        assert target_words("journey") == "整个旅程"
        assert target_words("token:x") == "接口令牌 x"


def test_a_survey_is_told_by_its_title_while_it_exists(app: Flask, known: cast.Journey) -> None:
    survey = Survey(title="送货回访", draft={}, created_at=cast.BEGINNING)
    db.session.add(survey)
    db.session.flush()
    with app.test_request_context("/"):
        assert target_words(f"survey:{survey.id}") == "问卷「送货回访」"
        assert target_words("survey:999") == "问卷 999"
