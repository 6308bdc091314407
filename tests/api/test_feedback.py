"""Programs tell what customers said: once, exactly, and never with a 500."""

import json
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tests.api.conftest import NOW, Caller
from voc.db import db
from voc.feedback import api
from voc.feedback.bodies import Telling
from voc.feedback.models import Verbatim
from voc.journey.channels import Channel
from voc.journey.metrics import SCALES

TOLD: dict[str, Any] = {"source": "crm", "id": "T-17", "text": "等了三天才送到"}


@pytest.fixture(autouse=True)
def _frozen(app: Flask) -> None:
    app.config["VOC_NOW"] = NOW


def _tell(client: FlaskClient, caller: Caller, token: str = "", **changes: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post("/api/v1/feedback", json={**TOLD, **changes}, headers=caller.headers(token))
    wanted = "application/json" if answer.status_code < 300 else "application/problem+json"
    assert answer.content_type == wanted
    return answer.status_code, answer.get_json()


def _verbatims() -> list[Verbatim]:
    db.session.rollback()
    return list(db.session.scalars(select(Verbatim)))


def test_words_are_stored_with_all_that_is_said_about_them(client: FlaskClient, caller: Caller) -> None:
    status, receipt = _tell(
        client,
        caller,
        touchpoint="delivery",
        place="hz01",
        channel="wechat",
        at="2026-11-19T08:00:00+08:00",
        rating={"metric": "nps", "value": 3},
    )
    assert (status, receipt) == (201, {"source": "crm", "id": "T-17", "state": "new"})
    told = _verbatims()[0]
    assert (told.source, told.source_id, told.text, told.channel) == (
        "api:crm",
        "T-17",
        "等了三天才送到",
        "wechat",
    )
    assert told.at == datetime(2026, 11, 19, tzinfo=UTC)
    assert (told.touchpoint_id, told.place_id) == (
        caller.journey.touchpoints["delivery"],
        caller.journey.places["hz01"],
    )
    assert (told.rating, told.rating_metric, told.pipeline) == (3, "nps", "")


def test_the_same_again_is_there_and_other_words_are_refused(client: FlaskClient, caller: Caller) -> None:
    assert _tell(client, caller)[0] == 201
    assert _tell(client, caller) == (200, {"source": "crm", "id": "T-17", "state": "there"})
    status, problem = _tell(client, caller, text="别的")
    assert (status, problem["code"], problem["status"]) == (409, "feedback.other_words", 409)
    assert _tell(client, caller, source="shop")[0] == 201
    assert len(_verbatims()) == 2


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n"}, "text"),
        ({"text": "好\x00"}, "text"),
        ({"text": 5}, "text"),
        ({"text": "好" * 20_001}, "text"),
        ({"id": ""}, "id"),
        ({"id": "a b"}, "id"),
        ({"id": "x" * 101}, "id"),
        ({"id": 17}, "id"),
        ({"source": "c r m"}, "source"),
        ({"channel": "fax"}, "channel"),
        ({"channel": None}, "channel"),
        ({"rating": {"metric": "csat", "value": 6}}, "rating.csat.value"),
        ({"rating": {"metric": "csat", "value": "5"}}, "rating.csat.value"),
        ({"rating": {"metric": "csat", "value": True}}, "rating.csat.value"),
        ({"rating": {"metric": "csat", "value": 2.7}}, "rating.csat.value"),
        ({"rating": 5}, "rating"),
        ({"at": "2026-11-19"}, "at"),
        ({"at": "2026-11-19T08:00:00"}, "at"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(
    client: FlaskClient, caller: Caller, changes: dict[str, Any], place: str
) -> None:
    status, problem = _tell(client, caller, **changes)
    assert (status, problem["code"], problem["faults"][0]["place"]) == (422, "api.fields", place)
    assert _verbatims() == []


@pytest.mark.parametrize(
    "at", ["2999-01-01T00:00:00Z", "1999-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-19T00:00:60Z"]
)
def test_a_moment_that_cannot_be_is_refused(client: FlaskClient, caller: Caller, at: str) -> None:
    assert _tell(client, caller, at=at)[1]["code"] == "feedback.time"


@pytest.mark.parametrize("field", ["touchpoint", "place"])
def test_what_is_named_must_be_there(client: FlaskClient, caller: Caller, field: str) -> None:
    assert _tell(client, caller, **{field: "moon"})[0] == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b'{"text": NaN}', 400),
        (b"Infinity", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"rating": {"metric": "nps", "value": ' + b"9" * 5_000 + b"}}", 400),
        (b"null", 422),
        (b"[]", 422),
        (b"5", 422),
        (json.dumps({**TOLD, "text": "\ud800"}).encode(), 422),
        (json.dumps({**TOLD, "rating": {"metric": "nps", "value": 1e300}}).encode(), 422),
        (b'{"rating": {"metric": "nps", "value": 1e400}}', 422),
        (b" " * (10 * 1024 * 1024), 413),
    ],
)
def test_a_body_that_is_no_use_is_the_callers_fault_never_ours(
    client: FlaskClient, caller: Caller, body: bytes, status: int
) -> None:
    headers = {**caller.headers(), "Content-Type": "application/json"}
    answer = client.post("/api/v1/feedback", data=body, headers=headers)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b\u200d\ufeff", "\u3164\u2800", "\U000e0041\x08", "\xad\u180e\n"]
)
def test_a_text_of_which_one_sees_nothing_is_refused(client: FlaskClient, caller: Caller, text: str) -> None:
    status, answer = _tell(client, caller, text=text)
    assert (status, answer["faults"][0]["place"]) == (422, "text")
    assert _verbatims() == []


