"""Every address of the application, with something real in each of its gaps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import cast
from tests.surveys.examples import published
from voc.accounts.models import Account, AccountPlace, AccountTouchpoint
from voc.accounts.roles import Role
from voc.feedback.models import Mention, Verbatim
from voc.journey.models import Fact, Place, Stage, Touchpoint, TouchpointEvent
from voc.surveys.models import Answer, Collector, Response, SetAside
from voc.surveys.sitting import PURPOSE, Sitting
from voc.web.signing import Signer

MOMENT = datetime(2026, 11, 20, 4, tzinfo=UTC)

SEEN = "师傅很客气可见一"
"""The one verbatim that the confined may read: 配送 at 西湖店."""

HIDDEN_WORDS = ("金丝雀甲", "金丝雀乙", "金丝雀丙", "金丝雀丁", "金丝雀戊", "金丝雀己")
"""Words of another place, another touchpoint, no place, no touchpoint; and two answers, as the first two."""

HIDDEN_NAMES = ("暗触点热线", "暗地点天河")
"""Names of a touchpoint and a place that the confined have nothing to do with."""

RAW = "13800138000"
"""A customer's number in every text: hidden where it is masked, and so on no page, whoever reads it."""

MASKED = "*" * len(RAW)

CONFINED: dict[Role, str] = {
    role: cast.PEOPLE.confined if role is Role.MANAGER else f"confined-{role}"
    for role in Role
    if role is not Role.ADMINISTRATOR
}
"""Logins of those who are confined to 配送 at 西湖店, one of each role that can be."""

SURVEY: dict[str, Any] = {
    "title": {"zh": "送货回访"},
    "languages": ["zh"],
    "pages": [
        {
            "key": "p1",
            "questions": [
                {"key": "story", "type": "text", "label": {"zh": "怎么回事？"}, "touchpoint": "delivery"},
                {"key": "call", "type": "text", "label": {"zh": "打来时呢？"}, "touchpoint": "hotline"},
            ],
        }
    ],
}

CODE = "walked-door"
HERE, ELSEWHERE = "0123456789abcdef" * 2, "fedcba9876543210" * 2
"""Ids of two finished responses, at 西湖店 and at 天河店."""

RECEIPTS = tuple(Sitting(one, 1, 0, CODE).receipt for one in (HERE, ELSEWHERE))

QUERIES: dict[str, tuple[str, ...]] = {
    "surveys.receipts.index": tuple(f"?number={receipt}" for receipt in RECEIPTS),
}
"""What an endpoint is asked besides, where its bare address shows nobody's words."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: an endpoint, its method and an address with real values in it."""

    endpoint: str
    method: str
    address: str


