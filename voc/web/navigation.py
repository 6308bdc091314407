"""The entries of the header, registered by the features that own the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app, request, url_for

from voc.settings import Settings

VISITOR = "voc.visitor"
"""Where an application keeps the way to ask who is signed in; accounts, on a higher floor, put it there."""


class Visitor(Protocol):
    """Somebody who is signed in, as the header shows a person."""

    @property
    def name(self) -> str:
        """The person's name."""

    @property
    def role(self) -> str:
        """The role by its value, as entries name it."""

    @property
    def role_label(self) -> str:
        """The role in the reader's language."""


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
    app.extensions[VISITOR] = lambda: None
    app.jinja_env.globals.update(
        navigation=navigation,
        signed_in=signed_in,
        own_name=own_name,
        own_role=own_role,
        organisation=lambda: settings.company,
    )


def ask_visitor(app: Flask, present: Callable[[], Visitor | None]) -> None:
    """Tell the header whom to greet: present says who is signed in now, None for a stranger."""
    app.extensions[VISITOR] = present


def register(app: Flask, *entries: Entry) -> None:
    """Put entries into the header, in the features' ``init_app``."""
    known: list[Entry] = app.extensions["voc.navigation"]
    known.extend(entries)
    known.sort(key=lambda entry: entry.order)


def navigation(place: str = "main") -> list[Link]:
    """The entries that the visitor may use, in order; none when nobody is signed in."""
    visitor = _visitor()
    if visitor is None:
        return []
    return [
        Link(str(entry.label), url_for(entry.endpoint), _is_current(entry), entry.method)
        for entry in current_app.extensions["voc.navigation"]
        if entry.place == place and (not entry.roles or visitor.role in entry.roles)
    ]


def signed_in() -> bool:
    """Whether somebody is signed in; False in an application without accounts."""
    return _visitor() is not None


def own_name() -> str:
    """The name of the person who is signed in; "" for a stranger."""
    visitor = _visitor()
    return visitor.name if visitor else ""


def own_role() -> str:
    """That person's role in words; "" for a stranger."""
    visitor = _visitor()
    return visitor.role_label if visitor else ""


def _visitor() -> Visitor | None:
    ask: Callable[[], Visitor | None] = current_app.extensions[VISITOR]
    return ask()


def _is_current(entry: Entry) -> bool:
    endpoint = request.endpoint or ""
    if endpoint == entry.endpoint or endpoint in entry.covers:
        return True
    return any(cover.endswith(".") and endpoint.startswith(cover) for cover in entry.covers)
