"""kill -9 at named steps and at random, under eight respondents: what was acknowledged is stored once.

    python bench/crash.py [sqlite|postgresql|both] [--responses 40] [--random-seconds 20]

Two gunicorn workers and one ``voc worker`` run on loopback. For each named step the processes are started with
VOC_CRASH_AT, die there by SIGKILL again and again, and are started anew; then both die at random moments, the
whole server too. Clients send the same bytes again after a lost connection, as a browser does. Afterwards
every row is counted; the exit status is 1 if anything was lost or doubled.
"""

import argparse
import contextlib
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from serving import ROOT, Server, environment, prepared, serving
from tallying import Tally, tally, waiting

SERVER_STEPS = ("respond.parsed", "respond.inserted", "respond.before_commit", "respond.after_commit")
WORKER_STEPS = (
    *("collect.before_commit", "collect.after_commit"),
    *("tag.claimed", "tag.tagged", "tag.before_commit", "tag.after_commit"),
    *("roll_up.before_commit", "roll_up.after_commit"),
)
USERS = 8
LIVES = 3
"""How often `voc worker` is let die at its step before it is started without one."""

TOKEN = re.compile(rb'name="sitting" value="([^"]*)"')
SAID = (
    "等了三天才送到，没人打电话",
    "师傅很客气，还帮忙搬上楼",
    "价格可以，包装破了",
    "几点能送？电话13800138001",
    "一般",
)
RATINGS = {
    "q_recommend": "9",
    "q_punctual": "4",
    "q_manner": "5",
    "q_packing": "3",
    "q_ease": "6",
    "q_hotline": "4",
}


