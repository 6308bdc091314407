"""How fast respondents are served: VOC beside a tuned bare Flask app, on the same store, in the same run.

    python bench/respond.py [--stores sqlite,postgresql] [--users 1,8,32] [--rounds 3] [--seconds 4]
    python bench/respond.py --stored 1000000          # VOC on a full store beside VOC on an empty one

A completed response is: open the page of ten questions, send it filled, get the 303. Rounds alternate, so that
a noisy neighbour hurts both. CPU is what gunicorn's master and workers used, user and system.
"""

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import filling
from load import ask, head
from serving import ROOT, Server, environment, prepared, serving

from tests.databases import postgresql_database, postgresql_server


@dataclass
class Seen:
    """What one server did at one number of users, over all rounds."""

    times: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    cpu_rounds: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Completed responses a second."""
        return len(self.times) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds per completed response."""
        return 1000 * self.cpu / len(self.times)

    def line(self, name: str, users: int) -> str:
        """One row of the table."""
        quantiles = statistics.quantiles(self.times, n=100)
        return (
            f"{name:22} {users:5} {len(self.times):9} {self.rate:8.1f} {quantiles[49]:8.1f} {quantiles[94]:8.1f} "
            f"{quantiles[98]:8.1f} {self.cpu_ms:9.2f} {len(self.faults):7}"
        )


HEADING = f"{'server':22} users completed   /s         p50      p95      p99 ms  CPU ms  faults"


def round_of(server: Server, path: str, users: int, seconds: float, seen: Seen) -> None:
    """Load one server for some seconds, and add what was seen."""
    before = server.cpu()
    load = [sys.executable, str(ROOT / "bench" / "load.py"), str(server.port), path, str(users), str(seconds)]
    said = json.loads(subprocess.run(load, capture_output=True, text=True, check=True).stdout)
    used = server.cpu() - before
    seen.times += said["times"]
    seen.faults += said["faults"]
    seen.seconds += said["seconds"]
    seen.cpu += used
    if said["times"]:
        seen.cpu_rounds.append(1000 * used / len(said["times"]))


def compare(
    servers: tuple[Server, Server], path: str, users: int, chosen: argparse.Namespace
) -> tuple[Seen, Seen]:
    """Alternate between two servers: A B, B A, A B."""
    seen = (Seen(), Seen())
    for number in range(chosen.rounds):
        order = (0, 1) if number % 2 == 0 else (1, 0)
        for which in order:
            round_of(servers[which], path, users, chosen.seconds, seen[which])
    for which in (0, 1):
        print(seen[which].line(servers[which].name, users), flush=True)
        for fault in sorted(set(seen[which].faults))[:3]:
            print("    fault:", fault)
    return seen


@contextlib.contextmanager
def store(kind: str, folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """An empty store: its address for SQLAlchemy, and for the driver itself."""
    if kind == "sqlite":
        path = folder / f"{name}.sqlite3"
        yield f"sqlite:///{path}", str(path)
        return
    with postgresql_server() as server, postgresql_database(server) as address:
        yield address, address.replace("+psycopg", "")


def beside_bare(kind: str, folder: Path, chosen: argparse.Namespace) -> None:
    """VOC against the bare app."""
    with contextlib.ExitStack() as stack:
        address, _ = stack.enter_context(store(kind, folder, "voc"))
        _, bare_store = stack.enter_context(store(kind, folder, "bare"))
        code = prepared(address)
        ours = stack.enter_context(serving(f"voc {kind}", "voc.wsgi:app", environment(address)))
        page = ask(ours.port, head("GET", f"/r/{code}")).partition(b"\r\n\r\n")[2]
        (folder / "page.html").write_bytes(page)
        bare = {**environment(address), "BARE_STORE": bare_store, "BARE_PAGE": str(folder / "page.html")}
        bare["PYTHONPATH"] = str(ROOT / "bench")
        theirs = stack.enter_context(serving(f"bare flask {kind}", "bare:app", bare))
        print(f"page: {len(page):,} bytes")
        for server in (ours, theirs):
            round_of(server, f"/r/{code}", 4, 1.0, Seen())
        for users in chosen.users:
            mine, yardstick = compare((ours, theirs), f"/r/{code}", users, chosen)
            print(f"    rate {mine.rate / yardstick.rate:.0%} of bare; CPU {mine.cpu_ms:.2f} ms", flush=True)


def full_beside_empty(kind: str, folder: Path, chosen: argparse.Namespace) -> None:
    """VOC on a store with many responses against VOC on an empty one."""
    with contextlib.ExitStack() as stack:
        empty, _ = stack.enter_context(store(kind, folder, "empty"))
        full, driver = stack.enter_context(store(kind, folder, "full"))
        code = prepared(empty)
        prepared(full)
        print(f"{kind}: {filling.fill(driver, chosen.stored)}", flush=True)
        servers = (
            stack.enter_context(serving(f"voc {kind} empty", "voc.wsgi:app", environment(empty))),
            stack.enter_context(serving(f"voc {kind} full", "voc.wsgi:app", environment(full))),
        )
        for server in servers:
            round_of(server, f"/r/{code}", 4, 2.0, Seen())
        for users in chosen.users:
            before, after = compare(servers, f"/r/{code}", users, chosen)
            pairs = zip(before.cpu_rounds, after.cpu_rounds, strict=True)
            changes = [100 * (full_ms / empty_ms - 1) for empty_ms, full_ms in pairs]
            spread = statistics.stdev(changes) / len(changes) ** 0.5 if len(changes) > 1 else float("nan")
            print(
                f"    CPU {after.cpu_ms / before.cpu_ms - 1:+.1%}; by rounds {statistics.mean(changes):+.1f} % "
                f"(standard error {spread:.1f})",
                flush=True,
            )


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stores", default="sqlite,postgresql")
    parser.add_argument("--users", default="1,8,32", type=lambda text: [int(one) for one in text.split(",")])
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--seconds", default=4.0, type=float)
    parser.add_argument("--stored", default=0, type=int)
    chosen = parser.parse_args()
    for kind in chosen.stores.split(","):
        with tempfile.TemporaryDirectory(prefix="voc-bench-") as folder:
            print(f"\n{kind}\n{HEADING}")
            (full_beside_empty if chosen.stored else beside_bare)(kind, Path(folder), chosen)


if __name__ == "__main__":
    main()
