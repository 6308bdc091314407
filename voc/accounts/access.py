"""Who may open what: every endpoint declares it, and one hook refuses whatever declared nothing.

A view says ``@allow(Role.MANAGER)`` or ``@public`` below its route; programs' endpoints say
``@api_allow("feedback:write")`` (voc.accounts.tokens). Administrators are always allowed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from voc.accounts import sittings
from voc.accounts.roles import Role
from voc.accounts.scope import EVERYTHING, Scope
from voc.accounts.staff import Staff
from voc.errors import Forbidden, VocError

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
    "signed_in_staff",
    "undeclared",
]

MARK = "voc_access"
OPEN_BLUEPRINTS = frozenset({"web"})
"""Below accounts, so it cannot declare itself; it serves assets and looks, and knows nobody's words."""

View = TypeVar("View", bound=Callable[..., Any])


class NotSignedIn(VocError):
    """请先登录。"""

    code, status = "accounts.sign_in", 401


@dataclass(frozen=True, slots=True)
class Access:
    """What an endpoint declared: open to everyone, or to these roles, or to programs with api_scope."""

    everyone: bool = False
    roles: frozenset[Role] = frozenset()
    api_scope: str = ""


def mark(view: View, access: Access) -> View:
    """The same view, with its declaration pinned on."""
    setattr(view, MARK, access)
    return view


def public(view: View) -> View:
    """Open to everyone; the session is not even read."""
    return mark(view, Access(everyone=True))


def allow(*roles: Role) -> Callable[[View], View]:
    """Open to these roles and to administrators; without a role, to administrators only."""
    declared = Access(roles=frozenset({Role.ADMINISTRATOR, *roles}))
    return lambda view: mark(view, declared)


def access_of(app: Flask, endpoint: str) -> Access | None:
    """What an endpoint declared; None if it forgot to."""
    declared: Access | None = getattr(app.view_functions[endpoint], MARK, None)
    blueprint, _, name = endpoint.rpartition(".")
    if declared is None and (name == "static" or blueprint in OPEN_BLUEPRINTS):
        return Access(everyone=True)
    return declared


def undeclared(app: Flask) -> list[str]:
    """Endpoints that anyone could reach by mistake, were it not for the hook; empty in a sound app."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    return sorted(endpoint for endpoint in endpoints if access_of(app, endpoint) is None)


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
    if request.endpoint is None:  # no such page: the router answers
        return None
    access = access_of(current_app, request.endpoint)
    if access is None:
        raise RuntimeError(f"{request.endpoint} declares no access: add @allow(…) or @public")
    if access.everyone or access.api_scope:
        return None
    staff = signed_in_staff()
    if staff is None:
        again = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=again), 303)
    if staff.role not in access.roles:
        raise Forbidden
    return None