@dataclass
class Respondents:
    """Eight clients; `acknowledged` holds the words of every response that was thanked for."""

    code: str
    port: int = 0
    acknowledged: list[str] = field(default_factory=list)
    retries: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, first: int, count: int) -> None:
        """Send so many responses, eight at a time, until each is acknowledged."""
        numbers = iter(range(first, first + count))
        threads = [threading.Thread(target=self._run, args=(numbers,)) for _ in range(USERS)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

    def _run(self, numbers: Iterator[int]) -> None:
        while True:
            with self.lock:
                number = next(numbers, None)
            if number is None:
                return
            self._one(number)

    def _one(self, number: int) -> None:
        words = f"第{number}号：{SAID[number % len(SAID)]}"
        page = self._ask("GET", f"/r/{self.code}", b"", 200)
        found = TOKEN.search(page)
        assert found, page[:500]
        form = {**RATINGS, "q_story": words, "page": "p1", "sitting": found[1].decode()}
        self._ask("POST", f"/r/{self.code}", urlencode(form).encode(), 303)
        with self.lock:
            self.acknowledged.append(words)

    def _ask(self, method: str, path: str, body: bytes, wanted: int) -> bytes:
        """One request, sent again with the same bytes until the wanted status comes back."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        ends = time.monotonic() + 90
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
                with contextlib.closing(connection):
                    connection.request(method, path, body, headers)
                    answer = connection.getresponse()
                    told = answer.read()
                if answer.status == wanted:
                    return told
                if answer.status < 500:
                    raise RuntimeError(f"{method} {path}: {answer.status} {told[:300]!r}")
            if time.monotonic() > ends:
                raise RuntimeError(f"{method} {path}: no answer in 90 s")
            with self.lock:
                self.retries += 1
            time.sleep(0.05)


class Worker:
    """`voc worker`, started again whenever it dies; deaths counts its deaths by SIGKILL."""

    def __init__(self, env: dict[str, str], crash_at: str = "") -> None:
        self.env, self.crash_at, self.deaths = env, crash_at, 0
        self.process: subprocess.Popen[bytes] | None = None
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._keep, daemon=True)
        self.thread.start()

    def _keep(self) -> None:
        while not self.stopping.is_set():
            crash = {"VOC_CRASH_AT": self.crash_at} if self.crash_at and self.deaths < LIVES else {}
            command = [sys.executable, "-m", "voc", "worker"]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**self.env, **crash}, stdout=subprocess.DEVNULL
            )
            if self.process.wait() == -signal.SIGKILL:
                self.deaths += 1

    def kill(self) -> None:
        """Send SIGKILL."""
        if self.process is not None:
            self.process.kill()

    def stop(self) -> int:
        """End it by SIGTERM; its exit status, which is above 0 only if it failed.

        0: the step at hand was finished; negative: it was just starting, or dying at its step.
        """
        self.stopping.set()
        assert self.process is not None
        self.process.terminate()
        self.thread.join(30)
        return self.process.returncode


class Watch:
    """Counts the gunicorn workers that a server has had, by their process ids."""

    def __init__(self, server: Server) -> None:
        self.server, self.seen, self.stopping = server, set(server.pids()[1:]), threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        while not self.stopping.wait(0.02):
            with contextlib.suppress(OSError):
                self.seen |= set(self.server.pids()[1:])

    def deaths(self) -> int:
        """How many were replaced."""
        self.stopping.set()
        self.thread.join()
        return len(self.seen) - 2


def settled(address: str, seconds: float = 90) -> None:
    """Wait until nothing waits to be collected, tagged or rolled up."""
    ends = time.monotonic() + seconds
    while waiting(address):
        if time.monotonic() > ends:
            raise RuntimeError(f"still waiting after {seconds} s: {waiting(address)}")
        time.sleep(0.2)


def named(address: str, env: dict[str, str], people: Respondents, step: str, count: int) -> tuple[int, int]:
    """Die at one step again and again while `count` responses arrive; deaths of server and worker."""
    at_server = step in SERVER_STEPS
    server_env = {**env, "VOC_CRASH_AT": f"{step}:8"} if at_server else env
    with serving("voc", "voc.wsgi:app", server_env) as server:
        people.port = server.port
        watch, worker = Watch(server), Worker(env, "" if at_server else step)
        people.answer(len(people.acknowledged), count)
        settled(address)
        deaths = watch.deaths()
        if worker.stop() > 0:
            raise RuntimeError("voc worker failed")
    return deaths, worker.deaths


def at_random(address: str, env: dict[str, str], people: Respondents, seconds: float) -> tuple[int, int, int]:
    """SIGKILL a gunicorn worker or the voc worker every 0.2 to 0.8 s, then the whole server; deaths of each."""
    dice = random.Random(20261120)
    worker, deaths, whole, ends = Worker(env), 0, 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        with serving("voc", "voc.wsgi:app", env, port=people.port) as server:
            crowd = threading.Thread(target=people.answer, args=(len(people.acknowledged), 80))
            crowd.start()
            while crowd.is_alive() and time.monotonic() < ends:
                time.sleep(dice.uniform(0.2, 0.8))
                victims = server.pids()[1:]
                if dice.random() < 0.3:
                    worker.kill()
                elif victims:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(dice.choice(victims), signal.SIGKILL)
                        deaths += 1
            os.killpg(server.process.pid, signal.SIGKILL)
            whole += 1
        with serving("voc", "voc.wsgi:app", env, port=people.port):
            crowd.join()
    settled(address)
    worker.stop()
    return deaths, worker.deaths, whole


def told(result: Tally) -> bool:
    """Print the counts; whether all are as they should be."""
    for line in result.lines():
        print(line)
    print("RESULT:", "nothing lost, nothing doubled" if result.sound else "WRONG", flush=True)
    return result.sound


def run(kind: str, address: str, responses: int, random_seconds: float) -> bool:
    """The whole drill on one database; whether it came out sound."""
    env = {**environment(address), "VOC_LEASE_SECONDS": "1", "VOC_LOOP_SECONDS": "0.1"}
    people = Respondents(prepared(address))
    kills: Counter[str] = Counter()
    started = time.monotonic()
    print(f"\n== {kind}: {USERS} respondents, {responses} responses a step")
    for step in (*SERVER_STEPS, *WORKER_STEPS):
        server_deaths, worker_deaths = named(address, env, people, step, responses)
        kills[step] = server_deaths + worker_deaths
        print(
            f"  {step:24} died {kills[step]:3} times; acknowledged so far {len(people.acknowledged)}",
            flush=True,
        )
    if random_seconds:
        deaths, worker_deaths, whole = at_random(address, env, people, random_seconds)
        print(
            f"  at random: gunicorn workers {deaths}, voc worker {worker_deaths}, whole server {whole} times"
        )
    print(
        f"  {len(kills)} named steps, {sum(kills.values())} deaths there, {people.retries} requests sent again, "
        f"{time.monotonic() - started:.0f} s"
    )
    quiet = [step for step, deaths in kills.items() if not deaths]
    if quiet:
        print("  NOBODY DIED AT", ", ".join(quiet))
    return told(tally(address, people.acknowledged)) and not quiet


def main() -> int:
    """Run on the databases that were asked for."""
    asked = argparse.ArgumentParser()
    asked.add_argument("database", nargs="?", default="both", choices=("sqlite", "postgresql", "both"))
    asked.add_argument("--responses", type=int, default=40)
    asked.add_argument("--random-seconds", type=float, default=20)
    chosen = asked.parse_args()
    sound = True
    with contextlib.ExitStack() as stack:
        if chosen.database in ("sqlite", "both"):
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            address = f"sqlite:///{Path(folder) / 'voc.sqlite3'}"
            sound &= run("sqlite", address, chosen.responses, chosen.random_seconds)
        if chosen.database in ("postgresql", "both"):
            from tests.databases import postgresql_database, postgresql_server

            address = stack.enter_context(postgresql_database(stack.enter_context(postgresql_server())))
            sound &= run("postgresql", address, chosen.responses, chosen.random_seconds)
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
