"""The public page of a touchpoint where customers say what they want to: write, send, done.

No script and no session: a signed token carries the client's id, so that sending twice is one verbatim. Words
without a token of ours are shown again, not stored: whoever presses the button has seen the page.
"""

from dataclasses import dataclass, replace
from secrets import token_hex

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from voc.accounts.access import public
from voc.db import AWAY, db
from voc.errors import NotFound
from voc.feedback.models import Verbatim
from voc.feedback.rush import Rush
from voc.feedback.service import Taken, take_in
from voc.feedback.words import PAGE, Words, WordsFault, blank, cleaned
from voc.jobs.reading import reading
from voc.journey.channels import Channel
from voc.journey.models import Place
from voc.journey.service import place_by_key, touchpoint_by_code
from voc.web.clock import now
from voc.web.protection import csrf
from voc.web.signing import Signer

PURPOSE = "feedback.speak"
LARGEST_POST = 64 * 1024
LONGEST = 2_000
"""Characters that the page takes; a phone's screen is no place for more."""

ELSEWHERE = "cross-site"
"""What browsers say of a form that another site sent in a visitor's name."""

MOST_TEXTS = 3
"""Different texts of one visit: a person adds something, a program that kept one page goes on and on."""


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


@dataclass(frozen=True, slots=True)
class Where:
    """Where somebody speaks: the touchpoint, and the store in which the code hangs, if any."""

    touchpoint_id: int
    touchpoint: str
    place_id: int | None = None
    place_key: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why nothing was stored. mend: beside the words. notice: above them, where the words are not at fault.

    wait: minutes after which to try again; 0 for at once.
    """

    status: int
    mend: str = ""
    notice: str = ""
    wait: int = 0


@bp.record_once
def _prepare(state: BlueprintSetupState) -> None:
    """Give each application its own counters."""
    state.app.extensions["voc.feedback.rush"] = Rush()


@bp.get("/say/<code>")
@public
def page(code: str) -> ResponseReturnValue:
    """The page to write on. ?place=hz01 says in which store the code hangs."""
    where = _where(code, request.args.get("place", ""))
    return _drawn(where, _opened(code, where))


@bp.post("/say/<code>")
@public
def said(code: str) -> ResponseReturnValue:
    """Take the words in and thank, or say what is missing and keep what was typed."""
    request.max_content_length = LARGEST_POST
    visit = _visit(request.form.get("visit", ""), code)
    typed = request.form.get("words", "").replace("\r\n", "\n")  # a new line is one character, as on the page
    where = None
    try:
        where = _where(code, (visit.place if visit else "") or request.args.get("place", ""))
        fault = _fault(visit, typed)
        if visit is None or fault:
            return _drawn(where, visit or _opened(code, where), typed, fault)
        if not _take(visit, where, typed):
            return _drawn(where, _opened(code, where), typed, _enough())
    except AWAY:
        db.session.rollback()
        notice = _("现在没能收下，写的话还在。请过一分钟再按一次“发给我们”。")
        return _drawn(None, visit or _opened(code, where), typed, Fault(503, notice=notice, wait=1))
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


def _where(code: str, place_key: str) -> Where:
    """The touchpoint of a code and the place of a key; read without a lock. Raises NotFound for the code only."""
    with reading(db.session()) as session:
        touchpoint = touchpoint_by_code(session, code)
        place = _place(place_key)
        if place is None:
            return Where(touchpoint.id, touchpoint.name)
        return Where(touchpoint.id, touchpoint.name, place.id, place.key, place.name)


def _fault(visit: Visit | None, typed: str) -> Fault | None:
    """What keeps these words from being stored: the words, a page that is not ours, or too many of them."""
    if mend := _mend(typed):
        return Fault(422, mend=mend)
    if visit is None or request.headers.get("Sec-Fetch-Site") == ELSEWHERE:
        return Fault(422, notice=_("还没有发出，写的话还在。请看一遍，再按一次“发给我们”。"))
    rush: Rush = current_app.extensions["voc.feedback.rush"]
    if wait := rush.wait(request.remote_addr or "", visit.code, visit.client_id):
        notice = _(
            "这里刚刚收到很多话，这一段还没有发出，写的话还在。请过 %(n)s 分钟再按一次“发给我们”。", n=wait
        )
        return Fault(429, notice=notice, wait=wait)
    return None


def _enough() -> Fault:
    """This visit's words are all told; the page that says so begins another, so that nothing typed is lost."""
    notice = _(
        "您的 %(n)s 段话都收到了，谢谢您。这一段还没有发出，写的话还在；还想说，请再按一次“发给我们”。",
        n=MOST_TEXTS,
    )
    return Fault(429, notice=notice)


def _take(visit: Visit, where: Where, typed: str) -> bool:
    """Store the words once, beside other words of the same visit; whether they are stored now."""
    words = Words(
        source=PAGE,
        source_id=visit.client_id,
        text=typed,
        at=now(),
        channel=Channel.QR if where.place_id else Channel.WEB,
        touchpoint_id=where.touchpoint_id,
        place_id=where.place_id,
    )
    session = db.session()
    ids = (visit.client_id, *(f"{visit.client_id}:{number}" for number in range(2, MOST_TEXTS + 1)))
    stored = any(take_in(session, replace(words, source_id=one), words.at) is not Taken.OTHER for one in ids)
    session.commit()
    return stored


def _mend(typed: str) -> str:
    """What is amiss with the words, for a customer; '' if nothing is."""
    if blank(typed):
        return str(_("还没有写字，写一两句就可以"))
    if len(typed) > LONGEST:
        return str(_("写了 %(n)s 个字，请删到 %(most)s 个字以内", n=len(typed), most=LONGEST))
    try:
        cleaned(typed)
    except WordsFault as fault:
        return str(_(fault.message))
    return ""


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


def _opened(code: str, where: Where | None) -> Visit:
    """A visit that begins here."""
    return Visit(token_hex(16), code, where.place_key if where else "")


def _drawn(where: Where | None, visit: Visit, typed: str = "", fault: Fault | None = None) -> Response:
    """The page, with what was typed; where is none while the database is away."""
    body = render_template(
        "feedback/say.html",
        where=where,
        visit=visit.token(),
        typed=typed,
        fault=fault.mend if fault else "",
        notice=fault.notice if fault else "",
        longest=LONGEST,
    )
    response = _fresh(body, fault.status if fault else 200)
    if fault and fault.wait:
        response.headers["Retry-After"] = str(fault.wait * 60)
    return response


def _fresh(body: str, status: int) -> Response:
    response = make_response(body, status)
    response.headers["Cache-Control"] = "no-store"
    return response
