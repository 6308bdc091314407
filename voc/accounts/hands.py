"""Whose hand acts: the member of staff at a page, or whoever sits at the server's own console."""

from voc.accounts.access import current_staff
from voc.accounts.audit import Hand
from voc.web.clock import now

CONSOLE = "cli"
"""The actor whom the audit trail names for a command."""


def staff_hand() -> Hand:
    """The hand of whoever is signed in, now; raises NotSignedIn for a stranger."""
    return Hand(current_staff().login, now())


def console_hand() -> Hand:
    """The hand of whoever runs a command, now."""
    return Hand(CONSOLE, now())
