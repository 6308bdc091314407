"""Normalised text for matching, one character for one, so that offsets stay true.

Full-width letters and digits, letter case, compatibility forms (NFKC) and traditional
characters are folded where one character becomes exactly one; all else stays as it is.
"""

import unicodedata
from functools import cache

from voc.nlp.document import Document
from voc.nlp.lexicon import digest, rows
from voc.nlp.pipeline import Component

LAST_FOLDED = 0x1F200
"""Beyond this code point nothing folds to a letter or digit that a comment is written in."""

REPLACEMENT = "\ufffd"


@cache
def _table() -> dict[int, str]:
    """Code point -> the one character that it is matched as."""
    traditional = {row[0]: row[1] for row in rows("traditional")}
    traditional = {old: traditional.get(new, new) for old, new in traditional.items()}
    table: dict[int, str] = {}
    for point in (
        *range(0x80, 0x3000),
        *range(0x3000, 0x3400),
        *range(0xF900, 0x10000),
        *range(0x1D400, LAST_FOLDED),
    ):
        plain = unicodedata.normalize("NFKC", chr(point)).lower()
        plain = traditional.get(plain, plain)
        if plain != chr(point) and len(plain) == 1 and plain.isalnum():
            table[point] = plain
    table |= {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    table |= {ord(old): new for old, new in traditional.items()}
    table |= {ord(wide): narrow for wide, narrow in zip("\u3000\xa0＠．－＋＿", "  @.-+_", strict=True)}
    # A lone surrogate cannot be encoded, and the Rust cutter and matcher refuse it.
    table |= dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT)
    return table


@cache
def _folding() -> frozenset[str]:
    """Every character that folding changes."""
    return frozenset(map(chr, _table()))


def fold(text: str) -> str:
    """The text as it is matched: as many characters as before, each in its plainest form."""
    return text if _folding().isdisjoint(text) else text.translate(_table())


class Fold(Component):
    """Gives `folded`: what every later component matches on."""

    name = "fold"
    needs: frozenset[str] = frozenset()
    gives = frozenset({"folded"})

    def __init__(self) -> None:
        self.version = f"1+{digest('traditional')}+{unicodedata.unidata_version}"

    def __call__(self, found: Document) -> Document:
        """The document with its folded text, as far as it is read."""
        return found.having(folded=fold(found.text[: found.read]))
