"""SnowNLP's model read without SnowNLP says what its formula says."""

import gzip
import marshal
import sys
from importlib.util import find_spec
from math import exp, log
from pathlib import Path

import pytest

from voc.nlp import stock
from voc.nlp.stock import StockBayes, probability, stock_bayes

TINY = StockBayes(
    counts={"pos": {"好": 5, "的": 4}, "neg": {"差": 7, "的": 4}},
    totals={"pos": 20.0, "neg": 10.0},
    stop=["了"],
)


def by_formula(words: list[str]) -> float:
    """Naive Bayes with add-one counts, written out as SnowNLP does it."""
    counts = {"pos": {"好": 5, "的": 4}, "neg": {"差": 7, "的": 4}}
    totals = {"pos": 20.0, "neg": 10.0}
    odds = {}
    for label, seen in counts.items():
        odds[label] = log(totals[label]) - log(30)
        for word in words:
            odds[label] += log(seen.get(word, 1) / totals[label])
    return 1 / (1 + exp(odds["neg"] - odds["pos"]))


@pytest.mark.parametrize(
    "words", [[], ["好"], ["差"], ["好", "差"], ["的"], ["没见过"], ["好", "没见过", "的"]]
)
def test_the_odds_are_those_of_add_one_bayes(words: list[str]) -> None:
    assert probability(TINY.log_odds(words)) == pytest.approx(by_formula(words))


def test_stop_words_say_nothing() -> None:
    assert TINY.log_odds(["好", "了"]) == TINY.log_odds(["好"])


@pytest.mark.parametrize(("odds", "expected"), [(0, 0.5), (1e9, 1.0), (-1e9, 0.0), (log(3), 0.75)])
def test_log_odds_become_a_probability_without_overflow(odds: float, expected: float) -> None:
    assert probability(odds) == pytest.approx(expected)


def test_the_shipped_model_is_read_as_it_lies_there() -> None:
    spec = find_spec("snownlp")
    assert spec is not None
    assert spec.origin is not None
    packed = (Path(spec.origin).parent / "sentiment" / "sentiment.marshal.3").read_bytes()
    model = marshal.loads(gzip.decompress(packed))  # noqa: S302 - a file of an installed package
    totals = {label: kept["total"] for label, kept in model["d"].items()}
    assert stock_bayes().prior == pytest.approx(log(totals["pos"]) - log(totals["neg"]))
    assert len(stock_bayes().words) >= len(model["d"]["pos"]["d"].keys() | model["d"]["neg"]["d"].keys())


def test_snownlp_itself_is_never_imported() -> None:
    stock_bayes()
    assert "snownlp.seg" not in sys.modules


def test_a_missing_snownlp_is_named_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "find_spec", lambda name: None)
    stock_bayes.cache_clear()
    with pytest.raises(FileNotFoundError, match="snownlp is not installed; install it, or choose"):
        stock_bayes()
    monkeypatch.undo()
    stock_bayes.cache_clear()
