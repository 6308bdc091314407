"""Sending the same answers again is harmless: one row and one receipt each, however they arrive.

    python bench/resend.py [--keys 1000] [--stores sqlite,postgresql]

For every key, across two server processes (two gunicorn masters on one store): the identical POST twice in series,
then three times at once; after a restart of both servers once more. Then one with other content: kept aside.
"""

import argparse
import contextlib
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from load import ask, head, opening, sending
from respond import store
from serving import Server, environment, prepared, serving
from sqlalchemy import create_engine, text

RECEIPT = re.compile(rb"<output>([^<]+)</output>")
LOCATION = re.compile(rb"(?im)^location: (\S+)\r?$")
COUNTS = {
    "responses": "SELECT count(*) FROM response",
    "finished": "SELECT count(*) FROM response WHERE finished",
    "client ids": "SELECT count(DISTINCT client_id) FROM response",
    "answers": "SELECT count(*) FROM answer",
    "facts": "SELECT count(*) FROM fact",
    "set aside": "SELECT count(*) FROM set_aside",
}


def receipt(server: Server, path: str, token: bytes, change: bytes = b"") -> str:
    """Send, follow to the thank-you page, and read the receipt; the status line where there is none."""
    reply = ask(server.port, sending(path, token, change))
    to = LOCATION.search(reply)
    page = ask(server.port, head("GET", to[1].decode())) if to else reply
    found = RECEIPT.search(page)
    status = reply.split(b"\r\n", 1)[0].split(b" ")[1].decode()
    return f"{status} {found[1].decode()}" if found else status


def run(kind: str, keys: int, folder: Path) -> None:
    """All of it on one store."""
    with store(kind, folder, "voc") as (address, _), ThreadPoolExecutor(12) as pool:
        path = f"/r/{prepared(address)}"
        seen: dict[bytes, list[str]] = {}

        def one(number: int, servers: tuple[Server, Server]) -> None:
            token = opening(servers[number % 2].port, path)
            series = [receipt(servers[which], path, token) for which in (0, 1)]
            with ThreadPoolExecutor(3) as at_once:
                seen[token] = series + list(
                    at_once.map(lambda which: receipt(servers[which % 2], path, token), range(3))
                )

        def first_at_once(number: int, servers: tuple[Server, Server]) -> None:
            token = opening(servers[number % 2].port, path)
            with ThreadPoolExecutor(3) as at_once:
                seen[token] = list(
                    at_once.map(lambda which: receipt(servers[which % 2], path, token), range(3))
                )
            seen[token] += [receipt(servers[which], path, token) for which in (0, 1)]

        with servers_on(address) as servers:
            list(pool.map(lambda n: (one if n % 2 else first_at_once)(n, servers), range(keys)))
        print(f"{kind}: {keys} keys sent 5 times each", flush=True)
        with servers_on(address) as servers:
            for number, token in enumerate(list(seen)):
                seen[token].append(receipt(servers[number % 2], path, token))
            changed = [receipt(servers[0], path, token, b"q_wish=changed&") for token in list(seen)[:20]]
        same = sum(len(set(replies)) == 1 and replies[0].startswith("303 ") for replies in seen.values())
        print(f"    after a restart once more; the same receipt all 6 times: {same} of {keys}")
        print(f"    20 with other content: {sorted({one.split()[0] for one in changed})}")
        engine = create_engine(address)
        with engine.connect() as connection:
            print("   ", ", ".join(f"{name} {connection.scalar(text(sql))}" for name, sql in COUNTS.items()))
        engine.dispose()
        for replies in [replies for replies in seen.values() if len(set(replies)) > 1][:3]:
            print("    differing:", replies)


@contextlib.contextmanager
def servers_on(address: str) -> "contextlib._GeneratorContextManager[tuple[Server, Server]]":
    """Two servers of their own on one store."""
    with (
        serving("first", "voc.wsgi:app", environment(address)) as first,
        serving("second", "voc.wsgi:app", environment(address)) as second,
    ):
        yield first, second


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keys", default=1000, type=int)
    parser.add_argument("--stores", default="sqlite,postgresql")
    chosen = parser.parse_args()
    for kind in chosen.stores.split(","):
        with tempfile.TemporaryDirectory(prefix="voc-bench-") as folder:
            run(kind, chosen.keys, Path(folder))


if __name__ == "__main__":
    main()
