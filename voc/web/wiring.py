"""Fits what every page shares to an application."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from voc.settings import Settings
from voc.web import (
    assets,
    errors,
    figures,
    headers,
    languages,
    logs,
    navigation,
    protection,
    unstorable,
    views,
)


def init_app(app: Flask, settings: Settings) -> None:
    """Fit the shared parts to an application. Blueprints of features come afterwards."""
    app.config.update(
        MAX_CONTENT_LENGTH=16 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=512 * 1024,
        MAX_FORM_PARTS=2000,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    if settings.proxies:
        proxied = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=0)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # the way that Werkzeug documents
    for part in (logs, headers, protection, assets, languages, figures, navigation, errors, unstorable):
        part.init_app(app, settings)
    app.register_blueprint(views.bp)
