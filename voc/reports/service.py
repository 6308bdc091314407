"""What report pages are made of: the board, a touchpoint's report, the themes. Reads roll-ups only."""

from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from voc.accounts.scope import Scope
from voc.errors import NotFound
from voc.journey import service as journey
from voc.journey.channels import Channel
from voc.journey.metrics import ASPECT_PREFIX, SCALES, SENTIMENT, SENTIMENT_VALUES, Metric
from voc.journey.models import Place, Stage, Touchpoint
from voc.journey.selection import Period, Selection
from voc.journey.whereabouts import place_ids
from voc.nlp.document import ASPECT_LABELS
from voc.reports import cells, details, judging, theming, withholding
from voc.reports.board import Board, BoardStage, ChannelPlaceTable, Themes, TouchpointReport, TrendEvent
from voc.reports.cells import Series
from voc.reports.judging import Card
from voc.reports.slices import NOTHING, SPARK_WEEKS, Slices, added, joined, slices
from voc.reports.statistics.values import Histogram
from voc.reports.theming import Ground, Spoken
from voc.settings import Settings

THEME_VALUES = len(SENTIMENT_VALUES)
"""Opinions have fewer values than sentiments."""

THEME_METRICS = (SENTIMENT, *(ASPECT_PREFIX + aspect for aspect in ASPECT_LABELS))


def board(session: Session, selection: Selection, scope: Scope, settings: Settings) -> Board:
    """Every active touchpoint that the reader may see, under a selection."""
    cards = touchpoint_cards(session, scope)
    days = slices(selection.period, SPARK_WEEKS)
    answers = _answers(session, selection, scope, cards, days)
    sentiments = _sentiments(session, selection, scope, cards)
    enough = [card for card in cards if _n(answers, card, days) >= settings.minimum_n]
    withheld = withholding.withheld(
        session, selection, scope, [(card.touchpoint_id, card.metric) for card in enough], settings.minimum_n
    )
    held_back = [touchpoint_id for touchpoint_id, _ in withheld]
    measured = judging.measured(cards, answers, sentiments, held_back, len(days.pieces))
    judged = list(zip(cards, judging.rows(measured, days, settings.minimum_n), strict=True))
    stages = tuple(
        BoardStage(stage, tuple(row for _, row in pairs))
        for stage, pairs in groupby(judged, key=lambda pair: pair[0].stage)
    )
    return Board(selection, settings.minimum_n, stages)


def touchpoint_report(
    session: Session, key: str, selection: Selection, scope: Scope, settings: Settings
) -> TouchpointReport:
    """One touchpoint under a selection; its change is corrected over the whole board, so both pages agree.

    Raises NotFound for a touchpoint that does not exist, is not active, or is not the reader's.
    """
    card = next((card for card in touchpoint_cards(session, scope) if card.key == key), None)
    if card is None:
        raise NotFound
    minimum, here = settings.minimum_n, [card.touchpoint_id]
    row = next(row for row in board(session, selection, scope, settings).rows if row.key == key)
    wanted = cells.ask(session, selection, scope, here, [*Metric])
    found = cells.series(session, wanted, [selection.period.previous, selection.period])
    told = {metric: found.get((card.touchpoint_id, metric), [NOTHING, NOTHING]) for metric in Metric}
    others = [(card.touchpoint_id, metric) for metric in Metric if metric is not card.metric]
    enough = [(at, metric) for at, metric in others if sum(told[metric][1]) >= minimum]
    withheld = withholding.withheld(session, selection, scope, enough, minimum)
    before, now = told[card.metric]
    return TouchpointReport(
        selection=selection,
        minimum=minimum,
        stage=card.stage,
        row=row,
        distribution=None if row.withheld else details.distribution(card.metric, now, before, minimum),
        table=_table(session, card, selection, scope, minimum),
        polarities=details.polarities(
            _sentiments(session, selection, scope, [card]).get(card.touchpoint_id, NOTHING), minimum
        ),
        others=details.other_scores(
            card,
            {metric: answers for metric, (_, answers) in told.items()},
            [metric for _, metric in withheld],
            minimum,
        ),
        events=_events(session, card.touchpoint_id, selection.period, settings),
    )


