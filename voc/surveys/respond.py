"""The respondent's pages: open, answer, thank. No session, no script; a signed token stands in for both."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from voc.accounts.access import public
from voc.crash import step
from voc.db import AWAY, db
from voc.errors import NotFound
from voc.settings import Settings
from voc.surveys import draw, logic, service, sitting, store
from voc.surveys.answers import Answers
from voc.surveys.compiled import Version, Versions
from voc.surveys.definition import LANGUAGES
from voc.surveys.entries import Entries
from voc.surveys.forms import Posted
from voc.surveys.front import Front, Opening
from voc.surveys.posted import TooMany, parsed
from voc.surveys.sitting import Sitting
from voc.surveys.wire import Wire, wire
from voc.web.clock import now
from voc.web.headers import HTTPS_ONLY, PLAIN
from voc.web.protection import csrf
from voc.web.signing import Signer

bp = Blueprint("respond", __name__)
csrf.exempt(bp)  # the signed token of the sitting stands in, and no cookie is read

STAFF_CHANNELS = frozenset({"kiosk", "paper", "phone"})
"""Channels whose devices are ours: they may bring a client's id of their own."""

KEPT_SECONDS = 1.0
"""For how long opening a page believes an earlier look-up; closing a survey shows after that at the latest."""

LARGEST_POST = 600_000
MOST_PARTS = 500


@bp.record_once
def _prepare(state: Any) -> None:
    """Give each application its own compiled versions and its own signer."""
    app = state.app
    settings: Settings = app.config["VOC"]
    versions, entries = Versions(), Entries(0.0 if settings.env == "test" else KEPT_SECONDS)
    signer = Signer(app.secret_key, sitting.PURPOSE)
    app.extensions["voc.surveys.versions"] = versions
    app.extensions["voc.surveys.entries"] = entries
    app.extensions["voc.surveys.signer"] = signer
    fixed = PLAIN + (HTTPS_ONLY if settings.base_url.startswith("https://") else ())
    app.wsgi_app = Front(app.wsgi_app, Opening(versions, entries, signer), fixed, lambda: _moment(app))


def _moment(app: Flask) -> datetime:
    """This moment, as voc.web.clock tells it inside the application."""
    frozen: datetime | None = app.config.get("VOC_NOW")
    return frozen or datetime.now(UTC)


@bp.get("/r/<code>")
@public
def opened(code: str) -> ResponseReturnValue:
    """The first page. Opening stores nothing: previews and scanners open links too."""
    try:
        row, version = _entry(code)
    except AWAY:
        return draw.away()
    if row is None or version is None:
        return draw.refused(service.state(row))
    moment = now()
    client_id = _brought_id(row, code) or sitting.new_id(moment)
    token = Sitting(client_id, version.id, int(moment.timestamp()), code).token(_signer())
    language = _language(version)
    body = version.first_page(language, token, lambda slot: draw.first(version, language, slot))
    return _fresh(body)


@bp.post("/r/<code>")
@bp.post("/r/<code>/<token>/<key>")
@public
def answered(code: str, token: str = "", key: str = "") -> ResponseReturnValue:
    """Take one page: faults beside their questions, the next page, or the end."""
    try:
        form = _posted()
    except (RequestEntityTooLarge, TooMany):
        return draw.refused("large")
    token = token or _one(form, "sitting")
    here = sitting.read(token, code, _signer())
    if here is None:
        return draw.refused("unknown", draw.typed(form))
    key = key or _one(form, "page")
    try:
        return _take(here, token, key, form)
    except AWAY:
        return _away(here, token, key, form)


@bp.get("/r/<code>/<token>/<key>")
@public
def resumed(code: str, token: str, key: str) -> ResponseReturnValue:
    """A page of a sitting that has begun, with what was answered before."""
    here = sitting.read(token, code, _signer())
    if here is None:
        return draw.refused("unknown")
    try:
        with wire(db.engine, writes=False) as on:
            version = _version(on, here.version_id)
            row = store.stored(on, here.client_id)
            state = service.state(row or store.entry(on, code))
            answers = store.answers_of(on, row.id) if row else {}
    except AWAY:
        return draw.away()
    if row is not None and row.finished:
        return _to(here, f"thanks/{token}")
    language = _language(version)
    if state != "open":
        return draw.refused(state, draw.told(version, answers, language))
    page = version.definition.page(key)
    begun = row is not None or page is version.first
    if page is None or not begun or page not in logic.path(version.definition, answers).pages:
        return _to(here, f"{token}/{version.first.key}")
    return _fresh(draw.page(version, page, language, token, answers=answers))


@bp.get("/r/<code>/thanks/<token>")
@public
def thanked(code: str, token: str) -> ResponseReturnValue:
    """The end, with the receipt; only where the response is really stored."""
    here = sitting.read(token, code, _signer())
    if here is None:
        return draw.refused("unknown")
    try:
        with wire(db.engine, writes=False) as on:
            row = store.stored(on, here.client_id)
            version = _version(on, here.version_id)
    except AWAY:
        return draw.away()
    if row is None or not row.finished:
        return _to(here, f"{token}/{version.first.key}")
    return _fresh(draw.thanks(version, _language(version), here.receipt))


def _posted() -> Posted:
    """What was posted, within our limits; raises RequestEntityTooLarge or TooMany."""
    request.max_content_length = LARGEST_POST
    if request.mimetype == "application/x-www-form-urlencoded":
        return parsed(request.get_data(cache=False))
    request.max_form_memory_size = LARGEST_POST
    request.max_form_parts = MOST_PARTS
    return request.form.to_dict(flat=False)


def _one(form: Posted, name: str) -> str:
    return form[name][0] if name in form else ""


