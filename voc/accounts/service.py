"""What is done to staff accounts. Nothing here commits."""

import re
from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from voc.accounts.audit import Hand, note
from voc.accounts.models import Account, AccountPlace, AccountTouchpoint
from voc.accounts.roles import Role
from voc.errors import NotFound, VocError

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,79}")


class LoginUnfit(VocError):
    """账号：只能用小写字母、数字和 . _ @ + -，2 到 80 个字符。"""

    code, status = "accounts.login_unfit", 422


class LoginTaken(VocError):
    """账号：已经有人用了，请换一个。"""

    code, status = "accounts.login_taken", 409


class LastAdministrator(VocError):
    """这是最后一个能用的管理员账号。请先另设一个管理员，再改这个。"""

    code, status = "accounts.last_administrator", 409


def folded(login: str) -> str:
    """A login as it is stored and compared: without outer spaces, in small letters."""
    return login.strip().lower()


def any_account(session: Session) -> bool:
    """Whether the installation has an account at all."""
    return session.scalar(select(Account.id).limit(1)) is not None


def account_by_login(session: Session, login: str) -> Account | None:
    """The account with that login, active or not; None if there is none."""
    return session.scalar(select(Account).where(Account.login == folded(login)))


def known_account(session: Session, login: str) -> Account:
    """The account with that login; raises NotFound."""
    account = account_by_login(session, login)
    if account is None:
        raise NotFound(f"没有账号「{login[:80]}」，用 voc accounts list 看有哪些")
    return account


def account_by_id(session: Session, account_id: int) -> Account:
    """The account with that number; raises NotFound."""
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound
    return account


def accounts(session: Session) -> list[Account]:
    """Every account: those in use first, then by login."""
    return list(session.scalars(select(Account).order_by(Account.active.desc(), Account.login)))


def create(
    session: Session, login: str, name: str, role: Role, by: Hand, *, password_hash: str, once: bool = False
) -> Account:
    """A new account; raises LoginUnfit, LoginTaken. once: its owner must choose another password first."""
    login = folded(login)
    if not LOGIN.fullmatch(login):
        raise LoginUnfit
    if account_by_login(session, login) is not None:
        raise LoginTaken
    account = Account(
        login=login,
        name=name.strip(),
        role=role,
        password_hash=password_hash,
        password_once=once,
        created_at=by.at,
    )
    session.add(account)
    session.flush()
    _note(session, by, "account.create", account, role=role.value)
    return account


def edit(session: Session, account: Account, name: str, role: Role, by: Hand) -> None:
    """Change name and role. A new role ends the account's sittings; raises LastAdministrator."""
    before = {"name": account.name, "role": str(account.role)}
    if role != account.role:
        if account.role == Role.ADMINISTRATOR:
            _keep_one_administrator(session, account)
        account.role = role
        account.sitting += 1
    account.name = name.strip()
    after = {"name": account.name, "role": role.value}
    if after != before:
        _note(session, by, "account.edit", account, before=before, after=after)


def confine(
    session: Session, account: Account, touchpoint_ids: Iterable[int], place_ids: Iterable[int], by: Hand
) -> None:
    """Confine the account to these touchpoints and places; nothing given means all of them."""
    touchpoints, places = sorted(set(touchpoint_ids)), sorted(set(place_ids))
    session.execute(delete(AccountTouchpoint).where(AccountTouchpoint.account_id == account.id))
    session.execute(delete(AccountPlace).where(AccountPlace.account_id == account.id))
    session.add_all(AccountTouchpoint(account_id=account.id, touchpoint_id=one) for one in touchpoints)
    session.add_all(AccountPlace(account_id=account.id, place_id=one) for one in places)
    session.flush()
    _note(session, by, "account.confine", account, touchpoints=touchpoints, places=places)


def set_password(
    session: Session, account: Account, password_hash: str, by: Hand, *, once: bool = False
) -> None:
    """Change the password and end every sitting; the caller may begin a new one. once: see create."""
    account.password_hash = password_hash
    account.password_once = once
    account.sitting += 1
    _note(session, by, "account.password", account, once=once)


def set_language(session: Session, account: Account, language: str, by: Hand) -> None:
    """Change the language in which the account reads, "zh" or "en"."""
    if account.language != language:
        account.language = language
        _note(session, by, "account.language", account, language=language)


def end_sittings(session: Session, account: Account, by: Hand) -> None:
    """Sign the account out everywhere."""
    account.sitting += 1
    _note(session, by, "account.end_sittings", account)


def disable(session: Session, account: Account, by: Hand) -> None:
    """Shut the account out at once, its tokens too; raises LastAdministrator. Disabling twice changes nothing."""
    if not account.active:
        return
    if account.role == Role.ADMINISTRATOR:
        _keep_one_administrator(session, account)
    account.active = False
    account.sitting += 1
    _note(session, by, "account.disable", account)


def enable(session: Session, account: Account, by: Hand) -> None:
    """Let the account in again with the password it had."""
    if not account.active:
        account.active = True
        _note(session, by, "account.enable", account)


def _keep_one_administrator(session: Session, account: Account) -> None:
    """Nothing, if another administrator can still come in; raises LastAdministrator.

    The rows are locked, in one order, so that two administrators who shut each other out queue here, and the second
    sees what the first did. SQLite has one writer anyway.
    """
    asked = select(Account.id).where(Account.role == Role.ADMINISTRATOR, Account.active)
    if not set(session.scalars(asked.order_by(Account.id).with_for_update())) - {account.id}:
        raise LastAdministrator


def _note(session: Session, by: Hand, act: str, account: Account, **details: object) -> None:
    note(session, by.actor, act, f"account:{account.id}", by.at, login=account.login, **details)
