"""Ratings by the tables' weights, spread more evenly than pure chance would, so that the story is always told."""

import math
import random
from bisect import bisect
from itertools import accumulate

from voc.demo import odds
from voc.journey.metrics import SCALES
from voc.journey.standard import STANDARD

GOLDEN = (math.sqrt(5) - 1) / 2
EVEN = 0.6
"""How many draws follow the golden ratio's even steps; the others are left to chance."""

LOWEST = {one.key: SCALES[one.metric].low for stage in STANDARD for one in stage.touchpoints}


class Ratings:
    """Draws for every touchpoint; each has a sequence of its own, and another once its story has turned."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._steps: dict[str, float] = {}

    def draw(self, touchpoint: str, after: bool) -> int:
        """The next rating on the touchpoint's scale."""
        turned = f"{touchpoint}@after"
        name = turned if after and turned in odds.RATINGS else touchpoint
        chance = self._rng.random()
        if self._rng.random() < EVEN:
            chance = self._steps[name] = (self._steps.get(name, chance) + GOLDEN) % 1
        limits = list(accumulate(odds.RATINGS[name]))
        return LOWEST[touchpoint] + bisect(limits[:-1], chance * limits[-1])
