"""Which touchpoint a comment speaks of, when it came without saying where it was left."""

from collections import Counter
from collections.abc import Collection, Mapping

from voc.nlp.document import Aspect, Document

NAMED = 0.3
"""A thing that is only named counts so much; one that is judged counts its confidence."""


def guess_touchpoint(found: Document, aspects_of: Mapping[str, Collection[Aspect]]) -> str | None:
    """The key of the touchpoint whose aspects the comment speaks of most, or None.

    aspects_of: touchpoint key -> the aspects that are met there. An aspect that several
    touchpoints share is divided among them; a verdict on the whole points nowhere. Of equals
    the earlier in `aspects_of` is meant. None when nothing points anywhere.
    """
    spoken = _spoken(found)
    shared = Counter(aspect for aspects in aspects_of.values() for aspect in set(aspects))
    scores = {
        key: sum(spoken[aspect] / shared[aspect] for aspect in sorted(set(aspects)))
        for key, aspects in aspects_of.items()
    }
    best = max(scores, key=lambda key: scores[key], default=None)
    return best if best is not None and scores[best] > 0 else None


def _spoken(found: Document) -> dict[Aspect, float]:
    """How much a comment speaks of each aspect."""
    spoken = dict.fromkeys(Aspect, 0.0)
    for hit in found.hits:
        if hit.entry.kind == "term" and hit.entry.aspect is not None:
            spoken[hit.entry.aspect] += NAMED
    for mention in found.aspects:
        spoken[mention.aspect] += mention.confidence
    return spoken | {Aspect.OVERALL: 0.0}
