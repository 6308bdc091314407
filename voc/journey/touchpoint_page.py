"""The page of one touchpoint, which two forms share: what it is, and what happened to it."""

from flask import render_template

from voc.db import db
from voc.journey import editing, places, service
from voc.journey.forms import EventForm, NewTouchpointForm, TouchpointForm, offer
from voc.journey.metrics import SCALES
from voc.journey.models import Touchpoint


def touchpoint_page(
    touchpoint: Touchpoint, form: TouchpointForm | None = None, event_form: EventForm | None = None
) -> str:
    """The page; each form as it was sent, or as things stand."""
    return render_template(
        "journey/touchpoint.html",
        touchpoint=touchpoint,
        form=form or _as_it_stands(touchpoint),
        event_form=event_form or EventForm(formdata=None),
        events=places.events_of(db.session(), touchpoint),
        scales=SCALES,
    )


def sent_form() -> TouchpointForm:
    """The form as it was sent."""
    return offering_stages(TouchpointForm())


def new_form(stage_id: int | None = None) -> NewTouchpointForm:
    """The form for a new touchpoint, as it was sent, or empty in the given stage."""
    form = NewTouchpointForm()
    offering_stages(form)
    if stage_id is not None:
        form.stage.data = stage_id
    return form


def offering_stages(form: TouchpointForm) -> TouchpointForm:
    """The form, offering the stages that there are."""
    offer(form.stage, {stage.id: stage.name for stage in service.stages(db.session())})
    return form


def _as_it_stands(touchpoint: Touchpoint) -> TouchpointForm:
    plan = editing.plan_of(touchpoint)
    form = TouchpointForm(
        formdata=None,
        name=plan.name,
        stage=plan.stage_id,
        owner=plan.owner,
        metric=plan.metric.value,
        promise=plan.promise,
        promise_words=plan.promise_words,
        aspects=list(plan.aspects),
    )
    return offering_stages(form)
