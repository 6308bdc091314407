"""Tokens that prove we wrote them: HMAC-SHA256 under a key bound to one purpose. Pure: text in, text out."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

MAC_BYTES = 16


class Signer:
    """Makes and reads tokens of one purpose; a token of another purpose is never taken.

    secret: the installation's secret key. purpose: a lasting name, "respond.page".
    A token is readable by anyone: it proves origin and hides nothing.
    """

    __slots__ = ("_key",)

    def __init__(self, secret: str, purpose: str) -> None:
        self._key = hmac.digest(secret.encode(), b"voc.signing:" + purpose.encode(), "sha256")

    def token(self, text: str) -> str:
        """The text with its proof, safe in an address: base64url of 16 bytes of HMAC and the UTF-8 text."""
        raw = text.encode()
        return urlsafe_b64encode(self._mac(raw) + raw).rstrip(b"=").decode()

    def text(self, token: str) -> str | None:
        """The text of a token; None if we did not write it for this purpose. Compared in constant time."""
        try:
            padded = token.encode("ascii") + b"=" * (-len(token) % 4)
            sealed = urlsafe_b64decode(padded)
            if urlsafe_b64encode(sealed).rstrip(b"=") != token.encode("ascii"):
                return None
        except (UnicodeEncodeError, Error):
            return None
        mac, raw = sealed[:MAC_BYTES], sealed[MAC_BYTES:]
        return raw.decode() if hmac.compare_digest(mac, self._mac(raw)) else None

    def seal(self, text: str) -> str:
        """The whole HMAC-SHA256 of a text kept elsewhere, as hexadecimal."""
        return hmac.digest(self._key, text.encode(), "sha256").hex()

    def _mac(self, raw: bytes) -> bytes:
        return hmac.digest(self._key, raw, "sha256")[:MAC_BYTES]
