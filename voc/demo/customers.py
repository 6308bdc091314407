"""One respondent of the demonstration at a time: how they rate, what they are unhappy about, what they write."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from voc.demo import company, odds
from voc.demo.comments import Writer, drawn
from voc.demo.ratings import LOWEST, Ratings
from voc.journey.metrics import Metric
from voc.journey.standard import STANDARD
from voc.surveys.answers import Value

METRICS: Mapping[str, Metric] = {one.key: one.metric for stage in STANDARD for one in stage.touchpoints}
PLACE_NAMES: Mapping[str, str] = {site.key: site.name for site in company.SITES}
UNHAPPY_WRITE_MORE = 1.5
SECOND_REASON = 0.25


@dataclass(frozen=True, slots=True)
class Moment:
    """What an answer depends on. back: whole days before the day of loading."""

    back: int
    place: str
    wordless: bool = False

    def after(self, touchpoint: str) -> bool:
        """Whether the touchpoint's story has turned, here and then."""
        if touchpoint == "queue":
            return self.back < company.QUEUE_DAYS
        turned = touchpoint == "delivery" and (not self.place or self.place in company.TURNED)
        return turned and self.back < company.STORY_DAYS


class Customers:
    """Everyone who answers, from one seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - a story, not a secret
        self.writer = Writer(self.rng)
        self.ratings = Ratings(self.rng)

    def rate(self, touchpoint: str, moment: Moment) -> int:
        """A rating on the touchpoint's own scale."""
        return self.ratings.draw(touchpoint, moment.after(touchpoint))

    def grade(self, touchpoint: str, rating: int) -> str:
        """What the rating says of its giver: low, poor, fair, good or high."""
        return odds.GRADES[METRICS[touchpoint]][rating - LOWEST[touchpoint]]

    def words(self, touchpoint: str, rating: int, moment: Moment, reason: str = "") -> Value | None:
        """What is written beside a rating; most write nothing."""
        grade = self.grade(touchpoint, rating)
        wordy = odds.WORDY[touchpoint] * (UNHAPPY_WRITE_MORE if grade in {"low", "poor"} else 1)
        if moment.wordless or self.rng.random() >= wordy:
            return None
        polarity = drawn(self.rng, odds.POLARITIES[grade])
        return Value(words=self.write(touchpoint, polarity, moment, reason if polarity == "neg" else ""))

    def write(self, touchpoint: str, polarity: str, moment: Moment, reason: str = "") -> str:
        """A comment from where and when it is written."""
        place = PLACE_NAMES.get(moment.place, "")
        return self.writer.write(
            touchpoint, polarity, place=place, after=moment.after(touchpoint), reason=reason
        )

    def reason(self, touchpoint: str, moment: Moment) -> str:
        """What an unhappy customer is unhappy about; "-" for none of the options."""
        turned = f"{touchpoint}@after"
        return drawn(
            self.rng,
            odds.REASONS[turned if moment.after(touchpoint) and turned in odds.REASONS else touchpoint],
        )

    def why(self, touchpoint: str, reason: str) -> Value:
        """The options ticked by someone with this reason: it, now and then a second one, or "other" in words."""
        keys = [key for key in odds.REASONS[touchpoint] if key != "-"]
        second = self.rng.choice(keys) if self.rng.random() < SECOND_REASON else ""
        if reason == "-":
            return Value(choices=("other",), words=self.rng.choice(odds.OTHERS[touchpoint]))
        return Value(choices=tuple(key for key in keys if key in {reason, second}))

    def yes(self, chance: float) -> Value:
        """Yes or no to a single choice."""
        return Value(choices=("yes" if self.rng.random() < chance else "no",))
