"""Names of what the surveys' acts touch, for the audit trail."""

from flask import Flask

from voc.accounts.audit_lines import name_targets, name_values
from voc.db import db
from voc.surveys.models import Collector, Survey


def init_app(app: Flask) -> None:
    """Name surveys and the ways in to them."""
    name_targets(app, {"survey": _survey, "collector": _collector})
    name_values(app, {"survey": _survey})


def _survey(number: str) -> str:
    survey = db.session.get(Survey, int(number))
    return survey.title if survey else ""


def _collector(number: str) -> str:
    collector = db.session.get(Collector, int(number))
    return collector.name if collector else ""
