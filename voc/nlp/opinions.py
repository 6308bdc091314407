"""The opinions of a whole text: clause by clause from the lexicon, and from patterns of what happened."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import itemgetter

from voc.nlp.document import Aspect, Document, Hints, Hit, Opinion, Span
from voc.nlp.events import told
from voc.nlp.patterns import Judged, judged
from voc.nlp.pipeline import Component
from voc.nlp.places import PLACES, placed
from voc.nlp.privacy import outside, spared
from voc.nlp.reading import YIELDS, read_clause
from voc.nlp.sincerity import sincere

PARTICLES = frozenset("的了啊呀吧哦呢得嘛哈啦哟呦噢耶诶咯喽")
"""Characters that belong to a word as cut without changing it."""

_PLACE = itemgetter(1, 2)


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


def _tied(
    one: Judged, clause: int, near: Sequence[Hit], within: Sequence[Hit], here: Hints
) -> Opinion | None:
    """A pattern's judgement as an opinion on what stands nearby; None when it needs that and lacks it.

    near: things that may say the aspect of a wait. within: things of its own clause.
    """
    aspect = one.aspect
    if aspect is None:
        things = [term for term in within if not _reached(term, one)]
        named = [term.entry.aspect for term in things if term.entry.aspect is not Aspect.OVERALL]
        arrived = next((place for place in PLACES[:2] if place in here), None) if things != within else None
        aspect = named[-1] if named else arrived
    elif one.tie:
        yielding = YIELDS.get(aspect, frozenset())
        better = [term.entry.aspect for term in near if term.entry.aspect in yielding]
        own = any(term.entry.aspect is aspect for term in near)
        if better and not (own and aspect is Aspect.LOGISTICS):
            aspect = better[-1]
        elif not own and aspect not in here:
            aspect = next((place for place in PLACES if place in here and place in yielding), aspect)
        if aspect is Aspect.OVERALL:
            return None
    return Opinion(one.polarity, one.start, one.end, 1.5, aspect=aspect, clause=clause)


def _reached(term: Hit, one: Judged) -> bool:
    """Whether a place is only where somebody came to, at the end of a judgement: 十分钟就到楼下."""
    return term.entry.aspect is Aspect.LOCATION and one.start < term.start and one.end - term.end <= 1


def opinions(
    folded: str, clauses: Sequence[Span], hits: Sequence[Hit], here: Hints = frozenset()
) -> tuple[Opinion, ...]:
    """All opinions of a folded text, by place; one word judging two things gives two.

    here: aspects of the place where the text was left, for a wait that names nothing.
    """
    hits = placed(hits, here)
    found: list[Opinion] = []
    carried: list[Hit] = []
    place = 0
    for index, clause in enumerate(clauses):
        first = place
        while place < len(hits) and hits[place].start < clause.end:
            place += 1
        if place > first:
            read, carried = read_clause(folded, index, hits[first:place], carried)
            found += read
    told_of = _joined_up(_by_pattern(folded, clauses, hits, here), found)
    found = sincere([*found, *told_of], told_of, folded)
    found.sort(key=_PLACE)
    return tuple(found)


def _joined_up(told_of: Iterable[Opinion], found: Sequence[Opinion]) -> list[Opinion]:
    """What was told, once: overlapping stretches as one, without what a word of the lexicon says already."""
    kept: list[Opinion] = []
    for one in sorted(told_of, key=lambda opinion: (opinion.start, -opinion.end)):
        near = [other for other in found if other.start < one.end and one.start < other.end]
        if any(_covers(other, one) for other in near):
            continue
        named = [other.aspect for other in near if other.aspect is not None and _covers(one, other)]
        new = one._replace(aspect=named[-1]) if named and one.aspect is not Aspect.PROMISE else one
        if kept and new.start < kept[-1].end and _one_event(kept[-1], new):
            kept[-1] = _merged(kept[-1], new)
        else:
            kept.append(new)
    return kept


def _merged(last: Opinion, one: Opinion) -> Opinion:
    """Two overlapping stretches as one; of their aspects that of the wider or the later, where it has one."""
    first, second = (last, one) if one.end <= last.end else (one, last)
    return last._replace(end=max(last.end, one.end), aspect=first.aspect or second.aspect)


def _covers(wide: Opinion, one: Opinion) -> bool:
    """Whether the wider says all that the other says."""
    return _one_event(wide, one) and wide.start <= one.start and one.end <= wide.end


def _one_event(one: Opinion, other: Opinion) -> bool:
    """Whether two stretches can tell of one thing; a broken promise and what was promised are two."""
    return one.polarity is other.polarity and (one.aspect is Aspect.PROMISE) == (
        other.aspect is Aspect.PROMISE
    )


def _by_pattern(folded: str, clauses: Sequence[Span], hits: Sequence[Hit], here: Hints) -> Iterator[Opinion]:
    """What the patterns find, tied to the terms that stand before it or, failing those, anywhere."""
    letters = frozenset(folded)
    events = [*judged(folded, letters), *told(folded, letters)]
    if not events:
        return
    terms = [hit for hit in hits if hit.entry.kind == "term"]
    starts = [clause.start for clause in clauses]
    for one in events:
        before = [hit for hit in terms if hit.start < one.end]
        clause = max(0, bisect_right(starts, one.start) - 1)
        within = [hit for hit in before if hit.start >= clauses[clause].start]
        if (opinion := _tied(one, clause, before or terms, within, here)) is not None:
            yield opinion
        if one.aspect is Aspect.PROMISE:
            yield from _promised(one, clause, within)


def _promised(one: Judged, clause: int, terms: Sequence[Hit]) -> Iterator[Opinion]:
    """A broken promise blames the thing promised too, where it is named: 这就是你们说的极速退款."""
    named = [term for term in terms if term.entry.aspect not in {None, Aspect.PROMISE, Aspect.OVERALL}]
    for term in named[-1:]:
        start, end = min(one.start, term.start), max(one.end, term.end)
        yield Opinion(one.polarity, start, end, 1.0, aspect=term.entry.aspect, clause=clause)


class Opinions(Component):
    """Gives `opinions`."""

    name = "opinions"
    version = "4"
    needs = frozenset({"folded", "words", "clauses", "hits"})
    gives = frozenset({"opinions"})

    def __call__(self, found: Document) -> Document:
        """The document with its opinions."""
        whole = whole_words(found.folded, found.hits, found.words)
        private = found.personal or ()
        if private:
            whole = [hit for hit in whole if outside(hit, private)]
        read = opinions(found.folded, found.clauses, whole, found.hints)
        return found.having(opinions=tuple(spared(read, private)) if private else read)
