import json
from importlib.resources import files
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given

from tests.cast import journey
from tests.surveys.examples import FILLED, TEN, THREE, published
from tests.surveys.test_parsing import json_values
from tests.surveys.visits import opened, sent
from voc.db import db
from voc.surveys import logic, parsing
from voc.surveys.answers import Value
from voc.surveys.parsing import DefinitionRefused, parse
from voc.surveys.thawing import thaw

EXAMPLE = json.loads(files("voc.surveys").joinpath("example.json").read_text("utf-8"))


class Every(tuple[str, ...]):
    """Every touchpoint that anyone names."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return True


@pytest.mark.parametrize("raw", [TEN, THREE, EXAMPLE], ids=["ten", "three", "example"])
def test_a_version_thaws_as_it_was_when_it_was_checked(raw: Any) -> None:
    assert thaw(raw) == parse(raw, Every())


@given(json_values)
def test_any_json_thaws_and_what_a_draft_may_say_is_what_thaws(raw: Any) -> None:
    thawed = thaw(raw)
    try:
        assert thawed == parse(raw, Every())
    except DefinitionRefused:
        assert all(page.questions for page in thawed.pages)


def test_stricter_rules_do_not_stop_a_survey_that_is_out(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey(db.session())
    three = published(db.session(), THREE)
    monkeypatch.setattr(parsing, "MOST_QUESTIONS", 1)
    monkeypatch.setattr(parsing, "LONGEST_LABEL", 2)
    monkeypatch.setattr(logic, "LONGEST", 3)
    monkeypatch.setattr(logic, "ALLOWED", frozenset())
    with pytest.raises(DefinitionRefused):
        parse(THREE, ("delivery",))
    reply = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"})
    assert "最让您不满意的是哪一点" in client.get(reply.headers["Location"]).text


def test_a_touchpoint_that_is_gone_does_not_stop_a_survey_that_is_out(
    app: Flask, client: FlaskClient
) -> None:
    journey(db.session())
    raw = json.loads(json.dumps(TEN).replace('"delivery"', '"by_balloon"'))
    ten = published(db.session(), raw)
    assert sent(client, ten.code, opened(client, ten.code), FILLED).status_code == 303


def test_a_condition_that_can_no_longer_be_read_is_unmet() -> None:
    raw = json.loads(json.dumps(THREE).replace("recommend <= 6", "recommend <= <="))
    way = logic.path(thaw(raw), {"recommend": Value(number=3)})
    assert [page.key for page in way.pages] == ["score", "end"]
