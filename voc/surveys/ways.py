"""Ways in, listed: those of one survey, and those that are asked on the telephone now."""

from collections.abc import Sequence

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from voc.accounts.confine import NO_COLUMN, within
from voc.accounts.scope import Scope
from voc.journey.channels import Channel
from voc.journey.models import Place
from voc.surveys.models import Collector, Survey


def of_survey(session: Session, survey_id: int) -> Sequence[Collector]:
    """A survey's ways in, the oldest first."""
    asked = select(Collector).where(Collector.survey_id == survey_id).order_by(Collector.id)
    return session.scalars(asked).all()


def by_telephone(session: Session, scope: Scope) -> Sequence[Row[tuple[Collector, str, str]]]:
    """Open ways in by telephone within the scope, with the survey's title and the place's name, if it has one."""
    asked = (
        select(Collector, Survey.title, Place.name)
        .join(Survey, Survey.id == Collector.survey_id)
        .outerjoin(Place, Place.id == Collector.place_id)
        .where(Collector.channel == Channel.PHONE.value, Collector.active, Survey.state == "open")
        .where(within(scope, NO_COLUMN, Collector.place_id))
        .order_by(Survey.title, Collector.name)
    )
    return session.execute(asked).all()
