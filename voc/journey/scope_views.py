"""Where an administrator says which touchpoints and places a colleague may see.

It stands in this room, not with the accounts: accounts know nothing of the journey.
"""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voc.accounts import service as accounts
from voc.accounts.access import allow
from voc.accounts.hands import staff_hand
from voc.accounts.models import Account
from voc.accounts.roles import Role
from voc.accounts.staff import confined_places, confined_touchpoints
from voc.db import db
from voc.errors import NotFound
from voc.journey import service
from voc.journey.forms import ScopeForm, offer
from voc.journey.models import Place

bp = Blueprint("staff_scope", __name__, url_prefix="/settings/staff")


@bp.get("/<int:account_id>/scope")
@allow()
def edit(account_id: int) -> ResponseReturnValue:
    """What a colleague may see."""
    account = _confinable(account_id)
    form = _with_choices(ScopeForm())
    form.touchpoints.data = sorted(confined_touchpoints(db.session(), account.id))
    form.places.data = sorted(confined_places(db.session(), account.id))
    return render_template("journey/scope.html", form=form, account=account)


@bp.post("/<int:account_id>/scope")
@allow()
def save(account_id: int) -> ResponseReturnValue:
    """Confine a colleague, or lift it where nothing is ticked."""
    account, form = _confinable(account_id), _with_choices(ScopeForm())
    if not form.validate():
        return render_template("journey/scope.html", form=form, account=account), 422
    by = staff_hand()
    accounts.confine(db.session(), account, form.touchpoints.data or (), form.places.data or (), by)
    db.session.commit()
    flash(_("已保存"))
    return redirect(url_for("accounts.staff.edit", account_id=account_id), 303)


def _confinable(account_id: int) -> Account:
    """The account; an administrator is never confined, so there is no such page."""
    account = accounts.account_by_id(db.session(), account_id)
    if account.role == Role.ADMINISTRATOR:
        raise NotFound
    return account


def _with_choices(form: ScopeForm) -> ScopeForm:
    known = service.touchpoints(db.session(), retired=True)
    offer(form.touchpoints, {one.id: f"{one.stage_name} · {one.name}" for one in known})
    offer(form.places, {place.id: _where(place) for place in service.places(db.session(), retired=True)})
    return form


def _where(place: Place) -> str:
    return " · ".join(part for part in (place.region, place.city, place.name) if part)
