"""Pages where staff publish, close and reopen surveys."""

from flask import Blueprint

bp = Blueprint("surveys", __name__)
