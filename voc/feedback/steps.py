"""Background work of the feedback room: collect words from answers, tag them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from voc.feedback import collecting, pipelines, tagging
from voc.jobs.steps import Step
from voc.settings import Settings

EVERY_SECONDS = 1.0


def steps(settings: Settings) -> tuple[Step, ...]:
    """Collecting comes first, since what it stores is what tagging waits for."""

    def collect(session: Session, payload: Mapping[str, Any], now: datetime) -> int:
        return collecting.collect(session, now)

    def tag(session: Session, payload: Mapping[str, Any], now: datetime) -> int:
        return tagging.tag(session, pipelines.chosen(settings.sentiment))

    return (
        Step("feedback.collect", collect, EVERY_SECONDS, collecting.waits),
        Step("feedback.tag", tag, EVERY_SECONDS, tagging.waits),
    )
