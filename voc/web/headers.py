"""Security headers on every response, from values computed once.

They are added where the response leaves for the server: a hook of Flask's would cost every respondent twenty times
as much, and would miss answers that are made before or after the hooks.
"""

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, after_this_request, g

from voc.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY_NAME = "Content-Security-Policy"
POLICY = (
    "default-src 'none'; script-src 'self'{nonce}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PLAIN = (
    (POLICY_NAME, POLICY.format(nonce="")),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
)
HTTPS_ONLY = (("Strict-Transport-Security", "max-age=31536000"),)


def init_app(app: Flask, settings: Settings) -> None:
    """Add the headers to every response of an application; offer ``csp_nonce()`` to templates.

    A view that sets a policy of its own keeps it.
    """
    fixed = PLAIN + (HTTPS_ONLY if settings.base_url.startswith("https://") else ())
    app.wsgi_app = protected(app.wsgi_app, fixed)  # type: ignore[method-assign, assignment]  # as Flask documents
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def protected(inner: "WSGIApplication", fixed: tuple[tuple[str, str], ...]) -> "WSGIApplication":
    """A WSGI application whose answers carry the fixed headers, but for a policy that they have already."""

    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            own_policy = any(name == POLICY_NAME for name, _value in headers)
            headers.extend(fixed[1:] if own_policy else fixed)
            return start_response(status, headers, *more)

        return inner(environ, start)

    return application


def csp_nonce() -> str:
    """The nonce of this response; the policy names it only when a template has asked for it."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
        after_this_request(_allow_nonce)
    return str(g.csp_nonce)


def _allow_nonce(response: Response) -> Response:
    response.headers[POLICY_NAME] = POLICY.format(nonce=f" 'nonce-{g.csp_nonce}'")
    return response
