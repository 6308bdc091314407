"""Themes from histograms: an aspect at a touchpoint, how much it is spoken of, and how. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voc.journey.metrics import OPINION_VALUES
from voc.nlp.document import Aspect, Polarity
from voc.reports.board import Theme, ThemeChange, ThemeWeek
from voc.reports.judging import Card
from voc.reports.slices import Slices, joined
from voc.reports.statistics.proportions import share, share_change
from voc.reports.statistics.values import Change, Histogram, Share
from voc.reports.statistics.verdicts import change_verdict, corrected

NEGATIVE, NEUTRAL, POSITIVE = (
    OPINION_VALUES[polarity] for polarity in (Polarity.NEGATIVE, Polarity.NEUTRAL, Polarity.POSITIVE)
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An aspect at a touchpoint, with its opinions in each piece of time."""

    card: Card
    aspect: str
    label: str
    opinions: Sequence[Histogram]


@dataclass(frozen=True, slots=True)
class Ground:
    """What themes are measured against: the days, how many verbatims each piece has in all, the minimum."""

    days: Slices
    verbatims: Sequence[int]
    minimum: int

    def n(self, positions: Iterable[int]) -> int:
        """How many verbatims there are in these pieces."""
        return sum(self.verbatims[position] for position in positions)


def themes(spoken: Iterable[Spoken], ground: Ground) -> tuple[Theme, ...]:
    """Every theme that verbatims of the period speak of, most harmful first.

    Harm is the number of negative verbatims; themes under the minimum come last, by their count.
    Among either, "overall" comes after every aspect that somebody could mend. Changes are corrected over all
    themes that can be compared.
    """
    present = [each for each in spoken if any(joined(each.opinions, ground.days.now))]
    shifts = [_shift(each, ground) for each in present]
    q_values = iter(corrected([shift[1].p for shift in shifts if shift]))
    changes = [_change(*shift, next(q_values)) if shift else None for shift in shifts]
    found = [_theme(each, change, ground) for each, change in zip(present, changes, strict=True)]
    return tuple(sorted(found, key=_place))


def _place(theme: Theme) -> tuple[bool, bool, int, int]:
    return theme.share is None, theme.aspect == Aspect.OVERALL, -(theme.negative or 0), -theme.count


def _theme(spoken: Spoken, change: ThemeChange | None, ground: Ground) -> Theme:
    opinions = joined(spoken.opinions, ground.days.now)
    count = sum(opinions)
    enough = count >= ground.minimum
    return Theme(
        aspect=spoken.aspect,
        label=spoken.label,
        touchpoint_id=spoken.card.touchpoint_id,
        touchpoint_key=spoken.card.key,
        touchpoint=spoken.card.name,
        count=count,
        share=share(count, ground.n(ground.days.now)) if enough else None,
        negative=opinions[NEGATIVE] if enough else None,
        neutral=opinions[NEUTRAL] if enough else None,
        positive=opinions[POSITIVE] if enough else None,
        net=100 * (opinions[POSITIVE] - opinions[NEGATIVE]) / count if enough else None,
        change=change,
        weeks=tuple(
            ThemeWeek(span.first, span.last, sum(joined(spoken.opinions, positions)), ground.n(positions))
            for span, positions in zip(ground.days.spans, ground.days.weeks, strict=True)
        ),
    )


def _shift(spoken: Spoken, ground: Ground) -> tuple[Share, Change] | None:
    """The earlier share and the change since; None under the minimum of mentions now or of verbatims before."""
    count, earlier = (sum(joined(spoken.opinions, days)) for days in (ground.days.now, ground.days.before))
    n, n_before = ground.n(ground.days.now), ground.n(ground.days.before)
    now, before = share(count, n), share(earlier, n_before)
    if count < ground.minimum or n_before < ground.minimum or now is None or before is None:
        return None
    return before, share_change(now, before)


def _change(before: Share, change: Change, q: float) -> ThemeChange:
    return ThemeChange(before, change, q, change_verdict(change, q))
