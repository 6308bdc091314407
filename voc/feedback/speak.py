"""The public page of a touchpoint where customers say what they want to: write, send, done.

No script and no session: a signed token carries the client's id, so that sending twice is one verbatim.
"""

from dataclasses import dataclass, replace
from hashlib import sha256
from secrets import token_hex

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from voc.accounts.access import public
from voc.db import db
from voc.errors import NotFound
from voc.feedback.models import Verbatim
from voc.feedback.service import Taken, take_in
from voc.feedback.words import PAGE, Words, WordsFault
from voc.journey.channels import Channel
from voc.journey.models import Place, Touchpoint
from voc.journey.service import place_by_key, touchpoint_by_code
from voc.web.clock import now
from voc.web.protection import csrf
from voc.web.signing import Signer

PURPOSE = "feedback.speak"
LARGEST_POST = 64 * 1024
LONGEST = 2_000
"""Characters that the page takes; a phone's screen is no place for more."""

AWAY = (OperationalError, InterfaceError, PoolTimeout)

bp = Blueprint("speak", __name__)


@dataclass(frozen=True, slots=True)
class Visit:
    """One person at one page: whose words these are stays unknown; a resend has the same client_id."""

    client_id: str
    code: str
    place: str

    def token(self) -> str:
        """The visit with our proof."""
        return _signer().token(f"{self.client_id}|{self.code}|{self.place}")


@bp.get("/say/<code>")
@public
def page(code: str) -> ResponseReturnValue:
    """The page to write on. ?place=hz01 says in which store the code hangs."""
    touchpoint = touchpoint_by_code(db.session(), code)
    place = _place(request.args.get("place", ""))
    visit = Visit(token_hex(16), code, place.key if place else "")
    return _fresh(_page(touchpoint, visit, place), 200)


@bp.post("/say/<code>")
@public
def said(code: str) -> ResponseReturnValue:
    """Take the words in and thank, or say what is missing and keep what was typed."""
    request.max_content_length = LARGEST_POST
    visit = _visit(request.form.get("visit", ""), code) or Visit(token_hex(16), code, "")
    typed = request.form.get("words", "")
    try:
        touchpoint = touchpoint_by_code(db.session(), code)
        place = _place(visit.place)
        try:
            _take(visit, touchpoint, place, typed)
        except WordsFault as fault:
            return _fresh(_page(touchpoint, visit, place, typed=typed, fault=_mend(typed, fault)), 422)
    except AWAY:
        db.session.rollback()
        return _away(visit, typed)
    return redirect(url_for(".thanks", code=code, token=visit.token()), 303)


@bp.get("/say/<code>/thanks/<token>")
@public
def thanks(code: str, token: str) -> ResponseReturnValue:
    """Thanks, shown only where the words are really stored."""
    visit = _visit(token, code)
    touchpoint = touchpoint_by_code(db.session(), code)
    kept = visit and db.session.scalar(
        select(Verbatim.id).where(Verbatim.source == PAGE, Verbatim.source_id == visit.client_id)
    )
    if not visit or not kept:
        return redirect(url_for(".page", code=code), 303)
    again = url_for(".page", code=code, place=visit.place or None)
    return _fresh(render_template("feedback/said.html", touchpoint=touchpoint, again=again), 200)


csrf.exempt(said)  # the signed token of the visit stands in, and no cookie is read


def _take(visit: Visit, touchpoint: Touchpoint, place: Place | None, typed: str) -> None:
    """Store the words once; later, other words of the same visit are kept beside the first."""
    if len(typed) > LONGEST:
        raise WordsFault
    words = Words(
        source=PAGE,
        source_id=visit.client_id,
        text=typed,
        at=now(),
        channel=Channel.QR if place else Channel.WEB,
        touchpoint_id=touchpoint.id,
        place_id=place.id if place else None,
    )
    session = db.session()
    if take_in(session, words, words.at) is Taken.OTHER:
        digest = sha256(typed.strip().encode()).hexdigest()[:32]
        take_in(session, replace(words, source_id=f"{visit.client_id}:{digest}"), words.at)
    session.commit()


def _mend(typed: str, fault: WordsFault) -> str:
    """What is missing, in words for a customer."""
    if not typed.strip():
        return str(_("还没有写字，写一两句就可以"))
    if len(typed) > LONGEST:
        return str(_("写了 %(n)s 个字，请删到 %(most)s 个字以内", n=len(typed), most=LONGEST))
    return str(_(fault.message))


def _signer() -> Signer:
    return Signer(str(current_app.secret_key), PURPOSE)


def _visit(token: str, code: str) -> Visit | None:
    """The visit of a token, if we made it for this page."""
    parts = (_signer().text(token) or "").split("|", 2)
    return Visit(*parts) if len(parts) == 3 and parts[1] == code else None  # noqa: PLR2004 - as token() joins them


def _place(key: str) -> Place | None:
    """The place of a printed code; one that is gone or misspelt must not stop anybody from speaking."""
    try:
        return place_by_key(db.session(), key) if key else None
    except NotFound:
        return None


def _page(
    touchpoint: Touchpoint | None, visit: Visit, place: Place | None, *, typed: str = "", fault: str = ""
) -> str:
    return render_template(
        "feedback/say.html",
        touchpoint=touchpoint,
        place=place,
        visit=visit.token(),
        typed=typed,
        fault=fault,
        longest=LONGEST,
    )


def _away(visit: Visit, typed: str) -> Response:
    """The database is away: say so honestly, and keep what was typed."""
    fault = _("现在没能收下，写的话还在。请过一分钟再按一次“发给我们”。")
    response = _fresh(_page(None, visit, None, typed=typed, fault=fault), 503)
    response.headers["Retry-After"] = "60"
    return response


def _fresh(body: str, status: int) -> Response:
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    return response
