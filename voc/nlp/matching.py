"""The lexicons compiled into one matcher: every word found in one pass, leftmost and longest."""

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
    """The words of the lexicons in a folded text, in order, without overlaps; neutral ones left out."""
    matcher, known = _matcher()
    found = matcher.find_matches_as_indexes(folded)
    return tuple(
        [Hit(start, end, entry) for index, start, end in found if (entry := known[index]) is not None]
    )


class Match(Component):
    """Gives `hits`."""

    name = "match"
    needs = frozenset({"folded"})
    gives = frozenset({"hits"})

    def __init__(self) -> None:
        self.version = f"1+{digest(*LEXICONS)}"
        _matcher()

    def __call__(self, found: Document) -> Document:
        """The document with the words of the lexicons in it."""
        return found.having(hits=hits(found.folded))
