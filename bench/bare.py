"""The yardstick: a tuned bare Flask app with the same page and one durable row. Served by gunicorn.

BARE_STORE: a path for SQLite (WAL, synchronous=FULL) or a postgresql:// address. BARE_PAGE: a file of bytes.
"""

import contextlib
import json
import os
import secrets
import sqlite3
from pathlib import Path

import psycopg
from flask import Flask, Response, request

app = Flask(__name__)
STORE = os.environ["BARE_STORE"]
PAGE = Path(os.environ["BARE_PAGE"]).read_bytes()
TABLE = "CREATE TABLE IF NOT EXISTS response (id TEXT PRIMARY KEY, answers TEXT NOT NULL)"
open_stores: dict[int, "sqlite3.Connection | psycopg.Connection"] = {}


def store() -> "sqlite3.Connection | psycopg.Connection":
    """This worker's connection."""
    ready = open_stores.get(os.getpid())
    if ready is None:
        if STORE.startswith("postgresql"):
            ready = psycopg.connect(STORE, autocommit=True)
        else:
            ready = sqlite3.connect(STORE, isolation_level=None, timeout=10)
            for pragma in ("journal_mode=WAL", "synchronous=FULL"):
                ready.execute(f"PRAGMA {pragma}")
        with contextlib.suppress(psycopg.errors.UniqueViolation):  # two workers may create it at once
            ready.execute(TABLE)
        open_stores[os.getpid()] = ready
    return ready


MARK = "%s" if STORE.startswith("postgresql") else "?"


@app.get("/r/<code>")
def opened(code: str) -> Response:
    """The page."""
    return Response(PAGE, mimetype="text/html")


@app.post("/r/<code>")
def answered(code: str) -> Response:
    """One durable row."""
    answers = json.dumps(dict(request.form.lists()), ensure_ascii=False)
    store().execute(f"INSERT INTO response VALUES ({MARK}, {MARK})", (secrets.token_hex(16), answers))
    return Response(status=303, headers={"Location": f"/r/{code}/thanks"})
