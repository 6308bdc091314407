"""Which language and which light a visitor reads in: Chinese and the system's, unless chosen otherwise.

The choice lives in two plain cookies, never in a session: respondents have none.
"""

from pathlib import Path
from typing import cast

from flask import Flask, g, has_request_context, request
from flask_babel import Babel

from voc.settings import Settings
from voc.web.numerals import Language

TRANSLATIONS = Path(__file__).parents[1] / "translations"
TAGS = {"zh": "zh-Hans", "en": "en"}
THEMES = ("light", "dark")
KEPT_SECONDS = 365 * 24 * 3600


def init_app(app: Flask, settings: Settings) -> None:
    """Fit translations and offer language(), language_tag() and theme() to templates."""
    app.config.update(
        BABEL_DEFAULT_LOCALE="zh",
        BABEL_DEFAULT_TIMEZONE=settings.timezone,
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS),
    )
    Babel(app, locale_selector=language)
    app.jinja_env.globals.update(language=language, language_tag=language_tag, theme=theme)


def language() -> Language:
    """The visitor's language: set for this request by ``speak``, else ``?lang=``, else the cookie, else Chinese."""
    if not has_request_context():
        return "zh"
    chosen = g.get("language") or request.args.get("lang") or request.cookies.get("lang")
    return cast("Language", chosen) if chosen in TAGS else "zh"


def speak(code: str) -> None:
    """Fix the language of this request, such as the one a survey is answered in."""
    g.language = code


def language_tag() -> str:
    """The language as HTML writes it."""
    return TAGS[language()]


def theme() -> str:
    """The light that the visitor chose, "light" or "dark"; "" follows the system."""
    chosen = request.cookies.get("theme", "") if has_request_context() else ""
    return chosen if chosen in THEMES else ""
