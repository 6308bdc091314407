"""Logs that a stranger cannot forge: control characters are escaped, and a fault carries its number."""

import logging
import re

from flask import Flask, g, has_app_context
from flask.logging import wsgi_errors_stream

from voc.settings import Settings

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\n")
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class PlainFormatter(logging.Formatter):
    """One line a record; a traceback follows indented, so that no text inside it looks like a record."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name that logging calls
        """The line of a record, without control characters, with the number of the fault if there is one."""
        line = CONTROL.sub(escaped, super().formatMessage(record))
        number = g.get("error_number") if record.exc_info and has_app_context() else None
        return f"{line} [{number}]" if number else line

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name that logging calls
        """A traceback, indented by four spaces."""
        text = super().formatException(ei)  # type: ignore[arg-type]  # logging's own alias is private
        return "\n".join("    " + CONTROL.sub(escaped, line) for line in text.split("\n"))


class PlainHandler(logging.StreamHandler):  # type: ignore[type-arg]  # generic in the stubs only
    """Writes to the server's error stream."""

    def __init__(self) -> None:
        super().__init__(wsgi_errors_stream)
        self.setFormatter(PlainFormatter(FORMAT))


def init_app(_app: Flask, _settings: Settings) -> None:
    """Log everything of ours through one handler; calling it again changes nothing."""
    ours = logging.getLogger("voc")
    if not any(isinstance(handler, PlainHandler) for handler in ours.handlers):
        ours.addHandler(PlainHandler())
        ours.setLevel(logging.INFO)


def escaped(match: re.Match[str]) -> str:
    r"""A control character as text: ``\n`` becomes ``\x0a``."""
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"  # noqa: PLR2004 - one byte
