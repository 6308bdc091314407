"""Commands about the journey."""

import click
from flask.cli import AppGroup

from voc.accounts.hands import console_hand
from voc.db import db
from voc.jobs.reading import reading
from voc.journey import service

journey_cli = AppGroup("journey", help="Stages, touchpoints and places.")


@journey_cli.command("standard")
def standard() -> None:
    """Add what the standard journey has and this one lacks; what is there stays as it is."""
    added = service.ensure_standard(db.session(), by=console_hand())
    db.session.commit()
    click.echo(f"已添加 {added} 个触点")


@journey_cli.command("list")
def list_touchpoints() -> None:
    """List every touchpoint by its lasting key, tab-separated."""
    with reading(db.session()) as session:
        for one in service.touchpoints(session, retired=True):
            state = "active" if one.active else "retired"
            click.echo(f"{one.key}\t{one.stage_name}\t{one.name}\t{one.metric.value}\t{state}")
