"""The journey as other rooms read it, and the standard journey."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests import cast
from tests.conftest import both_databases
from voc.accounts.audit import Hand
from voc.accounts.models import AuditEntry
from voc.db import db
from voc.errors import NotFound
from voc.journey import places, service
from voc.journey.models import Touchpoint
from voc.journey.standard import STANDARD
from voc.nlp.document import Aspect

MOMENT = datetime(2026, 11, 20, tzinfo=UTC)
ADMIN = Hand("admin", MOMENT)


@both_databases
def test_an_empty_house_is_filled_with_the_standard_journey_in_order(app: Flask) -> None:
    assert service.ensure_standard(db.session(), by=ADMIN) == 13
    names = [(stage.name, [one.name for one in stage.touchpoints]) for stage in service.stages(db.session())]
    assert names == [
        ("售前", ["售前咨询"]),
        ("选购", ["浏览下单", "支付"]),
        ("履约", ["配送", "安装"]),
        ("门店", ["到店", "排队结账"]),
        ("服务", ["客服热线", "在线客服", "退换货", "维修", "投诉处理"]),
        ("会员", ["会员权益"]),
    ]
    assert [entry.act for entry in db.session.query(AuditEntry)] == ["journey.standard"]


def test_filling_again_adds_only_what_is_missing_and_keeps_what_was_changed(app: Flask) -> None:
    cast.journey(db.session())
    service.touchpoint_by_key(db.session(), "delivery").name = "送货上门"
    assert service.ensure_standard(db.session()) == 1
    assert service.ensure_standard(db.session(), by=ADMIN) == 0
    names = [one.name for one in service.touchpoints(db.session())]
    assert "送货上门" in names
    assert "安装" in names
    assert db.session.query(AuditEntry).count() == 0


def test_the_standard_journey_names_only_aspects_that_there_are_and_each_once() -> None:
    named = [
        aspect for stage in STANDARD for touchpoint in stage.touchpoints for aspect in touchpoint.aspects
    ]
    assert set(named) <= set(Aspect)
    assert len(named) == len(set(named))
    assert set(Aspect) - set(named) == {Aspect.OVERALL}


def test_codes_of_public_pages_have_ninety_six_bits_and_differ(app: Flask) -> None:
    codes = {service.new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == 16 for code in codes)
    known = cast.journey(db.session())
    assert service.touchpoint_by_code(db.session(), known.codes["delivery"]).key == "delivery"


def test_a_retired_touchpoint_is_offered_no_more_but_still_known_by_its_key(app: Flask) -> None:
    known = cast.journey(db.session())
    row = service.touchpoint_by_key(db.session(), "repair")
    row.active = False
    db.session.flush()
    assert "repair" not in [one.key for one in service.touchpoints(db.session())]
    assert "repair" in [one.key for one in service.touchpoints(db.session(), retired=True)]
    assert service.touchpoint_by_key(db.session(), "repair") is row
    with pytest.raises(NotFound, match="这个链接已经不用了"):
        service.touchpoint_by_code(db.session(), known.codes["repair"])


def test_an_unknown_key_is_named(app: Flask) -> None:
    with pytest.raises(NotFound, match="没有代号为「teleport」的触点"):
        service.touchpoint_by_key(db.session(), "teleport")
    with pytest.raises(NotFound, match="没有代号为「moon」的地点"):
        service.place_by_key(db.session(), "moon")


def test_places_come_by_region_and_closed_ones_only_if_asked(app: Flask) -> None:
    cast.journey(db.session())
    service.place_by_key(db.session(), "sx01").active = False
    db.session.flush()
    assert {place.key for place in service.places(db.session())} == {"hz01", "hz02", "gz01"}
    assert len(service.places(db.session(), retired=True)) == 4


def test_an_aspect_points_at_the_first_touchpoint_that_names_it(app: Flask) -> None:
    known = cast.journey(db.session())
    service.touchpoint_by_key(db.session(), "membership").aspects = "logistics,price"
    db.session.flush()
    hints = service.aspect_hints(db.session())
    assert hints["logistics"] == known.touchpoints["delivery"]
    assert hints["price"] == known.touchpoints["browsing"]
    assert "overall" not in hints


@both_databases
def test_events_of_a_touchpoint_and_of_everything_fall_into_their_period(app: Flask) -> None:
    known = cast.journey(db.session())
    delivery = db.session.get_one(Touchpoint, known.touchpoints["delivery"])
    hotline = db.session.get_one(Touchpoint, known.touchpoints["hotline"])
    places.add_event(db.session(), delivery, MOMENT, "换了承运商", ADMIN)
    places.add_event(db.session(), hotline, MOMENT, "换了话术", ADMIN)
    places.add_event(db.session(), None, MOMENT + timedelta(days=1), "春节", ADMIN)
    places.add_event(db.session(), None, MOMENT + timedelta(days=9), "太晚", ADMIN)
    found = service.events(db.session(), delivery.id, MOMENT, MOMENT + timedelta(days=9))
    assert [event.words for event in found] == ["换了承运商", "春节"]