def themes(
    session: Session, selection: Selection, scope: Scope, settings: Settings, touchpoint_key: str = ""
) -> Themes:
    """What verbatims speak of under a selection, at one touchpoint or at all that the reader may see.

    Raises NotFound for a touchpoint that does not exist, is not active, or is not the reader's.
    """
    cards = [card for card in touchpoint_cards(session, scope) if touchpoint_key in {"", card.key}]
    if touchpoint_key and not cards:
        raise NotFound
    days = slices(selection.period, SPARK_WEEKS)
    touchpoint_ids = [card.touchpoint_id for card in cards]
    wanted = cells.ask(session, selection, scope, touchpoint_ids, THEME_METRICS, values=THEME_VALUES)
    found = cells.series(session, wanted, days.pieces)
    sentiments = [pieces for (_, metric), pieces in found.items() if metric == SENTIMENT]
    verbatims = [added(pieces) for pieces in zip(*sentiments, strict=True)] or [NOTHING] * len(days.pieces)
    spoken = [
        Spoken(card, aspect, label, found[card.touchpoint_id, ASPECT_PREFIX + aspect])
        for card in cards
        for aspect, label in ASPECT_LABELS.items()
        if (card.touchpoint_id, ASPECT_PREFIX + aspect) in found
    ]
    ground = Ground(days, [sum(counts) for counts in verbatims], settings.minimum_n)
    listed = theming.themes(spoken, ground)
    return Themes(selection, settings.minimum_n, sum(joined(verbatims, days.now)), listed)


def touchpoint_cards(session: Session, scope: Scope) -> list[Card]:
    """The active touchpoints that the reader may see, in the journey's order."""
    listed = (
        select(Touchpoint, Stage.name)
        .join(Touchpoint.stage)
        .where(Touchpoint.active)
        .order_by(Stage.position, Stage.id, Touchpoint.position, Touchpoint.id)
    )
    return [
        Card(
            touchpoint_id=touchpoint.id,
            key=touchpoint.key,
            name=touchpoint.name,
            owner=touchpoint.owner,
            stage=stage,
            metric=Metric(touchpoint.metric),
            promise=touchpoint.promise,
            promise_words=touchpoint.promise_words,
        )
        for touchpoint, stage in session.execute(listed)
        if scope.sees_touchpoint(touchpoint.id)
    ]


def _answers(session: Session, selection: Selection, scope: Scope, cards: list[Card], days: Slices) -> Series:
    """Each touchpoint's answers on the scale it is judged by, in every piece: one statement for each scale.

    A scale has few values, and a statement about one scale groups by one number, which is what makes a region
    of many places quick.
    """
    found: Series = {}
    for metric in Metric:
        touchpoint_ids = [card.touchpoint_id for card in cards if card.metric is metric]
        if touchpoint_ids:
            wanted = cells.ask(
                session, selection, scope, touchpoint_ids, [metric], values=SCALES[metric].high + 1
            )
            found |= cells.series(session, wanted, days.pieces)
    return found


def _sentiments(
    session: Session, selection: Selection, scope: Scope, cards: list[Card]
) -> dict[int, Histogram]:
    """By touchpoint, how verbatims of the period are meant."""
    touchpoint_ids = [card.touchpoint_id for card in cards]
    wanted = cells.ask(session, selection, scope, touchpoint_ids, [SENTIMENT], values=len(SENTIMENT_VALUES))
    found = cells.series(session, wanted, [selection.period])
    return {touchpoint_id: now for (touchpoint_id, _), (now,) in found.items()}


def _n(answers: Series, card: Card, days: Slices) -> int:
    held = answers.get((card.touchpoint_id, card.metric))
    return sum(joined(held, days.now)) if held else 0


def _table(
    session: Session, card: Card, selection: Selection, scope: Scope, minimum: int
) -> ChannelPlaceTable:
    """The small table, over all that the reader may see, of which the selection shows a part."""
    known = {place.id: (place.key, place.name) for place in session.scalars(select(Place).order_by(Place.id))}
    seen = withholding.places_seen(session, scope)
    answers = cells.by_channel_and_place(session, card.touchpoint_id, card.metric, seen, selection.period)
    chosen = place_ids(session, selection.place, scope)
    shown = {
        place_id: known[place_id] for place_id in (seen if chosen is None else chosen) if place_id in known
    }
    channels = [selection.channel] if selection.channel else list(Channel)
    return details.channel_place_table(card, answers, shown, channels, minimum)


def _events(
    session: Session, touchpoint_id: int, period: Period, settings: Settings
) -> tuple[TrendEvent, ...]:
    """What happened in the weeks of the trend, here or everywhere, by days of the company's time zone."""
    spans = period.weeks(SPARK_WEEKS)
    first, after = Period(spans[0].first, spans[-1].last).moments(settings.zone)
    return tuple(
        TrendEvent(event.at.astimezone(settings.zone).date(), event.words)
        for event in journey.events(session, touchpoint_id, first, after)
    )
