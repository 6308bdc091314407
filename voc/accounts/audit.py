"""The audit trail: who did what to what, in rows that nobody can change unseen.

Triggers refuse change; a chain of digests shows any that was made around them. Rows cut off at the end
leave a sound but shorter chain: keep the count and the last digest elsewhere to see that too.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from voc.accounts.models import AuditEntry

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
    before = session.scalar(select(AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)) or FIRST
    entry = AuditEntry(at=now, actor=actor, act=act, target=target, details=details, digest="")
    entry.digest = digest_of(before, entry)
    session.add(entry)
    session.flush()
    return entry


def digest_of(before: str, entry: AuditEntry) -> str:
    """SHA-256 of a row chained to the digest before it, as hexadecimal."""
    content: Mapping[str, Any] = {
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "act": entry.act,
        "target": entry.target,
        "details": entry.details,
    }
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{written}".encode()).hexdigest()


def check(session: Session) -> Chain:
    """Walk the whole trail, oldest first, and stop at the first row that does not fit its digest."""
    before, rows = FIRST, 0
    asked = select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=500)
    with session.execute(asked) as found:
        for entry in found.scalars():
            if digest_of(before, entry) != entry.digest:
                return Chain(rows, before, entry.id)
            before, rows = entry.digest, rows + 1
    return Chain(rows, before, None)
