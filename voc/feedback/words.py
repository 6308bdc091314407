"""A customer's words on their way in, whichever way they come, and what counts as words. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from voc.errors import VocError
from voc.journey.channels import Channel
from voc.journey.metrics import Metric

SURVEY, PAGE, API, IMPORT = "survey", "page", "api:", "import:"
"""Sources of verbatims; those of programs and imports carry a name: "api:crm", "import:reviews"."""

LONGEST = 20_000
"""Characters of one verbatim; longer texts are refused whole, never cut."""

LONGEST_ID = 100
"""Characters of an id under which a source knows a verbatim."""

INVISIBLE = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Control and non-characters that slip in by accident; nobody sees them, and XML cannot hold them."""

UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What PostgreSQL or UTF-8 cannot hold, and what no keyboard makes: a fault of the sender."""

UNSEEN = (
    r"\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff"
)
"""What leaves no mark, as the inside of a regular expression's brackets: spaces of every width, controls, fillers.

After Unicode's White_Space and Default_Ignorable_Code_Point, with the empty Braille cell. Beside what one can
see such characters are kept: families of emoji and some scripts are written with them.
"""

BLANK = re.compile(f"[{UNSEEN}]*")


@dataclass(frozen=True, slots=True)
class Words:
    """A customer's words on their way in. source_id is unique within its source; at is aware."""

    source: str
    source_id: str
    text: str
    at: datetime
    channel: Channel
    touchpoint_id: int | None = None
    place_id: int | None = None
    rating: int | None = None
    rating_metric: Metric | None = None


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
    if blank(words):
        raise WordsFault("文字是空的，请写上顾客的原话")
    if len(words) > LONGEST:
        raise WordsFault(f"文字有 {len(words):,} 个字，请分成不超过 {LONGEST:,} 字的几段")
    return words


def blank(text: str) -> bool:
    """Whether one sees nothing of it."""
    return BLANK.fullmatch(text) is not None
