"""Who may open what: every endpoint declares it, and one hook refuses whatever declared nothing.

A view says ``@allow(Role.MANAGER)`` or ``@public`` below its route; programs' endpoints say
``@api_allow("feedback:write")`` (voc.accounts.tokens). Administrators are always allowed.
"""

from flask import Response, after_this_request, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from voc.accounts import sittings, tokens
from voc.accounts.declared import Access, access_of, allow, public, require_declarations, undeclared
from voc.accounts.scope import EVERYTHING, Scope
from voc.accounts.staff import Staff
from voc.errors import Forbidden, VocError
from voc.web import unstorable
from voc.web.languages import speak

__all__ = [
    "EVERYTHING",
    "Access",
    "NotSignedIn",
    "Scope",
    "Staff",
    "access_of",
    "allow",
    "current_staff",
    "public",
    "refuse_strangers",
    "require_declarations",
    "signed_in_staff",
    "undeclared",
]

WITH_A_ONE_TIME_PASSWORD = frozenset({"accounts.password", "accounts.password_save", "accounts.sign_out"})
"""All that a person may open before choosing a password of their own."""

OF_ONE_REQUEST = ("voc_staff", "voc_api_caller", "language")
"""What must not pass to the next request where one application context serves several, as in tests."""


class NotSignedIn(VocError):
    """请先登录。"""

    code, status = "accounts.sign_in", 401


def signed_in_staff() -> Staff | None:
    """Who is signed in, read once a request; None for a stranger."""
    if "voc_staff" not in g:
        g.voc_staff = sittings.present()
    staff: Staff | None = g.voc_staff
    return staff


def current_staff() -> Staff:
    """Who is signed in; raises NotSignedIn for a stranger."""
    staff = signed_in_staff()
    if staff is None:
        raise NotSignedIn
    return staff


def refuse_strangers() -> ResponseReturnValue | None:
    """The hook before every request: nothing is open that did not say so."""
    for name in OF_ONE_REQUEST:
        g.pop(name, None)
    if request.endpoint is None:  # no such page: the router answers
        return None
    access = access_of(current_app, request.endpoint)
    if access is None:
        raise RuntimeError(f"{request.endpoint} declares no access: add @allow(…) or @public")
    if access.everyone:
        return None
    if access.api_scope:
        tokens.admit(access.api_scope)
        return None
    return _refuse_staff(access)


def _refuse_staff(access: Access) -> ResponseReturnValue | None:
    staff = signed_in_staff()
    if staff is None:
        again = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=again), 303)
    if "lang" not in request.cookies and "lang" not in request.args:
        speak(staff.language)
    if staff.role not in access.roles:
        raise Forbidden
    if request.method == "POST":
        unstorable.refuse_form()
    after_this_request(_keep_to_oneself)
    if staff.password_once and request.endpoint not in WITH_A_ONE_TIME_PASSWORD:
        return redirect(url_for("accounts.password"), 303)
    return None


def _keep_to_oneself(response: Response) -> Response:
    """No browser or proxy keeps a staff page, so that the back button shows nothing after signing out."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response
