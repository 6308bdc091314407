"""What counts as a customer's words, whichever way they come. Pure."""

import re
import unicodedata

from voc.errors import VocError

LONGEST = 20_000
"""Characters of one verbatim; longer texts are refused whole, never cut."""

LONGEST_ID = 100
"""Characters of an id under which a source knows a verbatim."""

INVISIBLE = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Control and non-characters that slip in by accident; nobody sees them, and XML cannot hold them."""

UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What PostgreSQL or UTF-8 cannot hold, and what no keyboard makes: a fault of the sender."""


class WordsFault(VocError):
    """这段文字不能收下。"""

    code, status = "feedback.words", 422


def cleaned(text: str) -> str:
    """The words without invisible characters and space at their ends, with plain line ends.

    What one can see stays as it was written. Raises WordsFault for nothing, too much, or what cannot be kept.
    """
    words = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if odd := UNKEEPABLE.search(words):
        name = unicodedata.name(odd.group(), f"U+{ord(odd.group()):04X}")
        raise WordsFault(f"文字第 {odd.start() + 1} 个字符不能保存（{name}），请删去它")
    if not words:
        raise WordsFault("文字是空的，请写上顾客的原话")
    if len(words) > LONGEST:
        raise WordsFault(f"文字有 {len(words):,} 个字，请分成不超过 {LONGEST:,} 字的几段")
    return words
