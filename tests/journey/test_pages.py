"""The administrator's pages of the journey, as a browser sends them."""

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from tests import cast
from voc.accounts.models import AuditEntry
from voc.db import db
from voc.journey import service
from voc.journey.models import Stage, TouchpointEvent


@pytest.fixture
def known(app: Flask) -> cast.Journey:
    """The journey of the cast, and its people."""
    journey = cast.journey(db.session())
    cast.staff(db.session(), journey)
    db.session.commit()
    return journey


@pytest.fixture
def admin(client: FlaskClient, known: cast.Journey) -> FlaskClient:
    """A browser in which the administrator sits."""
    return cast.sign_in(client, cast.PEOPLE.administrator)


def touchpoint_fields(**changes: object) -> dict[str, object]:
    stage = db.session.query(Stage).filter_by(key="fulfilment").one().id
    return {
        "name": "配送",
        "stage": stage,
        "metric": "nps",
        "owner": "",
        "promise": "",
        "promise_words": "",
    } | changes


def test_the_page_lists_the_journey_in_order_with_owner_and_promise(admin: FlaskClient) -> None:
    page = admin.get("/settings/journey").get_data(as_text=True)
    order = [page.index(name) for name in ("售前咨询", "浏览下单", "配送", "到店", "客服热线", "会员权益")]
    assert order == sorted(order)
    assert "周启明" in page
    assert "次日达 90%" in page


def test_a_touchpoint_is_added_and_changed(admin: FlaskClient) -> None:
    sent = touchpoint_fields(key="unpacking", name="开箱", aspects=["packaging", "product_quality"])
    assert admin.post("/settings/journey/touchpoints/new", data=sent).status_code == 303
    one = service.touchpoint_by_key(db.session(), "unpacking")
    assert set(one.aspects.split(",")) == {"packaging", "product_quality"}
    changed = touchpoint_fields(name="开箱验货", metric="ces", promise="５.５", owner="何嘉")
    assert admin.post(f"/settings/journey/touchpoints/{one.id}", data=changed).status_code == 303
    one = service.touchpoint_by_key(db.session(), "unpacking")
    assert (one.name, one.metric, one.promise, one.owner, one.aspects) == ("开箱验货", "ces", 5.5, "何嘉", "")


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("name", " ", "请填写名称"),
        ("name", "长" * 41, "名称太长"),
        ("promise", "120", "承诺</a>：净推荐值要在 −100 到 100 之间，例如 20"),
        ("promise", "很高", "承诺</a>：要写数字，例如 20"),
        ("promise", "nan", "承诺</a>：净推荐值要在"),
        ("promise_words", "长" * 81, "请不超过 80 个字"),
        ("key", "Delivery!", "代号以小写字母开头"),
        ("key", "delivery", "已经用过了"),
    ],
)
def test_a_fault_names_the_field_and_the_mend(admin: FlaskClient, field: str, value: str, word: str) -> None:
    sent = touchpoint_fields(key="unpacking") | {field: value}
    response = admin.post("/settings/journey/touchpoints/new", data=sent)
    assert response.status_code == 422
    assert word in response.get_data(as_text=True)
    assert "unpacking" not in [one.key for one in service.touchpoints(db.session())]


@pytest.mark.parametrize(("field", "value"), [("stage", 999), ("metric", "joy"), ("aspects", "joy")])
def test_a_choice_that_was_not_offered_is_refused(admin: FlaskClient, field: str, value: object) -> None:
    sent = touchpoint_fields(key="unpacking") | {field: value}
    assert admin.post("/settings/journey/touchpoints/new", data=sent).status_code == 422


def test_fields_that_nobody_offered_change_nothing(admin: FlaskClient, known: cast.Journey) -> None:
    one = known.touchpoints["delivery"]
    sent = touchpoint_fields(key="stolen", code="guessable", active="", id=99)
    admin.post(f"/settings/journey/touchpoints/{one}", data=sent)
    row = service.touchpoint_by_key(db.session(), "delivery")
    assert (row.id, row.code, row.active) == (one, known.codes["delivery"], True)


