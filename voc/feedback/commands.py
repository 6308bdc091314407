"""Commands about feedback."""

from flask.cli import AppGroup

feedback_cli = AppGroup("feedback", help="Customers' own words.")
