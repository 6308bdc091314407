"""One address for each kind of user of the demonstration."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session
from werkzeug.routing import BuildError

from voc.accounts.roles import Role
from voc.demo.company import PASSWORD, PEOPLE
from voc.demo.models import Demonstration
from voc.journey import service as journey
from voc.reports.views import HOMES
from voc.web.addresses import public_url

SPEAK_UP = "delivery"
"""The touchpoint whose public page is shown."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a kind of user begins. login and password: '' where nobody signs in."""

    who: str
    url: str
    login: str = ""
    password: str = ""


def addresses(session: Session, mark: Demonstration) -> Iterator[Address]:
    """The customer's addresses, then every account's; staff pages ask for the sign-in by themselves."""
    touchpoint = journey.touchpoint_by_key(session, SPEAK_UP)
    yield Address("顾客 · 送货回访", public_url("respond.opened", code=mark.collector_code))
    yield Address("顾客 · 有话要说", public_url("feedback.speak.page", code=touchpoint.code))
    for person in PEOPLE:
        yield Address(f"{person.role_words} {person.name}", _home(person.role), person.login, PASSWORD)


def _home(role: Role) -> str:
    """The page that a role begins with."""
    try:
        return public_url(HOMES[role])
    except BuildError:
        return public_url("reports.home")
