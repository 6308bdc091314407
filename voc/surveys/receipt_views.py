"""The page where an agent finds what a customer who calls has answered."""

from flask import Blueprint, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from voc.accounts.access import allow, current_staff
from voc.accounts.hands import staff_hand
from voc.accounts.roles import Role
from voc.db import db, only_reads
from voc.journey import service as journey
from voc.journey.channels import CHANNEL_LABELS
from voc.surveys import asides
from voc.surveys.reading_words import told
from voc.surveys.receipts import Quoted, by_receipt, note_looked_up
from voc.web import navigation

bp = Blueprint("receipts", __name__)


@bp.record_once
def _settle(state: BlueprintSetupState) -> None:
    roles = frozenset({Role.ADMINISTRATOR.value, Role.AGENT.value})
    covers = ("surveys.asides.index",)
    entry = navigation.Entry(_l("查回执"), "surveys.receipts.index", roles=roles, order=55, covers=covers)
    navigation.register(state.app, entry)  # type: ignore[arg-type]  # Flask types it as its own base class


@bp.get("/receipts")
@allow(Role.AGENT)
def index() -> ResponseReturnValue:
    """The field for the number, and what it found within the agent's own scope; the audit trail hears of it."""
    number = request.args.get("number", "")[:40].strip()
    scope = current_staff().scope
    found = by_receipt(db.session(), number, scope) if number else []
    body = render_template(
        "surveys/receipts.html",
        number=number,
        found=[(one, _answered(one)) for one in found],
        channels=CHANNEL_LABELS,
        places={place.id: place.name for place in journey.places(db.session(), retired=True)},
        changed=asides.count(db.session(), scope),
    )
    if found:
        _note(found)
    return body


def _note(found: list[Quoted]) -> None:
    """Write to the trail in a transaction of its own: a page that only looks takes no write lock before."""
    by = staff_hand()
    db.session.rollback()
    reading = only_reads.set(False)
    try:
        note_looked_up(db.session(), found, by)
        db.session.commit()
    finally:
        only_reads.reset(reading)


def _answered(one: Quoted) -> list[tuple[str, str]]:
    """Questions and answers in words, in the survey's order."""
    return [
        (question.label.in_language(one.language), told(question, one.answers[key], one.language, words=True))
        for key, question in one.definition.questions.items()
        if key in one.answers
    ]
