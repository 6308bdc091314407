"""``voc doctor``: what this machine has, what it lacks, and which package brings it."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from alembic.runtime.migration import MigrationContext
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from voc.db import db
from voc.settings import Settings

FREE_BYTES = 1024**3
SQLITE_NEEDED = (3, 35, 0)  # ON CONFLICT … RETURNING


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. needed: the platform does not work without it. mend: what to do, if not ok."""

    name: str
    ok: bool
    seen: str
    mend: str = ""
    needed: bool = True


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Say what is missing on this machine and which package brings it; exit 1 if a needed thing is."""
    findings = list(examine(current_app.config["VOC"]))
    for finding in findings:
        mark = "✓" if finding.ok else ("✕" if finding.needed else "!")
        click.echo(f"{mark} {finding.name}：{finding.seen}")
        if not finding.ok:
            click.echo(f"    {finding.mend}")
    if any(finding.needed and not finding.ok for finding in findings):
        sys.exit(1)


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at everything, the needed first."""
    yield _python()
    yield _sqlite()
    yield _folder(settings.data_dir)
    yield _disk(settings.data_dir)
    yield _schema()
    yield _program("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium", "浏览器测试")
    yield _program("PostgreSQL", ("psql",), "postgresql", "PostgreSQL 测试；正式环境也可连另一台机器")
    yield _fonts()


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        "Python", sys.version_info >= (3, 11), version, "请安装 Python 3.11 或更新：apt install python3"
    )


def _sqlite() -> Finding:
    ok = sqlite3.sqlite_version_info >= SQLITE_NEEDED
    return Finding("SQLite", ok, sqlite3.sqlite_version, "请升级到 3.35 或更新：apt install libsqlite3-0")


def _folder(folder: Path) -> Finding:
    probe = folder / ".voc-doctor"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as fault:
        return Finding(
            "数据目录",
            False,
            f"{folder} 写不进去（{fault.strerror}）",
            "请改目录权限，或用 VOC_DATA_DIR 换一处",
        )
    return Finding("数据目录", True, str(folder.resolve()))


def _disk(folder: Path) -> Finding:
    existing = next(parent for parent in (folder.resolve(), *folder.resolve().parents) if parent.exists())
    free = shutil.disk_usage(existing).free
    return Finding(
        "磁盘空间", free >= FREE_BYTES, f"剩 {free / 1024**3:.1f} GiB", "请至少留出 1 GiB，写满时答卷会存不下"
    )


def _schema() -> Finding:
    head = (Path(current_app.extensions["migrate"].directory) / ".current-head").read_text().strip()
    try:
        with db.engine.connect() as connection:
            now = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as fault:
        return Finding(
            "数据库",
            False,
            f"连不上（{fault.__class__.__name__}）",
            "请检查 VOC_DATABASE_URL，以及数据库是否在运行",
        )
    seen = f"{db.engine.dialect.name}，结构版本 {now or '空'}"
    return Finding("数据库", now == head, seen, "请运行 voc db upgrade")


def _program(name: str, commands: tuple[str, ...], package: str, use: str) -> Finding:
    found = next(filter(None, map(shutil.which, commands)), None)
    mend = f"只有{use}用到它：apt install {package}"
    return Finding(name, found is not None, found or "没有找到", mend, needed=False)


def _fonts(run: Callable[..., "subprocess.CompletedProcess[str]"] = subprocess.run) -> Finding:
    name, mend = "中文字体", "截图和打印用到它：apt install fonts-noto-cjk fonts-wqy-zenhei"
    lister = shutil.which("fc-list")
    if lister is None:
        return Finding(name, False, "没有 fontconfig", mend, needed=False)
    fonts = run(
        [lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    return Finding(name, bool(fonts), f"{len(fonts)} 种", mend, needed=False)
