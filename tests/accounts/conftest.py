"""The cast, committed, and forms that are protected as in production."""

import pytest
from flask import Flask

from tests import cast
from voc.db import db


@pytest.fixture
def people(app: Flask) -> cast.People:
    """One account a role."""
    known = cast.staff(db.session())
    db.session.commit()
    return known


@pytest.fixture
def protected(app: Flask) -> None:
    """Switch CSRF protection on, as it is outside tests."""
    app.config["WTF_CSRF_ENABLED"] = True
