import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from voc.demo import company
from voc.demo.asking import definition
from voc.demo.customers import METRICS
from voc.demo.odds import FLOWS
from voc.demo.sittings import Told, remarks, sittings
from voc.journey.metrics import Metric
from voc.reports.statistics import scales
from voc.reports.statistics.values import Change, Score
from voc.surveys import logic
from voc.surveys.answers import plain
from voc.surveys.parsing import parse
from voc.surveys.questions import TYPES

ZONE = ZoneInfo("Asia/Shanghai")
FRIDAY = datetime(2026, 11, 20, 0, 40, tzinfo=UTC)
SEED = 2026
QUESTIONS = {"delivery": "recommend"}


@cache
def told(now: datetime = FRIDAY, seed: int = SEED) -> Sequence[Told]:
    return tuple(sittings(seed, now, ZONE))


def histogram(
    now: datetime, touchpoint: str, first: int, last: int, places: frozenset[str] | None = None
) -> list[int]:
    counts = [0] * 11
    question = QUESTIONS.get(touchpoint, touchpoint)
    for one in told(now):
        answer = one.answers.get(question)
        if one.finished is None or answer is None or answer.number is None:
            continue
        if (now - one.finished).days in range(first, last) and (places is None or one.place in places):
            counts[answer.number] += 1
    return counts


def score(touchpoint: str, now: datetime = FRIDAY, days: int = 28) -> Score:
    found = scales.score(METRICS[touchpoint], histogram(now, touchpoint, 0, days))
    assert found is not None
    return found


def change(touchpoint: str, now: datetime = FRIDAY, places: frozenset[str] | None = None) -> Change:
    found = scales.change(
        METRICS[touchpoint],
        histogram(now, touchpoint, 0, 28, places),
        histogram(now, touchpoint, 28, 56, places),
    )
    assert found is not None
    return found


def test_the_same_seed_and_moment_tell_the_same_story_word_for_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(company, "DAYS", 15)
    first, again, others = (tuple(sittings(seed, FRIDAY, ZONE)) for seed in (SEED, SEED, SEED + 1))
    assert first == again != others
    assert tuple(remarks(SEED, FRIDAY, ZONE)) == tuple(remarks(SEED, FRIDAY, ZONE))


def test_thousands_answer_over_a_hundred_and_twenty_days_and_nobody_in_the_future() -> None:
    days = {one.started.astimezone(ZONE).date() for one in told()}
    assert 4000 < len(told()) < 6500
    assert 119 <= len(days) <= 121
    assert all(one.started < (one.finished or one.started + timedelta(1)) for one in told())
    assert max(one.finished for one in told() if one.finished) < FRIDAY
    assert max(one.at for one in remarks(SEED, FRIDAY, ZONE)) < FRIDAY


@pytest.mark.parametrize("day", [2, 4])
def test_delivery_falls_clearly_on_whatever_day_of_the_week_it_is_loaded(day: int) -> None:
    now = FRIDAY + timedelta(days=day)
    fallen = change("delivery", now)
    assert fallen.high < -5
    assert fallen.p < 0.001


def test_delivery_falls_only_where_the_carrier_changed() -> None:
    assert change("delivery", places=frozenset({"yuhang", "xiaoshan"})).high < -15
    spared = change("delivery", places=frozenset({"ningbo_depot", "suzhou_depot"}))
    assert spared.low < 0 < spared.high


@pytest.mark.parametrize("touchpoint", ["queue", "hotline", "payment", "visit"])
def test_the_others_move_no_more_than_chance(touchpoint: str) -> None:
    moved = change(touchpoint)
    assert moved.low < 0 < moved.high


def test_scores_are_plausible_beside_each_other() -> None:
    assert score("payment").points > score("browsing").points > score("complaint", days=120).points
    assert score("visit").points > score("delivery").points
    assert score("queue").points < score("installation").points


def test_complaints_are_too_few_for_a_score() -> None:
    assert score("complaint").n < 30
    assert all(score(touchpoint).n >= 30 for touchpoint in METRICS if touchpoint != "complaint")


def test_words_go_with_the_rating_beside_them() -> None:
    wordy = [one for one in told() if one.survey == "delivery" and "words" in one.answers]
    low = [one for one in wordy if (one.answers["recommend"].number or 0) <= 4]
    blame = [
        one
        for one in low
        if any(word in str(one.answers["words"].words) for word in ("五星", "给个好评", "必须表扬"))
    ]
    assert len(low) > 120
    assert [
        str(one.answers["words"].words)
        for one in blame
        if "要我在平台打五星" not in str(one.answers["words"].words)
    ] == []


def test_some_words_carry_personal_data_of_nobody() -> None:
    words = [str(value.words) for one in told() for value in one.answers.values() if value.words]
    assert sum("13800138" in text for text in words) > 10
    assert sum("订单HM" in text for text in words) > 10


@pytest.mark.parametrize("survey", FLOWS)
def test_answers_are_what_the_pages_would_have_taken(survey: str) -> None:
    asked = parse(definition(survey), METRICS)
    for one in [one for one in told() if one.survey == survey][:300]:
        way = logic.path(asked, one.answers)
        assert set(one.answers) <= way.questions
        pages = way.pages if one.finished else way.pages[:1]
        needed = {question.key for page in pages for question in page.questions if question.required}
        assert needed & way.questions <= set(one.answers)
        for key, value in one.answers.items():
            question = asked.questions[key]
            assert (value.number is not None) == (TYPES[question.type].metric is not None)
            offered = {option.key for option in question.options} | ({"other"} if question.other else set())
            assert set(value.choices or ()) <= offered


@pytest.mark.parametrize("survey", FLOWS)
def test_a_survey_asks_in_both_languages(survey: str) -> None:
    written = json.dumps(definition(survey), ensure_ascii=False)
    assert written.count('"zh":') == written.count('"en":')
    assert {question.type for question in parse(definition(survey), METRICS).questions.values()} & set(Metric)


def test_an_answer_is_plain_json() -> None:
    assert json.dumps([plain(one.answers) for one in told()[:500]])
