"""A plain session on either database, without an application."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    """A session on an empty database with every table."""
    engine = create_engine(database)
    with Session(engine) as session:
        yield session
    engine.dispose()