def test_stages_are_added_renamed_moved_and_removed(admin: FlaskClient) -> None:
    admin.post("/settings/journey/stages/new", data={"key": "farewell", "name": "告别"})
    one = db.session.query(Stage).filter_by(key="farewell").one().id
    admin.post(f"/settings/journey/stages/{one}", data={"name": "道别"})
    admin.post(f"/settings/journey/stages/{one}/move", data={"to": "earlier"})
    stages = service.stages(db.session())
    assert [stage.name for stage in stages][-2:] == ["道别", "会员"]
    admin.post(f"/settings/journey/stages/{one}/remove")
    assert "道别" not in [stage.name for stage in service.stages(db.session())]
    taken = admin.post("/settings/journey/stages/new", data={"key": "service", "name": "服务"})
    assert (taken.status_code, "已经用过了" in taken.get_data(as_text=True)) == (422, True)


def test_a_stage_with_touchpoints_is_not_removed(admin: FlaskClient) -> None:
    one = db.session.query(Stage).filter_by(key="service").one().id
    response = admin.post(f"/settings/journey/stages/{one}/remove")
    assert response.status_code == 409
    assert "请先把触点移到别的阶段" in response.get_data(as_text=True)


def test_a_touchpoint_is_retired_and_restored(admin: FlaskClient, known: cast.Journey) -> None:
    address = f"/settings/journey/touchpoints/{known.touchpoints['repair']}"
    admin.post(f"{address}/retire")
    assert "这个触点已停用" in admin.get(address).get_data(as_text=True)
    admin.post(f"{address}/restore")
    assert service.touchpoint_by_key(db.session(), "repair").active


def test_an_event_is_marked_on_its_day_in_the_company_s_time_and_removed(
    admin: FlaskClient, known: cast.Journey
) -> None:
    address = f"/settings/journey/touchpoints/{known.touchpoints['delivery']}"
    admin.post(f"{address}/events", data={"on": "2026-11-05", "words": "换了承运商"})
    event = db.session.query(TouchpointEvent).one()
    assert event.at.isoformat() == "2026-11-04T16:00:00+00:00"
    assert "换了承运商" in admin.get(address).get_data(as_text=True)
    assert admin.post(f"/settings/journey/events/{event.id}/remove").location == address
    assert db.session.query(TouchpointEvent).count() == 0


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ({"on": "5 月 5 日", "words": "换了承运商"}, "请写成 2026-11-20 这样"),
        ({"on": "", "words": "换了承运商"}, "请选日期"),
        ({"on": "2026-11-05", "words": ""}, "请写一句话"),
    ],
)
def test_an_event_that_cannot_be_read_is_refused(
    admin: FlaskClient, known: cast.Journey, sent: dict[str, str], word: str
) -> None:
    for address in (
        f"/settings/journey/touchpoints/{known.touchpoints['delivery']}/events",
        "/settings/journey/events",
    ):
        response = admin.post(address, data=sent)
        assert response.status_code == 422
        assert word in response.get_data(as_text=True)


def test_an_event_of_the_whole_journey_stands_on_every_touchpoint(
    admin: FlaskClient, known: cast.Journey
) -> None:
    admin.post("/settings/journey/events", data={"on": "2026-02-17", "words": "春节"})
    for one in known.touchpoints.values():
        assert "春节" in admin.get(f"/settings/journey/touchpoints/{one}").get_data(as_text=True)


def test_a_place_is_added_changed_closed_and_reopened(admin: FlaskClient) -> None:
    sent = {"key": "nb01", "name": "鄞州店", "city": "宁波", "region": "华东"}
    assert admin.post("/settings/places/new", data=sent).status_code == 303
    one = service.place_by_key(db.session(), "nb01").id
    admin.post(f"/settings/places/{one}", data={"name": "鄞州二店", "city": "宁波", "region": "华东"})
    admin.post(f"/settings/places/{one}/close")
    assert "鄞州二店" not in [place.name for place in service.places(db.session())]
    admin.post(f"/settings/places/{one}/reopen")
    assert "鄞州二店" in admin.get("/settings/places").get_data(as_text=True)
    assert admin.post("/settings/places/new", data=sent).status_code == 422
    assert admin.post(f"/settings/places/{one}", data={"name": ""}).status_code == 422


