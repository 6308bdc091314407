"""The entries of the header, registered by the features that own the pages."""

from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app, request, url_for
from flask_login import current_user

from voc.settings import Settings


class Label(Protocol):
    """A text, or one that is translated when shown."""

    def __str__(self) -> str:
        """The text in the visitor's language."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the header.

    endpoint: the page it leads to. roles: who sees it; empty for everyone who is signed in.
    place: "main" for the row, "own" for the menu under one's name. order: small is first.
    covers: further endpoints, or blueprints ending in a dot ("surveys."), that belong to it.
    method: "POST" shows a button, for signing out.
    """

    label: Label
    endpoint: str
    roles: frozenset[str] = frozenset()
    place: str = "main"
    order: int = 50
    covers: tuple[str, ...] = ()
    method: str = "GET"


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as this visitor sees it now."""

    label: str
    href: str
    current: bool
    method: str


def init_app(app: Flask, settings: Settings) -> None:
    """Offer the header's entries and the visitor's name to templates."""
    app.extensions["voc.navigation"] = []
    app.jinja_env.globals.update(
        navigation=navigation,
        home_url=home_url,
        signed_in=signed_in,
        own_name=own_name,
        own_role=own_role,
        organisation=lambda: settings.company,
    )


def register(app: Flask, *entries: Entry) -> None:
    """Put entries into the header, in the features' ``init_app``."""
    known: list[Entry] = app.extensions["voc.navigation"]
    known.extend(entries)
    known.sort(key=lambda entry: entry.order)


def navigation(place: str = "main") -> list[Link]:
    """The entries that the visitor may use, in order; none when nobody is signed in."""
    if not signed_in():
        return []
    role = str(getattr(current_user, "role", ""))
    return [
        Link(str(entry.label), url_for(entry.endpoint), _is_current(entry), entry.method)
        for entry in current_app.extensions["voc.navigation"]
        if entry.place == place and (not entry.roles or role in entry.roles)
    ]


def home_url() -> str:
    """Where the mark in the header leads: the visitor's first entry, else the front page."""
    links = navigation()
    return links[0].href if links else "/"


def signed_in() -> bool:
    """Whether somebody is signed in; False in an application without accounts."""
    return bool(hasattr(current_app, "login_manager") and current_user.is_authenticated)


def own_name() -> str:
    """The name of the person who is signed in."""
    return str(getattr(current_user, "name", ""))


def own_role() -> str:
    """That person's role in words, from ``role_label`` where accounts give one."""
    return str(getattr(current_user, "role_label", ""))


def _is_current(entry: Entry) -> bool:
    endpoint = request.endpoint or ""
    if endpoint == entry.endpoint or endpoint in entry.covers:
        return True
    return any(cover.endswith(".") and endpoint.startswith(cover) for cover in entry.covers)
