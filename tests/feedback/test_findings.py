"""What the tagger found is counted once, and finds its touchpoint."""

import pytest

from tests.feedback.tagger import dozen
from voc.feedback.findings import aspect_values, found, touchpoint_of
from voc.nlp.document import Aspect, AspectMention, Polarity, document, with_failure


def _mention(aspect: Aspect, polarity: Polarity, start: int = 0) -> AspectMention:
    return AspectMention(aspect, polarity, start, start + 2, 0.9)


P, N, U = Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.NEUTRAL


@pytest.mark.parametrize(
    ("told", "value"), [((P,), 2), ((U,), 1), ((N,), 0), ((P, N), 0), ((P, U), 2), ((U, N, P), 0)]
)
def test_an_aspect_is_one_fact_and_blame_outweighs_praise(told: tuple[Polarity, ...], value: int) -> None:
    mentions = [_mention(Aspect.PRICE, polarity, place) for place, polarity in enumerate(told)]
    assert aspect_values(mentions) == {"price": value}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("送得快", {"sentiment": 3, "aspect:logistics": 2}),
        ("送得慢，客服好", {"sentiment": 2, "aspect:logistics": 0, "aspect:customer_service": 2}),
        ("几点送", {"sentiment": 1, "aspect:logistics": 1}),
        ("嗯", {"sentiment": 1}),
    ],
)
def test_every_verbatim_gives_its_sentiment_and_each_aspect_once(text: str, values: dict[str, int]) -> None:
    assert found(dozen().tag(text)).values == values


def test_words_that_broke_the_pipeline_are_hidden_and_not_counted() -> None:
    said = found(with_failure(document("坏"), "pipeline"))
    assert (said.masked, said.values, said.failed) == ("*", {}, ("pipeline",))


def test_words_belong_to_the_touchpoint_that_they_speak_of_most() -> None:
    pointing = {"logistics": 4, "customer_service": 7}
    logistics, service = _mention(Aspect.LOGISTICS, N, 9), _mention(Aspect.CUSTOMER_SERVICE, N)
    assert touchpoint_of([service, logistics, logistics], pointing) == 4
    assert touchpoint_of([service, logistics], pointing) == 7
    assert touchpoint_of([_mention(Aspect.PRICE, P)], pointing) is None
    assert touchpoint_of([], pointing) is None
