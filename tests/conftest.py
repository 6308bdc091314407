"""The fixtures: an app on an empty database, its client and runner.

A test that must hold on both databases says ``@both_databases`` (tests/conftest.py) or marks its module.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import CHROMIUM
from tests.databases import postgresql_database, postgresql_server
from voc.app import create_app
from voc.db import db
from voc.settings import Settings

both_databases = pytest.mark.parametrize(
    "database",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
    indirect=True,
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the browser tests leave their screenshots somewhere."""
    parser.addoption("--screenshots", default="", help="folder for the pictures that the README shows")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A running PostgreSQL for this test process."""
    with postgresql_server() as address:
        yield address


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table and no row, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.sqlite3"
    app = create_app(Settings(env="test", database_url=f"sqlite:///{path}", loop=False))
    with app.app_context():
        db.create_all()
        db.session.remove()
        db.engine.dispose()
    return path


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database with every table: SQLite unless the test is parametrized."""
    if getattr(request, "param", "sqlite") == "sqlite":
        path = tmp_path / "voc.sqlite3"
        shutil.copy(request.getfixturevalue("empty_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    with postgresql_database(request.getfixturevalue("postgresql")) as address:
        app = create_app(Settings(env="test", database_url=address, loop=False))
        with app.app_context():
            db.create_all()
            db.engine.dispose()
        yield address


@pytest.fixture
def settings(database: str, tmp_path: Path) -> Settings:
    """Settings of a test installation."""
    return Settings(env="test", database_url=database, data_dir=tmp_path, loop=False)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """An application inside its context."""
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """The command line."""
    return app.test_cli_runner()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for all tests of this process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
