"""The fixed cast of tests: one journey, four places, one account a role; and a browser that is signed in.

The sign-in page itself is tested in tests/accounts; everyone else enters by `sign_in`, which hashes nothing.
"""

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import uuid4

from flask import has_app_context
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from voc.accounts.models import Account, AccountPlace, AccountTouchpoint
from voc.accounts.roles import Role
from voc.db import db
from voc.journey import service
from voc.journey.models import Place, Touchpoint
from voc.journey.standard import STANDARD, StandardStage
from voc.web.clock import now

PASSWORD = "four-quiet-cranes"
CHEAP_HASH = "pbkdf2:sha256:1"
BEGINNING = datetime(2026, 1, 5, 1, tzinfo=UTC)

PLACES = (
    ("hz01", "西湖店", "杭州", "华东"),
    ("hz02", "余杭仓", "杭州", "华东"),
    ("sx01", "绍兴店", "绍兴", "华东"),
    ("gz01", "天河店", "广州", "华南"),
)


@dataclass(frozen=True, slots=True)
class Journey:
    """Ids by key: `journey.touchpoints["delivery"]`, `journey.places["hz01"]`; codes of the public pages."""

    touchpoints: Mapping[str, int]
    places: Mapping[str, int]
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class People:
    """Logins, one a role. confined: a manager of 配送 at 西湖店 only; manager sees everything."""

    administrator: str = "admin"
    designer: str = "designer"
    manager: str = "manager"
    confined: str = "confined"
    marketing: str = "marketing"
    agent: str = "agent"
    interviewer: str = "interviewer"


PEOPLE = People()


def journey(session: Session) -> Journey:
    """Stages 售前 选购 履约 门店 服务 会员 with twelve touchpoints (the standard journey without 安装), four places.

    Flushed, not committed. Promises: 配送 NPS 20 「次日达 90%」, 客服热线 CSAT 85; the others promise nothing.
    """
    plan = [
        StandardStage(
            stage.key, stage.name, tuple(one for one in stage.touchpoints if one.key != "installation")
        )
        for stage in STANDARD
    ]
    service.ensure_standard(session, plan)
    for key, name, city, region in PLACES:
        session.add(Place(key=key, name=name, city=city, region=region))
    rows = {row.key: row for row in session.scalars(select(Touchpoint))}
    rows["delivery"].promise, rows["delivery"].promise_words = 20.0, "次日达 90%"
    rows["delivery"].owner = "周启明"
    rows["hotline"].promise = 85.0
    session.flush()
    return Journey(
        touchpoints=MappingProxyType({key: row.id for key, row in rows.items()}),
        places=MappingProxyType({row.key: row.id for row in session.scalars(select(Place))}),
        codes=MappingProxyType({key: row.code for key, row in rows.items()}),
    )


def staff(session: Session, known: Journey | None = None) -> People:
    """One account a role, each with PASSWORD, and the confined manager; flushed, not committed.

    known: the journey that the confined manager is confined in; made if none is given.
    """
    known = known or journey(session)
    hashed = generate_password_hash(PASSWORD, CHEAP_HASH)
    for login, role in (
        (PEOPLE.administrator, Role.ADMINISTRATOR),
        (PEOPLE.designer, Role.DESIGNER),
        (PEOPLE.manager, Role.MANAGER),
        (PEOPLE.confined, Role.MANAGER),
        (PEOPLE.marketing, Role.MARKETING),
        (PEOPLE.agent, Role.AGENT),
        (PEOPLE.interviewer, Role.INTERVIEWER),
    ):
        session.add(
            Account(login=login, name=f"名{login}", role=role, password_hash=hashed, created_at=BEGINNING)
        )
    session.flush()
    confined = account(session, PEOPLE.confined).id
    session.add(AccountTouchpoint(account_id=confined, touchpoint_id=known.touchpoints["delivery"]))
    session.add(AccountPlace(account_id=confined, place_id=known.places["hz01"]))
    session.flush()
    return PEOPLE


def account(session: Session, login: str) -> Account:
    """The account with that login."""
    return session.scalars(select(Account).where(Account.login == login)).one()


def sign_in(client: FlaskClient, login: str) -> FlaskClient:
    """The same browser, signed in as that login, without the form and its hashing. Commit the staff first."""
    context = contextlib.nullcontext() if has_app_context() else client.application.app_context()
    with context:
        row = account(db.session(), login)
        number, sitting = row.id, row.sitting
        began = int(now().timestamp())
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie.update(account=number, sitting=sitting, began=began, key=uuid4().hex)
    return client


def csrf_token(client: FlaskClient, path: str) -> str:
    """The CSRF token in the first form of a page, or '' where the page has none."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).get_data(as_text=True))
    return found[1] if found else ""
