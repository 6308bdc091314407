"""Addresses: the one we are at with a change, the one to go on to, never outside, and the one to give away."""

from urllib.parse import urlencode, urlsplit

from flask import current_app, has_request_context, request

from voc.settings import Settings


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


def public_url(endpoint: str, **values: object) -> str:
    """The whole address of a page, to be sent to a customer, printed or written into a file.

    It begins with VOC_BASE_URL; without that setting, with where the reader is, or else where we listen.
    Raises BuildError for an endpoint that does not exist. endpoint: the whole name, "respond.opened".
    """
    return _base() + current_app.url_map.bind("").build(endpoint, values)


def _base() -> str:
    settings: Settings = current_app.config["VOC"]
    if settings.base_url:
        return settings.base_url
    return (
        request.host_url.rstrip("/") if has_request_context() else f"http://{settings.host}:{settings.port}"
    )
