"""Static files under addresses that change with their content, so that browsers may keep them for ever."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

from voc.settings import Settings
from voc.web import brand
from voc.web.addresses import here_url, public_url, url_with

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


BRANDED = "respond.css"


def init_app(app: Flask, settings: Settings) -> None:
    """Offer ``asset('voc.css')`` and addresses to templates and say how long each file may be kept."""
    app.jinja_env.globals.update(asset=asset, url_with=url_with, here_url=here_url, public_url=public_url)
    app.extensions["voc.brand"] = brand.stylesheet(settings.brand) if settings.brand else ""
    if "static" in app.view_functions:
        app.view_functions["static"] = _static(app.view_functions["static"])


def asset(name: str) -> str:
    """The address of a file in voc/static, with the digest of its content.

    Needs no request: pages are compiled when a survey is published, and errors come before routing.
    """
    return f"{current_app.static_url_path}/{name}?v={digest(name)}"


def digest(name: str) -> str:
    """Ten hexadecimal digits of the content of a file in voc/static.

    Raises FileNotFoundError for a name that is not there: a template names a file wrongly.
    """
    path = Path(str(current_app.static_folder)) / name
    return _digest(path, path.stat().st_mtime_ns, _addition(name))


@lru_cache(maxsize=256)
def _digest(path: Path, _changed: int, addition: str) -> str:
    return hashlib.sha256(path.read_bytes() + addition.encode()).hexdigest()[:10]


def _addition(name: str) -> str:
    """What this installation adds to a file: its own colour to the respondents' stylesheet."""
    return str(current_app.extensions["voc.brand"]) if name == BRANDED else ""


def _static(send: Callable[..., Any]) -> Callable[..., Response]:
    def static(filename: str) -> Response:
        own = Response(_branded(filename), mimetype="text/css") if _addition(filename) else None
        response: Response = own or send(filename=filename)
        current = request.args.get("v") == digest(filename)
        response.headers["Cache-Control"] = FOR_EVER if current else ASK_AGAIN
        return response

    return static


def _branded(name: str) -> str:
    return (Path(str(current_app.static_folder)) / name).read_text("utf-8") + _addition(name)