def visits(app: Flask, gaps: Mapping[str, object]) -> Iterator[Visit]:
    """Every rule and method of the application: pages first, then what changes, then what takes away.

    gaps: what stands for <name>, or for <endpoint:name>.
    """
    adapter = app.url_map.bind("localhost")
    found = [
        (method != "GET", "remove" in rule.endpoint, rule.endpoint, rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    arguments = {rule.rule: rule.arguments for rule in app.url_map.iter_rules()}
    for _changes, _removes, endpoint, path, method in sorted(found):
        values = {name: gaps.get(f"{endpoint}:{name}", gaps[name]) for name in sorted(arguments[path])}
        address = adapter.build(endpoint, values, method)
        for query in ("", *QUERIES.get(endpoint, ())):
            yield Visit(endpoint, method, address + query)


def furnish(session: Session, secret: str) -> dict[str, object]:
    """The cast, canaries outside the scope of the confined, and what stands in each gap; committed.

    secret: the application's key, to sign a respondent's address.
    """
    known = cast.journey(session)
    cast.staff(session, known)
    session.get_one(Touchpoint, known.touchpoints["hotline"]).name = HIDDEN_NAMES[0]
    session.get_one(Place, known.places["gz01"]).name = HIDDEN_NAMES[1]
    delivery, west_lake = known.touchpoints["delivery"], known.places["hz01"]
    _say(session, known)
    _confine(session, known)
    spare = Account(login="spare", name="备用", role=Role.AGENT, password_hash="", created_at=cast.BEGINNING)
    empty = Stage(key="empty", name="空", position=99)
    event = TouchpointEvent(touchpoint_id=delivery, at=MOMENT, words="换了承运商")
    session.add_all([spare, empty, event])
    survey = published(session, SURVEY, code=CODE, channel="phone", place_id=west_lake)
    way = session.scalars(select(Collector)).one()
    _answer(session, known, way, survey.version_id)
    session.commit()
    sitting = Sitting(HERE, survey.version_id, int(MOMENT.timestamp()), CODE)
    return {
        "account_id": spare.id,
        "stage_id": empty.id,
        "touchpoint_id": delivery,
        "place_id": west_lake,
        "event_id": event.id,
        "key": "delivery",
        "code": CODE,
        "token": sitting.token(Signer(secret, PURPOSE)),
        "kind": "csv",
        "filename": "voc.css",
        "survey_id": survey.survey_id,
        "collector_id": way.id,
        "aside_id": 1,
        "reports.quotes_file:key": "logistics:delivery",
        "surveys.preview:key": "p1",
        "respond.resumed:key": "p1",
        "respond.answered:key": "p1",
        **{f"feedback.speak.{name}:code": known.codes["delivery"] for name in ("page", "said", "thanks")},
    }


def _say(session: Session, known: cast.Journey) -> None:
    """A verbatim that the confined may read, four that they may not, and facts beside each."""
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


def _confine(session: Session, known: cast.Journey) -> None:
    """One account of each role that can be confined, as the confined manager of the cast is."""
    for role, login in CONFINED.items():
        if role is Role.MANAGER:
            continue
        account = Account(login=login, name=login, role=role, password_hash="", created_at=cast.BEGINNING)
        session.add(account)
        session.flush()
        session.add(AccountTouchpoint(account_id=account.id, touchpoint_id=known.touchpoints["delivery"]))
        session.add(AccountPlace(account_id=account.id, place_id=known.places["hz01"]))


def _answer(session: Session, known: cast.Journey, way: Collector, version_id: int) -> None:
    """Two finished responses, one where the confined belong, but for what it says of the hotline; each changed later."""
    for client_id, place, story, call in (
        (HERE, "hz01", SEEN, HIDDEN_WORDS[4]),
        (ELSEWHERE, "gz01", HIDDEN_WORDS[5], HIDDEN_WORDS[4]),
    ):
        response = Response(
            client_id=client_id, survey_id=way.survey_id, version_id=version_id, collector_id=way.id,
            channel="phone", place_id=known.places[place], started_at=MOMENT, finished_at=MOMENT, finished=True,
        )  # fmt: skip
        session.add(response)
        session.flush()
        for question, words, touchpoint in (("story", story, "delivery"), ("call", call, "hotline")):
            touchpoint_id = known.touchpoints[touchpoint]
            session.add(
                Answer(
                    response_id=response.id,
                    question=question,
                    words=f"{words}，{RAW}",
                    touchpoint_id=touchpoint_id,
                )
            )
        later = {"story": f"{story}，{RAW}", "call": f"{HIDDEN_WORDS[4]}，{RAW}"}
        session.add(
            SetAside(client_id=client_id, content_hash="", answers=later, reason="finished", at=MOMENT)
        )


def _verbatim(words: str, touchpoint: int | None, place: int | None) -> Verbatim:
    return Verbatim(
        source="page", source_id=words, text=words + RAW, masked=words + MASKED, at=MOMENT, received_at=MOMENT,
        touchpoint_id=touchpoint, place_id=place, channel="web", rating=3, rating_metric="nps",
        overall="neg", confidence=0.9, pipeline="test", personal=[["phone", len(words), len(words + RAW)]],
        mentions=[Mention(aspect="logistics", start=0, end=2, polarity="neg", confidence=0.9)],
    )  # fmt: skip


def _facts(touchpoint: int, place: int | None) -> list[Fact]:
    return [
        Fact(touchpoint_id=touchpoint, metric="nps", value=9, at=MOMENT, channel="web", place_id=place, source="t")
        for _ in range(40)
    ]  # fmt: skip
