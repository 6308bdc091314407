"""Words in survey answers become verbatims, once each."""

import logging
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from voc.feedback.service import take_in_many
from voc.feedback.words import SURVEY, WordsFault, cleaned
from voc.feedback.words import Words as Told
from voc.jobs.reading import reading
from voc.journey.channels import Channel
from voc.journey.metrics import Metric
from voc.surveys.news import Words, mark_collected, uncollected_words, words_wait

BATCH = 250

log = logging.getLogger("voc.feedback")


def waits(session: Session) -> bool:
    """Whether some finished response has words that nobody has taken over."""
    return words_wait(session)


def collect(session: Session, now: datetime, limit: int = BATCH) -> int:
    """Take over the next words; how many were dealt with. Reads first, stores afterwards."""
    with reading(session):
        found = uncollected_words(session, limit)
    if found:
        take_in_many(session, list(_keepable(found)), now)
        mark_collected(session, [words.key for words in found])
    return len(found)


def _keepable(found: Iterable[Words]) -> Iterable[Told]:
    """Those that say something; blank answers, and what no table can hold, are left where they are."""
    for words in found:
        try:
            cleaned(words.text)
            channel = Channel(words.channel)
        except WordsFault as fault:
            log.info("answer %s holds no words to collect: %s", words.source_id, fault.code)
            continue
        except ValueError:
            log.warning(
                "answer %s came by a channel that there is no longer: %s", words.source_id, words.channel
            )
            continue
        yield Told(
            source=SURVEY,
            source_id=words.source_id,
            text=words.text,
            at=words.at,
            channel=channel,
            touchpoint_id=words.touchpoint_id,
            place_id=words.place_id,
            rating=words.rating,
            rating_metric=Metric(words.metric) if words.metric else None,
        )
