"""Migrations build what the models say, go down again, and survive a kill."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect

from tests.conftest import both_databases
from tests.databases import postgresql_database
from voc.app import create_app
from voc.db import Base, db
from voc.settings import Settings


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address of a database without a table, on the database that the test is parametrized with."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'fresh.sqlite3'}"
        return
    with postgresql_database(request.getfixturevalue("postgresql")) as address:
        yield address


on_both = pytest.mark.parametrize(
    "empty", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


def opened(address: str) -> Flask:
    return create_app(Settings(env="test", database_url=address, loop=False))


@on_both
def test_migrations_build_what_the_models_say(empty: str) -> None:
    app = opened(empty)
    with app.app_context():
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
        db.engine.dispose()
    assert differences == []


@on_both
def test_migrations_go_down_to_nothing(empty: str) -> None:
    app = opened(empty)
    with app.app_context():
        flask_migrate.upgrade()
        flask_migrate.downgrade(revision="base")
        left = inspect(db.engine).get_table_names()
        db.engine.dispose()
    assert left == ["alembic_version"]


def test_the_head_is_written_down_so_that_rivals_collide(app: Flask) -> None:
    folder = Path(app.extensions["migrate"].directory)
    script = ScriptDirectory(str(folder))
    assert script.get_heads() == [(folder / ".current-head").read_text().strip()]


@both_databases
def test_the_tests_tables_are_the_models(app: Flask) -> None:
    assert set(Base.metadata.tables) <= set(inspect(db.engine).get_table_names())
