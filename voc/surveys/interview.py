"""The interviewer's page: which surveys are asked on the telephone now."""

from flask import Blueprint, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from voc.accounts.access import allow, current_staff
from voc.accounts.roles import Role
from voc.db import db
from voc.surveys import ways
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
    rows = ways.by_telephone(db.session(), current_staff().scope)
    return render_template("surveys/interview.html", rows=rows)
