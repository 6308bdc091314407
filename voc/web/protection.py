"""CSRF on staff forms and safe cookies. Respondents' forms carry signed tokens instead (voc.web.signing)."""

from urllib.parse import urlsplit

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer

from voc.settings import Settings

csrf = CSRFProtect()
"""Exempt a blueprint with ``csrf.exempt(bp)`` only where another token stands in or nothing ambient is used."""


class Sittings(SecureCookieSessionInterface):
    """Flask's signed cookie, whose serializer is built once: Flask builds it anew for every visitor."""

    _serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The serializer under the application's secret key."""
        self._serializer = self._serializer or super().get_signing_serializer(app)
        return self._serializer


def init_app(app: Flask, settings: Settings) -> None:
    """Protect the forms and cookies of an application; off in tests unless a test switches it on."""
    https = settings.base_url.startswith("https://")
    app.config.update(
        SESSION_COOKIE_NAME="voc",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        WTF_CSRF_ENABLED=settings.env != "test",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=True,
    )
    if settings.production:
        app.config["TRUSTED_HOSTS"] = [urlsplit(settings.base_url).hostname or ""]
    app.session_interface = Sittings()
    csrf.init_app(app)
