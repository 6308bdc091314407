"""Pages where an administrator edits stages and touchpoints."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from voc.accounts.access import allow
from voc.accounts.audit_words import name_acts
from voc.accounts.forms import written
from voc.accounts.hands import staff_hand
from voc.db import db
from voc.errors import VocError
from voc.journey import audit_names, editing, service
from voc.journey.event_views import bp as events_bp
from voc.journey.forms import NewStageForm, StageForm
from voc.journey.metrics import SCALES
from voc.journey.place_views import bp as places_bp
from voc.journey.scope_views import bp as scope_bp
from voc.journey.touchpoint_page import new_form, sent_form, touchpoint_page
from voc.journey.words import ACTS
from voc.web import navigation

bp = Blueprint("journey", __name__)
for _room in (places_bp, events_bp, scope_bp):
    bp.register_blueprint(_room)


@bp.record_once
def _settle(state: BlueprintSetupState) -> None:
    name_acts(state.app, ACTS)  # type: ignore[arg-type]  # Flask types it as its own base class
    audit_names.init_app(state.app)  # type: ignore[arg-type]  # the same
    entry = navigation.Entry(
        _l("设置"),
        "journey.index",
        roles=frozenset({"administrator"}),
        order=90,
        covers=("journey.", "accounts.staff.", "accounts.audit."),
    )
    navigation.register(state.app, entry)  # type: ignore[arg-type]  # the same


@bp.get("/settings/journey")
@allow()
def index() -> ResponseReturnValue:
    """The whole journey, in order, retired touchpoints too."""
    stages = service.stages(db.session(), retired=True)
    return render_template("journey/index.html", stages=stages, scales=SCALES)


@bp.post("/settings/journey/standard")
@allow()
def add_standard() -> ResponseReturnValue:
    """Fill an empty journey with the standard one."""
    service.ensure_standard(db.session(), by=staff_hand())
    db.session.commit()
    flash(_("已放好标准旅程，名称、负责人和承诺都可以再改"))
    return redirect(url_for(".index"), 303)


@bp.get("/settings/journey/stages/new")
@allow()
def new_stage() -> ResponseReturnValue:
    """The form for a stage."""
    return render_template("journey/stage.html", form=NewStageForm(), stage=None)


@bp.post("/settings/journey/stages/new")
@allow()
def create_stage() -> ResponseReturnValue:
    """Add a stage at the end."""
    form = NewStageForm()
    if form.validate():
        try:
            editing.add_stage(db.session(), written(form.key), written(form.name), staff_hand())
            db.session.commit()
        except VocError as fault:
            db.session.rollback()
            form.key.errors = [_(fault.message)]
        else:
            flash(_("已添加阶段“%(name)s”", name=written(form.name)))
            return redirect(url_for(".index"), 303)
    return render_template("journey/stage.html", form=form, stage=None), 422


@bp.get("/settings/journey/stages/<int:stage_id>")
@allow()
def edit_stage(stage_id: int) -> ResponseReturnValue:
    """One stage."""
    stage = editing.stage_by_id(db.session(), stage_id)
    return render_template("journey/stage.html", form=StageForm(name=stage.name), stage=stage)


@bp.post("/settings/journey/stages/<int:stage_id>")
@allow()
def save_stage(stage_id: int) -> ResponseReturnValue:
    """Rename a stage."""
    stage, form = editing.stage_by_id(db.session(), stage_id), StageForm()
    if not form.validate():
        return render_template("journey/stage.html", form=form, stage=stage), 422
    editing.rename_stage(db.session(), stage, written(form.name), staff_hand())
    return _saved()


@bp.post("/settings/journey/stages/<int:stage_id>/move")
@allow()
def move_stage(stage_id: int) -> ResponseReturnValue:
    """Move a stage one step earlier or later."""
    editing.move_stage(db.session(), editing.stage_by_id(db.session(), stage_id), _steps(), staff_hand())
    return _saved()


@bp.post("/settings/journey/stages/<int:stage_id>/remove")
@allow()
def remove_stage(stage_id: int) -> ResponseReturnValue:
    """Take out a stage that is empty."""
    editing.remove_stage(db.session(), editing.stage_by_id(db.session(), stage_id), staff_hand())
    return _saved()


@bp.get("/settings/journey/touchpoints/new")
@allow()
def new_touchpoint() -> ResponseReturnValue:
    """The form for a touchpoint, in the stage it was asked from."""
    form = new_form(request.args.get("stage", type=int))
    return render_template("journey/touchpoint_new.html", form=form, scales=SCALES)


@bp.post("/settings/journey/touchpoints/new")
@allow()
def create_touchpoint() -> ResponseReturnValue:
    """Add a touchpoint at the end of its stage."""
    form = new_form()
    if form.validate():
        try:
            editing.add_touchpoint(db.session(), written(form.key), form.plan(), staff_hand())
            db.session.commit()
        except (editing.KeyUnfit, editing.KeyTaken) as fault:
            db.session.rollback()
            form.key.errors = [_(fault.message)]
        else:
            flash(_("已添加触点“%(name)s”", name=written(form.name)))
            return redirect(url_for(".index"), 303)
    return render_template("journey/touchpoint_new.html", form=form, scales=SCALES), 422


@bp.get("/settings/journey/touchpoints/<int:touchpoint_id>")
@allow()
def edit_touchpoint(touchpoint_id: int) -> ResponseReturnValue:
    """One touchpoint, with its dated events."""
    return touchpoint_page(editing.touchpoint_by_id(db.session(), touchpoint_id))


@bp.post("/settings/journey/touchpoints/<int:touchpoint_id>")
@allow()
def save_touchpoint(touchpoint_id: int) -> ResponseReturnValue:
    """Change a touchpoint; its key, scores and links stay."""
    touchpoint = editing.touchpoint_by_id(db.session(), touchpoint_id)
    form = sent_form()
    if not form.validate():
        return touchpoint_page(touchpoint, form), 422
    editing.change_touchpoint(db.session(), touchpoint, form.plan(), staff_hand())
    return _saved()


@bp.post("/settings/journey/touchpoints/<int:touchpoint_id>/move")
@allow()
def move_touchpoint(touchpoint_id: int) -> ResponseReturnValue:
    """Move a touchpoint one step earlier or later in its stage."""
    touchpoint = editing.touchpoint_by_id(db.session(), touchpoint_id)
    editing.move_touchpoint(db.session(), touchpoint, _steps(), staff_hand())
    return _saved()


@bp.post("/settings/journey/touchpoints/<int:touchpoint_id>/retire")
@allow()
def retire_touchpoint(touchpoint_id: int) -> ResponseReturnValue:
    """Take a touchpoint out of use."""
    editing.retire_touchpoint(
        db.session(), editing.touchpoint_by_id(db.session(), touchpoint_id), staff_hand()
    )
    return _saved()


@bp.post("/settings/journey/touchpoints/<int:touchpoint_id>/restore")
@allow()
def restore_touchpoint(touchpoint_id: int) -> ResponseReturnValue:
    """Take a touchpoint into use again."""
    editing.restore_touchpoint(
        db.session(), editing.touchpoint_by_id(db.session(), touchpoint_id), staff_hand()
    )
    return _saved()


def _saved() -> ResponseReturnValue:
    db.session.commit()
    flash(_("已保存"))
    return redirect(url_for(".index"), 303)


def _steps() -> int:
    return -1 if request.form.get("to") == "earlier" else 1
