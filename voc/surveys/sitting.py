"""One sitting of one respondent: what the signed token in the page says, ids and receipts. Pure but for new_id."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from voc.web.signing import Signer

PURPOSE = "respond.sitting"
CLIENT_ID = re.compile(r"[0-9a-f]{32}")
TEXT = re.compile(r"([0-9a-f]{32})([0-9a-f]+)\.([0-9a-f]+)\.([\w-]{1,32})")
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U to be misread or misheard."""

RECEIPT_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Sitting:
    """A respondent's sitting.

    client_id: names the response, 32 hexadecimal digits. version_id: what was shown. started: seconds since
    1970. code: the collector's.
    """

    client_id: str
    version_id: int
    started: int
    code: str

    def token(self, signer: Signer) -> str:
        """The sitting, signed, as a form and an address carry it."""
        return signer.token(f"{self.client_id}{self.version_id:x}.{self.started:x}.{self.code}")

    @property
    def started_at(self) -> datetime:
        """When the page was opened, in UTC."""
        return datetime.fromtimestamp(self.started, UTC)

    @property
    def receipt(self) -> str:
        """The number to quote."""
        return receipt_of(self.client_id)


def within(code: str, brought: str) -> str:
    """The client id of an id that a device brought to the collector with this code: 32 hex digits, always the same."""
    return sha256(f"{code}\0{brought}".encode()).hexdigest()[:32]


def receipt_of(client_id: str) -> str:
    """The number to quote, "06D4J-ZK93Q": the first 50 bits of the client's id, so that it can be found."""
    bits = int(client_id, 16) >> (128 - 5 * RECEIPT_LETTERS)
    letters = "".join(LETTERS[bits >> 5 * place & 31] for place in reversed(range(RECEIPT_LETTERS)))
    return f"{letters[:5]}-{letters[5:]}"


def read(token: str, code: str, signer: Signer) -> Sitting | None:
    """The sitting in a token; none if we did not sign it, or for another collector."""
    text = signer.text(token) if len(token) <= 200 else None  # noqa: PLR2004 - ours have about 110
    found = TEXT.fullmatch(text) if text else None
    if found is None or found[4] != code:
        return None
    return Sitting(found[1], int(found[2], 16), int(found[3], 16), code)


def new_id(now: datetime) -> str:
    """A fresh client's id: 32 bits of the time and 96 of randomness.

    The time comes first so that an index grows at its end, and costs the same however long it is.
    """
    return f"{int(now.timestamp()) & 0xFFFFFFFF:08x}{secrets.token_hex(12)}"


def ids_beginning(receipt: str) -> tuple[str, str] | None:
    """The least and the greatest client's id with that receipt; none if it is none.

    Small letters, spaces and dashes are forgiven, and I, L, O as 1, 1, 0.
    """
    text = receipt.upper().translate(str.maketrans("ILO", "110", " -"))
    if len(text) != RECEIPT_LETTERS or not set(text) <= set(LETTERS):
        return None
    bits = 0
    for letter in text:
        bits = bits << 5 | LETTERS.index(letter)
    spare = 128 - 5 * RECEIPT_LETTERS
    return f"{bits << spare:032x}", f"{(bits + 1 << spare) - 1:032x}"
