"""Sign-in and the administration of staff accounts."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)


def init_app(app: object, settings: object) -> None:
    """Replaced by the accounts engineer."""
