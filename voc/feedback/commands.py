"""Commands about feedback: import a file, tag anew."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from voc.db import db
from voc.feedback import pipelines, tagging
from voc.feedback.importing import reporting
from voc.feedback.importing.choices import read_choices
from voc.feedback.importing.faults import FileFault
from voc.feedback.importing.mapping import columns
from voc.feedback.importing.service import Tally, batches, reader, store
from voc.feedback.importing.tables import open_table
from voc.feedback.importing.workbook import ROWS
from voc.feedback.progress import Waiting, work_off
from voc.settings import Settings

SOURCE_LENGTH = 50

feedback_cli = AppGroup("feedback", help="Customers' own words.")


@feedback_cli.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="text=评论; fields: text id time touchpoint channel place rating.",
)
@click.option("--value", "values", multiple=True, metavar="FIELD:VALUE=KEY", help="touchpoint:酒店=store.")
@click.option(
    "--mapping", "mapping", type=click.Path(path_type=Path), help="The same choices in a TOML file."
)
@click.option("--touchpoint", help="Touchpoint of every row; without any, the tagger guesses.")
@click.option("--channel", help="Channel of every row; otherwise “import”.")
@click.option("--place", help="Place of every row.")
@click.option(
    "--metric", default="", help="Scale of the ratings: nps, csat, ces or rating (1 to 5, the default)."
)
@click.option("--source", default="", help="Name of the source; otherwise the file's name.")
@click.option("--sheet", default="", help="Sheet of a workbook; otherwise the first.")
@click.option(
    "--rows",
    type=click.IntRange(1),
    default=ROWS,
    show_default=True,
    help="Most rows of a workbook; CSV and TSV may have any number.",
)
@click.option(
    "--quotes/--no-quotes", default=None, help="Whether cells are in double quotes; CSV yes, TSV no."
)
@click.option("--report", type=click.Path(path_type=Path), help="Write every refused row to this CSV.")
@click.option("--wait", "--tag", "wait", is_flag=True, help="Tag here and now until nothing waits.")
def import_file(
    *,
    file: Path,
    maps: tuple[str, ...],
    values: tuple[str, ...],
    mapping: Path | None,
    touchpoint: str | None,
    channel: str | None,
    place: str | None,
    metric: str,
    source: str,
    sheet: str,
    rows: int,
    quotes: bool | None,
    report: Path | None,
    wait: bool,
) -> None:
    """Import feedback from FILE: CSV, TSV or a workbook. The same file again changes nothing."""
    fixed = {"touchpoint": touchpoint, "channel": channel, "place": place}
    given = {name: key for name, key in fixed.items() if key}
    choices = read_choices(maps, values, given, metric, mapping)
    table = open_table(file, sheet=sheet, quoted=quotes, most=rows)
    settings: Settings = current_app.config["VOC"]
    read = reader(
        db.session(), columns(table.header, choices), _source(source or file.stem), settings.zone, _now()
    )
    tally = Tally()
    started = time.monotonic()
    for batch in batches(table.rows):
        store(db.session(), read, batch, tally)
        db.session.commit()
        _progress(f"已读 {tally.rows:,} 行")
    _progress("")
    for line in reporting.summary(tally):
        click.echo(line)
    click.echo(f"用时 {time.monotonic() - started:.1f} 秒")
    if report:
        reporting.write_report(report, tally.refused)
    if wait:
        _work_off()
    if last := reporting.closing(tally, report):
        click.echo(last)


@feedback_cli.command("tag")
def tag() -> None:
    """Tag whatever waits, here and now, and roll it up."""
    _work_off()


@feedback_cli.command("retag")
@click.option("--wait", is_flag=True, help="Also roll up here and now.")
def retag(wait: bool) -> None:
    """Tag anew what another pipeline tagged; old counts are taken back. May be interrupted and run again."""
    settings: Settings = current_app.config["VOC"]
    pipeline = pipelines.chosen(settings.sentiment)
    last, total = 0, 0
    while True:
        following, done = tagging.retag(db.session(), pipeline, last)
        db.session.commit()
        if following == last:
            break
        last, total = following, total + done
        _progress(f"已重新分析 {total:,} 条")
    _progress("")
    click.echo(f"重新分析了 {total:,} 条原声，模型 {pipeline.version}")
    if wait:
        _work_off()


def _work_off() -> None:
    """Tag and roll up until nothing waits, telling how far it is."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy dies with its context
    db.session.rollback()
    started = time.monotonic()

    def tell(waiting: Waiting) -> None:
        _progress(f"还有 {waiting.verbatims:,} 条待分析，{waiting.facts:,} 个数待汇总")

    done = work_off(app, tell)
    _progress("")
    if not done:
        click.echo("两分钟没有进展，停下等待；用 voc jobs list 看原因", err=True)
        sys.exit(1)
    click.echo(f"全部分析并汇总完，用时 {time.monotonic() - started:.1f} 秒")


def _progress(text: str) -> None:
    """One line that is written over, where there is a person to see it."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{text}", nl=False, err=True)


def _source(name: str) -> str:
    if len(name) > SOURCE_LENGTH or not name.isprintable():
        raise FileFault(f"来源名「{name[:20]}…」超过 {SOURCE_LENGTH} 个字，请用 --source 起一个短名")
    return name


def _now() -> datetime:
    return datetime.now(UTC)
