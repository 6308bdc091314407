"""Whether this installation shows a fictional company; staff pages say so."""

from flask import Flask, current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from voc.accounts.audit_words import name_acts
from voc.db import db
from voc.demo.models import Demonstration

SEEN = "voc.demonstration"


def is_demonstration(session: Session) -> bool:
    """Whether the demonstration company was loaded here."""
    return session.scalar(select(Demonstration.id).limit(1)) is not None


def demonstration(session: Session) -> Demonstration | None:
    """The mark, or None in an installation for real customers."""
    return session.get(Demonstration, 1)


def shown() -> bool:
    """What templates ask: whether to say 演示数据.

    A process asks the database until the answer can no longer change: after a yes; and in production, where
    nothing can be loaded, after the first answer. Error pages ask too, so that a database that is away means no.
    """
    seen = current_app.extensions.get(SEEN)
    if seen is None:
        try:
            seen = is_demonstration(db.session())
        except SQLAlchemyError:
            return False
        if seen or current_app.config["VOC"].production:
            current_app.extensions[SEEN] = seen
    return bool(seen)


def init_app(app: Flask) -> None:
    """Offer ``demonstration()`` to templates, and name the act of loading in the audit trail."""
    app.jinja_env.globals["demonstration"] = shown
    name_acts(app, {"demo.load": _l("装入演示公司")})