def test_a_body_that_is_too_large_is_refused_with_the_limit_that_holds(
    client: FlaskClient, caller: Caller
) -> None:
    status, answer = _tell(client, caller, text="好" * 50_000)
    assert (status, answer["code"]) == (413, "http.413")
    assert "128 KB" in answer["detail"]


def test_only_json_is_read(client: FlaskClient, caller: Caller) -> None:
    answer = client.post("/api/v1/feedback", data=TOLD, headers=caller.headers())
    assert (answer.status_code, answer.content_type) == (415, "application/problem+json")


@pytest.mark.parametrize(
    ("authorization", "status"), [("", 401), ("Bearer nonsense", 401), ("Basic eDp5", 401)]
)
def test_nobody_tells_without_a_token(
    client: FlaskClient, caller: Caller, authorization: str, status: int
) -> None:
    answer = client.post("/api/v1/feedback", json=TOLD, headers={"Authorization": authorization})
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")


def test_a_token_opens_only_its_own(client: FlaskClient, caller: Caller) -> None:
    assert _tell(client, caller, caller.reader)[0] == 403
    assert _tell(client, caller, caller.confined)[0] == 403
    assert _tell(client, caller, caller.confined, touchpoint="hotline", place="hz01")[0] == 403
    assert _tell(client, caller, caller.confined, touchpoint="delivery", place="hz01")[0] == 201


def test_a_caller_learns_the_touchpoints_that_it_may_name(client: FlaskClient, caller: Caller) -> None:
    told = client.get("/api/v1/touchpoints", headers=caller.headers()).get_json()["touchpoints"]
    assert {"key": "delivery", "name": "配送", "stage": "履约"} in told
    assert len(told) == len(caller.journey.touchpoints)
    own = client.get("/api/v1/touchpoints", headers=caller.headers(caller.confined)).get_json()["touchpoints"]
    assert [one["key"] for one in own] == ["delivery"]


def test_while_the_database_is_away_the_caller_is_told_to_come_again(
    client: FlaskClient, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_told: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("gone"))

    monkeypatch.setattr(api, "take_in", away)
    answer = client.post("/api/v1/feedback", json=TOLD, headers=caller.headers())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.content_type == "application/problem+json"


def test_an_unknown_address_of_the_api_answers_in_json(client: FlaskClient, caller: Caller) -> None:
    assert client.get("/api/v1/nothing").content_type == "application/problem+json"
    assert client.delete("/api/v1/feedback").status_code == 405


def test_the_document_knows_every_channel_and_scale() -> None:
    assert set(get_args(Telling.model_fields["channel"].annotation)) == {channel.value for channel in Channel}
    for metric, scale in SCALES.items():
        for value in (scale.low, scale.high):
            assert Telling.model_validate({**TOLD, "rating": {"metric": metric.value, "value": value}}).rating
        for value in (scale.low - 1, scale.high + 1):
            with pytest.raises(ValueError, match=metric.value):
                Telling.model_validate({**TOLD, "rating": {"metric": metric.value, "value": value}})
