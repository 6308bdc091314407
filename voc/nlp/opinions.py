"""The opinions of a whole text: clause by clause from the lexicon, and from patterns of what happened."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from voc.nlp.document import Aspect, Document, Hit, Opinion, Span
from voc.nlp.patterns import Judged, judged
from voc.nlp.pipeline import Component
from voc.nlp.reading import YIELDS, read_clause

PARTICLES = frozenset("的了啊呀吧哦呢得嘛哈啦哟呦噢耶诶咯喽")
"""Characters that belong to a word as cut without changing it."""


def whole_words(folded: str, hits: Sequence[Hit], words: Sequence[str]) -> list[Hit]:
    """The hits without single characters that are only a piece of a longer word: 强 in 勉强.

    A piece counts when lexicon words and particles fill the word it stands in: 大 in 太大, 好 in 挺好的.
    """
    edges = {0, *accumulate(map(len, words))}
    kept: list[Hit] = []
    for place, hit in enumerate(hits):
        if hit.end - hit.start == 1 and hit.entry.kind in {"judge", "term"}:
            joins_left = place > 0 and hits[place - 1].end == hit.start
            joins_right = folded[hit.end : hit.end + 1] in PARTICLES or (
                place + 1 < len(hits) and hits[place + 1].start == hit.end
            )
            if not ((hit.start in edges or joins_left) and (hit.end in edges or joins_right)):
                continue
        kept.append(hit)
    return kept


def _tied(one: Judged, clause: int, near: Sequence[Hit]) -> Opinion | None:
    """A pattern's judgement as an opinion on what stands nearby; None when it needs that and lacks it."""
    yielding = YIELDS.get(one.aspect, frozenset())
    better = [term.entry.aspect for term in near if term.entry.aspect in yielding] if one.tie else []
    if one.tie and one.aspect is Aspect.OVERALL and not better:
        return None
    aspect = better[-1] if better else one.aspect
    return Opinion(one.polarity, one.start, one.end, 1.5, aspect=aspect, clause=clause)


def opinions(folded: str, clauses: Sequence[Span], hits: Sequence[Hit]) -> tuple[Opinion, ...]:
    """All opinions of a folded text, by place; one word judging two things gives two."""
    found: list[Opinion] = []
    carried: list[Hit] = []
    place = 0
    for index, clause in enumerate(clauses):
        first = place
        while place < len(hits) and hits[place].start < clause.end:
            place += 1
        if place > first:
            here, carried = read_clause(folded, index, hits[first:place], carried)
            found += here
    found += _by_pattern(folded, clauses, hits)
    found.sort(key=lambda opinion: (opinion.start, opinion.end))
    return tuple(found)


def _by_pattern(folded: str, clauses: Sequence[Span], hits: Sequence[Hit]) -> Iterator[Opinion]:
    """What the patterns find, tied to the terms that stand before it or, failing those, anywhere."""
    for one in judged(folded):
        starts = [clause.start for clause in clauses]
        terms = [hit for hit in hits if hit.entry.kind == "term"]
        before = [hit for hit in terms if hit.start < one.end]
        clause = max(0, bisect_right(starts, one.start) - 1)
        if (opinion := _tied(one, clause, before or terms)) is not None:
            yield opinion
        if one.aspect is Aspect.PROMISE:
            yield from _promised(one, clause, [hit for hit in before if hit.start >= clauses[clause].start])


def _promised(one: Judged, clause: int, terms: Sequence[Hit]) -> Iterator[Opinion]:
    """A broken promise blames the thing promised too, where it is named: 这就是你们说的极速退款."""
    named = [term for term in terms if term.entry.aspect not in {None, Aspect.PROMISE, Aspect.OVERALL}]
    for term in named[-1:]:
        start, end = min(one.start, term.start), max(one.end, term.end)
        yield Opinion(one.polarity, start, end, 1.0, aspect=term.entry.aspect, clause=clause)


class Opinions(Component):
    """Gives `opinions`."""

    name = "opinions"
    version = "1"
    needs = frozenset({"folded", "words", "clauses", "hits"})
    gives = frozenset({"opinions"})

    def __call__(self, found: Document) -> Document:
        """The document with its opinions."""
        whole = whole_words(found.folded, found.hits, found.words)
        return found.having(opinions=opinions(found.folded, found.clauses, whole))
