"""The job table: the one truth about work that is not a request."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from voc.db import Model


class Job(Model):
    """A piece of work. A standing job (every_seconds set) is due again after each run.

    key: idempotency key, "standing:feedback.tag" or "import:9f…". state: waiting, done or failed; a job
    that runs is a waiting one whose lease_until lies ahead and whose owner is set.
    """

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("state in ('waiting', 'done', 'failed')", name="state_is_known"),
        CheckConstraint("(owner is null) = (lease_until is null)", name="lease_has_owner"),
        Index("ix_job_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    due_at: Mapped[datetime]
    every_seconds: Mapped[float | None]
    lease_until: Mapped[datetime | None]
    owner: Mapped[str | None] = mapped_column(String(80))
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    finished_at: Mapped[datetime | None]
