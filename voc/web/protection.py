"""CSRF on staff forms and safe cookies. Respondents' forms carry signed tokens instead (voc.web.signing)."""

from urllib.parse import urlsplit

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
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

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session in the cookie; an empty one at once for a visitor without any cookie, such as a respondent."""
        return (
            super().open_session(app, request) if "HTTP_COOKIE" in request.environ else self.session_class()
        )

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie; nothing at once where nobody looked into an empty session."""
        if session or session.accessed or session.modified:
            super().save_session(app, session, response)


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
