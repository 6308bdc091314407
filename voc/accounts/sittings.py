"""A sitting: from sign-in to sign-out, kept in the signed session cookie.

The cookie holds the account, the account's sitting number, and when it began. A password or role
change, and "sign out everywhere", raise the number, so that every older cookie is worth nothing.
"""

from datetime import UTC, datetime, timedelta
from secrets import token_hex

from flask import session

from voc.accounts.models import Account
from voc.accounts.staff import Staff, staff_of
from voc.db import db
from voc.web.clock import now

LONGEST = timedelta(hours=12)
"""How long a sitting lasts, however busy."""


def begin(account: Account, moment: datetime) -> None:
    """Sign the account in: a new session, nothing kept of the one before."""
    session.clear()
    session["account"] = account.id
    session["sitting"] = account.sitting
    session["began"] = int(moment.timestamp())
    session["key"] = token_hex(8)
    session.permanent = True


def end() -> None:
    """Sign out of this browser."""
    session.clear()


def present() -> Staff | None:
    """Who sits in this browser; None if nobody does, or the account has been disabled or changed since."""
    number, began = session.get("account"), session.get("began")
    if not isinstance(number, int) or not isinstance(began, int):
        return None
    if now() - datetime.fromtimestamp(began, UTC) > LONGEST:
        return None
    account = db.session.get(Account, number)
    if account is None or not account.active or account.sitting != session.get("sitting"):
        return None
    return staff_of(db.session(), account)
