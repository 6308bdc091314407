"""Commands about staff accounts."""

import click
from flask.cli import AppGroup

accounts_cli = AppGroup("accounts", help="Staff accounts.")
