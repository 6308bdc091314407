"""The worker's command."""

import click
from flask.cli import with_appcontext


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run background jobs until stopped."""
