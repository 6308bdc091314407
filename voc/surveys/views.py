"""Pages where designers draft, publish, close and reopen surveys."""

import json
from importlib.resources import files
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from voc.accounts.access import allow, current_staff
from voc.accounts.audit_words import name_acts
from voc.accounts.hands import staff_hand
from voc.accounts.roles import Role
from voc.db import db
from voc.errors import NotFound
from voc.journey import service as journey
from voc.journey.channels import CHANNEL_LABELS, Channel
from voc.surveys import asides, audit_names, draw, publishing, sentences, ways
from voc.surveys.aside_views import bp as asides_bp
from voc.surveys.compiled import Version
from voc.surveys.entries import Entries
from voc.surveys.interview import bp as interview_bp
from voc.surveys.models import Survey
from voc.surveys.parsing import ENDED, DefinitionRefused, loads
from voc.surveys.questions import TYPES
from voc.surveys.receipt_views import bp as receipts_bp
from voc.surveys.staff_forms import CollectorForm, DraftForm, shown
from voc.surveys.words import ACTS, STATES
from voc.web import navigation

bp = Blueprint("surveys", __name__)
for _room in (interview_bp, receipts_bp, asides_bp):
    bp.register_blueprint(_room)


@bp.record_once
def _settle(state: BlueprintSetupState) -> None:
    name_acts(state.app, ACTS)  # type: ignore[arg-type]  # Flask types it as its own base class
    audit_names.init_app(state.app)  # type: ignore[arg-type]  # the same
    entry = navigation.Entry(
        _l("问卷"),
        "surveys.index",
        roles=frozenset({Role.ADMINISTRATOR.value, Role.DESIGNER.value}),
        order=50,
        covers=("surveys.one", "surveys.edit", "surveys.save", "surveys.publish", "surveys.add_collector"),
    )
    navigation.register(state.app, entry)  # type: ignore[arg-type]  # the same


def _places() -> dict[int, str]:
    return {place.id: place.name for place in journey.places(db.session())}


def _look_again() -> None:
    """Let this process see a change of state at once; others see it within a second."""
    entries: Entries = current_app.extensions["voc.surveys.entries"]
    entries.forget()


def _survey(survey_id: int, *, lock: bool = False) -> Survey:
    return publishing.the_survey(db.session(), survey_id, lock=lock)


@bp.get("/surveys")
@allow(Role.DESIGNER)
def index() -> ResponseReturnValue:
    """Every survey with its state and its responses."""
    return render_template("surveys/index.html", rows=publishing.all_surveys(db.session()), states=STATES)


@bp.post("/surveys")
@allow(Role.DESIGNER)
def create() -> ResponseReturnValue:
    """A new survey from the example, to be rewritten."""
    example: dict[str, Any] = json.loads(files("voc.surveys").joinpath("example.json").read_text("utf-8"))
    survey = publishing.create(db.session(), example, staff_hand())
    db.session.commit()
    return redirect(url_for(".edit", survey_id=survey.id), 303)


@bp.get("/surveys/<int:survey_id>")
@allow(Role.DESIGNER)
def one(survey_id: int) -> ResponseReturnValue:
    """One survey: how it reads, its state, its ways in."""
    return _page(survey_id, CollectorForm())


def _page(survey_id: int, form: CollectorForm, status: int = 200, unseen: str = "") -> ResponseReturnValue:
    session = db.session()
    counted = publishing.one_survey(session, survey_id)
    form.offer(_places())
    sheets: list[sentences.Sheet] = []
    faults: tuple[str, ...] = ()
    try:
        definition = publishing.checked(session, counted.survey.draft)
        names = publishing.touchpoint_names(session)
        sheets = sentences.sheets(definition, definition.languages[0], names)
    except DefinitionRefused as refused:
        faults = refused.faults
    live = publishing.live_version(session, counted.survey)
    body = render_template(
        "surveys/one.html",
        counted=counted,
        survey=counted.survey,
        live=live,
        changed=live is None or live.definition != counted.survey.draft,
        unseen=unseen,
        sheets=sheets,
        faults=faults,
        collectors=ways.of_survey(session, survey_id),
        asides=asides.count(session, current_staff().scope, survey_id),
        places={place.id: place.name for place in journey.places(session, retired=True)},
        channels=CHANNEL_LABELS,
        states=STATES,
        form=form,
    )
    return body, status


@bp.get("/surveys/<int:survey_id>/draft")
@allow(Role.DESIGNER)
def edit(survey_id: int) -> ResponseReturnValue:
    """The draft as JSON."""
    survey = _survey(survey_id)
    form = DraftForm(formdata=None, revision=str(survey.revision), text=shown(survey.draft))
    return _editor(survey, form, _faults(survey.draft))


