"""The public page where customers speak up, and the staff list of verbatims."""

from flask import Blueprint

bp = Blueprint("feedback", __name__)
