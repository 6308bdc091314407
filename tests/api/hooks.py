"""Loaded by schemathesis itself: meanings that no schema can say."""

from typing import Any

import schemathesis
from schemathesis.generation import GenerationMode

KNOWN = {
    "touchpoint": ["delivery", "hotline"],
    "place": ["hz01", "gz01"],
    "at": ["2026-11-19T08:00:00+08:00", "2024-02-29T23:59:59.999Z", "2000-01-02T00:00:00-12:00"],
}


@schemathesis.hook
def map_case(context: Any, case: Any) -> Any:
    """Let valid bodies name a touchpoint and a place that are there, and a day that is past."""
    positive = case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE
    if positive and isinstance(case.body, dict):
        for name, choices in KNOWN.items():
            if isinstance(case.body.get(name), str):
                case.body[name] = choices[len(case.body[name]) % len(choices)]
    return case
