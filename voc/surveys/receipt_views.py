"""The page where an agent finds what a customer who calls has answered."""

from flask import Blueprint, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from voc.accounts.access import allow, current_staff
from voc.accounts.roles import Role
from voc.db import db
from voc.journey.channels import CHANNEL_LABELS
from voc.journey.models import Place
from voc.surveys import publishing, wording
from voc.surveys.parsing import parse
from voc.surveys.receipts import Quoted, by_receipt
from voc.web import navigation

bp = Blueprint("receipts", __name__)


@bp.record_once
def _settle(state: BlueprintSetupState) -> None:
    roles = frozenset({Role.ADMINISTRATOR.value, Role.AGENT.value})
    entry = navigation.Entry(_l("查回执"), "surveys.receipts.index", roles=roles, order=55)
    navigation.register(state.app, entry)  # type: ignore[arg-type]  # Flask types it as its own base class


@bp.get("/receipts")
@allow(Role.AGENT)
def index() -> ResponseReturnValue:
    """The field for the number, and what it found within the agent's own scope."""
    number = request.args.get("number", "")[:40].strip()
    found = by_receipt(db.session(), number, current_staff().scope) if number else []
    names = publishing.touchpoint_names(db.session())
    return render_template(
        "surveys/receipts.html",
        number=number,
        found=[(one, _told(one, names)) for one in found],
        channels=CHANNEL_LABELS,
        places={place.id: place.name for place in db.session.scalars(select(Place))},
    )


def _told(one: Quoted, touchpoints: dict[str, str]) -> list[tuple[str, str]]:
    """Questions and answers in words, in the survey's order."""
    questions = parse(one.raw, touchpoints).questions
    return [
        (question.label.in_language(one.language), wording.answered(question, one.answers[key], one.language))
        for key, question in questions.items()
        if key in one.answers
    ]
