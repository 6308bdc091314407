"""The page where staff look at answers that customers changed after the end."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from voc.accounts.access import allow, current_staff
from voc.accounts.hands import staff_hand
from voc.accounts.roles import Role
from voc.db import db
from voc.journey import service as journey
from voc.journey.channels import CHANNEL_LABELS
from voc.surveys import asides
from voc.surveys.asides import Changed
from voc.surveys.reading_words import told

bp = Blueprint("asides", __name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One question with both answers, '' where there is none."""

    label: str
    holds: str
    later: str
    differs: bool


@bp.get("/changed-answers")
@allow(Role.AGENT, Role.DESIGNER)
def index() -> ResponseReturnValue:
    """What waits, oldest first, both contents side by side; ``?survey=`` of one survey."""
    staff = current_staff()
    reads = staff.role != Role.DESIGNER  # designers work on questions and read nobody's words
    survey_id = request.args.get("survey", type=int)
    found = asides.waiting(db.session(), staff.scope, survey_id)
    return render_template(
        "surveys/changed.html",
        found=[(one, lines(one, words=reads)) for one in found],
        total=asides.count(db.session(), staff.scope, survey_id),
        survey_id=survey_id,
        closes=reads,
        channels=CHANNEL_LABELS,
        places={place.id: place.name for place in journey.places(db.session(), retired=True)},
    )


@bp.post("/changed-answers/<int:aside_id>/done")
@allow(Role.AGENT)
def done(aside_id: int) -> ResponseReturnValue:
    """Somebody has looked at it."""
    asides.done(db.session(), aside_id, current_staff().scope, staff_hand())
    db.session.commit()
    return redirect(url_for(".index", survey=request.args.get("survey", type=int)), 303)


def lines(one: Changed, *, words: bool) -> list[Line]:
    """Every question that was answered then or later, in the survey's order. words: whether words are shown."""
    found = []
    for key, question in one.definition.questions.items():
        pair = one.holds.get(key), one.later.get(key)
        if any(pair):
            holds, later = [
                told(question, value, one.language, words=words) if value else "" for value in pair
            ]
            found.append(Line(question.label.in_language(one.language), holds, later, pair[0] != pair[1]))
    return found
