"""How fast are report pages over a long history, against counting the facts themselves?

    python bench/board.py                                       10 M answers on SQLite, about five minutes
    python bench/board.py --answers 1000000                     a tenth of it
    python bench/board.py --database postgresql+psycopg://…     an empty PostgreSQL database

Facts and their cells are made up (one seed, the same history in every run) and written straight to the
tables, since rolling ten million facts up one by one is not what is measured; how fast that goes is measured
apart, on FACTS_ROLLED of them. Every report is timed with its database round trips and its assembly in
Python; drawing the page is not in it. The baseline is one SELECT … GROUP BY over the fact table that gives the
histograms of every touchpoint, scale and piece of time from which a board is made; that reading the cells gives
the same ones is checked at the end.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import quantiles

import numpy as np
from sqlalchemy import Engine, case, create_engine, func, insert, literal, select
from sqlalchemy.orm import Session

from voc.accounts.scope import EVERYTHING
from voc.db import Base
from voc.journey import service as journey
from voc.journey.channels import Channel
from voc.journey.metrics import ASPECT_PREFIX, SENTIMENT, Metric
from voc.journey.models import Fact, Place, Touchpoint
from voc.journey.selection import Period, PlaceFilter, Selection
from voc.nlp.document import ASPECT_LABELS
from voc.reports import cells, service
from voc.reports.models import Cell
from voc.reports.rollup import compact, roll_up
from voc.reports.slices import SPARK_WEEKS, slices
from voc.settings import Settings

LAST = date(2026, 11, 20)
EPOCH = date(1970, 1, 1)
SETTINGS = Settings(env="test")
CHANNELS = ("sms", "wechat", "qr", "kiosk", "phone", "email")
BOARD_METRICS = (*Metric, SENTIMENT)
REGIONS = 5
CITIES_A_REGION = 4
FACTS_ROLLED = 50_000
CHUNK = 200_000


def history(engine: Engine, answers: int, days: int, places: int, *, with_facts: bool) -> None:
    """Fill an empty database with so many answers, a fifth as many verbatims, and an opinion for each."""
    with Session(engine) as session:
        journey.ensure_standard(session)
        for number in range(places):
            region, city = number % REGIONS, number % (REGIONS * CITIES_A_REGION)
            session.add(Place(key=f"s{number}", name=f"门店{number}", city=f"城{city}", region=f"区{region}"))
        session.flush()
        touchpoints = session.scalars(select(Touchpoint).order_by(Touchpoint.id)).all()
        metrics = [
            "nps",
            "csat",
            "ces",
            "rating",
            SENTIMENT,
            *(ASPECT_PREFIX + aspect for aspect in ASPECT_LABELS),
        ]
        primary = {touchpoint.id: metrics.index(touchpoint.metric) for touchpoint in touchpoints}
        place_ids = list(session.scalars(select(Place.id).order_by(Place.id)))
        session.commit()
    chance = np.random.default_rng(20261120)
    verbatims = answers // 5
    n = answers + 2 * verbatims
    touchpoint = chance.choice(np.array(sorted(primary)), n)
    metric = np.array([primary.get(key, 0) for key in range(max(primary) + 1)])[touchpoint]
    metric[answers : answers + verbatims] = 4
    metric[answers + verbatims :] = 5 + chance.integers(0, len(ASPECT_LABELS), verbatims)
    low = np.array([0, 1, 1, 1, 0] + [0] * len(ASPECT_LABELS))[metric]
    high = np.array([10, 5, 7, 5, 3] + [2] * len(ASPECT_LABELS))[metric]
    value = low + (chance.beta(2.2, 1.1, n) * (high - low + 1)).astype(np.int64).clip(0, high - low)
    day = (LAST - EPOCH).days - chance.integers(0, days, n)
    channel = chance.choice(len(CHANNELS), n, p=[0.3, 0.3, 0.15, 0.1, 0.1, 0.05])
    place = np.array(place_ids)[chance.integers(0, len(place_ids), n)]
    for cut in ("", "c", "p", "cp"):
        kept_channel = channel + 1 if "c" in cut else np.zeros(n, np.int64)
        kept_place = place if "p" in cut else np.zeros(n, np.int64)
        write_cells(engine, cut, metrics, (touchpoint, metric, day, kept_channel, kept_place), value)
    if with_facts:
        write_facts(engine, metrics, (touchpoint, metric, day, channel, place, value))


def write_cells(
    engine: Engine, cut: str, metrics: list[str], axes: tuple[np.ndarray, ...], value: np.ndarray
) -> None:
    """Write a compacted cell for each combination of the axes that occurs, with its histogram."""
    sizes = [int(axis.max()) + 1 for axis in axes]
    key = np.ravel_multi_index(axes, sizes)
    found, inverse = np.unique(key, return_inverse=True)
    histograms = np.bincount(inverse * 11 + value, minlength=len(found) * 11).reshape(-1, 11)
    kept = np.unravel_index(found, sizes)

    def rows() -> Iterator[tuple[object, ...]]:
        for start in range(0, len(found), CHUNK):
            stop = start + CHUNK
            columns = [axis[start:stop].tolist() for axis in kept]
            for at in zip(*columns, histograms[start:stop].tolist(), strict=True):
                touchpoint, metric, day, channel, place, eleven = at
                dated = EPOCH + timedelta(days=day)
                name = CHANNELS[channel - 1] if channel else ""
                yield (cut, str(dated), touchpoint, metrics[metric], name, place, *eleven, True)

    columns = ["cut", "day", "touchpoint_id", "metric", "channel", "place_id"]
    write(engine, "cell", [*columns, *(f"h{value}" for value in range(11)), "compacted"], rows())


def write_facts(engine: Engine, metrics: list[str], axes: tuple[np.ndarray, ...]) -> None:
    """Write the facts behind the cells, at noon UTC of their day, as rolled up already."""

    def rows() -> Iterator[tuple[object, ...]]:
        for start in range(0, len(axes[0]), CHUNK):
            for at in zip(*(axis[start : start + CHUNK].tolist() for axis in axes), strict=True):
                touchpoint, metric, day, channel, place, value = at
                moment = f"{EPOCH + timedelta(days=day)} 04:00:00.000000"
                yield (touchpoint, metrics[metric], value, 1, moment, CHANNELS[channel], place, "bench", True)

    columns = ["touchpoint_id", "metric", "value", "weight", "at", "channel", "place_id", "source", "rolled"]
    write(engine, "fact", columns, rows())


def write(engine: Engine, table: str, columns: Sequence[str], rows: Iterator[tuple[object, ...]]) -> None:
    """Write rows the fastest way the database has: COPY on PostgreSQL, executemany on SQLite."""
    connection = engine.raw_connection()
    cursor = connection.cursor()
    names = ", ".join(f'"{column}"' for column in columns)
    if engine.dialect.name == "postgresql":
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:  # type: ignore[attr-defined] # psycopg's own
            for row in rows:
                copy.write_row(row)
    else:
        cursor.execute("BEGIN")
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)
    connection.commit()
    connection.close()


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - start))
    return took


def show(name: str, took: list[float]) -> float:
    """Print p50 and p95; returns p50."""
    cuts = quantiles(took, n=20, method="inclusive") if len(took) > 1 else took * 19
    print(f"  {name:<44} p50 {cuts[9]:9.1f} ms   p95 {cuts[18]:9.1f} ms   {len(took):3d} runs", flush=True)
    return cuts[9]


def selections(days: int) -> dict[str, Selection]:
    """What readers ask for, by name."""
    period = Period(LAST - timedelta(days=days - 1), LAST)
    region, city, store = PlaceFilter("region", "区1"), PlaceFilter("city", "城1"), PlaceFilter("store", "s1")
    return {
        f"board, {days} days": Selection(period),
        f"board, {days} days, one channel": Selection(period, Channel.SMS),
        f"board, {days} days, one store": Selection(period, None, store),
        f"board, {days} days, one city": Selection(period, None, city),
        f"board, {days} days, one region": Selection(period, None, region),
        f"board, {days} days, one region and channel": Selection(period, Channel.SMS, region),
        f"board, {days} days, one store and channel": Selection(period, Channel.SMS, store),
    }


def counted_from_facts(session: Session, selection: Selection) -> cells.Series:
    """The board's histograms, counted from the fact table in one statement."""
    pieces = slices(selection.period, SPARK_WEEKS).pieces
    bounds = [(piece.moments(SETTINGS.zone)[0], place) for place, piece in enumerate(pieces)]
    piece = case(*[(Fact.at >= first, literal(place)) for first, place in reversed(bounds)]).label("piece")
    last = Period(pieces[0].first, pieces[-1].last).moments(SETTINGS.zone)[1]
    sliced = (
        select(Fact.touchpoint_id, Fact.metric, piece, Fact.value, Fact.weight)
        .where(Fact.at >= bounds[0][0], Fact.at < last, Fact.metric.in_(BOARD_METRICS))
        .subquery()
    )
    by = (sliced.c.touchpoint_id, sliced.c.metric, sliced.c.piece)
    bins = [func.sum(case((sliced.c.value == value, sliced.c.weight), else_=0)) for value in range(11)]
    found: cells.Series = {}
    for touchpoint_id, metric, place, *histogram in session.execute(select(*by, *bins).group_by(*by)):
        held = found.setdefault((touchpoint_id, metric), [(0,) * 11] * len(pieces))
        held[place] = tuple(map(int, histogram))
    return found


