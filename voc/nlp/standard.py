"""The pipeline that the house uses, put together from a table of named components."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from voc.nlp.pipeline import Component, Pipeline, PipelineBroken

Factory = Callable[[], Sequence[Component]]
"""Makes the components of one way to judge a comment as a whole; together they give `overall`."""


def _snownlp() -> Sequence[Component]:
    """SnowNLP's probability, weighed together with the lexicon's opinions by the label guide's rules."""
    from voc.nlp.overall import Combine
    from voc.nlp.stock import Stock

    return (Stock(), Combine())


def _snownlp_alone() -> Sequence[Component]:
    """SnowNLP's probability and nothing else: the baseline that others are measured against."""
    from voc.nlp.overall import Threshold
    from voc.nlp.stock import Stock

    return (Stock(), Threshold())


SENTIMENTS: dict[str, Factory] = {"snownlp": _snownlp, "snownlp-alone": _snownlp_alone}
"""The ways to judge a comment as a whole that come with the house, by name."""


@cache
def standard(sentiment: str = "snownlp") -> Pipeline:
    """The house's pipeline with one of its own sentiments; built once a process (about 0.3 s)."""
    return build(sentiment, {})


def build(sentiment: str, more: Mapping[str, Factory]) -> Pipeline:
    """A pipeline with the sentiment of that name, from the house's table or from `more`.

    A stranger's components may need whatever stands before them: folded, words, clauses,
    hits, mood, opinions. An unknown name raises PipelineBroken with the known ones.
    """
    from voc.nlp.aspects import Aspects
    from voc.nlp.clauses import Clauses
    from voc.nlp.cut import Cut
    from voc.nlp.fold import Fold
    from voc.nlp.matching import Match
    from voc.nlp.mood import Moods
    from voc.nlp.opinions import Opinions
    from voc.nlp.personal import PersonalData

    known = {**more, **SENTIMENTS}
    if sentiment not in known:
        raise PipelineBroken(f"no sentiment called {sentiment!r}; choose one of {sorted(known)}")
    before = (Fold(), PersonalData(), Cut(), Clauses(), Match(), Moods(), Opinions())
    return Pipeline((*before, *known[sentiment](), Aspects()))
