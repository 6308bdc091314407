"""The respondent's pages: open, answer, thank."""

from flask import Blueprint

bp = Blueprint("respond", __name__)
