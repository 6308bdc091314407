"""How many words one address may leave at one touchpoint, so that a program cannot bury what customers say.

The counters live in this process; with several processes the true limits are as many times higher.
"""

import math
import time
from ipaddress import ip_address, ip_network

from limits import RateLimitItem, parse, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

BY_ADDRESS = parse_many("30/minute;300/hour")
"""Words from one address at one touchpoint: a shop's Wi-Fi or a carrier's gateway, yet no flood."""

BY_VISIT = parse("10/hour")
"""Words of one page that was opened: a person adds something, and sends again when the line is bad."""

IPV6_SITE = 64
"""Bits of an IPv6 address that one household or telephone has; the rest it chooses freely."""


class Rush:
    """Counts words that are about to be stored."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, address: str, code: str, client_id: str) -> int:
        """Count one text: 0 if it is welcome, else the minutes until the next one is; those are not counted.

        address: the visitor's, as the server knows it. code: the touchpoint's. client_id: of the visit.
        """
        limits = [(limit, (site(address), code)) for limit in BY_ADDRESS] + [(BY_VISIT, ("visit", client_id))]
        for limit, whose in limits:
            if not self._limiter.test(limit, *whose):
                return self._minutes(limit, *whose)
        for limit, whose in limits:
            self._limiter.hit(limit, *whose)
        return 0

    def _minutes(self, limit: RateLimitItem, *whose: str) -> int:
        reset = self._limiter.get_window_stats(limit, *whose).reset_time
        return max(1, math.ceil((reset - time.time()) / 60))


def site(address: str) -> str:
    """What counts as one address: an IPv4 address, or the network of an IPv6 one; other texts as they are."""
    try:
        told = ip_address(address)
    except ValueError:
        return address
    return str(told) if told.version == 4 else str(ip_network((told, IPV6_SITE), strict=False))  # noqa: PLR2004 - the protocol's own number
