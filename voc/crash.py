"""Dying on purpose: tests name a step, and the process is killed there, as by a power cut.

Nothing happens unless an application outside production was told where by ``VOC_CRASH_AT``:
"respond.inserted", or "respond.inserted:3" for the third time that a process comes there.
"""

import os
import signal

_waiting: dict[str, int] = {}
"""How often each named step is still to be passed before the process dies there."""


def arm(where: str) -> None:
    """Die at the named step from now on; "" never. Only create_app calls this, and never in production."""
    _waiting.clear()
    name, _, times = where.partition(":")
    if name:
        _waiting[name] = int(times or 1)


def step(name: str) -> None:
    """Come to a named step: pass, or die there at once without tidying up."""
    if name not in _waiting:
        return
    _waiting[name] -= 1
    if not _waiting[name]:
        os.kill(os.getpid(), signal.SIGKILL)
