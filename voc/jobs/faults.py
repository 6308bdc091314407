"""What is kept of an error: what it was and where, never the words of a customer that it may quote."""

import traceback

from sqlalchemy.exc import DBAPIError

from voc.errors import VocError

FRAMES = 4
"""How many of the innermost calls are named."""


def described(error: BaseException) -> str:
    """The error in one line without its message: "KeyError at tagging.py:88 facts < loop.py:91 run".

    Messages may quote a row, and a row may quote a customer; a VocError's message is our own wording.
    A database error adds the driver's class and SQLSTATE.
    """
    name = type(error).__name__
    if isinstance(error, VocError):
        name = f"{name} ({error.code}): {error.message}"
    if isinstance(error, DBAPIError) and error.orig is not None:
        state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
        name = f"{name} ({type(error.orig).__name__} {state or ''})".replace(" )", ")")
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    where = " < ".join(f"{_file(frame)}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    return f"{name} at {where}" if where else name


def _file(frame: traceback.FrameSummary) -> str:
    return frame.filename.rsplit("/", 1)[-1]
