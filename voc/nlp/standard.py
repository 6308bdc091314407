"""The pipeline that the house uses, put together from a table of named components."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from voc.nlp.pipeline import Component, Pipeline

Factory = Callable[[], Component]
"""Makes one component; called once for each pipeline."""
