"""A member of staff as the rest of the house sees one, and how one is read."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from voc.accounts.models import Account, AccountPlace, AccountTouchpoint
from voc.accounts.roles import ROLE_LABELS, Role
from voc.accounts.scope import Scope


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts. touchpoint_ids, place_ids: what the person is confined to; None means all."""

    id: int
    login: str
    name: str
    role: Role
    language: str = "zh"
    touchpoint_ids: frozenset[int] | None = None
    place_ids: frozenset[int] | None = None
    password_once: bool = False

    @property
    def role_label(self) -> str:
        """The role in the reader's language."""
        return str(_(ROLE_LABELS[self.role]))

    @property
    def scope(self) -> Scope:
        """What the person may see."""
        return Scope(self.touchpoint_ids, self.place_ids)


def staff_of(session: Session, account: Account) -> Staff:
    """The account as the house sees it; an administrator is never confined."""
    role = Role(account.role)
    touchpoints: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()
    if role is not Role.ADMINISTRATOR:
        touchpoints = confined_touchpoints(session, account.id)
        places = confined_places(session, account.id)
    return Staff(
        id=account.id,
        login=account.login,
        name=account.name,
        role=role,
        language=account.language,
        touchpoint_ids=touchpoints or None,
        place_ids=places or None,
        password_once=account.password_once,
    )


def confined_touchpoints(session: Session, account_id: int) -> frozenset[int]:
    """Ids of the touchpoints that the account is confined to; empty if to none."""
    asked = select(AccountTouchpoint.touchpoint_id).where(AccountTouchpoint.account_id == account_id)
    return frozenset(session.scalars(asked))


def confined_places(session: Session, account_id: int) -> frozenset[int]:
    """Ids of the places that the account is confined to; empty if to none."""
    asked = select(AccountPlace.place_id).where(AccountPlace.account_id == account_id)
    return frozenset(session.scalars(asked))
