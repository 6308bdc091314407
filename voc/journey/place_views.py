"""Pages where an administrator edits places."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voc.accounts.access import allow
from voc.accounts.forms import written
from voc.accounts.hands import staff_hand
from voc.db import db
from voc.errors import VocError
from voc.journey import places, service
from voc.journey.forms import NewPlaceForm, PlaceForm

bp = Blueprint("places", __name__, url_prefix="/settings/places")


@bp.get("")
@allow()
def index() -> ResponseReturnValue:
    """Every place by region and city, closed ones too."""
    return render_template("journey/places.html", places=service.places(db.session(), retired=True))


@bp.get("/new")
@allow()
def new() -> ResponseReturnValue:
    """The form for a place."""
    return render_template("journey/place.html", form=NewPlaceForm(), place=None)


@bp.post("/new")
@allow()
def create() -> ResponseReturnValue:
    """Add a place."""
    form = NewPlaceForm()
    if form.validate():
        try:
            places.add_place(db.session(), written(form.key), form.plan(), staff_hand())
            db.session.commit()
        except VocError as fault:
            db.session.rollback()
            form.key.errors = [_(fault.message)]
        else:
            flash(_("已添加地点“%(name)s”", name=written(form.name)))
            return redirect(url_for(".index"), 303)
    return render_template("journey/place.html", form=form, place=None), 422


@bp.get("/<int:place_id>")
@allow()
def edit(place_id: int) -> ResponseReturnValue:
    """One place."""
    place = places.place_by_id(db.session(), place_id)
    form = PlaceForm(name=place.name, city=place.city, region=place.region)
    return render_template("journey/place.html", form=form, place=place)


@bp.post("/<int:place_id>")
@allow()
def save(place_id: int) -> ResponseReturnValue:
    """Change a place; its key and its past stay."""
    place, form = places.place_by_id(db.session(), place_id), PlaceForm()
    if not form.validate():
        return render_template("journey/place.html", form=form, place=place), 422
    places.change_place(db.session(), place, form.plan(), staff_hand())
    return _saved()


@bp.post("/<int:place_id>/close")
@allow()
def close(place_id: int) -> ResponseReturnValue:
    """Offer a place no more."""
    places.close_place(db.session(), places.place_by_id(db.session(), place_id), staff_hand())
    return _saved()


@bp.post("/<int:place_id>/reopen")
@allow()
def reopen(place_id: int) -> ResponseReturnValue:
    """Offer a place again."""
    places.reopen_place(db.session(), places.place_by_id(db.session(), place_id), staff_hand())
    return _saved()


def _saved() -> ResponseReturnValue:
    db.session.commit()
    flash(_("已保存"))
    return redirect(url_for(".index"), 303)
