"""What the tagger found, as facts to be counted; and the touchpoint that words without one belong to. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from voc.journey.metrics import ASPECT_PREFIX, OPINION_VALUES, SENTIMENT, SENTIMENT_VALUES
from voc.nlp.document import AspectMention, Document, Overall, Polarity

WINS = (Polarity.NEGATIVE, Polarity.POSITIVE, Polarity.NEUTRAL)
"""Which polarity stands for an aspect that a verbatim judges in several ways."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one verbatim was found to say, ready to be stored.

    overall: none if no component could tell. personal: [kind, start, end] each. failed: names of the
    components that broke on this text.
    """

    masked: str
    overall: Overall | None
    confidence: float | None
    mentions: tuple[AspectMention, ...]
    personal: tuple[tuple[str, int, int], ...]
    failed: tuple[str, ...]

    @property
    def values(self) -> dict[str, int]:
        """Metric -> value of every fact of this verbatim: its sentiment, and each aspect once."""
        values = {ASPECT_PREFIX + aspect: value for aspect, value in aspect_values(self.mentions).items()}
        if self.overall is not None:
            values[SENTIMENT] = SENTIMENT_VALUES[self.overall]
        return values


def found(document: Document) -> Found:
    """What a document says; mentions of one aspect that begin at one place are one."""
    mentions = {(one.aspect, one.start): one for one in reversed(document.aspects)}
    return Found(
        masked=document.masked,
        overall=document.overall,
        confidence=document.overall_confidence,
        mentions=tuple(sorted(mentions.values(), key=lambda one: (one.start, one.aspect))),
        personal=tuple((one.kind, one.start, one.end) for one in document.personal or ()),
        failed=document.failed,
    )


def aspect_values(mentions: Iterable[AspectMention]) -> dict[str, int]:
    """Aspect -> its value as a fact; one bad word about an aspect outweighs its praise."""
    told: dict[str, set[Polarity]] = {}
    for one in mentions:
        told.setdefault(one.aspect.value, set()).add(one.polarity)
    return {
        aspect: OPINION_VALUES[next(polarity for polarity in WINS if polarity in polarities)]
        for aspect, polarities in told.items()
    }


def touchpoint_of(mentions: Iterable[AspectMention], pointing: Mapping[str, int]) -> int | None:
    """The touchpoint that most mentions point to; the one spoken of first on a tie, none without any.

    pointing: aspect -> touchpoint id.
    """
    spoken_of = [pointing[one.aspect.value] for one in mentions if one.aspect.value in pointing]
    return Counter(spoken_of).most_common(1)[0][0] if spoken_of else None