def roll_some(engine: Engine) -> None:
    """Print how many facts a second are rolled up and compacted, on facts that just came in."""
    chance = np.random.default_rng(7)
    moment = datetime(2026, 11, 20, 4, tzinfo=UTC)
    with Session(engine) as session:
        rows = [
            {
                "touchpoint_id": int(chance.integers(1, 13)),
                "metric": "nps",
                "value": int(chance.integers(0, 11)),
                "at": moment,
                "channel": "sms",
                "place_id": int(chance.integers(1, 21)),
                "source": "bench",
            }
            for _ in range(FACTS_ROLLED)
        ]
        session.execute(insert(Fact), rows)
        session.commit()
        for name, step in (
            ("rolled up", lambda: roll_up(session, SETTINGS.zone)),
            ("compacted", lambda: compact(session)),
        ):
            start, done = time.perf_counter(), 0
            while took := step():
                session.commit()
                done += took
            print(
                f"  {name}: {done:,} rows, {done / (time.perf_counter() - start):,.0f} a second", flush=True
            )


def main() -> None:
    """Fill, measure, compare, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--answers", type=int, default=10_000_000)
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--places", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--database", default="")
    parser.add_argument("--no-facts", action="store_true", help="leave the baseline out")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="voc-bench-") as folder:
        engine = create_engine(chosen.database or f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        Base.metadata.create_all(engine)
        start = time.perf_counter()
        history(engine, chosen.answers, chosen.days, chosen.places, with_facts=not chosen.no_facts)
        with Session(engine) as session:
            kept = session.scalar(select(func.count()).select_from(Cell)) or 0
            facts = session.scalar(select(func.count()).select_from(Fact)) or 0
        print(
            f"{engine.dialect.name}: {chosen.answers:,} answers over {chosen.days} days, {chosen.places} places, "
            f"{len(CHANNELS)} channels; {facts:,} facts, {kept:,} cells; filled in {time.perf_counter() - start:.0f} s"
        )
        measure(engine, chosen.rounds, with_facts=not chosen.no_facts)
        roll_some(engine)
        engine.dispose()


def measure(engine: Engine, rounds: int, *, with_facts: bool) -> None:
    """Time every report, and the baseline."""
    with Session(engine) as session:
        halves: dict[str, float] = {}
        for days in (7, 28, 90):
            for name, selection in selections(days).items():
                asked = lambda chosen=selection: service.board(session, chosen, EVERYTHING, SETTINGS)  # noqa: E731
                halves[name] = show(name, timed(asked, rounds))
        month = Selection(Period(LAST - timedelta(days=27), LAST))
        show(
            "touchpoint's report, 28 days",
            timed(
                lambda: service.touchpoint_report(session, "delivery", month, EVERYTHING, SETTINGS), rounds
            ),
        )
        show("themes, 28 days", timed(lambda: service.themes(session, month, EVERYTHING, SETTINGS), rounds))
        if not with_facts:
            return
        slow = show(
            "baseline: GROUP BY over all facts, 28 days", timed(lambda: counted_from_facts(session, month), 3)
        )
        print(f"  ratio of the halves: {slow / halves['board, 28 days']:,.0f} to 1")
        cards = service.touchpoint_cards(session, EVERYTHING)
        wanted = cells.ask(session, month, EVERYTHING, [card.touchpoint_id for card in cards], BOARD_METRICS)
        same = cells.series(session, wanted, slices(month.period, SPARK_WEEKS).pieces)
        print(f"  roll-ups and facts give the same histograms: {same == counted_from_facts(session, month)}")


if __name__ == "__main__":
    main()
