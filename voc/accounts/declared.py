"""What an endpoint declares about who may open it, pinned onto its view."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask

from voc.accounts.roles import Role

MARK = "voc_access"
OPEN_BLUEPRINTS = frozenset({"web"})
"""Below accounts, so it cannot declare itself; it serves assets and looks, and knows nobody's words."""

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Access:
    """Open to everyone, or to these roles, or to programs whose token has api_scope."""

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


def require_declarations(app: Flask) -> None:
    """Nothing, if every endpoint declared its access; else the application must not start."""
    forgotten = undeclared(app)
    if forgotten:
        raise RuntimeError(
            f"no access declared: {', '.join(forgotten)}; add @allow(…), @api_allow(…) or @public"
        )
