"""The choice of language and light."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from voc.web.addresses import safe_next
from voc.web.languages import KEPT_SECONDS, TAGS, THEMES

bp = Blueprint("web", __name__)


@bp.post("/looks")
def looks() -> ResponseReturnValue:
    """Remember a choice of language or light and go back."""
    response = redirect(safe_next(request.form.get("next")), 303)
    for name, allowed in (("lang", tuple(TAGS)), ("theme", THEMES)):
        chosen = request.form.get(name)
        if chosen in allowed:
            response.set_cookie(
                name, chosen, KEPT_SECONDS, secure=request.is_secure, httponly=True, samesite="Lax"
            )
        elif chosen is not None:
            response.delete_cookie(name)
    return response
