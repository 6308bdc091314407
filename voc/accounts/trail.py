"""The audit trail as administrators read it: newest first, of everyone or one, of every kind of act or one."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voc.accounts.models import AuditEntry
from voc.web.paging import Page

SIZE = 50
"""Rows a page."""


def page(session: Session, number: int, *, actor: str = "", act: str = "") -> Page[AuditEntry]:
    """One page of the trail. actor, act: only theirs; "" for all. number: from 1; past the end it is empty."""
    asked = select(AuditEntry)
    if actor:
        asked = asked.where(AuditEntry.actor == actor)
    if act:
        asked = asked.where(AuditEntry.act == act)
    total = session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    newest = asked.order_by(AuditEntry.id.desc()).limit(SIZE).offset((number - 1) * SIZE)
    return Page(session.scalars(newest).all(), number, SIZE, total)


def actors(session: Session) -> Sequence[str]:
    """Everybody whom the trail names."""
    return session.scalars(select(AuditEntry.actor).distinct().order_by(AuditEntry.actor)).all()


def acts(session: Session) -> Sequence[str]:
    """Every kind of act in the trail."""
    return session.scalars(select(AuditEntry.act).distinct().order_by(AuditEntry.act)).all()
