"""Reads one clause: what is judged, how, and by which stretch of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from voc.nlp.document import Aspect, Entry, Hit, Opinion, Polarity

YIELDS: dict[Aspect, frozenset[Aspect]] = {
    Aspect.CUSTOMER_SERVICE: frozenset({Aspect.LOGISTICS, Aspect.AFTER_SALES, Aspect.STORE_ENVIRONMENT}),
    Aspect.QUEUEING: frozenset({Aspect.LOGISTICS, Aspect.AFTER_SALES, Aspect.COMPLAINT_HANDLING}),
    Aspect.COMPLAINT_HANDLING: frozenset({Aspect.AFTER_SALES}),
    Aspect.PRODUCT_QUALITY: frozenset({Aspect.PACKAGING, Aspect.ONLINE_EXPERIENCE, Aspect.PRICE}),
    Aspect.LOGISTICS: frozenset({Aspect.AFTER_SALES}),
    Aspect.PACKAGING: frozenset({Aspect.LOGISTICS}),
    Aspect.OVERALL: frozenset(
        {Aspect.LOGISTICS, Aspect.AFTER_SALES, Aspect.COMPLAINT_HANDLING, Aspect.QUEUEING}
    ),
}
"""Aspect of a judging word -> aspects of a named thing that say better what is judged.

A courier's manner is delivery, a fitter's is after-sales, a wait for a parcel is delivery.
"""

NEGATED = 0.8
"""不差 praises less than 好."""

LATER_TERM_REACH = 6
"""How far behind a judging word the thing it judges may begin: 好吃的菜."""

NEAR_REACH = 3
"""A negation that reaches further (没遇到) turns every judgement of its clause, not only the next."""

RELATIVE_REACH = 4
"""How far behind what it judges a relative word (大, 少) may stand; degree words in between are free."""

EXCESS = frozenset(
    {"太", "过于", "过度", "太过", "有点", "有点儿", "有些", "偏", "稍微", "略", "稍", "略微", "略显", "稍显"}
)
"""With these before it even more of a good thing is too much: 太厚, 有点大."""

LONGEST_EVIDENCE = 24
"""A thing further from its judgement than this is left out of the evidence."""

FASTER_IS_WORSE = frozenset({Aspect.PRODUCT_QUALITY, Aspect.PRICE})
"""Where speed itself turns with a thing of which less is better: 掉电快, but not 排队快."""

_FLIP = {
    Polarity.POSITIVE: Polarity.NEGATIVE,
    Polarity.NEGATIVE: Polarity.POSITIVE,
    Polarity.NEUTRAL: Polarity.NEUTRAL,
}
_RELATIVE = frozenset({"more", "less"})
_TURNED_BY_LESS = {"more": -1, "less": 1, "fast": -1, "slow": 1}
_PLAIN = {"more": 1, "less": -1, "fast": 1, "slow": -1, "pos": 1, "neg": -1, "neu": 0}
_POLARITY = {1: Polarity.POSITIVE, -1: Polarity.NEGATIVE, 0: Polarity.NEUTRAL}
_JOINTS = frozenset(("、", "和", "与", "跟", "及", "还有", "以及", "/"))


@dataclass(slots=True)
class _Reading:
    """What stands open while one clause is read from left to right."""

    clause: int
    terms: list[Hit] = field(default_factory=list)
    negations: list[Hit] = field(default_factory=list)
    modifiers: list[Hit] = field(default_factory=list)
    found: list[Opinion] = field(default_factory=list)


def _near(hits: Sequence[Hit], start: int) -> list[Hit]:
    """The modifiers that reach `start` without a gap of more than one character between them."""
    near: list[Hit] = []
    for hit in reversed(hits):
        if start - hit.end > 1:
            break
        near.append(hit)
        start = hit.start
    return near


def _applied(reading: _Reading, hit: Hit) -> list[Hit]:
    """The negations that turn the word: the distance counts only what the lexicons do not know."""
    applied: list[Hit] = []
    if not reading.negations:
        return applied
    known = sum(one.end - one.start for one in reading.modifiers)
    for negation in reading.negations:
        between = hit.start - negation.end
        if between - known <= negation.entry.weight:
            applied.append(negation)
    return applied


def _belongs(whose: Hit, manner: Hit) -> bool:
    """快递员态度: the manner of a courier or fitter belongs to delivery or after-sales."""
    elsewhere = YIELDS[Aspect.CUSTOMER_SERVICE]
    person = whose.entry.sort == "who" or whose.entry.aspect in {Aspect.LOGISTICS, Aspect.AFTER_SALES}
    close = manner.start - whose.end <= 1
    return (
        close
        and person
        and manner.entry.aspect is Aspect.CUSTOMER_SERVICE
        and whose.entry.aspect in elsewhere
    )


def _joined(folded: str, terms: Sequence[Hit]) -> list[Hit]:
    """The last term with those coordinated to it: 环境、服务都不错."""
    joined = list(terms[-1:])
    if joined and len(terms) > 1 and _belongs(terms[-2], joined[0]):
        return [terms[-2]]
    for term in reversed(terms[:-1]):
        if folded[term.end : joined[0].start] not in _JOINTS:
            break
        joined.insert(0, term)
    return joined


def _sign(hit: Hit, terms: Sequence[Hit], carried: Sequence[Hit], modifiers: Sequence[Hit]) -> int | None:
    """1 praises, -1 blames, 0 is middling; None when a relative word has nothing beside it."""
    sort = hit.entry.sort
    sign = _PLAIN[sort]
    if sort not in _TURNED_BY_LESS:
        return sign
    near = terms or carried
    if (
        near
        and near[-1].entry.sort == "less"
        and (sort in _RELATIVE or near[-1].entry.aspect in FASTER_IS_WORSE)
    ):
        sign = _TURNED_BY_LESS[sort]
    if sort not in _RELATIVE:
        return sign
    known = sum(one.end - one.start for one in modifiers)
    if not terms or hit.start - terms[-1].end - known > RELATIVE_REACH:
        return None
    if sort == "more" and any(one.entry.word in EXCESS for one in modifiers):
        return -1
    return sign


def _weight(hit: Hit, modifiers: Sequence[Hit]) -> float:
    """The word's own weight times its degree words; a negated word says less than a plain one."""
    weight = hit.entry.weight
    for one in modifiers:
        weight *= NEGATED if one.entry.sort == "negate" else one.entry.weight
    return weight


