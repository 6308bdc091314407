"""Every address of the application, with something real in each of its gaps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from tests import cast
from voc.accounts.models import Account
from voc.accounts.roles import Role
from voc.feedback.models import Mention, Verbatim
from voc.journey.models import Fact, Place, Stage, Touchpoint, TouchpointEvent

MOMENT = datetime(2026, 11, 20, 4, tzinfo=UTC)

SEEN = "师傅很客气可见一"
"""The one verbatim that the confined manager may read: 配送 at 西湖店."""

HIDDEN_WORDS = ("金丝雀甲", "金丝雀乙", "金丝雀丙", "金丝雀丁")
"""Verbatims of another place, another touchpoint, no place, and no touchpoint."""

HIDDEN_NAMES = ("暗触点热线", "暗地点天河")
"""Names of a touchpoint and a place that the confined manager has nothing to do with."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: an endpoint, its method and an address with real values in it."""

    endpoint: str
    method: str
    address: str


def visits(app: Flask, gaps: Mapping[str, object]) -> Iterator[Visit]:
    """Every rule and method of the application. gaps: what stands for <name>, or for <endpoint:name>."""
    adapter = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule)):
        values: dict[str, Any] = {
            name: gaps.get(f"{rule.endpoint}:{name}", gaps[name]) for name in sorted(rule.arguments)
        }
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Visit(rule.endpoint, method, adapter.build(rule.endpoint, values, method))


def furnish(session: Session) -> dict[str, object]:
    """The cast, canaries outside the confined manager's scope, and what stands in each gap; flushed."""
    known = cast.journey(session)
    cast.staff(session, known)
    session.get_one(Touchpoint, known.touchpoints["hotline"]).name = HIDDEN_NAMES[0]
    session.get_one(Place, known.places["gz01"]).name = HIDDEN_NAMES[1]
    delivery, hotline = known.touchpoints["delivery"], known.touchpoints["hotline"]
    west_lake, tianhe = known.places["hz01"], known.places["gz01"]
    for words, touchpoint, place in (
        (SEEN, delivery, west_lake),
        (HIDDEN_WORDS[0], delivery, tianhe),
        (HIDDEN_WORDS[1], hotline, west_lake),
        (HIDDEN_WORDS[2], delivery, None),
        (HIDDEN_WORDS[3], None, west_lake),
    ):
        session.add(_verbatim("快递" + words, touchpoint, place))  # the mention may split the first two
        session.add_all(_facts(touchpoint or delivery, place))
    spare = Account(login="spare", name="备用", role=Role.AGENT, password_hash="", created_at=cast.BEGINNING)
    empty = Stage(key="empty", name="空", position=99)
    event = TouchpointEvent(touchpoint_id=delivery, at=MOMENT, words="换了承运商")
    session.add_all([spare, empty, event])
    session.flush()
    return {
        "account_id": spare.id,
        "stage_id": empty.id,
        "touchpoint_id": delivery,
        "place_id": west_lake,
        "event_id": event.id,
        "key": "delivery",
        "code": known.codes["delivery"],
        "token": "no-such-token",
        "kind": "csv",
        "filename": "voc.css",
        "reports.quotes_file:key": "logistics",
        "survey_id": 1,
        "version_id": 1,
        "collector_id": 1,
        "number": 1,
        "verbatim_id": 1,
    }


def _verbatim(words: str, touchpoint: int | None, place: int | None) -> Verbatim:
    return Verbatim(
        source="page", source_id=words, text=words, masked=words, at=MOMENT, received_at=MOMENT,
        touchpoint_id=touchpoint, place_id=place, channel="web", rating=3, rating_metric="nps",
        overall="neg", confidence=0.9, pipeline="test", personal=[],
        mentions=[Mention(aspect="logistics", start=0, end=2, polarity="neg", confidence=0.9)],
    )  # fmt: skip


def _facts(touchpoint: int, place: int | None) -> list[Fact]:
    return [
        Fact(touchpoint_id=touchpoint, metric="nps", value=9, at=MOMENT, channel="web", place_id=place, source="t")
        for _ in range(40)
    ]  # fmt: skip
