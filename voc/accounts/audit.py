"""The audit trail: who did what to what, in rows that nobody can change unseen.

Triggers refuse change; a chain of digests shows any that was made around them, and nobody can recompute the
chain without the installation's secret key. With another key no row fits: keep the old key with old trails.
Rows cut off at the end leave a sound but shorter chain: keep the count and the last digest elsewhere.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest
from typing import Any

from flask import current_app
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from voc.accounts.models import AuditEntry
from voc.web.signing import Signer

PURPOSE = "accounts.audit"
"""What the key of the chain is bound to; never to change, or no row fits any more."""

FIRST = "0" * 64
"""What stands for the digest before the first row."""

CHAIN_LOCK = 0x766F6361
"""PostgreSQL's advisory lock while a row joins the chain: "voca" in ASCII."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand acts, as the trail names it, and when."""

    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Chain:
    """What a check of the trail found. broken_at: id of the first row that does not fit; None if all do."""

    rows: int
    last_digest: str
    broken_at: int | None


def note(session: Session, actor: str, act: str, target: str, now: datetime, **details: Any) -> AuditEntry:
    """Add one row to the trail, in the caller's transaction, and flush it.

    actor: a login, "cli", or "api:<token name>". act: dotted, "survey.publish". target: "survey:3".
    details: values that JSON can hold, never a secret or a customer's data.
    Concurrent writers queue here until the earlier one commits, so note last, just before the commit.
    """
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer anyway
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": CHAIN_LOCK})
    newest = select(AuditEntry.id, AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)
    last, before = session.execute(newest).one_or_none() or (0, FIRST)
    entry = AuditEntry(id=last + 1, at=now, actor=actor, act=act, target=target, details=details, digest="")
    entry.digest = _digest(_signer(), before, entry)
    session.add(entry)
    session.flush()
    return entry


def _signer() -> Signer:
    """Of the installation at hand: who can write to the database but lacks its key cannot rebuild the chain."""
    return Signer(str(current_app.secret_key), PURPOSE)


def _digest(signer: Signer, before: str, entry: AuditEntry) -> str:
    """HMAC-SHA256 of a row chained to the digest before it, as hexadecimal."""
    content: Mapping[str, Any] = {
        "id": entry.id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "act": entry.act,
        "target": entry.target,
        "details": entry.details,
    }
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return signer.seal(f"{before}\n{written}")


def check(session: Session) -> Chain:
    """Walk the whole trail, oldest first, and stop at the first row that does not fit its digest."""
    signer, before, rows = _signer(), FIRST, 0
    asked = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=500)
    with session.execute(asked) as found:
        for entry in found.scalars():
            if not compare_digest(_digest(signer, before, entry), entry.digest):
                return Chain(rows, before, entry.id)
            before, rows = entry.digest, rows + 1
    return Chain(rows, before, None)
