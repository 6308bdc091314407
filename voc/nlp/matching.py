"""The lexicons compiled into one matcher: every word found in one pass, leftmost and longest."""

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from voc.nlp.document import Aspect, Document, Entry, Hit
from voc.nlp.lexicon import digest, rows
from voc.nlp.pipeline import Component

LEXICONS = ("turns", "modifiers", "opinions", "terms", "neutral")
"""The word lists, those that win first: a word that stands in two is read as in the earlier."""


def entries() -> dict[str, Entry]:
    """Every word of the lexicons with what they say of it."""
    found: dict[str, Entry] = {}
    for entry in (*_turns(), *_modifiers(), *_opinions(), *_terms(), *_neutral()):
        found.setdefault(entry.word, entry)
    return found


def _neutral() -> Iterator[Entry]:
    for (words,) in rows("neutral"):
        yield from (Entry(word, "neutral", "", None, 0) for word in words.split())


def _turns() -> Iterator[Entry]:
    for sort, words in rows("turns"):
        yield from (Entry(word, "turn", sort, None, 0) for word in words.split())


def _modifiers() -> Iterator[Entry]:
    for sort, weight, words in rows("modifiers"):
        yield from (Entry(word, "modify", sort, None, float(weight)) for word in words.split())


def _opinions() -> Iterator[Entry]:
    for sort, aspect, weight, words in rows("opinions"):
        named = None if aspect == "-" else Aspect(aspect)
        yield from (Entry(word, "judge", sort, named, float(weight)) for word in words.split())


def _terms() -> Iterator[Entry]:
    for aspect, sort, words in rows("terms"):
        yield from (Entry(word, "term", sort, Aspect(aspect), 0) for word in words.split())


@cache
def _matcher() -> tuple[AhoCorasick, tuple[Entry | None, ...]]:
    """The matcher, and by its index what each word says; None for a neutral one."""
    known = tuple(entries().values())
    matcher = AhoCorasick([entry.word for entry in known], matchkind=MatchKind.LeftmostLongest)
    return matcher, tuple(None if entry.kind == "neutral" else entry for entry in known)


def hits(folded: str) -> tuple[Hit, ...]:
    """The words of the lexicons in a folded text, in order, without overlaps; neutral ones left out.

    Left out too is what only looks like a word: 12345 in a longer number, 假 (false) in a day's leave.
    """
    matcher, known = _matcher()
    found = matcher.find_matches_as_indexes(folded)
    return tuple(
        [
            Hit(start, end, entry)
            for index, start, end in found
            if (entry := known[index]) is not None
            and not (entry.word[0] in _LOOKED_AT and _only_looks_so(folded, start, end))
        ]
    )


_LOOKED_AT = frozenset("0123456789假")
"""Letters a word begins with when what stands around it decides whether it is one."""

_LEAVE = re.compile(r"(?:[请休放批销][^，。！？!?,]{0,5}|[天年病事产婚日])的?$")
"""What stands before 假 when it is a leave: 请了一天假, 两天的假."""


def _only_looks_so(folded: str, start: int, end: int) -> bool:
    """Whether digits go on to either side, or 假 is a leave."""
    if folded[start] == "假":
        return end == start + 1 and _LEAVE.search(folded[max(0, start - 7) : start]) is not None
    return folded[max(0, start - 1) : start].isdecimal() or (
        folded[end - 1].isdecimal() and folded[end : end + 1].isdecimal()
    )


class Match(Component):
    """Gives `hits`."""

    name = "match"
    needs = frozenset({"folded"})
    gives = frozenset({"hits"})

    def __init__(self) -> None:
        self.version = f"2+{digest(*LEXICONS)}"
        _matcher()

    def __call__(self, found: Document) -> Document:
        """The document with the words of the lexicons in it."""
        return found.having(hits=hits(found.folded))
