"""The comment as a whole: rules of the label guide over its opinions, with the stock model's doubt.

Rules decide where words speak plainly; where they are few or weak, the odds decide:
log odds = BIAS + MARGIN * (lexicon margin) + STOCK * (stock log odds per root of words).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from voc.nlp.document import Aspect, Document, Mood, Opinion, Overall, Polarity
from voc.nlp.mood import VERDICT, standing
from voc.nlp.pipeline import Component
from voc.nlp.stock import probability

BIAS, MARGIN, STOCK = -0.18, 1.54, 1.28
"""Fitted by logistic regression on the training split of real reviews; see docs/nlp.md."""

AFTER_TURN = 2.0
"""A judgement after a strong turn weighs so many times as much."""

MIDDLING = 0.3
"""A middling word (一般) speaks so much against a favourable text."""

LIGHT = 0.5
"""A word of less weight (谢谢) is manners rather than a judgement: it settles only what nothing else does."""

CONCEDED = 0.3
"""A judgement set aside by 虽然 keeps so much of its weight."""

MANY_TO_ONE = 3
"""So many things against one win, and the comment is not mixed."""

EVEN = 0.5
"""Odds that speak for neither side."""

SURE = 0.85
"""Without any judging word, the odds must reach this before a side is named."""

ENOUGH_WORDS = 6
"""Shorter texts without any judging word stay neutral: the stock model guesses wildly on them."""

_SIGN = {Polarity.POSITIVE: 1, Polarity.NEGATIVE: -1, Polarity.NEUTRAL: 0}
_SMALLEST = 1e-6


@dataclass(frozen=True, slots=True)
class Weighed:
    """Standing opinions with the weights that turns and concessions give them."""

    good: float
    bad: float
    hard_good: int
    hard_bad: int
    neutral: int

    @property
    def margin(self) -> float:
        """Favour less blame, over the root of how much was said; 0 when nothing was."""
        return (self.good - self.bad - MIDDLING * self.neutral) / sqrt(
            1 + self.good + self.bad + self.neutral
        )


def weigh(opinions: Sequence[Opinion], meant: Mood) -> Weighed:
    """The two sides of a comment after turns, concessions and excuses."""
    good = bad = 0.0
    hard_good = hard_bad = neutral = 0
    turn = max(meant.strong, default=-1)
    for one in opinions:
        if one.clause in meant.excused:
            continue
        weight = one.weight
        if one.clause >= turn > 0:
            weight *= AFTER_TURN
        if one.clause in meant.concede:
            weight *= CONCEDED
        sign = _SIGN[one.polarity]
        good += weight * (sign > 0)
        bad += weight * (sign < 0)
        hard = not one.soft and one.weight >= LIGHT
        hard_good += sign > 0 and hard
        hard_bad += sign < 0 and hard
        neutral += sign == 0
    return Weighed(good, bad, hard_good, hard_bad, neutral)


def combined(weighed: Weighed, stock: float, words: int) -> float:
    """Probability, 0 to 1, of a favourable text, from the lexicon's margin and the stock model's."""
    bounded = min(max(stock, _SMALLEST), 1 - _SMALLEST)
    stock_margin = log(bounded / (1 - bounded)) / sqrt(1 + words)
    return probability(BIAS + MARGIN * weighed.margin + STOCK * stock_margin)


def verdict(opinions: Sequence[Opinion]) -> Overall | None:
    """The last explicit verdict on the whole (不会再来), which wins over its parts; else None."""
    for one in reversed(opinions):
        if one.aspect is Aspect.OVERALL and one.weight >= VERDICT and not one.soft and _SIGN[one.polarity]:
            return Overall(one.polarity.value)
    return None


def _by_turn(opinions: Sequence[Opinion], meant: Mood) -> Overall | None:
    """The side after the last strong turn or summing-up, or not conceded; None when that is open."""
    turn = max((*meant.strong, *meant.summing), default=-1)
    after = [
        one
        for one in opinions
        if turn > 0 and one.clause >= turn and _SIGN[one.polarity] and not one.soft and one.weight >= LIGHT
    ]
    if not after and meant.concede:
        after = [
            one
            for one in opinions
            if one.clause not in meant.concede and _SIGN[one.polarity] and one.weight >= LIGHT
        ]
    sides = {one.polarity for one in after}
    return Overall(sides.pop().value) if len(sides) == 1 else None


def _by_sides(weighed: Weighed) -> Overall:
    """The side that remains, or that outnumbers the other three to one; else mixed."""
    good, bad = weighed.hard_good, weighed.hard_bad
    if good == bad == 0:
        return _by_light_words(weighed)
    if good >= MANY_TO_ONE * bad:
        return Overall.POSITIVE
    if bad >= MANY_TO_ONE * good:
        return Overall.NEGATIVE
    return Overall.MIXED


def _by_light_words(weighed: Weighed) -> Overall:
    """Softened and mannerly words alone: the heavier side; neutral when middling words stand beside them."""
    if weighed.neutral or weighed.good == weighed.bad == 0:
        return Overall.NEUTRAL
    return Overall.POSITIVE if weighed.good >= weighed.bad else Overall.NEGATIVE


def judge(opinions: Sequence[Opinion], meant: Mood, stock: float, words: int) -> tuple[Overall, float, float]:
    """Overall judgement, its confidence, and the probability of a favourable text."""
    counted = standing(opinions, meant)
    weighed = weigh(counted, meant)
    positive = combined(weighed, stock, words)
    sure = max(positive, 1 - positive)
    side = Overall.POSITIVE if positive >= EVEN else Overall.NEGATIVE
    if meant.mocks and not any(_SIGN[one.polarity] > 0 for one in counted):
        return Overall.NEGATIVE, sure, min(positive, 1 - positive)
    if meant.wishes and not weighed.hard_good:
        return Overall.NEGATIVE, sure, positive
    if not any(_SIGN[one.polarity] for one in counted):
        plain = counted or words < ENOUGH_WORDS or sure < SURE or meant.asks or meant.proposes
        if meant.asks and meant.accuses:
            return Overall.NEGATIVE, sure, positive
        return (Overall.NEUTRAL if plain else side), (0.5 if plain else sure), positive
    decided = verdict(counted) or _by_turn(counted, meant) or _by_sides(weighed)
    if (
        (meant.asks or meant.proposes)
        and not meant.accuses
        and not weighed.hard_bad
        and not weighed.hard_good
    ):
        decided = Overall.NEUTRAL
    return decided, _confidence(decided, positive), positive


def _confidence(decided: Overall, positive: float) -> float:
    """How far the odds bear the decision out: their own probability of it; 0.5 for what odds cannot say."""
    if decided is Overall.POSITIVE:
        return positive
    if decided is Overall.NEGATIVE:
        return 1 - positive
    return 1 - abs(2 * positive - 1) / 2


class Combine(Component):
    """Gives `overall` from opinions and the stock probability, and puts the combined one in its place."""

    name = "overall"
    version = f"2+{SURE}+{BIAS}+{MARGIN}+{STOCK}"
    needs = frozenset({"words", "mood", "opinions", "positive"})
    gives = frozenset({"overall", "overall_confidence", "positive"})

    def __call__(self, found: Document) -> Document:
        """The document with its overall judgement."""
        stock = 0.5 if found.positive is None else found.positive
        decided, confidence, positive = judge(found.opinions, found.mood, stock, len(found.words))
        return found.having(overall=decided, overall_confidence=confidence, positive=positive)


class Threshold(Component):
    """Gives `overall` from the probability alone: the stock model as a baseline to compare with."""

    name = "threshold"
    version = "1"
    needs = frozenset({"positive"})
    gives = frozenset({"overall", "overall_confidence"})

    def __call__(self, found: Document) -> Document:
        """The document with the side that its probability names; neutral at exactly one half."""
        positive = 0.5 if found.positive is None else found.positive
        decided = (
            Overall.POSITIVE if positive > EVEN else Overall.NEGATIVE if positive < EVEN else Overall.NEUTRAL
        )
        return found.having(overall=decided, overall_confidence=max(positive, 1 - positive))
