"""Names of what the journey's acts touch, for the audit trail."""

from datetime import datetime

from flask import Flask, current_app
from flask_babel import gettext as _
from sqlalchemy import select

from voc.accounts.audit_lines import name_targets, name_values
from voc.db import db
from voc.journey.channels import CHANNEL_LABELS, Channel
from voc.journey.metrics import SCALES, Metric
from voc.journey.models import Place, Stage, Touchpoint, TouchpointEvent
from voc.nlp.document import ASPECT_LABELS, Aspect

Named = type[Stage] | type[Touchpoint] | type[Place]


def init_app(app: Flask) -> None:
    """Name stages, touchpoints, places and events, and the values of their fields."""
    name_targets(
        app,
        {
            "stage": lambda key: _by_key(Stage, key),
            "touchpoint": lambda key: _by_key(Touchpoint, key),
            "place": lambda key: _by_key(Place, key),
            "event": _event,
        },
    )
    name_values(
        app,
        {
            "stage_id": lambda number: _by_number(Stage, number),
            "touchpoints": lambda number: _by_number(Touchpoint, number),
            "places": lambda number: _by_number(Place, number),
            "order": lambda key: _by_key(Touchpoint, key) or _by_key(Stage, key),
            "added": lambda key: _by_key(Touchpoint, key),
            "metric": lambda metric: _(SCALES[Metric(metric)].label),
            "aspects": lambda aspect: _(ASPECT_LABELS[Aspect(aspect)]),
            "channel": lambda channel: _(CHANNEL_LABELS[Channel(channel)]),
            "on": _day,
        },
    )


def _by_key(table: Named, key: str) -> str:
    return db.session.scalar(select(table.name).where(table.key == key)) or ""


def _by_number(table: Named, number: str) -> str:
    return db.session.scalar(select(table.name).where(table.id == int(number))) or ""


def _day(moment: str) -> str:
    """The company's day, as everywhere on staff pages."""
    return str(current_app.jinja_env.filters["day"](datetime.fromisoformat(moment)))


def _event(number: str) -> str:
    event = db.session.get(TouchpointEvent, int(number))
    return event.words if event else ""
