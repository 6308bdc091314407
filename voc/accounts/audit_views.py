"""The page where administrators read who did what."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from voc.accounts.access import allow
from voc.accounts.audit_words import act_words
from voc.accounts.models import AuditEntry
from voc.db import db
from voc.web.paging import Page, page_number

bp = Blueprint("audit", __name__, url_prefix="/settings/audit")

SIZE = 50


@bp.get("")
@allow()
def index() -> ResponseReturnValue:
    """The trail, newest first, of everyone or of one person, of every kind of act or of one."""
    actor, act = request.args.get("actor", "")[:90], request.args.get("act", "")[:60]
    asked = select(AuditEntry)
    if actor:
        asked = asked.where(AuditEntry.actor == actor)
    if act:
        asked = asked.where(AuditEntry.act == act)
    total = db.session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    number = page_number(request.args)
    rows = db.session.scalars(
        asked.order_by(AuditEntry.id.desc()).limit(SIZE).offset((number - 1) * SIZE)
    ).all()
    return render_template(
        "accounts/audit.html",
        page=Page(rows, number, SIZE, total),
        actor=actor,
        act=act,
        actors=db.session.scalars(select(AuditEntry.actor).distinct().order_by(AuditEntry.actor)).all(),
        acts=db.session.scalars(select(AuditEntry.act).distinct().order_by(AuditEntry.act)).all(),
        act_words=act_words,
    )
