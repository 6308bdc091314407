"""What report pages are made of: the board, a touchpoint's report, the themes. Reads roll-ups only."""

from dataclasses import replace
from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from voc.accounts.scope import Scope
from voc.errors import NotFound
from voc.journey.channels import Channel
from voc.journey.metrics import ASPECT_PREFIX, SENTIMENT, Metric
from voc.journey.models import Place, Stage, Touchpoint, TouchpointEvent
from voc.journey.selection import Period, Selection
from voc.journey.whereabouts import place_ids
from voc.nlp.document import ASPECT_LABELS
from voc.reports import cells, details, judging, theming
from voc.reports.board import Board, BoardStage, ChannelPlaceTable, Themes, TouchpointReport, TrendEvent
from voc.reports.cells import Series
from voc.reports.judging import Card
from voc.reports.slices import NOTHING, SPARK_WEEKS, Slices, added, joined, slices
from voc.reports.theming import Ground, Spoken
from voc.settings import Settings

BOARD_METRICS = (*Metric, SENTIMENT)
THEME_VALUES = 4
"""Sentiments go from 0 to 3, opinions from 0 to 2."""

THEME_METRICS = (SENTIMENT, *(ASPECT_PREFIX + aspect for aspect in ASPECT_LABELS))


def board(session: Session, selection: Selection, scope: Scope, settings: Settings) -> Board:
    """Every active touchpoint that the reader may see, under a selection."""
    cards = touchpoint_cards(session, scope)
    days = slices(selection.period, SPARK_WEEKS)
    found = _series(session, selection, scope, cards, days)
    return _board(selection, cards, found, days, settings.minimum_n)


def touchpoint_report(
    session: Session, key: str, selection: Selection, scope: Scope, settings: Settings
) -> TouchpointReport:
    """One touchpoint under a selection; its change is corrected over the whole board, so both pages agree.

    Raises NotFound for a touchpoint that does not exist, is not active, or is not the reader's.
    """
    cards = touchpoint_cards(session, scope)
    card = next((card for card in cards if card.key == key), None)
    if card is None:
        raise NotFound
    days = slices(selection.period, SPARK_WEEKS)
    found = _series(session, selection, scope, cards, days)
    whole = _board(selection, cards, found, days, settings.minimum_n)

    def total(metric: str, positions: tuple[int, ...]) -> tuple[int, ...]:
        held = found.get((card.touchpoint_id, metric))
        return tuple(joined(held, positions)) if held else tuple(NOTHING)

    answers = {metric: total(metric, days.now) for metric in Metric}
    return TouchpointReport(
        selection=selection,
        minimum=settings.minimum_n,
        stage=card.stage,
        row=next(row for row in whole.rows if row.key == key),
        distribution=details.distribution(
            card.metric, answers[card.metric], total(card.metric, days.before), settings.minimum_n
        ),
        table=_table(session, card, selection, scope, settings.minimum_n),
        polarities=details.polarities(total(SENTIMENT, days.now), settings.minimum_n),
        others=details.other_scores(card, answers, settings.minimum_n),
        events=_events(session, card.touchpoint_id, days, settings),
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
    wanted = cells.ask(session, selection, scope, touchpoint_ids, THEME_METRICS)
    found = cells.series(session, replace(wanted, values=THEME_VALUES), days.pieces)
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


def _series(session: Session, selection: Selection, scope: Scope, cards: list[Card], days: Slices) -> Series:
    touchpoint_ids = [card.touchpoint_id for card in cards]
    wanted = cells.ask(session, selection, scope, touchpoint_ids, BOARD_METRICS)
    return cells.series(session, wanted, days.pieces)


def _board(selection: Selection, cards: list[Card], found: Series, days: Slices, minimum: int) -> Board:
    measured = judging.measured(cards, found, SENTIMENT, len(days.pieces))
    judged = list(zip(cards, judging.rows(measured, days, minimum), strict=True))
    stages = tuple(
        BoardStage(stage, tuple(row for _, row in pairs))
        for stage, pairs in groupby(judged, key=lambda pair: pair[0].stage)
    )
    return Board(selection, minimum, stages)


def _table(
    session: Session, card: Card, selection: Selection, scope: Scope, minimum: int
) -> ChannelPlaceTable:
    """The small table, over all that the reader may see, of which the selection shows a part."""
    known = {place.id: (place.key, place.name) for place in session.scalars(select(Place).order_by(Place.id))}
    seen = [place_id for place_id in known if scope.sees_place(place_id)]
    nowhere = [0] if scope.place_ids is None else []
    answers = cells.by_channel_and_place(
        session, card.touchpoint_id, card.metric, [*nowhere, *seen], selection.period
    )
    chosen = place_ids(session, selection.place, scope)
    shown = {
        place_id: known[place_id] for place_id in (seen if chosen is None else chosen) if place_id in known
    }
    channels = [selection.channel] if selection.channel else list(Channel)
    return details.channel_place_table(card, answers, shown, channels, minimum)


def _events(session: Session, touchpoint_id: int, days: Slices, settings: Settings) -> tuple[TrendEvent, ...]:
    """What happened in the weeks of the trend, here or everywhere, by days of the company's time zone."""
    first, after = Period(days.spans[0].first, days.spans[-1].last).moments(settings.zone)
    here = or_(TouchpointEvent.touchpoint_id == touchpoint_id, TouchpointEvent.touchpoint_id.is_(None))
    dated = select(TouchpointEvent).where(here, TouchpointEvent.at >= first, TouchpointEvent.at < after)
    return tuple(
        TrendEvent(event.at.astimezone(settings.zone).date(), event.words)
        for event in session.scalars(dated.order_by(TouchpointEvent.at, TouchpointEvent.id))
    )
