"""The page where administrators read who did what."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from voc.accounts import trail
from voc.accounts.access import allow
from voc.accounts.audit_lines import change_words, target_words
from voc.accounts.audit_words import act_words
from voc.db import db
from voc.web.paging import page_number

bp = Blueprint("audit", __name__, url_prefix="/settings/audit")


@bp.get("")
@allow()
def index() -> ResponseReturnValue:
    """The trail, newest first, of everyone or of one person, of every kind of act or of one."""
    session = db.session()
    actor, act = request.args.get("actor", "")[:90], request.args.get("act", "")[:60]
    return render_template(
        "accounts/audit.html",
        page=trail.page(session, page_number(request.args), actor=actor, act=act),
        actor=actor,
        act=act,
        actors=trail.actors(session),
        acts=trail.acts(session),
        act_words=act_words,
        target_words=target_words,
        change_words=change_words,
    )
