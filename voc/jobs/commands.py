"""Commands about background work."""

import signal
import threading
from types import FrameType

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from voc.db import db
from voc.jobs import service
from voc.jobs.loop import Loop, utc_now
from voc.jobs.models import Job
from voc.settings import Settings

jobs_cli = AppGroup("jobs", help="Background work: what waits, what failed.")


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run background jobs until stopped; SIGTERM and Ctrl+C let the step at hand finish."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy dies with its context
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    loop = Loop(app)
    click.echo(f"voc worker: {loop.owner} （按 Ctrl+C 停止）")
    loop.run(stopping)


@jobs_cli.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that are done.")
def list_jobs(everything: bool) -> None:
    """Show jobs: id, kind, state, attempts, when due, and the last error."""
    settings: Settings = current_app.config["VOC"]
    now = utc_now()
    chosen = select(Job).order_by(Job.state, Job.due_at, Job.id)
    if not everything:
        chosen = chosen.where(Job.state != "done")
    for job in db.session.scalars(chosen):
        held = job.owner is not None and job.lease_until is not None and job.lease_until > now
        state = "running" if held else job.state
        moment = job.due_at.astimezone(settings.zone).strftime("%Y-%m-%d %H:%M:%S")
        click.echo(f"{job.id}\t{job.kind}\t{state}\t{job.attempts}\t{moment}\t{job.last_error}")


@jobs_cli.command("retry")
@click.argument("job_id", type=int)
def retry(job_id: int) -> None:
    """Let job JOB_ID run again at once."""
    service.retry(db.session(), job_id, utc_now())
    db.session.commit()
    click.echo(f"任务 {job_id} 马上会再运行")
