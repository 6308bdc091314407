"""The one composition root: settings in, a whole application out."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from apiflask import APIFlask
from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_migrate import Migrate

from voc import __version__, crash
from voc.accounts import views as accounts
from voc.accounts.access import require_declarations
from voc.accounts.commands import accounts_cli
from voc.db import db, keep_private, only_reads
from voc.demo import marker
from voc.demo.commands import demo_cli
from voc.feedback import api
from voc.feedback import steps as feedback_steps
from voc.feedback import views as feedback
from voc.feedback.commands import feedback_cli
from voc.jobs.commands import jobs_cli, worker
from voc.jobs.steps import Step
from voc.journey import views as journey
from voc.journey.commands import journey_cli
from voc.reports import rollup
from voc.reports import views as reports
from voc.reports.commands import reports_cli
from voc.settings import Settings, read
from voc.surveys import respond
from voc.surveys import views as surveys
from voc.web import wiring

HERE = Path(__file__).parent


RESPONDENTS = frozenset({"respond.opened", "respond.answered"})
"""The views whose speed decides how many customers can answer at once."""


class App(APIFlask):
    """The application, which does nothing for respondents that they do not need.

    None of its views or hooks is asynchronous, so none is asked at every call. The respondents' views are open to
    everyone, carry a token of their own and begin their own transactions: no hook before a request concerns them.
    """

    def preprocess_request(self) -> ResponseReturnValue | None:
        """Run the hooks before a request, but for respondents."""
        return None if request.endpoint in RESPONDENTS else super().preprocess_request()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """An application with every room furnished.

    settings: read from the environment unless given. Raises SettingsFault if they cannot be used.
    """
    settings = settings or read(os.environ)
    app = App(
        __name__,
        title="VOC API",
        version=__version__,
        template_folder=_templates(),
        static_folder=str(HERE / "static"),
        docs_path=None,
        spec_path=None,
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        DEBUG=settings.debug,
        TESTING=settings.env == "test",
        SQLALCHEMY_DATABASE_URI=settings.url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "hide_parameters": True
        },  # customers' words stay out of error texts and logs
        VOC=settings,
    )
    if not settings.production:
        crash.arm(os.environ.get("VOC_CRASH_AT", ""))
    if not settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    keep_private(settings.url)
    db.init_app(app)
    app.before_request(_begin_reading)
    app.teardown_request(_end_reading)
    Migrate(app, db, directory=str(HERE / "migrations"), render_as_batch=True, compare_type=True)
    wiring.init_app(app, settings)
    accounts.init_app(app, settings)
    for blueprint in (
        accounts.bp,
        journey.bp,
        respond.bp,
        surveys.bp,
        feedback.bp,
        api.bp,
        reports.bp,
    ):
        app.register_blueprint(blueprint)
    marker.init_app(app)
    require_declarations(app)
    for command in (accounts_cli, journey_cli, feedback_cli, reports_cli, jobs_cli, worker, demo_cli):
        app.cli.add_command(command)
    app.extensions["voc.steps"] = {step.kind: step for step in steps(settings)}
    return app


def steps(settings: Settings) -> tuple[Step, ...]:
    """Every kind of background work, in the order in which news flows through it."""
    return (*feedback_steps.steps(settings), *rollup.steps(settings))


def _begin_reading() -> None:
    """Let pages that only show something read without SQLite's write lock. Stands before every other hook."""
    only_reads.set(request.method in {"GET", "HEAD"})


def _end_reading(_error: BaseException | None) -> None:
    only_reads.set(False)


def _templates() -> str:
    """The folder of templates: packaged as voc.templates, or at the root of a checkout."""
    packaged = HERE / "templates"
    return str(packaged if packaged.is_dir() else HERE.parent / "templates")
