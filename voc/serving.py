"""``voc serve``: pages and background jobs in one process, for one machine."""

import signal
import sys
from typing import Any

import click
import waitress
from flask import Flask, current_app
from flask.cli import with_appcontext

from voc.jobs.loop import start_in_thread
from voc.settings import Settings

THREADS = 4  # few: threads that fight for SQLite's one write lock only lengthen the slowest answer
BODY_BYTES = 8 * 1024 * 1024


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Serve pages and run background jobs until stopped."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy dies with its context
    settings: Settings = app.config["VOC"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the loop ends its step, as with Ctrl+C
    loop = start_in_thread(app) if settings.loop else None
    click.echo(f"voc: http://{settings.host}:{settings.port}/ （按 Ctrl+C 停止）")
    try:
        waitress.serve(app, host=settings.host, port=settings.port, _quiet=True, **options(settings))
    finally:
        if loop is not None:
            loop.stop()


def options(settings: Settings) -> dict[str, Any]:
    """How the server treats every request.

    What proxies say of the client is cleared where none is trusted; where some are, it passes to voc.web.wiring,
    which believes as many as VOC_PROXIES says, under any server.
    """
    return {
        "threads": THREADS,
        "ident": None,
        "channel_timeout": 30,
        "max_request_body_size": BODY_BYTES,
        "clear_untrusted_proxy_headers": settings.proxies == 0,
    }