@bp.post("/surveys/<int:survey_id>/draft")
@allow(Role.DESIGNER)
def save(survey_id: int) -> ResponseReturnValue:
    """Store the draft, with its faults named; 409 if another hand was faster."""
    survey = _survey(survey_id)
    form = DraftForm()
    text = form.written()
    form.text.data = text
    try:
        raw = loads(text)
    except DefinitionRefused as refused:
        return _editor(survey, form, refused.faults), 422
    revision = str(form.revision.data or "")
    try:
        publishing.save_draft(
            db.session(), survey_id, raw, int(revision) if revision.isdecimal() else -1, staff_hand()
        )
    except publishing.DraftChanged as changed:
        db.session.rollback()
        return _conflict(survey_id, form, changed.message)
    db.session.commit()
    flash(_("草稿存好了"))
    return redirect(url_for(".edit", survey_id=survey_id), 303)


def _conflict(survey_id: int, form: DraftForm, message: str) -> ResponseReturnValue:
    """Both drafts side by side: saving again from here goes over the other one knowingly."""
    survey = _survey(survey_id)
    form.revision.data = str(survey.revision)
    return _editor(survey, form, (), conflict=message, theirs=shown(survey.draft)), 409


def _editor(survey: Survey, form: DraftForm, faults: tuple[str, ...], **conflict: str) -> str:
    """The draft with what its author has to know by heart otherwise: keys of touchpoints, needs of types."""
    return render_template(
        "surveys/draft.html",
        survey=survey,
        form=form,
        faults=faults,
        touchpoints=journey.touchpoints(db.session()),
        types=TYPES.values(),
        ended=ENDED,
        **conflict,
    )


def _faults(raw: Any) -> tuple[str, ...]:
    try:
        publishing.checked(db.session(), raw)
    except DefinitionRefused as refused:
        return refused.faults
    return ()


@bp.post("/surveys/<int:survey_id>/publish")
@allow(Role.DESIGNER)
def publish(survey_id: int) -> ResponseReturnValue:
    """Freeze the draft that the designer saw and show it; faults, and a newer draft, are named on the survey's page."""
    revision = request.args.get("revision", -1, type=int)
    try:
        survey = _survey(survey_id, lock=True)
        version = publishing.publish(db.session(), survey, staff_hand(), revision)
    except DefinitionRefused:
        db.session.rollback()
        return _page(survey_id, CollectorForm(formdata=None), 422)
    except publishing.DraftUnseen as unseen:
        db.session.rollback()
        return _page(survey_id, CollectorForm(formdata=None), 409, unseen.message)
    db.session.commit()
    _look_again()
    flash(_("第 %(number)s 版已发布", number=version.number))
    return redirect(url_for(".one", survey_id=survey_id), 303)


@bp.post("/surveys/<int:survey_id>/close")
@allow(Role.DESIGNER)
def close(survey_id: int) -> ResponseReturnValue:
    """Take no more answers."""
    publishing.close(db.session(), _survey(survey_id, lock=True), staff_hand())
    db.session.commit()
    _look_again()
    flash(_("问卷已关闭，已有的答卷都在"))
    return redirect(url_for(".one", survey_id=survey_id), 303)


@bp.post("/surveys/<int:survey_id>/reopen")
@allow(Role.DESIGNER)
def reopen(survey_id: int) -> ResponseReturnValue:
    """Take answers again."""
    publishing.reopen(db.session(), _survey(survey_id, lock=True), staff_hand())
    db.session.commit()
    _look_again()
    flash(_("问卷又在收答卷了"))
    return redirect(url_for(".one", survey_id=survey_id), 303)


@bp.post("/surveys/<int:survey_id>/collectors")
@allow(Role.DESIGNER)
def add_collector(survey_id: int) -> ResponseReturnValue:
    """A new way in."""
    survey = _survey(survey_id)
    form = CollectorForm()
    form.offer(_places())
    if not form.validate_on_submit():
        return _page(survey_id, form, 422)
    place_id = int(form.place.data) if form.place.data else None
    way = publishing.Way(str(form.name.data), Channel(form.channel.data), place_id)
    publishing.add_collector(db.session(), survey, way, staff_hand())
    db.session.commit()
    flash(_("新入口建好了"))
    return redirect(url_for(".one", survey_id=survey_id, _anchor="collectors"), 303)


@bp.post("/surveys/<int:survey_id>/collectors/<int:collector_id>")
@allow(Role.DESIGNER)
def switch_collector(survey_id: int, collector_id: int) -> ResponseReturnValue:
    """Pause a way in, or let it in again."""
    active = request.form.get("active") == "1"
    publishing.switch_collector(db.session(), survey_id, collector_id, active=active, by=staff_hand())
    db.session.commit()
    _look_again()
    return redirect(url_for(".one", survey_id=survey_id, _anchor="collectors"), 303)


@bp.get("/surveys/<int:survey_id>/preview/<key>")
@allow(Role.DESIGNER)
def preview(survey_id: int, key: str) -> ResponseReturnValue:
    """A page of the draft as respondents will see it, every conditional question shown; nothing is stored."""
    definition = publishing.checked(db.session(), _survey(survey_id).draft)
    version = Version(0, definition, {})
    page = definition.page(key)
    if page is None:
        raise NotFound
    links = [
        (url_for(".preview", survey_id=survey_id, key=other.key), _("第 %(number)s 页", number=other.number))
        for other in definition.pages
        if other is not page
    ]
    return draw.preview(version, page, version.language(request.args.get("lang")), links)
