"""A small application with nothing but the shared parts of the web, so that these tests need no database."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, abort, flash, redirect, render_template
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from werkzeug.serving import make_server

from voc.errors import Forbidden
from voc.settings import Settings
from voc.web import wiring

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent


def bare_app(settings: Settings | None = None) -> Flask:
    app = Flask(
        "voc.bare", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "voc" / "static")
    )
    settings = settings or Settings(env="test", company="禾木生活")
    app.config.update(SECRET_KEY=settings.secret_key)
    wiring.init_app(app, settings)
    app.jinja_loader.searchpath.append(str(HERE / "pages"))  # type: ignore[union-attr]  # set by template_folder

    @app.get("/page/<name>")
    def page(name: str) -> str:
        return render_template(f"{name}.html")

    @app.get("/flashing")
    def flashing() -> ResponseReturnValue:
        flash("已保存")
        return redirect("/page/staff")

    @app.get("/broken")
    @app.get("/api/broken")
    def broken() -> str:
        raise ValueError("broken\nforged line")

    @app.get("/forbidden")
    @app.get("/api/forbidden")
    def forbidden() -> str:
        raise Forbidden

    @app.route("/stop/<int:status>")
    def stop(status: int) -> str:
        abort(status)

    @app.post("/form")
    def form() -> str:
        return "ok"

    return app


@pytest.fixture
def bare() -> Flask:
    return bare_app()


@pytest.fixture
def visitor(bare: Flask) -> FlaskClient:
    return bare.test_client()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, bare_app(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
