"""SnowNLP's shipped sentiment model, read once and asked with the pipeline's own cuts.

SnowNLP is naive Bayes over words: the log odds of a text are a prior plus one number for
each word. Those numbers are computed once from the counts that SnowNLP ships; the answer
equals `snownlp.sentiment.classifier` on the same words, without importing SnowNLP (which
loads four models and takes seconds) and without its slow cutting.
"""

import gzip
import marshal
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from math import exp, log
from pathlib import Path

from voc.nlp.document import Document
from voc.nlp.pipeline import Component

LOG_ODDS_LIMIT = 700.0
"""Beyond this the exponential overflows; the probability is 0 or 1 to every printed digit."""


class StockBayes:
    """Word -> what it adds to the log odds of a favourable text."""

    def __init__(
        self, counts: dict[str, dict[str, float]], totals: dict[str, float], stop: Iterable[str]
    ) -> None:
        good, bad = counts["pos"], counts["neg"]
        self.unknown = log(totals["neg"]) - log(totals["pos"])
        self.prior = -self.unknown
        self.words = {
            word: log(good.get(word, 1)) - log(bad.get(word, 1)) + self.unknown
            for word in good.keys() | bad.keys()
        }
        self.words |= dict.fromkeys(stop, 0.0)

    def log_odds(self, words: Iterable[str]) -> float:
        """Log odds that a text of these words is favourable; the prior alone for no words."""
        look, unknown = self.words.get, self.unknown
        return self.prior + sum([look(word, unknown) for word in words])


def probability(log_odds: float) -> float:
    """The probability, 0 to 1, that belongs to log odds."""
    bounded = max(-LOG_ODDS_LIMIT, min(LOG_ODDS_LIMIT, log_odds))
    return 1 / (1 + exp(-bounded))


@cache
def stock_bayes() -> StockBayes:
    """The model as the installed SnowNLP ships it; FileNotFoundError names what is missing."""
    spec = find_spec("snownlp")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("snownlp is not installed; install it, or choose another sentiment component")
    folder = Path(spec.origin).parent
    stop = (folder / "normal" / "stopwords.txt").read_text(encoding="utf-8").split("\n")
    packed = (folder / "sentiment" / "sentiment.marshal.3").read_bytes()
    model = marshal.loads(gzip.decompress(packed))  # noqa: S302 - a file of an installed package, as trusted as its code
    counts = {label: kept["d"] for label, kept in model["d"].items()}
    totals = {label: kept["total"] for label, kept in model["d"].items()}
    return StockBayes(counts, totals, (word.strip() for word in stop))


class Stock(Component):
    """Gives `positive`: SnowNLP's probability that the text is favourable."""

    name = "snownlp"
    needs = frozenset({"words"})
    gives = frozenset({"positive"})

    def __init__(self) -> None:
        self._model = stock_bayes()
        self.version = f"1+{version('snownlp')}"

    def __call__(self, found: Document) -> Document:
        """The document with the stock probability."""
        return found.having(positive=probability(self._model.log_odds(found.words)))
