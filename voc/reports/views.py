"""The board, the touchpoint's page, the themes and their exports."""

from flask import Blueprint

bp = Blueprint("reports", __name__)
