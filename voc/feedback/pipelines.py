"""The pipeline that an installation has chosen."""

from functools import cache

from voc.nlp.pipeline import Pipeline
from voc.nlp.standard import SENTIMENTS, Factory, build, standard
from voc.plugins import find

GROUP = "voc.sentiment"
"""Entry-point group for sentiments of strangers: a callable that returns components."""


@cache
def chosen(sentiment: str) -> Pipeline:
    """The house's pipeline with the sentiment of that name, ours or a stranger's; built once a process."""
    if sentiment in SENTIMENTS:
        return standard(sentiment)
    factory: Factory = find(GROUP, sentiment, SENTIMENTS)
    return build(sentiment, {sentiment: factory})
