"""A sitting: from sign-in to sign-out, kept in the signed session cookie.

The cookie holds the account, the account's sitting number, a random key, and when it began. A password or
role change, and "sign out everywhere", raise the number, so that every older cookie is worth nothing;
signing out of one browser puts its key on a list, so that a copy of that cookie is worth nothing either.
"""

import re
from datetime import datetime, timedelta
from secrets import token_hex

from flask import session
from sqlalchemy import delete

from voc.accounts.models import Account, EndedSitting
from voc.accounts.staff import Staff, staff_of
from voc.db import db
from voc.web.clock import now
from voc.web.unstorable import LARGEST

KEY = re.compile(r"[0-9a-f]{1,32}")

LONGEST = timedelta(hours=12)
"""How long a sitting lasts, however busy."""

AHEAD = timedelta(minutes=1)
"""How far the clock of another process may be ahead of ours; what began later than that is forged."""


def begin(account: Account, moment: datetime) -> None:
    """Sign the account in: a new session, nothing kept of the one before."""
    session.clear()
    session["account"] = account.id
    session["sitting"] = account.sitting
    session["began"] = int(moment.timestamp())
    session["key"] = token_hex(16)
    session.permanent = True


def end(moment: datetime) -> None:
    """Sign out of this browser, and of every copy of its cookie. Does not commit."""
    key = session.get("key")
    if isinstance(key, str) and db.session.get(EndedSitting, key) is None:
        db.session.execute(delete(EndedSitting).where(EndedSitting.ended_at < moment - LONGEST))
        db.session.add(EndedSitting(key=key, ended_at=moment))
    session.clear()


def present() -> Staff | None:
    """Who sits in this browser; None if nobody does, or the sitting has been ended by any of the ways above."""
    number, began, key = session.get("account"), session.get("began"), session.get("key")
    if not isinstance(number, int) or not isinstance(began, int) or not isinstance(key, str):
        return None
    if not 0 < number <= LARGEST or not KEY.fullmatch(key):
        return None
    if not -AHEAD.total_seconds() <= int(now().timestamp()) - began <= LONGEST.total_seconds():
        return None
    account = db.session.get(Account, number)
    if account is None or not account.active or account.sitting != session.get("sitting"):
        return None
    if db.session.get(EndedSitting, key) is not None:
        return None
    return staff_of(db.session(), account)
