"""What report pages show, as frozen values: the board, a touchpoint's page, the themes. Pure.

A score of None always means "too few": fewer answers than the minimum, so that neither the score nor
anything from which it could be computed is in the value at all. Pages and exports cannot leak it.
"""

from dataclasses import dataclass
from datetime import date

from voc.journey.channels import Channel
from voc.journey.metrics import Metric
from voc.journey.selection import Selection
from voc.reports.statistics.values import Change, ChangeVerdict, PromiseVerdict, Score, Share


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """Seven days ending on `last`: n answers and their score.

    score: None under the minimum, and where a smaller week could be had from it and the period's total.
    """

    first: date
    last: date
    n: int
    score: Score | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """This period against the one before: the earlier score, the change, and whether it is real.

    q: the p-value after Benjamini–Hochberg over everything compared on the same page.
    """

    previous: Score
    change: Change
    q: float
    verdict: ChangeVerdict


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One touchpoint in one period, judged by its own metric.

    score: None under the minimum. withheld: n would suffice, but a smaller channel at a smaller place could be
    had from the score, so nothing is told that it could be had from; only under a channel and a place at once.
    comparison: None unless both periods reach the minimum.
    promise: the promised points, or None. verdict: None without a promise or without a score.
    negative: share of negative verbatims among `verbatims`, None under the minimum of verbatims.
    weeks: the last sixteen weeks, oldest first.
    """

    touchpoint_id: int
    key: str
    name: str
    owner: str
    metric: Metric
    n: int
    score: Score | None
    comparison: Comparison | None
    promise: float | None
    promise_words: str
    verdict: PromiseVerdict | None
    verbatims: int
    negative: Share | None
    weeks: tuple[WeekPoint, ...]
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class BoardStage:
    """A stage of the journey with its touchpoints, in the journey's order; never empty."""

    name: str
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Every touchpoint that the reader may see, under one selection. minimum: the least n with a score."""

    selection: Selection
    minimum: int
    stages: tuple[BoardStage, ...]

    @property
    def rows(self) -> tuple[BoardRow, ...]:
        """All rows, in the journey's order."""
        return tuple(row for stage in self.stages for row in stage.rows)


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a distribution: its count, and its share in percent now and in the previous period.

    previous: None where the previous period is under the minimum.
    """

    value: int
    count: int
    percent: float
    previous: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring values that the field names together, 贬损 0–6: their share in percent."""

    label: str
    first: int
    last: int
    percent: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """How n answers spread over the scale. groups: empty for scales without named groups."""

    n: int
    bars: tuple[Bar, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class SmallCell:
    """One channel at one place. score: None if hidden.

    complementary: n would suffice, but the score is hidden since a neighbour could be computed from it.
    """

    n: int
    score: Score | None
    verdict: PromiseVerdict | None
    complementary: bool


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One channel's cells, in the order of the table's places."""

    channel: Channel
    label: str
    cells: tuple[SmallCell, ...]


@dataclass(frozen=True, slots=True)
class ChannelPlaceTable:
    """Channels × places for the selection's period; places: (key, name), most answers first.

    more_places: how many further places have answers but are not shown.
    """

    places: tuple[tuple[str, str], ...]
    rows: tuple[ChannelRow, ...]
    more_places: int


@dataclass(frozen=True, slots=True)
class Polarities:
    """How many verbatims were found negative, neutral, mixed and positive."""

    negative: int
    neutral: int
    mixed: int
    positive: int

    @property
    def n(self) -> int:
        """All of them."""
        return self.negative + self.neutral + self.mixed + self.positive


@dataclass(frozen=True, slots=True)
class MetricScore:
    """Another scale that was asked at the same touchpoint; score None under the minimum, or if withheld."""

    metric: Metric
    label: str
    n: int
    score: Score | None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class TrendEvent:
    """Something dated that may have moved the score, to be marked on the trend."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class TouchpointReport:
    """All that one touchpoint's page shows; `row.weeks` is its trend with intervals.

    distribution: None under the minimum and where the row is withheld. polarities: None when fewer verbatims than the minimum.
    others: every other scale asked here, with a score of its own.
    """

    selection: Selection
    minimum: int
    stage: str
    row: BoardRow
    distribution: Distribution | None
    table: ChannelPlaceTable
    polarities: Polarities | None
    others: tuple[MetricScore, ...]
    events: tuple[TrendEvent, ...]


@dataclass(frozen=True, slots=True)
class ThemeWeek:
    """Seven days ending on `last`: how many verbatims spoke of the theme, of how many in all."""

    first: date
    last: date
    count: int
    n: int


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """Change of a theme's share in percentage points; q corrected over all themes compared on the page."""

    previous: Share
    change: Change
    q: float
    verdict: ChangeVerdict


@dataclass(frozen=True, slots=True)
class Theme:
    """One aspect at one touchpoint: how many verbatims speak of it, and how.

    count: verbatims that speak of it. share: of all verbatims in the selection.
    Under the minimum: share, negative, neutral, positive, net and change are None.
    net: positive minus negative in percent, −100 to 100. change.verdict says risen (BETTER: more) or
    fallen (WORSE: less) by its sign; whether more of it is good depends on `net`.
    """

    aspect: str
    label: str
    touchpoint_id: int
    touchpoint_key: str
    touchpoint: str
    count: int
    share: Share | None
    negative: int | None
    neutral: int | None
    positive: int | None
    net: float | None
    change: ThemeChange | None
    weeks: tuple[ThemeWeek, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes under one selection, most harmful first; verbatims: how many there are in all."""

    selection: Selection
    minimum: int
    verbatims: int
    themes: tuple[Theme, ...]