def _take(here: Sitting, token: str, key: str, form: Posted) -> Response:
    """Read and store one page of a sitting that we signed."""
    version = _versions().kept(here.version_id) or _loaded(here.version_id)
    page = version.definition.page(key) or version.first
    earlier = {} if page is version.first else _earlier(here)
    reading = version.readers[page.key].read(form, earlier, form.get("shown", ()))
    answers = {**earlier, **reading.answers}
    language = _language(version)
    sending = service.Sending(version, here, language, page, reading.answers, now())
    if "back" in form and not reading.refused:
        with wire(db.engine, writes=True) as on:
            service.keep_typed(on, sending)
            on.commit()
        before = logic.path(version.definition, answers).before(page) or version.first
        return _to(here, f"{token}/{before.key}")
    if reading.faults or reading.appeared:
        body = draw.page(version, page, language, token, answers=answers, reading=reading)
        return _fresh(body, 422 if reading.faults else 200)
    step("respond.parsed")
    return _reply(_stored(sending), sending, token, answers)


def _stored(sending: service.Sending) -> service.Outcome:
    """Store a page: at once where it is the whole survey and new, else with a look at what is there."""
    if sending.version.alone:
        with wire(db.engine, writes=True, single=True) as on:
            done = service.finish_at_once(on, sending)
            _commit(on)
        if done:
            return service.Finished()
    with wire(db.engine, writes=True) as on:
        outcome = service.record(on, sending)
        _commit(on)
    return outcome


def _commit(on: Wire) -> None:
    step("respond.before_commit")
    on.commit()
    step("respond.after_commit")


def _earlier(here: Sitting) -> Answers:
    """What was answered on the other pages so far."""
    with wire(db.engine, writes=False) as on:
        row = store.stored(on, here.client_id)
        return store.answers_of(on, row.id) if row else {}


def _loaded(version_id: int) -> Version:
    with wire(db.engine, writes=False) as on:
        return _version(on, version_id)


def _still_readable(version_id: int) -> Version | None:
    """A version that this process has not drawn yet: reading goes on where only writing is held up."""
    try:
        return _loaded(version_id)
    except AWAY:
        return None


def _reply(outcome: service.Outcome, sending: service.Sending, token: str, answers: Answers) -> Response:
    """What the respondent sees of an outcome. answers: of this page and the earlier ones."""
    here = sending.sitting
    match outcome:
        case service.Finished():
            return _to(here, f"thanks/{token}")
        case service.Advanced(following):
            return _to(here, f"{token}/{following.key}")
        case service.KeptAside():
            return draw.refused(
                "differs", draw.told(sending.version, answers, sending.language), here.receipt
            )
        case service.Refused(why):
            return draw.refused(why, draw.told(sending.version, answers, sending.language))


def _away(here: Sitting, token: str, key: str, form: Posted) -> Response:
    """The store cannot be reached: the same page again with everything that was typed, where we can draw it."""
    version = _versions().kept(here.version_id) or _still_readable(here.version_id)
    if version is None:
        return draw.away()
    page = version.definition.page(key) or version.first
    shown = form.get("shown", ())
    reading = replace(version.readers[page.key].read(form, {}, shown), faults=(), raw=form)
    asked = {one.key for one in page.questions if not one.show_if or one.key in shown}
    language = _language(version)
    again = draw.page(
        version, page, language, token, answers=reading.answers, reading=reading, unsaved=True, assumed=asked
    )
    return draw.away(again)


def _entry(code: str) -> tuple[store.Entry | None, Version | None]:
    """The collector with that code, and the version to show where its survey is open."""
    entries: Entries = current_app.extensions["voc.surveys.entries"]
    row = entries.find(code)
    version = _versions().kept(row.live_version_id) if row else None
    if version is not None:
        return row, version
    with wire(db.engine, writes=False) as on:
        row = store.entry(on, code)
        if row is None or service.state(row) != "open":
            return row, None
        entries.keep(code, row)
        return row, _version(on, row.live_version_id)


def _version(on: Wire, version_id: int) -> Version:
    """The version with that id; a token or a survey that names it was signed or checked by us."""
    found = _versions().find(version_id, lambda wanted: store.version(on, wanted))
    if found is None:
        raise NotFound
    return found


def _versions() -> Versions:
    versions: Versions = current_app.extensions["voc.surveys.versions"]
    return versions


def _signer() -> Signer:
    signer: Signer = current_app.extensions["voc.surveys.signer"]
    return signer


def _language(version: Version) -> str:
    """The language of this visit: wished by ``?lang=`` and spoken by the survey, else the survey's own."""
    return version.language(_wished())


def _brought_id(row: store.Entry, code: str) -> str:
    """The client's id that one of our own devices brings by ``?rid=``; '' for everyone else.

    It counts within its way in only: brought to another collector it is another response.
    """
    brought = request.args.get("rid", "") if row.channel in STAFF_CHANNELS else ""
    return sitting.within(code, brought) if sitting.CLIENT_ID.fullmatch(brought) else ""


def _wished() -> str | None:
    """What ``?lang=`` says; most addresses have no query to be parsed."""
    return request.args.get("lang") if request.query_string else None


def _fresh(body: str | bytes, status: int = 200) -> Response:
    """A page that no cache may keep: it carries a sitting."""
    return Response(body, status, {"Cache-Control": "no-store"}, mimetype="text/html")


def _to(here: Sitting, rest: str) -> Response:
    """Go on by 303 within the collector, keeping the chosen language."""
    wished = _wished()
    query = f"?lang={wished}" if wished in LANGUAGES else ""
    return Response(
        status=303, headers={"Location": f"/r/{here.code}/{rest}{query}", "Cache-Control": "no-store"}
    )
