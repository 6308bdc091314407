"""How clauses are meant: turned, imagined, told by others, asked, proposed, mocked."""

import re
from collections.abc import Sequence

from voc.nlp.document import Aspect, Document, Hit, Mood, Opinion, Polarity, Span
from voc.nlp.pipeline import Component

PLAIN = Mood()

ASKS = frozenset("?？")
_PRAISING = re.compile("这么|哪儿?里?找")

MENDING = frozenset({Aspect.AFTER_SALES, Aspect.COMPLAINT_HANDLING})
MENDABLE = frozenset({Aspect.LOGISTICS, Aspect.PRODUCT_QUALITY, Aspect.PACKAGING, Aspect.ONLINE_EXPERIENCE})
"""Praise of the first after trouble with the second: the trouble is over (label guide, strip first)."""

VERDICT = 1.5
"""A judgement on the whole that weighs as much is an explicit verdict: 不会再来, 给2分."""


_BY_CLAUSE = ("strong", "weak", "concede", "sum", "imagined", "hearsay", "past", "excused")

_OPENING = frozenset({"strong", "weak", "sum", "hearsay"})
_ANYWHERE = frozenset({"却", "倒是", "没想到", "谁知道", "除了", "网上都说", "大家都说"})


def mood(folded: str, clauses: Sequence[Span], hits: Sequence[Hit]) -> Mood:
    """How the clauses of a text are meant, by the turn words among its hits."""
    marked = "?" in folded or "？" in folded
    asked = _asked(folded, clauses) if marked or "吗" in folded else ()
    asks = marked or bool(asked)
    turns = [hit for hit in hits if hit.entry.kind == "turn"]
    if not turns:
        return Mood(asks=True, asked=asked) if asks else PLAIN
    places: dict[str, list[int]] = {sort: [] for sort in _BY_CLAUSE}
    whole: set[str] = set()
    clause = 0
    for hit in turns:
        while clause + 1 < len(clauses) and clauses[clause + 1].start <= hit.start:
            clause += 1
        opens = hit.start - clauses[clause].start <= 1
        if hit.entry.sort in _OPENING and not opens and hit.entry.word not in _ANYWHERE:
            continue
        if hit.entry.sort in places:
            places[hit.entry.sort].append(clause)
        else:
            whole.add(hit.entry.sort)
    return Mood(
        strong=tuple(places["strong"]),
        weak=tuple(places["weak"]),
        concede=tuple(places["concede"]),
        summing=tuple(places["sum"]),
        void=(*places["imagined"], *places["hearsay"]),
        past=tuple(places["past"]),
        excused=tuple(places["excused"]),
        asked=asked,
        wishes="wish" in whole,
        asks=asks or "ask" in whole,
        proposes="propose" in whole,
        accuses="accuse" in whole,
        mocks="sarcasm" in whole,
    )


def _asked(folded: str, clauses: Sequence[Span]) -> tuple[int, ...]:
    """Clauses that end in 吗 or a question mark, but for 这么好的师傅上哪儿找？, which praises."""
    ends = [
        place
        for place, one in enumerate(clauses)
        if folded[one.end : one.end + 1] in ASKS or folded[one.end - 1] == "吗"
    ]
    return tuple(
        place for place in ends if not _PRAISING.search(folded, clauses[place].start, clauses[place].end)
    )


def standing(opinions: Sequence[Opinion], meant: Mood) -> tuple[Opinion, ...]:
    """The opinions that count once imagined, quoted, past, asked and mocking ones are set aside.

    Past troubles are set aside only where the writer goes on to judge the present.
    """
    kept = _unsolved(opinions)
    if meant is PLAIN:
        return tuple(kept)
    kept = [one for one in kept if one.clause not in meant.void]
    if meant.past:
        now = [one for one in kept if one.clause not in meant.past]
        kept = now or kept
    if meant.mocks:
        kept = [one for one in kept if one.polarity is not Polarity.POSITIVE]
    if meant.asked and not meant.accuses:
        kept = [one for one in kept if not (one.clause in meant.asked and one.polarity is Polarity.POSITIVE)]
    if meant.asks and meant.accuses:
        kept = [_reproached(one) for one in kept]
    return tuple(kept)


def _unsolved(opinions: Sequence[Opinion]) -> list[Opinion]:
    """The opinions without troubles that were then mended: 少了一个，马上补发 tells of the mending."""
    mending = [one.clause for one in opinions if one.polarity is Polarity.POSITIVE and one.aspect in MENDING]
    if not mending:
        return list(opinions)
    mended = max(mending)
    return [one for one in opinions if not (one.clause < mended and _is_trouble(one))]


def _is_trouble(one: Opinion) -> bool:
    return one.polarity is Polarity.NEGATIVE and one.aspect in MENDABLE


def _reproached(one: Opinion) -> Opinion:
    """到底什么时候能修好？ reproaches that it is not."""
    return one._replace(polarity=Polarity.NEGATIVE) if one.polarity is Polarity.POSITIVE else one


class Moods(Component):
    """Gives `mood`."""

    name = "mood"
    version = "2"
    needs = frozenset({"folded", "clauses", "hits"})
    gives = frozenset({"mood"})

    def __call__(self, found: Document) -> Document:
        """The document with how it is meant."""
        return found.having(mood=mood(found.folded, found.clauses, found.hits))
