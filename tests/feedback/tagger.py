"""A tagger for tests: it knows a dozen words, so that a test can say what will be found."""

from collections.abc import Sequence
from dataclasses import replace

from voc.nlp.document import Aspect, AspectMention, Document, Overall, Personal, Polarity
from voc.nlp.pipeline import Pipeline

WORDS = {
    "送得快": (Aspect.LOGISTICS, Polarity.POSITIVE),
    "送得慢": (Aspect.LOGISTICS, Polarity.NEGATIVE),
    "几点送": (Aspect.LOGISTICS, Polarity.NEUTRAL),
    "客服好": (Aspect.CUSTOMER_SERVICE, Polarity.POSITIVE),
    "客服差": (Aspect.CUSTOMER_SERVICE, Polarity.NEGATIVE),
}
PHONE = "13800138001"


class Dozen:
    """Finds the words above, and one telephone number. "坏" breaks it."""

    name = "dozen"
    needs: frozenset[str] = frozenset()
    gives = frozenset({"overall", "overall_confidence", "aspects", "personal"})

    def __init__(self, version: str = "1", *, turned: bool = False) -> None:
        self.version = version
        self.turned = turned

    def __call__(self, found: Document) -> Document:
        """What the words say; "turned" says the opposite, as a later version might."""
        if "坏" in found.text:
            raise ValueError("坏")
        aspects = [
            AspectMention(aspect, self._polarity(polarity), place, place + len(word), 0.9)
            for word, (aspect, polarity) in WORDS.items()
            for place in range(len(found.text))
            if found.text.startswith(word, place)
        ]
        place = found.text.find(PHONE)
        told = {one.polarity for one in aspects}
        overall = {
            frozenset({Polarity.POSITIVE}): Overall.POSITIVE,
            frozenset({Polarity.NEGATIVE}): Overall.NEGATIVE,
            frozenset({Polarity.POSITIVE, Polarity.NEGATIVE}): Overall.MIXED,
        }.get(frozenset(told - {Polarity.NEUTRAL}), Overall.NEUTRAL)
        return replace(
            found,
            overall=overall,
            overall_confidence=0.8,
            aspects=tuple(aspects),
            personal=(Personal("mobile", place, place + len(PHONE)),) if place >= 0 else (),
        )

    def batch(self, found: Sequence[Document]) -> list[Document]:
        """One by one."""
        return [self(one) for one in found]

    def _polarity(self, polarity: Polarity) -> Polarity:
        opposite = {Polarity.POSITIVE: Polarity.NEGATIVE, Polarity.NEGATIVE: Polarity.POSITIVE}
        return opposite.get(polarity, polarity) if self.turned else polarity


def dozen(version: str = "1", *, turned: bool = False) -> Pipeline:
    """A pipeline of that one component."""
    return Pipeline([Dozen(version, turned=turned)])
