"""What no database holds, and a database that is away: refused in words instead of a fault of ours."""

import logging

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import BadRequest, ServiceUnavailable
from werkzeug.routing import IntegerConverter

from voc.errors import VocError
from voc.settings import Settings

LARGEST = 2**31 - 1
"""The largest key that an integer column holds on every database."""

RETRY_SECONDS = 5

log = logging.getLogger(__name__)


class Unstorable(VocError):
    """文字里有看不见的控制符，存不下来。请删掉后重新输入。"""

    code, status = "web.unstorable", 400


class Key(IntegerConverter):
    """A whole number in a path that can be a key; a larger one is no page."""

    def __init__(self, *arguments: object, **options: object) -> None:
        options.setdefault("max", LARGEST)
        super().__init__(*arguments, **options)  # type: ignore[arg-type]  # handed on as Werkzeug gives them


def init_app(app: Flask, _settings: Settings) -> None:
    """Refuse early; and put storage errors into words wherever a room has no better ones."""
    app.url_map.converters["int"] = Key
    app.before_request(_refuse_address)
    app.register_error_handler(DataError, _does_not_fit)
    app.register_error_handler(OperationalError, _is_away)


def refuse_form() -> None:
    """Refuse a form with a NUL, which PostgreSQL cannot hold; raises Unstorable."""
    if any("\0" in text for texts in request.form.listvalues() for text in texts):
        raise Unstorable


def _refuse_address() -> None:
    if "\0" in request.path or b"%00" in request.query_string:
        raise BadRequest


def _does_not_fit(error: Exception) -> ResponseReturnValue:
    log.warning("a value did not fit its column: %s", error.__class__.__name__)
    return current_app.handle_http_exception(BadRequest())


def _is_away(error: Exception) -> ResponseReturnValue:
    log.error("the database is away or full: %s", getattr(error, "orig", error))
    return current_app.handle_http_exception(ServiceUnavailable(retry_after=RETRY_SECONDS))