def test_a_colleague_is_confined_and_set_free(admin: FlaskClient, known: cast.Journey) -> None:
    agent = cast.account(db.session(), cast.PEOPLE.agent).id
    ticked = {"touchpoints": [known.touchpoints["hotline"]], "places": [known.places["hz01"]]}
    assert admin.post(f"/settings/staff/{agent}/scope", data=ticked).status_code == 303
    assert "1 个触点 · 1 个地点" in admin.get(f"/settings/staff/{agent}").get_data(as_text=True)
    assert "checked" in admin.get(f"/settings/staff/{agent}/scope").get_data(as_text=True)
    assert admin.post(f"/settings/staff/{agent}/scope", data={"places": [999]}).status_code == 422
    admin.post(f"/settings/staff/{agent}/scope", data={})
    assert "全部触点 · 全部地点" in admin.get(f"/settings/staff/{agent}").get_data(as_text=True)
    assert [entry.act for entry in db.session.query(AuditEntry)] == ["account.confine", "account.confine"]


def test_an_administrator_is_never_confined(admin: FlaskClient) -> None:
    mine = cast.account(db.session(), cast.PEOPLE.administrator).id
    assert admin.get(f"/settings/staff/{mine}/scope").status_code == 404


def test_names_written_by_people_are_text_on_every_page(admin: FlaskClient, known: cast.Journey) -> None:
    one = known.touchpoints["delivery"]
    evil = "<script>alert(1)</script>"
    admin.post(f"/settings/journey/touchpoints/{one}", data=touchpoint_fields(name=evil, owner=evil))
    admin.post(f"/settings/places/{known.places['hz01']}", data={"name": evil})
    for address in (
        "/settings/journey",
        f"/settings/journey/touchpoints/{one}",
        "/settings/places",
        "/settings/audit",
    ):
        assert evil not in admin.get(address).get_data(as_text=True)


def test_an_empty_house_offers_the_standard_journey(app: Flask, client: FlaskClient) -> None:
    cast.staff(db.session())
    for table in ("account_touchpoint", "account_place", "touchpoint", "stage"):
        db.session.execute(db.metadata.tables[table].delete())
    db.session.commit()
    cast.sign_in(client, cast.PEOPLE.administrator)
    assert "旅程还是空的" in client.get("/settings/journey").get_data(as_text=True)
    client.post("/settings/journey/standard")
    assert len(service.touchpoints(db.session())) == 13


def test_the_standard_journey_can_come_from_a_command_and_be_listed(
    app: Flask, runner: FlaskCliRunner
) -> None:
    assert "已添加 13 个触点" in runner.invoke(args=["journey", "standard"]).output
    assert "已添加 0 个触点" in runner.invoke(args=["journey", "standard"]).output
    assert "delivery\t履约\t配送\tnps\tactive" in runner.invoke(args=["journey", "list"]).output


def test_the_touchpoint_s_page_gives_the_whole_link_of_its_public_page_while_it_is_in_use(
    admin: FlaskClient, known: cast.Journey
) -> None:
    address = f"/settings/journey/touchpoints/{known.touchpoints['delivery']}"
    link = f"http://localhost/say/{known.codes['delivery']}"
    assert f'readonly value="{link}"' in admin.get(address).text
    assert admin.get(link).status_code == 200
    admin.post(f"{address}/retire")
    assert link not in admin.get(address).text


def test_every_row_of_the_journey_has_the_same_cells_on_a_phone(admin: FlaskClient) -> None:
    page = admin.get("/settings/journey").text
    rows = page.split('<th class="lead" scope="row">')[1:]
    assert {row.count('<td class="num promised">') for row in rows} == {1}
    assert {row.split("</tr>")[0].count(" drop") for row in rows} == {1}