def _judge(
    folded: str, reading: _Reading, hit: Hit, terms: Sequence[Hit], carried: Sequence[Hit]
) -> Iterator[Opinion]:
    """The opinions of one judging word; none when it is relative and nothing stands beside it."""
    negations = _applied(reading, hit)
    modifiers = sorted((*reading.modifiers, *negations)) if negations else reading.modifiers
    near = _near(modifiers, hit.start)
    sign = _sign(hit, terms, carried, near)
    if sign is None:
        return
    polarity = _POLARITY[-sign if len(negations) % 2 else sign]
    weight, soft, start = hit.entry.weight, False, hit.start
    if near or negations:
        weight, soft = _weight(hit, near), any(one.entry.sort == "soften" for one in near)
        start = min([start, *[one.start for one in near], *[one.start for one in negations]])
    spoken_of = terms or [one for one in carried if _carries(one, hit.entry)]
    for aspect, term in _objects(hit.entry.aspect, spoken_of):
        first, last = start, hit.end
        if term is not None and term in terms and hit.end - term.start <= LONGEST_EVIDENCE:
            first, last = min(first, term.start), max(last, term.end)
        yield Opinion(polarity, first, last, weight, soft, aspect, reading.clause)


def _carries(term: Hit, entry: Entry) -> bool:
    """Whether a thing of the clause before is still meant: always by bare words, else only a person."""
    return entry.aspect in {None, term.entry.aspect} or term.entry.sort == "who"


