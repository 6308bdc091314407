"""Background work of the feedback room: collect words from answers, tag them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from voc.feedback import pipelines, tagging
from voc.jobs.steps import Step
from voc.settings import Settings

EVERY_SECONDS = 1.0


def steps(settings: Settings) -> tuple[Step, ...]:
    """Collecting comes first, so that words are tagged in the round in which they were collected."""

    def tag(session: Session, payload: Mapping[str, Any], now: datetime) -> int:
        return tagging.tag(session, pipelines.chosen(settings.sentiment))

    return (Step("feedback.tag", tag, EVERY_SECONDS, tagging.waits),)
