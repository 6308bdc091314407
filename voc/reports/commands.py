"""Commands about reports."""

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from voc.db import db
from voc.reports import rebuilding
from voc.settings import Settings

reports_cli = AppGroup("reports", help="The figures of the reports.")


@reports_cli.command("rebuild")
def rebuild() -> None:
    """Count every figure anew from the facts, in days of VOC_TIMEZONE. Readers see the old ones until it is done."""
    settings: Settings = current_app.config["VOC"]
    done = rebuilding.rebuild(db.session(), settings.zone, _tell)
    db.session.commit()
    _tell(None)
    click.echo(f"用 {done:,} 个数重算了全部报表，按 {settings.timezone} 分天")


def _tell(done: int | None) -> None:
    """How far it is, on one line that is written over, where there is a person to see it."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[2K" + ("" if done is None else f"已算 {done:,} 个数"), nl=False, err=True)
