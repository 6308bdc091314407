"""Commands about staff accounts."""

from flask.cli import AppGroup

accounts_cli = AppGroup("accounts", help="Staff accounts.")
