"""Where an administrator marks dated events on the trends."""

from datetime import UTC, date, datetime, time

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voc.accounts.access import allow
from voc.accounts.forms import written
from voc.accounts.hands import staff_hand
from voc.db import db
from voc.journey import editing, places, service
from voc.journey.forms import EventForm
from voc.journey.models import Touchpoint
from voc.journey.touchpoint_page import touchpoint_page
from voc.settings import Settings

bp = Blueprint("events", __name__, url_prefix="/settings/journey")


@bp.get("/events")
@allow()
def everywhere() -> ResponseReturnValue:
    """Events of the whole journey."""
    return _journey_page(EventForm())


@bp.post("/events")
@allow()
def add_everywhere() -> ResponseReturnValue:
    """Mark a day on every trend."""
    form = EventForm()
    if not form.validate():
        return _journey_page(form), 422
    return _add(None, form)


@bp.post("/touchpoints/<int:touchpoint_id>/events")
@allow()
def add(touchpoint_id: int) -> ResponseReturnValue:
    """Mark a day on one touchpoint's trend."""
    touchpoint, form = editing.touchpoint_by_id(db.session(), touchpoint_id), EventForm()
    if not form.validate():
        return touchpoint_page(touchpoint, event_form=form), 422
    return _add(touchpoint, form)


@bp.post("/events/<int:event_id>/remove")
@allow()
def remove(event_id: int) -> ResponseReturnValue:
    """Take a mark off the trends."""
    touchpoint_id = places.remove_event(db.session(), event_id, staff_hand())
    db.session.commit()
    flash(_("已删除"))
    return redirect(_back(touchpoint_id), 303)


def _add(touchpoint: Touchpoint | None, form: EventForm) -> ResponseReturnValue:
    day = form.on.data
    if day is None:  # validated: it is there
        raise AssertionError
    places.add_event(db.session(), touchpoint, _beginning(day), written(form.words), staff_hand())
    db.session.commit()
    flash(_("已记下，走势图上会标出这一天"))
    return redirect(_back(touchpoint.id if touchpoint else None), 303)


def _journey_page(form: EventForm) -> str:
    return render_template("journey/events.html", form=form, events=service.journey_events(db.session()))


def _back(touchpoint_id: int | None) -> str:
    if touchpoint_id is None:
        return url_for(".everywhere")
    return url_for("journey.edit_touchpoint", touchpoint_id=touchpoint_id)


def _beginning(day: date) -> datetime:
    """When the company's day begins."""
    settings: Settings = current_app.config["VOC"]
    return datetime.combine(day, time(), settings.zone).astimezone(UTC)
