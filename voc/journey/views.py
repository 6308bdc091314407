"""Pages where an administrator edits stages, touchpoints and places."""

from flask import Blueprint

bp = Blueprint("journey", __name__)
