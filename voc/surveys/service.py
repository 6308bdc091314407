"""Opening, answering and finishing a response. Gives outcomes; never commits, never reads the clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from voc.crash import step
from voc.surveys import logic, store
from voc.surveys.answers import Answers, content_hash, plain
from voc.surveys.compiled import Version
from voc.surveys.definition import Page
from voc.surveys.sitting import Sitting
from voc.surveys.whole import store_whole
from voc.surveys.wire import Wire


@dataclass(frozen=True, slots=True)
class Advanced:
    """The page is stored; the next one to show."""

    page: Page


@dataclass(frozen=True, slots=True)
class Finished:
    """The response is stored and finished, now or by an earlier sending of the same content."""


@dataclass(frozen=True, slots=True)
class KeptAside:
    """The response was already finished with other content; this sending is kept for a person."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing is stored. why: unknown, paused (the collector), closed or draft (the survey)."""

    why: str


Outcome = Advanced | Finished | KeptAside | Refused


def state(row: store.Entry | store.Stored | None) -> str:
    """What a collector's row says: "open", or why it is not."""
    if row is None:
        return "unknown"
    if not row.active:
        return "paused"
    return row.state


@dataclass(frozen=True, slots=True)
class Sending:
    """One page as it was sent. answers: of this page only, and without faults. at: now."""

    version: Version
    sitting: Sitting
    language: str
    page: Page
    answers: Answers
    at: datetime

    @property
    def finished_at(self) -> datetime:
        """Now, or the moment of opening should the clock have gone back since."""
        return max(self.at, self.sitting.started_at)


def finish_at_once(on: Wire, sending: Sending) -> bool:
    """Store a whole response that nobody has seen before; False if that is not the case.

    One statement decides by the UNIQUE client's id, so that identical sendings at the same moment cannot both
    win. Everything else is for `record` to find out.
    """
    version, answers, at = sending.version, sending.answers, sending.finished_at
    opening = store.opening(sending.sitting, sending.language, at, content_hash(answers))
    if on.dialect.name == "postgresql":
        done = store_whole(on, opening, version, answers)
    else:
        row = store.begin(on, opening)
        done = row is not None
        if row is not None:
            store.write_answers(on, row.id, answers, version.touchpoints, finished=True)
            store.write_facts(on, _occasion(row, at), _measured(version, answers))
    step("respond.inserted")
    return done


def record(on: Wire, sending: Sending) -> Outcome:
    """Store the answers of one page, and finish the response where no page follows.

    A response that is already finished is never changed.
    """
    version = sending.version
    row = _row(on, sending)
    if row is None:
        return Refused(state(store.entry(on, sending.sitting.code)))
    before = store.answers_of(on, row.id)
    here = {question.key for question in sending.page.questions}
    merged = {**{key: value for key, value in before.items() if key not in here}, **sending.answers}
    way = logic.path(version.definition, merged)
    kept = {key: value for key, value in merged.items() if key in way.questions}
    if row.finished:
        return _again(on, row, sending, kept)
    if state(row) != "open":
        return Refused(state(row))
    following = _following(way, sending.page, kept)
    stale = here if following else (here | before.keys()) - (kept.keys() - here)
    store.forget_answers(on, row.id, stale & before.keys())
    fresh = {key: kept[key] for key in sending.answers if key in kept}
    store.write_answers(on, row.id, fresh, version.touchpoints, finished=False)
    step("respond.inserted")
    if following:
        return Advanced(following)
    store.finish(on, row.id, sending.finished_at, content_hash(kept))
    store.write_facts(on, _occasion(row, sending.finished_at), _measured(version, kept))
    return Finished()


def keep_typed(on: Wire, sending: Sending) -> None:
    """Store what was typed on a page that is being left backwards; a finished response stays as it is."""
    row = _row(on, sending)
    if row is None or row.finished or state(row) != "open":
        return
    store.forget_answers(on, row.id, [question.key for question in sending.page.questions])
    store.write_answers(on, row.id, sending.answers, sending.version.touchpoints, finished=False)


def facts(
    version: Version, row: store.Begun | store.Stored, answers: Answers, at: datetime
) -> list[dict[str, Any]]:
    """What a finished response measured, as rows of voc.journey.models.Fact."""
    shared = _occasion(row, at)
    return [
        {**shared, "touchpoint_id": touchpoint_id, "metric": metric, "value": value}
        for touchpoint_id, metric, value in _measured(version, answers)
    ]


def _measured(version: Version, answers: Answers) -> list[tuple[int, str, int]]:
    """Touchpoint, metric and value of each answer on a scale that has a touchpoint."""
    return [
        (*version.scales[key], value.number)
        for key, value in answers.items()
        if value.number is not None and key in version.scales
    ]


def _occasion(row: store.Begun | store.Stored, at: datetime) -> dict[str, Any]:
    """What all facts of a response share."""
    source = f"response:{row.id}"
    return {"weight": 1, "at": at, "channel": row.channel, "place_id": row.place_id, "source": source}


def _row(on: Wire, sending: Sending) -> store.Stored | None:
    """The response's row, locked until the commit; begun if it is new; none if the survey takes no answers."""
    client_id = sending.sitting.client_id
    row = store.stored(on, client_id, lock=True)
    if row is None:
        store.begin(on, store.opening(sending.sitting, sending.language))
        row = store.stored(on, client_id, lock=True)
    return row


def _following(way: logic.Path, page: Page, kept: Answers) -> Page | None:
    """The page to go on to: the next one, or at the end the first that still lacks a needed answer."""
    following = way.after(page)
    if following is not None:
        return following
    for one in way.pages:
        for question in one.questions:
            if question.required and question.key in way.questions and question.key not in kept:
                return one if one.key != page.key else None
    return None


def _again(on: Wire, row: store.Stored, sending: Sending, kept: Answers) -> Outcome:
    """A sending under a finished id: the same again, or a different one to be kept aside."""
    digest = content_hash(kept)
    if digest == row.content_hash:
        return Finished()
    store.set_aside(on, sending.sitting.client_id, digest, plain(kept), sending.at)
    return KeptAside()
