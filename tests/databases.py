"""Databases for tests: a copied SQLite file, or a database of its own on a real PostgreSQL."""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql


@contextlib.contextmanager
def postgresql_server() -> Iterator[str]:
    """The address of a running PostgreSQL, "postgresql://…/postgres".

    VOC_TEST_PG where it is set, else a server of our own from Debian's binaries; skips, saying why, if
    neither can be had.
    """
    given = os.environ.get("VOC_TEST_PG")
    if given:
        yield given
        return
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if not binaries:
        pytest.skip("no PostgreSQL here: set VOC_TEST_PG or install Debian's package postgresql")
    folder = Path(tempfile.mkdtemp(prefix="voc-pg-"))
    try:
        yield _start(binaries[-1], folder)
    finally:
        _as_postgres(folder, binaries[-1] / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _start(binaries: Path, folder: Path) -> str:
    """Start a server that listens on a socket inside folder only; its address."""
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    _as_postgres(
        folder, binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", check=True
    )
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=60 -c shared_buffers=32MB"
    start = (binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    _as_postgres(folder, *start, check=True)
    return f"postgresql://postgres@/postgres?host={folder}"


def _as_postgres(folder: Path, *command: object, check: bool = False) -> None:
    """Run a PostgreSQL binary; it refuses to run as root, so root becomes postgres first."""
    words = [str(word) for word in command]
    if os.getuid() == 0:
        words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words]
    subprocess.run(words, check=check, cwd=folder, stdout=subprocess.DEVNULL, stderr=sys.stderr)


@contextlib.contextmanager
def postgresql_database(server: str) -> Iterator[str]:
    """An empty database of its own on the server, in SQLAlchemy's spelling; dropped afterwards."""
    name = f"voc_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield server.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")
    finally:
        for _ in range(20):
            with psycopg.connect(server, autocommit=True) as connection:
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                with contextlib.suppress(psycopg.errors.ObjectInUse):
                    connection.execute(drop)
                    break
            time.sleep(0.1)