def _objects(own: Aspect | None, near: Sequence[Hit]) -> list[tuple[Aspect | None, Hit | None]]:
    """What is judged, with the word that names it, from the judging word's own aspect and terms nearby."""
    if not near:
        return [(own, None)]
    if own is None:
        return [(term.entry.aspect, term) for term in near]
    yielding = YIELDS.get(own, frozenset())
    for term in reversed(near):
        if term.entry.aspect in yielding or term.entry.aspect is own:
            return [(term.entry.aspect, term)]
    return [(own, None)]


def _is_degree(hits: Sequence[Hit], place: int) -> bool:
    """Whether 好 only strengthens the judging word right behind it: 好假, 好贵."""
    following = hits[place + 1] if place + 1 < len(hits) else None
    return (
        hits[place].entry.word == "好"
        and following is not None
        and following.start == hits[place].end
        and following.entry.kind == "judge"
    )


def _later_terms(hits: Sequence[Hit], place: int, folded: str) -> list[Hit]:
    """The term right after a judging word, when 的 or nothing stands between: 好吃的菜."""
    end = hits[place].end
    for hit in hits[place + 1 :]:
        if hit.start - end > LATER_TERM_REACH or hit.entry.kind == "judge":
            break
        if hit.entry.kind == "term" and folded[end : hit.start].startswith("的"):
            return [hit]
    return []


_ABSENT = frozenset({"没", "没有", "无", "毫无", "缺", "缺少", "冇"})
_BY_ABSENCE = {"have": Polarity.NEGATIVE, "less": Polarity.POSITIVE}


def _absence(reading: _Reading, term: Hit) -> Iterator[Opinion]:
    """没有热水, 没有异味: the mere absence of a thing that ought, or ought not, to be there."""
    polarity = _BY_ABSENCE.get(term.entry.sort)
    if polarity is None or not reading.negations:
        return
    negation = reading.negations[-1]
    if 0 <= term.start - negation.end <= 1 and negation.entry.word in _ABSENT:
        yield Opinion(
            polarity, negation.start, term.end, 1.0, aspect=term.entry.aspect, clause=reading.clause
        )
        reading.negations.clear()


def _soften_last(found: list[Opinion], softener: Hit) -> None:
    """贵了点: a softener right behind the judgement."""
    if found and 0 <= softener.start - found[-1].end <= 1:
        last = found[-1]
        found[-1] = last._replace(soft=True, weight=last.weight * softener.entry.weight, end=softener.end)


def _undo_last(folded: str, found: list[Opinion], undoing: Hit) -> None:
    """一个坏的也没有: a negation behind the judgement that ends its clause."""
    if folded[undoing.end : undoing.end + 1].isalnum():
        return
    if found and 0 <= undoing.start - found[-1].end <= undoing.entry.weight:
        last = found[-1]
        found[-1] = last._replace(polarity=_FLIP[last.polarity], end=undoing.end)


def read_clause(
    folded: str, clause: int, hits: Sequence[Hit], carried: Sequence[Hit]
) -> tuple[list[Opinion], list[Hit]]:
    """The opinions of one clause, and the terms that stay under discussion after it.

    carried: what the clause before spoke of, for a clause that names nothing itself.
    """
    reading = _Reading(clause)
    for place, hit in enumerate(hits):
        kind, sort = hit.entry.kind, hit.entry.sort
        if kind == "term":
            reading.found += _absence(reading, hit)
            reading.terms.append(hit)
        elif kind == "modify" and sort == "negate":
            reading.negations.append(hit)
        elif kind == "modify":
            if sort == "soften":
                _soften_last(reading.found, hit)
            elif sort == "undo":
                _undo_last(folded, reading.found, hit)
            reading.modifiers.append(hit)
        elif kind == "judge" and _is_degree(hits, place):
            reading.modifiers.append(hit)
        elif kind == "judge":
            terms = _later_terms(hits, place, folded) or _joined(folded, reading.terms)
            reading.found += _judge(folded, reading, hit, terms, carried)
            reading.negations = [one for one in reading.negations if one.entry.weight > NEAR_REACH]
            reading.modifiers.clear()
        elif kind == "turn" and sort in {"strong", "weak"}:
            reading.negations.clear()
    return reading.found, reading.terms[-1:] or list(carried)
