"""Servers under measurement: VOC and the bare app, each under gunicorn with two sync workers, on loopback."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
KEY = "a-key-for-benchmarks-only-0123456789"
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"

    def pids(self) -> list[int]:
        """The master and its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def cpu(self) -> float:
        """CPU seconds, user and system, that master and workers have used so far."""
        total = 0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICK


def environment(address: str) -> dict[str, str]:
    """The environment of a VOC server on that database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VOC_")}
    return {**kept, "VOC_DATABASE_URL": address, "VOC_SECRET_KEY": KEY, "VOC_LOOP": "off"}


@contextlib.contextmanager
def serving(name: str, app: str, extra: dict[str, str], workers: int = 2, port: int = 0) -> Iterator[Server]:
    """A server for as long as the block runs; answers when the block begins."""
    if not port:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-w", str(workers), "-k", "sync", "-b", f"127.0.0.1:{port}"]
    command += ["--backlog", "512", "--no-control-socket", "--log-level", "warning", app]
    if "--no-control-socket" not in _gunicorn_options():
        command.remove("--no-control-socket")
    process = subprocess.Popen(command, cwd=ROOT, env=extra, start_new_session=True)
    try:
        _wait(process, port)
        yield Server(name, port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.poll() is None:
            process.kill()
            process.wait()


def _gunicorn_options() -> str:
    shown = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--help"], capture_output=True, text=True, check=True
    )
    return shown.stdout


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server did not start")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def prepared(address: str) -> str:
    """Create every table and publish the ten-question survey; the code of its collector."""
    from tests.cast import journey
    from tests.surveys.examples import TEN, published
    from voc.app import create_app
    from voc.db import db
    from voc.settings import Settings

    app = create_app(Settings(env="test", secret_key=KEY, database_url=address, loop=False))
    with app.app_context():
        db.create_all()
        journey(db.session)
        code = published(db.session, TEN).code
        db.session.remove()
        db.engine.dispose()
    return code
