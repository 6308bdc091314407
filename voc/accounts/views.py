"""Sign-in, sign-out, and one's own account."""

from urllib.parse import unquote, urlsplit

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from voc.accounts import access, audit_lines, passwords, service, sittings
from voc.accounts.access import allow, current_staff, public
from voc.accounts.audit import note
from voc.accounts.audit_views import bp as audit_bp
from voc.accounts.audit_words import ACTS, name_acts
from voc.accounts.forms import PasswordForm, ProfileForm, SignInForm, written
from voc.accounts.hands import staff_hand
from voc.accounts.models import Account
from voc.accounts.roles import Role
from voc.accounts.staff_views import bp as staff_bp
from voc.accounts.throttle import Throttle, Try
from voc.db import db
from voc.settings import Settings
from voc.web import navigation
from voc.web.addresses import safe_next
from voc.web.clock import now
from voc.web.languages import KEPT_SECONDS

bp = Blueprint("accounts", __name__)
bp.register_blueprint(staff_bp)
bp.register_blueprint(audit_bp)


HOME = "/"
"""The front page, which sends each role to the page that it begins with; a higher floor owns it."""


def init_app(app: Flask, settings: Settings) -> None:
    """Guard every endpoint, tell the header who is signed in, and keep sittings short."""
    app.config.update(
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=sittings.LONGEST,
    )
    app.extensions["voc.throttle"] = Throttle()
    navigation.ask_visitor(app, access.signed_in_staff)
    app.before_request(access.refuse_strangers)
    app.after_request(_ask_programs_for_a_token)
    name_acts(app, ACTS)
    audit_lines.init_app(app)
    navigation.register(
        app,
        navigation.Entry(
            _l("我的账号"), "accounts.profile", place="own", order=10, covers=("accounts.password",)
        ),
        navigation.Entry(_l("退出"), "accounts.sign_out", place="own", order=90, method="POST"),
    )


def _ask_programs_for_a_token(response: Response) -> Response:
    if response.status_code == 401 and request.path.startswith("/api/"):  # noqa: PLR2004 - Unauthorized
        response.headers["WWW-Authenticate"] = 'Bearer realm="voc"'
    return response


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The page where staff come in."""
    staff = access.signed_in_staff()
    if staff is not None:
        return redirect(_onward(staff.role), 303)
    return _sign_in_page(SignInForm())


@bp.post("/sign-in")
@public
def sign_in_now() -> ResponseReturnValue:
    """Let somebody in, or say that one of the two was wrong, but not which."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form), 422
    login, address = service.folded(written(form.login)), request.remote_addr or ""
    throttle: Throttle = current_app.extensions["voc.throttle"]
    tried = throttle.take(login, address)
    if not tried.granted:
        current_app.logger.warning("sign-in throttled for %s minutes", tried.wait)
        return _sign_in_page(form, tried), 429
    account = service.account_by_login(db.session(), login)
    number, stored = (account.id, account.password_hash) if account and account.active else (None, None)
    db.session.rollback()  # hold no lock while hashing
    if not passwords.matches(stored, written(form.password)) or number is None:
        throttle.failed(address)
        return _sign_in_page(form, tried), 422
    throttle.succeeded(login, address)
    return _let_in(service.account_by_id(db.session(), number))


def _let_in(account: Account) -> ResponseReturnValue:
    moment = now()
    note(db.session(), account.login, "account.sign_in", f"account:{account.id}", moment)
    sittings.begin(account, moment)
    db.session.commit()
    return redirect(_onward(Role(account.role)), 303)


def _onward(role: Role) -> str:
    """The page that was asked for, if this role may open it; else home."""
    target = safe_next(request.args.get("next"), HOME)
    try:
        endpoint, _values = current_app.url_map.bind("").match(unquote(urlsplit(target).path), "GET")
    except HTTPException:
        return HOME
    declared = access.access_of(current_app, endpoint)
    return target if declared and (declared.everyone or role in declared.roles) else HOME


def _sign_in_page(form: SignInForm, tried: Try | None = None) -> str:
    first = not service.any_account(db.session())
    return render_template("accounts/sign_in.html", form=form, tried=tried, first=first)


@bp.post("/sign-out")
@allow(*Role)
def sign_out() -> ResponseReturnValue:
    """Sign out of this browser."""
    sittings.end(now())
    db.session.commit()
    return redirect(url_for(".sign_in"), 303)


@bp.get("/account")
@allow(*Role)
def profile() -> ResponseReturnValue:
    """One's own account."""
    staff = current_staff()
    form = ProfileForm(language=staff.language, theme=request.cookies.get("theme", ""))
    return render_template("accounts/profile.html", form=form, staff=staff)


@bp.post("/account")
@allow(*Role)
def profile_save() -> ResponseReturnValue:
    """Keep language and light; the language follows the account to every browser."""
    staff, form = current_staff(), ProfileForm()
    if not form.validate():
        return render_template("accounts/profile.html", form=form, staff=staff), 422
    account = service.account_by_id(db.session(), staff.id)
    service.set_language(db.session(), account, form.language.data, staff_hand())
    db.session.commit()
    flash(_("已保存"))
    response = redirect(url_for(".profile"), 303)
    response.delete_cookie("lang")  # a choice made in this browser only
    if form.theme.data:
        response.set_cookie(
            "theme", form.theme.data, KEPT_SECONDS, secure=request.is_secure, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie("theme")
    return response


@bp.get("/account/password")
@allow(*Role)
def password() -> ResponseReturnValue:
    """Where one chooses a new password."""
    return render_template("accounts/password.html", form=PasswordForm(), staff=current_staff())


@bp.post("/account/password")
@allow(*Role)
def password_save() -> ResponseReturnValue:
    """Change one's password; every other browser is signed out."""
    staff, form = current_staff(), PasswordForm()
    if not form.validate() or not _passwords_hold(form, staff):
        return render_template("accounts/password.html", form=form, staff=staff), 422
    hashed = passwords.hashed(written(form.chosen), staff.login)
    account = service.account_by_id(db.session(), staff.id)
    service.set_password(db.session(), account, hashed, staff_hand())
    sittings.begin(account, now())
    db.session.commit()
    flash(_("密码已换好，别处的登录都已退出"))
    return redirect(HOME if staff.password_once else url_for(".profile"), 303)


def _passwords_hold(form: PasswordForm, staff: access.Staff) -> bool:
    """Whether the present password is right and the new one will do; faults go to their fields."""
    fault = passwords.fault_of(written(form.chosen), staff.login)
    if fault:
        form.chosen.errors = [_(fault)]
    elif form.chosen.data == form.present.data:
        form.chosen.errors = [_("和现在的密码一样，请换一个")]
    elif form.again.data != form.chosen.data:
        form.again.errors = [_("两遍不一样，请再写一遍")]
    if form.errors:
        return False
    throttle: Throttle = current_app.extensions["voc.throttle"]
    whose = (staff.login, f"password of {staff.id}")
    tried = throttle.take(*whose)
    stored = service.account_by_id(db.session(), staff.id).password_hash
    db.session.rollback()  # hold no lock while hashing
    if not tried.granted:
        form.present.errors = [_("试得太多了，请过 %(wait)s 分钟再试", wait=tried.wait)]
    elif not passwords.matches(stored, written(form.present)):
        form.present.errors = [_("现在的密码不对，请再看一下")]
    else:
        throttle.succeeded(*whose)
    return not form.present.errors
