"""The one clock of views."""

from datetime import UTC, datetime

from flask import current_app


def now() -> datetime:
    """This moment, aware and in UTC; a test may freeze it with app.config["VOC_NOW"]."""
    frozen: datetime | None = current_app.config.get("VOC_NOW")
    return frozen or datetime.now(UTC)
