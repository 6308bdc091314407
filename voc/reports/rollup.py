"""Facts become cells."""

from voc.jobs.steps import Step
from voc.settings import Settings


def steps(settings: Settings) -> tuple[Step, ...]:
    """Replaced by the reports engineer."""
    return ()
