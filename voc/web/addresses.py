"""Addresses: the one we are at with a change, and the one to go on to, never outside."""

from urllib.parse import urlencode, urlsplit

from flask import request


def url_with(**changes: object) -> str:
    """The present address with some parameters changed; None takes one away. Changing a filter drops ``page``."""
    args = {name: values for name, values in request.args.lists() if name not in changes}
    if "page" not in changes:
        args.pop("page", None)
    for name, value in changes.items():
        if value is not None:
            args[name] = [str(value)]
    query = urlencode(args, doseq=True)
    return f"{request.path}?{query}" if query else request.path


def here_url() -> str:
    """The present address, to come back to; the front page after a form was sent."""
    if request.method not in {"GET", "HEAD"}:
        return "/"
    return request.full_path.rstrip("?")


def safe_next(target: str | None, default: str = "/") -> str:
    r"""Where to go on to: the target if it is a path of ours, else the default.

    Browsers read ``//host``, ``/\\host`` and addresses with control characters as other sites.
    """
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if "\\" in target or any(ord(character) < 33 or ord(character) == 127 for character in target):  # noqa: PLR2004
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target
