"""The ``voc`` command."""

import sys

import click
from flask.cli import FlaskGroup

from voc.app import create_app
from voc.doctor import doctor
from voc.errors import VocError
from voc.serving import serve
from voc.settings import SettingsFault

cli = FlaskGroup(
    name="voc",
    create_app=create_app,
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
    help="Satisfaction surveys and the voice of the customer.",
)
cli.add_command(doctor)
cli.add_command(serve)


def main() -> None:
    """Run one command; a mistake that a person can mend ends in words, not in a traceback."""
    try:
        cli.main(prog_name="voc")
    except (SettingsFault, VocError) as fault:
        click.echo(str(fault), err=True)
        sys.exit(2)
