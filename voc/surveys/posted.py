"""What a browser posted, as lists of texts by name.

A page full of Chinese arrives as hundreds of %XX, which urllib decodes one by one in Python: a third of what a
whole sending costs. Here they are decoded in C, as quoted-printable, which differs only in its mark. Pure.
"""

import re
from binascii import a2b_qp
from urllib.parse import unquote_to_bytes

WELL_FORMED = re.compile(rb"(?:[^%]|%[0-9A-Fa-f]{2})*+")
MOST_PAIRS = 2_000


class TooMany(ValueError):
    """More pairs than any page of ours sends."""


def parsed(body: bytes) -> dict[str, list[str]]:
    """The pairs of an application/x-www-form-urlencoded body, in UTF-8; what is not UTF-8 becomes U+FFFD.

    Raises TooMany.
    """
    found: dict[str, list[str]] = {}
    if body.count(b"&") >= MOST_PAIRS:
        raise TooMany
    for pair in body.split(b"&"):
        if pair:
            name, _, value = pair.partition(b"=")
            found.setdefault(_text(name), []).append(_text(value))
    return found


def _text(raw: bytes) -> str:
    if b"+" in raw:
        raw = raw.replace(b"+", b" ")
    if b"%" in raw:
        if WELL_FORMED.fullmatch(raw):
            raw = a2b_qp(raw.replace(b"=", b"=3D").replace(b"%", b"="))
        else:
            raw = unquote_to_bytes(raw)
    return raw.decode("utf-8", "replace")
