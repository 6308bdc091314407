"""What the loop can run: a step is one transaction's worth of idempotent work. Pure declarations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

Work = Callable[[Session, Mapping[str, Any], datetime], int]
"""Do some of the work inside the given session, without committing, at the given moment.

Exactly once by the rows it changes: it takes only rows that still wait, and marks them in the same transaction.
Two loops may do it at once, when one took longer than its lease, and each may be killed anywhere.

Returns how many rows were dealt with: 0 means that nothing is left for now. The loop commits after each
call and calls again while rows come back. Slow work that needs no lock reads first, inside
`voc.jobs.reading.reading(session)`, and writes afterwards: SQLite has one writer, and respondents wait for it.
"""

Waits = Callable[[Session], bool]
"""Whether rows wait for this step. Only reads; called each round, so it must be answered by an index."""


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of job.

    every_seconds makes it a standing job, which the loop keeps alive by itself. waits spares a standing
    job that has nothing to do: the loop then writes nothing at all.
    """

    kind: str
    work: Work
    every_seconds: float | None = None
    waits: Waits | None = None
