"""Tokens for programs: shown once, kept as SHA-256, each with the scopes that it opens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from flask import g, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from voc.accounts.audit import Hand, note
from voc.accounts.declared import Access, View, mark
from voc.accounts.models import Account, ApiToken
from voc.accounts.staff import Staff, staff_of
from voc.db import db, only_reads
from voc.errors import NotFound, VocError
from voc.web.clock import now

SCOPES: dict[str, str] = {
    "feedback:write": "写入顾客原声",
}
"""What a token can open, and its Chinese name."""

PREFIX = "voc_"
USE_NOTED_EVERY = timedelta(hours=1)
"""How exact last_used_at is: a write for every call would cost more than the call."""


class TokenMissing(VocError):
    """请带上有效的接口令牌：Authorization: Bearer voc_…；令牌由管理员用 voc accounts token create 开出。"""

    code, status = "token.missing", 401


class TokenScopeMissing(VocError):
    """这个令牌没有需要的权限。"""

    code, status = "token.scope", 403


class UnknownScope(VocError):
    """没有这个权限。"""

    code, status = "token.unknown_scope", 422


@dataclass(frozen=True, slots=True)
class ApiCaller:
    """A program that calls: its token, and the member of staff in whose name and scope it acts."""

    token_id: int
    name: str
    staff: Staff
    scopes: frozenset[str]

    @property
    def actor(self) -> str:
        """As the audit trail names it."""
        return f"api:{self.name}"


def api_allow(scope: str) -> Callable[[View], View]:
    """Open to programs whose token has this scope, and to nobody else."""
    if scope not in SCOPES:
        raise ValueError(f"no API scope is called {scope!r}")
    declared = Access(api_scope=scope)
    return lambda view: mark(view, declared)


def api_caller() -> ApiCaller:
    """The program that calls; only behind @api_allow, elsewhere it raises TokenMissing."""
    caller: ApiCaller | None = g.get("voc_api_caller")
    if caller is None:
        raise TokenMissing
    return caller


def admit(scope: str) -> None:
    """Let the calling program in if its bearer token opens scope; raises TokenMissing, TokenScopeMissing."""
    given = request.authorization
    secret = given.token if given is not None and given.type == "bearer" else None
    caller = caller_of(db.session(), secret or "", now())
    if caller is None:
        raise TokenMissing
    if scope not in caller.scopes:
        raise TokenScopeMissing(f"令牌「{caller.name}」没有权限 {scope}，请管理员另开一个")
    g.voc_api_caller = caller


def caller_of(session: Session, secret: str, moment: datetime) -> ApiCaller | None:
    """Who holds that token; None if it is unknown or revoked, or its account is disabled.

    Its use is noted, and committed, at most once an hour.
    """
    if not secret.startswith(PREFIX) or len(secret) > 100:  # noqa: PLR2004 - longer than any that was made
        return None
    asked = select(ApiToken, Account).join(Account, Account.id == ApiToken.account_id)
    found = session.execute(asked.where(ApiToken.digest == digest_of(secret))).one_or_none()
    if found is None:
        return None
    token, account = found
    if token.revoked_at is not None or not account.active:
        return None
    caller = ApiCaller(token.id, token.name, staff_of(session, account), frozenset(token.scopes.split(",")))
    if token.last_used_at is None or moment - token.last_used_at >= USE_NOTED_EVERY:
        _note_use(session, token.id, moment)
    return caller


def _note_use(session: Session, token_id: int, moment: datetime) -> None:
    session.rollback()  # the reading transaction cannot be made to write
    reading = only_reads.set(False)
    try:
        session.get_one(ApiToken, token_id).last_used_at = moment
        session.commit()
    finally:
        only_reads.reset(reading)


def create(session: Session, account: Account, name: str, scopes: Iterable[str], by: Hand) -> str:
    """A new token acting for the account; the secret itself, which nobody can read again.

    Raises UnknownScope naming every choice.
    """
    chosen = sorted(set(scopes))
    unknown = [scope for scope in chosen if scope not in SCOPES]
    if unknown or not chosen:
        raise UnknownScope(f"没有权限「{'、'.join(unknown)}」，请从这些里选：{'、'.join(SCOPES)}")
    secret = PREFIX + token_urlsafe(32)
    token = ApiToken(
        account_id=account.id,
        name=name.strip()[:40],
        digest=digest_of(secret),
        scopes=",".join(chosen),
        created_at=by.at,
    )
    session.add(token)
    session.flush()
    note(session, by.actor, "token.create", f"token:{token.id}", by.at, login=account.login, scopes=chosen)
    return secret


def revoke(session: Session, token_id: int, by: Hand) -> ApiToken:
    """End a token at once; raises NotFound. Revoking twice changes nothing."""
    token = session.get(ApiToken, token_id)
    if token is None:
        raise NotFound(f"没有编号为 {token_id} 的令牌")
    if token.revoked_at is None:
        token.revoked_at = by.at
        note(session, by.actor, "token.revoke", f"token:{token.id}", by.at, name=token.name)
    return token


def digest_of(secret: str) -> str:
    """What is stored of a token: 256 random bits need no salt and no slow hash."""
    return sha256(secret.encode()).hexdigest()


def everything(session: Session) -> list[tuple[ApiToken, str]]:
    """Every token with the login it acts for, oldest first."""
    asked = select(ApiToken, Account.login).join(Account, Account.id == ApiToken.account_id)
    return [(token, login) for token, login in session.execute(asked.order_by(ApiToken.id))]
