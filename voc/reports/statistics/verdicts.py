"""From intervals and p-values to words that may be said. Pure.

Source of the correction: Y. Benjamini, Y. Hochberg, "Controlling the False Discovery Rate", Journal of the
Royal Statistical Society B 57 (1995) 289–300.
"""

from collections.abc import Sequence

from voc.reports.statistics.values import Change, ChangeVerdict, PromiseVerdict, Score

ALPHA = 0.05
"""Of the changes called real on one page, at most this share is expected to be chance."""


def corrected(p_values: Sequence[float]) -> tuple[float, ...]:
    """Benjamini–Hochberg q-values, in the order given: call real whatever is at or below `ALPHA`.

    q of the i-th smallest of m is the least of p·m/j over j ≥ i, at most 1. Empty in, empty out.
    """
    m = len(p_values)
    order = sorted(range(m), key=p_values.__getitem__, reverse=True)
    q_values = [1.0] * m
    least = 1.0
    for rank, index in zip(range(m, 0, -1), order, strict=True):
        least = min(least, p_values[index] * m / rank)
        q_values[index] = least
    return tuple(q_values)


def promise_verdict(score: Score, promise: float) -> PromiseVerdict:
    """Kept only if the whole interval is at or above the promise, missed only if it is wholly below."""
    if score.low >= promise:
        return PromiseVerdict.KEPT
    if score.high < promise:
        return PromiseVerdict.MISSED
    return PromiseVerdict.UNDECIDED


def change_verdict(change: Change, q: float) -> ChangeVerdict:
    """Better or worse only if the corrected p is at or below `ALPHA`; else nothing may be said."""
    if q > ALPHA or change.points == 0:
        return ChangeVerdict.UNSURE
    return ChangeVerdict.BETTER if change.points > 0 else ChangeVerdict.WORSE
