"""What the loop can run: a step is one transaction's worth of idempotent work. Pure declarations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

Work = Callable[[Session, Mapping[str, Any], datetime], int]
"""Do some of the work inside the given session, without committing, at the given moment.

Returns how many rows were dealt with: 0 means that nothing is left for now. The loop commits after each
call and calls again while rows come back.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of job. every_seconds makes it a standing job that the loop keeps alive by itself."""

    kind: str
    work: Work
    every_seconds: float | None = None
