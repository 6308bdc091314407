"""Real material that lies beside a checkout and is never committed: tests that use it skip where it is absent."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def material(name: str) -> Path:
    """The file called name, "data/sentiment.tsv"; skips the test with the reason where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"real material is not on this machine: {name}")
    return path
