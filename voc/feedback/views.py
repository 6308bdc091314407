"""The staff list of verbatims: masked words, their evidence, and filters that live in the address."""

from flask import Blueprint, current_app, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from voc.accounts.access import Scope, allow, current_staff
from voc.accounts.roles import Role
from voc.db import db
from voc.feedback import speak
from voc.feedback.filters import Filters, read
from voc.feedback.listing import COUNTED, Listing, count, listing, untagged
from voc.feedback.offers import menus, remaining
from voc.feedback.showing import shown
from voc.journey.service import places, touchpoints
from voc.settings import Settings
from voc.web.clock import now
from voc.web.languages import language
from voc.web.navigation import Entry, register
from voc.web.numerals import moment

READERS = (Role.MANAGER, Role.MARKETING, Role.AGENT)

bp = Blueprint("feedback", __name__)
bp.register_blueprint(speak.bp)


@bp.record_once
def _settle(state: BlueprintSetupState) -> None:
    """Put the list into the header of those who may read it."""
    readers = frozenset({Role.ADMINISTRATOR.value, *(role.value for role in READERS)})
    register(state.app, Entry(_l("原声"), "feedback.verbatims", readers, order=30))  # type: ignore[arg-type]  # Flask types it as its own base class


@bp.get("/verbatims")
@allow(*READERS)
def verbatims() -> ResponseReturnValue:
    """Verbatims under the address's filters, newest first, a page at a time."""
    settings: Settings = current_app.config["VOC"]
    filters = read(request.args, now().astimezone(settings.zone).date())
    scope = current_staff().scope
    page = listing(db.session(), filters, scope, settings.zone, request.args.get("before", ""))
    return render_template("feedback/verbatims.html", **_drawn(page, filters, scope, settings))


def _drawn(page: Listing, filters: Filters, scope: Scope, settings: Settings) -> dict[str, object]:
    """What the template needs; names are offered only within the reader's scope."""
    session = db.session()
    every_touchpoint = touchpoints(session, retired=True)
    every_place = places(session, retired=True)
    offered_places = [place for place in every_place if scope.sees_place(place.id)]
    bar = menus(
        filters,
        [(one.key, one.name) for one in every_touchpoint if scope.sees_touchpoint(one.id)],
        [
            *(
                (f"city:{city}", city)
                for city in dict.fromkeys(one.city for one in offered_places if one.city)
            ),
            *((f"store:{one.key}", one.name) for one in offered_places),
        ],
    )
    today = now().astimezone(settings.zone)
    when = {one.id: moment(one.at.astimezone(settings.zone), today, language()) for one in page.verbatims}
    left = (
        remaining(filters, bar, lambda other: count(session, other, scope, settings.zone))
        if not page.total
        else []
    )
    return {
        "page": page,
        "filters": filters,
        "menus": bar,
        "remaining": left,
        "more": page.total > COUNTED,
        "counted": COUNTED,
        "waiting": untagged(session, scope),
        "shown": shown(
            page.verbatims,
            {one.id: one.name for one in every_touchpoint},
            {one.id: one.name for one in every_place},
            when,
        ),
    }
