"""Sign-in and the administration of staff accounts."""

from flask import Blueprint, Flask

from voc.accounts import access, sittings
from voc.settings import Settings

bp = Blueprint("accounts", __name__)


def init_app(app: Flask, settings: Settings) -> None:
    """Guard every endpoint, and keep sittings in a strict cookie."""
    app.config.update(
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=sittings.LONGEST,
    )
    app.before_request(access.refuse_strangers)


@bp.get("/sign-in")
@access.public
def sign_in() -> str:
    """Wip."""
    return ""
