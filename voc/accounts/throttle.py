"""How often a sign-in may fail: by account and address together, so that nobody can lock out another.

The counters live in this process. With several processes each counts by itself, so that the true
limits are as many times higher; sign-ins are rare enough for that.
"""

import math
import time
from dataclasses import dataclass

from limits import RateLimitItem, parse, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

BY_ACCOUNT = parse_many("5/15 minutes;10/2 hours;20/day")
"""Failed tries of one account from one address; the wait grows as they go on."""

BY_ADDRESS = parse("100/15 minutes")
"""Failed tries of any account from one address: an office behind one address, yet no list of passwords."""

AT_HOME = parse("1/30 days")
"""How long an account that signed in from an address is known there: other people's failures never shut it out."""


@dataclass(frozen=True, slots=True)
class Try:
    """Whether a try may be made. left: tries after this one; wait: minutes until the next, once none is left."""

    granted: bool
    left: int
    wait: int


class Throttle:
    """Counts failures of signing in; an account's are forgotten once it succeeds.

    Take a try first, then say how it ended: failed or succeeded.
    """

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def take(self, login: str, address: str) -> Try:
        """Ask for one try, before any hashing. It counts for the account until it is said to have succeeded."""
        if not self._limiter.test(BY_ADDRESS, address) and self._limiter.test(AT_HOME, login, address):
            return Try(granted=False, left=0, wait=self._minutes(BY_ADDRESS, address))
        for limit in BY_ACCOUNT:
            if not self._limiter.test(limit, login, address):
                return Try(granted=False, left=0, wait=self._minutes(limit, login, address))
        for limit in BY_ACCOUNT:
            self._limiter.hit(limit, login, address)
        left = {
            limit: self._limiter.get_window_stats(limit, login, address).remaining for limit in BY_ACCOUNT
        }
        tightest = min(left, key=lambda limit: left[limit])
        return Try(granted=True, left=left[tightest], wait=math.ceil(tightest.get_expiry() / 60))

    def failed(self, address: str) -> None:
        """Count a failure for its address."""
        self._limiter.hit(BY_ADDRESS, address)

    def succeeded(self, login: str, address: str) -> None:
        """Start anew with this account, and know it here. The address keeps its failures, which others made."""
        for limit in (*BY_ACCOUNT, AT_HOME):
            self._limiter.clear(limit, login, address)
        self._limiter.hit(AT_HOME, login, address)

    def _minutes(self, limit: RateLimitItem, *whose: str) -> int:
        reset = self._limiter.get_window_stats(limit, *whose).reset_time
        return max(1, math.ceil((reset - time.time()) / 60))
