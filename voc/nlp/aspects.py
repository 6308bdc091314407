"""Aspects: opinions gathered by what they judge, with one stretch of evidence each."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from voc.nlp.document import Aspect, AspectMention, Document, Hit, Mood, Opinion, Polarity
from voc.nlp.mood import VERDICT, standing
from voc.nlp.pipeline import Component
from voc.nlp.privacy import outside, spared

CLEAR = 0.8
"""Confidence of words that name the aspect themselves or stand in one clause with it."""

GUESSED = 0.5
"""Confidence of a general judgement that names nothing and is laid to the whole."""

ASKED = 0.6
"""Confidence of an aspect that is only asked about or proposed."""

_LEAST = 0.1

WIDEST = 2
"""Evidence grows by so many characters to end with a word."""


def aspects(opinions: Sequence[Opinion], hits: Sequence[Hit], meant: Mood) -> tuple[AspectMention, ...]:
    """One mention for each aspect; two when it is judged opposite ways with equal force.

    A judgement that names nothing counts for the whole, but only when nothing else is named.
    """
    counted = [one for one in standing(opinions, meant) if one.weight >= _LEAST]
    named = [one for one in counted if one.aspect is not None]
    verdicts = [one for one in named if one.aspect is not Aspect.OVERALL or one.weight >= VERDICT]
    mentions = [_mention(aspect, gathered) for aspect, gathered in _gather(verdicts or named).items()]
    if not mentions and counted:
        first = max(counted, key=lambda one: one.weight)
        mentions = [AspectMention(Aspect.OVERALL, first.polarity, first.start, first.end, GUESSED)]
    if meant.wishes:
        mentions += _wished(mentions, hits)
    if meant.asks or meant.proposes:
        mentions = _asked(mentions, hits, meant)
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))


def _gather(named: Sequence[Opinion]) -> dict[Aspect, list[Opinion]]:
    gathered: dict[Aspect, list[Opinion]] = {}
    for one in named:
        if one.aspect is not None:
            gathered.setdefault(one.aspect, []).append(one)
    return gathered


def _mention(aspect: Aspect, gathered: Sequence[Opinion]) -> AspectMention:
    """The side with more weight, shown by its heaviest and then shortest stretch."""
    if len(gathered) == 1:
        only = gathered[0]
        return AspectMention(aspect, only.polarity, only.start, only.end, CLEAR)
    weights: dict[Polarity, float] = {}
    for one in gathered:
        weights[one.polarity] = weights.get(one.polarity, 0.0) + one.weight
    polarity = max(Polarity, key=lambda side: weights.get(side, 0.0)) if len(weights) > 1 else one.polarity
    shown = min(
        [one for one in gathered if one.polarity is polarity],
        key=lambda one: (-one.weight, one.end - one.start),
    )
    share = weights[polarity] / sum(weights.values())
    return AspectMention(aspect, polarity, shown.start, shown.end, CLEAR * share)


def _wished(mentions: Sequence[AspectMention], hits: Sequence[Hit]) -> list[AspectMention]:
    """要是停车位再多一点就好了: what is wished for is missing now."""
    wish = max((hit.start for hit in hits if hit.entry.sort == "wish"), default=0)
    terms = [hit for hit in hits if hit.entry.kind == "term" and hit.start < wish]
    named = {mention.aspect for mention in mentions}
    return [
        AspectMention(term.entry.aspect, Polarity.NEGATIVE, term.start, term.end, ASKED)
        for term in terms[-1:]
        if term.entry.aspect is not None and term.entry.aspect not in named
    ]


def _asked(mentions: list[AspectMention], hits: Sequence[Hit], meant: Mood) -> list[AspectMention]:
    """Questions and proposals name their aspect without judging it."""
    if meant.accuses:
        return mentions
    if mentions:
        return mentions
    terms = [hit for hit in hits if hit.entry.kind == "term" and hit.entry.aspect is not Aspect.OVERALL]
    if not terms:
        return mentions
    term = terms[-1]
    aspect = term.entry.aspect or Aspect.OVERALL
    return [AspectMention(aspect, Polarity.NEUTRAL, term.start, term.end, ASKED)]


def whole(mentions: Sequence[AspectMention], words: Sequence[str]) -> tuple[AspectMention, ...]:
    """The mentions with evidence that cuts no word: 第四天才送 of 送到 shows 第四天才送到."""
    edges = (0, *accumulate(map(len, words)))
    return tuple([_unbroken(mention, edges) for mention in mentions])


def _unbroken(mention: AspectMention, edges: Sequence[int]) -> AspectMention:
    """One mention, widened to the words at its ends when they are short; long ones are names or noise."""
    start, end = edges[bisect_right(edges, mention.start) - 1], edges[bisect_left(edges, mention.end)]
    if (start, end) == (mention.start, mention.end):
        return mention
    start = start if mention.start - start <= WIDEST else mention.start
    end = end if end - mention.end <= WIDEST else mention.end
    return AspectMention(mention.aspect, mention.polarity, start, end, mention.confidence)


class Aspects(Component):
    """Gives `aspects`."""

    name = "aspects"
    version = "3"
    needs = frozenset({"words", "hits", "mood", "opinions"})
    gives = frozenset({"aspects"})

    def __call__(self, found: Document) -> Document:
        """The document with its aspects."""
        private = found.personal or ()
        hits = [hit for hit in found.hits if outside(hit, private)] if private else found.hits
        mentions = aspects(found.opinions, hits, found.mood)
        unbroken = whole(mentions, found.words) if mentions else ()
        return found.having(aspects=tuple(spared(unbroken, private)) if private else unbroken)
