"""Security headers on every response, from values computed once."""

import secrets

from flask import Flask, Response, g

from voc.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'{nonce}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PLAIN = (
    ("Content-Security-Policy", POLICY.format(nonce="")),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
)
HTTPS_ONLY = (("Strict-Transport-Security", "max-age=31536000"),)


def init_app(app: Flask, settings: Settings) -> None:
    """Add the headers to every response of an application; offer ``csp_nonce()`` to templates."""
    fixed = PLAIN + (HTTPS_ONLY if settings.base_url.startswith("https://") else ())
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    @app.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        for name, value in fixed:
            headers.setdefault(name, value)
        if "csp_nonce" in g:
            headers["Content-Security-Policy"] = POLICY.format(nonce=f" 'nonce-{g.csp_nonce}'")
        return response


def csp_nonce() -> str:
    """The nonce of this response; the policy names it only when a template has asked for it."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)
