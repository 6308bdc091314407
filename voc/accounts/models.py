"""Tables of staff accounts."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Connection, ForeignKey, String, Table, event, false
from sqlalchemy.orm import Mapped, mapped_column

from voc.accounts.roles import Role
from voc.accounts.triggers import TRIGGERS
from voc.db import Model


class Account(Model):
    """A member of staff. sitting rises with every password or role change and ends older sign-ins.

    password_once: an administrator chose the password; its owner must choose another before going on.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint(
            "role in ('administrator', 'designer', 'manager', 'marketing', 'agent', 'interviewer')",
            name="role_is_known",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    role: Mapped[Role] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5), default="zh")
    active: Mapped[bool] = mapped_column(default=True)
    password_once: Mapped[bool] = mapped_column(default=False, server_default=false())
    sitting: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]


class EndedSitting(Model):
    """A sitting that somebody signed out of, so that a copy of its cookie is worth nothing.

    key: the random key in the cookie. Kept until the cookie would have run out by itself.
    """

    __tablename__ = "ended_sitting"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(index=True)


class AccountTouchpoint(Model):
    """A touchpoint that an account is confined to; an account without rows sees every touchpoint."""

    __tablename__ = "account_touchpoint"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"), primary_key=True)


class AccountPlace(Model):
    """A place that an account is confined to; an account without rows sees every place."""

    __tablename__ = "account_place"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True)


class ApiToken(Model):
    """A token for programs; only its SHA-256 is stored. scopes: comma-separated, "feedback:write"."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class AuditEntry(Model):
    """One act of staff or the system; append-only (triggers forbid change), each chained to the one before.

    actor: a login, "cli", or "api:<token name>". act: dotted, "survey.publish". target: "survey:3".
    digest: HMAC-SHA256 over the previous digest and this row, under a key of the installation's secret.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(90))
    act: Mapped[str] = mapped_column(String(60), index=True)
    target: Mapped[str] = mapped_column(String(80))
    details: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))


@event.listens_for(AuditEntry.__table__, "after_create")
def _make_append_only(table: Table, connection: Connection, **about: object) -> None:
    """Put the triggers on where the table is made without a migration."""
    for trigger in TRIGGERS.get(connection.dialect.name, ()):
        connection.exec_driver_sql(trigger)
