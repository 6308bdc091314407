"""The interviewer's page: which surveys are asked on the telephone now."""

from flask import Blueprint, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from voc.accounts.access import allow, current_staff
from voc.accounts.confine import NO_COLUMN, within
from voc.accounts.roles import Role
from voc.db import db
from voc.journey.channels import Channel
from voc.journey.models import Place
from voc.surveys.models import Collector, Survey
from voc.web import navigation

bp = Blueprint("interview", __name__)


@bp.record_once
def _settle(state: BlueprintSetupState) -> None:
    entry = navigation.Entry(
        _l("电话访问"), "surveys.interview.index", roles=frozenset({Role.INTERVIEWER.value}), order=10
    )
    navigation.register(state.app, entry)  # type: ignore[arg-type]  # Flask types it as its own base class


@bp.get("/interview")
@allow(Role.INTERVIEWER)
def index() -> ResponseReturnValue:
    """Open ways in by telephone, of the places that the interviewer may see."""
    wanted = (
        select(Collector, Survey.title, Place.name)
        .join(Survey, Survey.id == Collector.survey_id)
        .outerjoin(Place, Place.id == Collector.place_id)
        .where(Collector.channel == Channel.PHONE.value, Collector.active, Survey.state == "open")
        .order_by(Survey.title, Collector.name)
    )
    wanted = wanted.where(within(current_staff().scope, NO_COLUMN, Collector.place_id))
    return render_template("surveys/interview.html", rows=db.session.execute(wanted).all())
