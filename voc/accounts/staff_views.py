"""Pages where administrators let colleagues in and shut them out."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from voc.accounts import passwords, service
from voc.accounts.access import allow, current_staff
from voc.accounts.forms import ROLE_NOTES, NewPersonForm, PersonForm, written
from voc.accounts.hands import staff_hand
from voc.accounts.models import Account
from voc.accounts.roles import ROLE_LABELS, Role
from voc.accounts.staff import confined_places, confined_touchpoints
from voc.db import db
from voc.errors import VocError

bp = Blueprint("staff", __name__, url_prefix="/settings/staff")

ROLES = {"notes": ROLE_NOTES, "labels": ROLE_LABELS}


@bp.get("")
@allow()
def index() -> ResponseReturnValue:
    """Everyone who may come in, and who no longer may."""
    people = service.accounts(db.session())
    return render_template("accounts/staff.html", people=people, labels=ROLE_LABELS)


@bp.get("/new")
@allow()
def new() -> ResponseReturnValue:
    """The form for a colleague."""
    return render_template("accounts/staff_new.html", form=NewPersonForm(role=Role.MANAGER.value), **ROLES)


@bp.post("/new")
@allow()
def create() -> ResponseReturnValue:
    """Let a colleague in with a password that is shown once and must be changed at once."""
    form = NewPersonForm()
    if not form.validate():
        return render_template("accounts/staff_new.html", form=form, **ROLES), 422
    by = staff_hand()
    db.session.rollback()  # hold no lock while hashing
    secret = passwords.one_time()
    hashed = passwords.hashed(secret, written(form.login))
    try:
        account = service.create(
            db.session(),
            written(form.login),
            written(form.name),
            Role(form.role.data),
            by,
            password_hash=hashed,
            once=True,
        )
    except service.LoginTaken as taken:
        db.session.rollback()
        form.login.errors = [_(taken.message)]
        return render_template("accounts/staff_new.html", form=form, **ROLES), 422
    db.session.commit()
    return _handed_over(account, secret, fresh=True)


@bp.get("/<int:account_id>")
@allow()
def edit(account_id: int) -> ResponseReturnValue:
    """One colleague: name, role, what the person may see, and the ways to shut the door."""
    account = service.account_by_id(db.session(), account_id)
    return _edit_page(account, PersonForm(name=account.name, role=str(account.role)))


@bp.post("/<int:account_id>")
@allow()
def save(account_id: int) -> ResponseReturnValue:
    """Change a colleague's name and role."""
    account = service.account_by_id(db.session(), account_id)
    form = PersonForm()
    if not form.validate():
        return _edit_page(account, form), 422
    try:
        service.edit(db.session(), account, written(form.name), Role(form.role.data), staff_hand())
    except VocError as fault:
        db.session.rollback()
        form.role.errors = [_(fault.message)]
        return _edit_page(account, form), fault.status
    db.session.commit()
    flash(_("已保存"))
    return redirect(url_for(".edit", account_id=account_id), 303)


@bp.post("/<int:account_id>/password")
@allow()
def reset_password(account_id: int) -> ResponseReturnValue:
    """Give a colleague a new one-time password; the old one and every sitting end."""
    by, login = staff_hand(), service.account_by_id(db.session(), account_id).login
    db.session.rollback()  # hold no lock while hashing
    secret = passwords.one_time()
    hashed = passwords.hashed(secret, login)
    account = service.account_by_id(db.session(), account_id)
    service.set_password(db.session(), account, hashed, by, once=True)
    db.session.commit()
    return _handed_over(account, secret)


@bp.post("/<int:account_id>/sign-out")
@allow()
def sign_out(account_id: int) -> ResponseReturnValue:
    """Sign a colleague out everywhere."""
    account = service.account_by_id(db.session(), account_id)
    service.end_sittings(db.session(), account, staff_hand())
    db.session.commit()
    flash(_("%(name)s 在各处都已退出", name=account.name))
    return redirect(url_for(".edit", account_id=account_id), 303)


@bp.post("/<int:account_id>/disable")
@allow()
def disable(account_id: int) -> ResponseReturnValue:
    """Shut a colleague out at once."""
    account = service.account_by_id(db.session(), account_id)
    service.disable(db.session(), account, staff_hand())
    db.session.commit()
    flash(_("已停用 %(name)s", name=account.name))
    return redirect(url_for(".index"), 303)


@bp.post("/<int:account_id>/enable")
@allow()
def enable(account_id: int) -> ResponseReturnValue:
    """Let a colleague in again."""
    account = service.account_by_id(db.session(), account_id)
    service.enable(db.session(), account, staff_hand())
    db.session.commit()
    flash(_("%(name)s 又能登录了", name=account.name))
    return redirect(url_for(".edit", account_id=account_id), 303)


def _edit_page(account: Account, form: PersonForm) -> str:
    return render_template(
        "accounts/staff_edit.html",
        form=form,
        account=account,
        own=account.id == current_staff().id,
        touchpoints=len(confined_touchpoints(db.session(), account.id)),
        places=len(confined_places(db.session(), account.id)),
        **ROLES,
    )


def _handed_over(account: Account, secret: str, *, fresh: bool = False) -> ResponseReturnValue:
    page = render_template("accounts/staff_password.html", account=account, secret=secret, fresh=fresh)
    return page, 200, {"Cache-Control": "no-store"}
