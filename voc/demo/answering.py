"""How a customer of 禾木生活 answers each survey: which questions come up, and what is said to them."""

from collections.abc import Callable, Mapping

from voc.demo import odds
from voc.demo.comments import drawn
from voc.demo.customers import Customers, Moment
from voc.surveys.answers import Value

DETRACTOR, PROMOTER = 6, 9
Answering = Callable[[Customers, Moment], Mapping[str, Value]]


def delivery(customers: Customers, moment: Moment) -> Mapping[str, Value]:
    """送货回访: the delivery, why, and the installation where there was one."""
    rating = customers.rate("delivery", moment)
    answers = {"recommend": Value(number=rating)}
    reason = customers.reason("delivery", moment)
    if rating <= DETRACTOR and customers.rng.random() < 0.9:  # noqa: PLR2004
        answers["why"] = customers.why("delivery", reason)
    if rating >= PROMOTER and customers.rng.random() < 0.8:  # noqa: PLR2004
        answers["liked"] = _liked(customers)
    _say(answers, "words", customers.words("delivery", rating, moment, reason))
    answers["installed"] = customers.yes(0.45)
    if answers["installed"].choices == ("yes",):
        _rated(answers, customers, moment, "installation")
    return answers


def store(customers: Customers, moment: Moment) -> Mapping[str, Value]:
    """门店体验: the visit, why, and the checkout of those who paid."""
    rating = customers.rate("visit", moment)
    answers = {"visit": Value(number=rating), "paid": customers.yes(0.62)}
    reason = customers.reason("visit", moment)
    if rating <= DETRACTOR:
        answers["visit_why"] = customers.why("visit", reason)
    if answers["paid"].choices == ("yes",):
        _rated(answers, customers, moment, "queue")
    _say(answers, "visit_words", customers.words("visit", rating, moment, reason))
    return answers


def service(customers: Customers, moment: Moment) -> Mapping[str, Value]:
    """客服回访: the hotline or the chat, then the return, the repair or the complaint it was about."""
    through = drawn(customers.rng, {"hotline": 0.56, "chat": 0.44})
    matter = drawn(customers.rng, {"ask": 0.47, "returns": 0.30, "repair": 0.19, "complaint": 0.04})
    answers = {"through": Value(choices=(through,)), "matter": Value(choices=(matter,))}
    _rated(answers, customers, moment, through)
    if matter != "ask":
        _rated(answers, customers, moment, matter)
    return answers


def shopping(customers: Customers, moment: Moment) -> Mapping[str, Value]:
    """购物体验: choosing, the advice before it, paying, and membership."""
    answers = {"consulted": customers.yes(0.5)}
    _rated(answers, customers, moment, "browsing")
    if answers["consulted"].choices == ("yes",):
        _rated(answers, customers, moment, "presales")
    _rated(answers, customers, moment, "payment")
    answers["member"] = customers.yes(0.55)
    if answers["member"].choices == ("yes",):
        _rated(answers, customers, moment, "membership")
    return answers


SURVEYS: dict[str, Answering] = {
    "delivery": delivery,
    "store": store,
    "service": service,
    "shopping": shopping,
}
"""The answers to each survey by its key."""

FIRST_PAGES: dict[str, frozenset[str]] = {
    "delivery": frozenset({"recommend"}),
    "store": frozenset({"visit", "paid"}),
    "service": frozenset({"through", "matter"}),
    "shopping": frozenset({"consulted", "browsing", "browsing_words"}),
}
"""What stands on the first page of each survey."""


def _liked(customers: Customers) -> Value:
    chosen = {drawn(customers.rng, odds.LIKED) for _ in range(customers.rng.choice((1, 1, 2)))}
    return Value(choices=tuple(key for key in odds.LIKED if key in chosen))


def _rated(answers: dict[str, Value], customers: Customers, moment: Moment, touchpoint: str) -> None:
    """Rate a touchpoint, and perhaps write about it, in the questions that are named for it."""
    rating = customers.rate(touchpoint, moment)
    answers[touchpoint] = Value(number=rating)
    _say(answers, f"{touchpoint}_words", customers.words(touchpoint, rating, moment))


def _say(answers: dict[str, Value], question: str, said: Value | None) -> None:
    if said is not None:
        answers[question] = said
