"""Filling a store with responses, their answers and facts, straight through the driver."""

import json
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg

LATEST = datetime(2026, 11, 1, tzinfo=UTC)
STEP = timedelta(seconds=8)
SCALES = (
    ("recommend", "nps"),
    ("punctual", "csat"),
    ("manner", "csat"),
    ("packing", "csat"),
    ("ease", "ces"),
)
CHUNK = 20_000

RESPONSE = "id client_id survey_id version_id collector_id channel language started_at finished_at finished content_hash"
ANSWER = "response_id question number choices words touchpoint_id waiting"
FACT = "touchpoint_id metric value weight at channel source rolled"


def rows(
    first: int, many: int, beginning: datetime, *, text: bool
) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The table and the values of each row of some responses. text: moments as SQLite's text."""
    for number in range(first, first + many):
        at = beginning + STEP * number
        when: object = at.strftime("%Y-%m-%d %H:%M:%S.%f") if text else at
        client_id = f"{int(at.timestamp()):08x}{number * 2654435761 % 2**96:024x}"
        yield "response", (number, client_id, 1, 1, 1, "sms", "zh", when, when, True, "0" * 64)
        for place, (key, metric) in enumerate(SCALES):
            value = 1 + (number * 7 + place) % 5
            yield "answer", (number, key, value, None, None, 1, False)
            yield "fact", (1, metric, value, 1, when, "sms", f"response:{number}", True)
        yield "answer", (number, "hotline", 4, None, None, 2, False)
        yield "fact", (2, "rating", 4, 1, when, "sms", f"response:{number}", True)
        yield "answer", (number, "when", None, json.dumps(["noon"]), None, None, False)
        yield "answer", (number, "better", None, json.dumps(["early", "other"]), "周末也送", None, False)
        yield (
            "answer",
            (number, "story", None, None, "说好周三上午，等到下午三点才来电话说改周五。", None, False),
        )
        yield "answer", (number, "wish", None, None, "师傅人很客气，谢谢。", None, False)


def fill(driver: str, many: int) -> str:
    """Store so many responses of ten answers and six facts each; says how long it took."""
    began = time.monotonic()
    beginning = LATEST - STEP * many
    (postgresql if driver.startswith("postgresql") else sqlite)(driver, many, beginning)
    return (
        f"{many:,} responses, {many * 10:,} answers, {many * 6:,} facts in {time.monotonic() - began:.0f} s"
    )


def sqlite(path: str, many: int, beginning: datetime) -> None:
    """Into SQLite, a chunk a transaction."""
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("PRAGMA synchronous=OFF")
    store.execute("PRAGMA cache_size=-65536")
    for first in range(1, many + 1, CHUNK):
        store.execute("BEGIN IMMEDIATE")
        tables: dict[str, list[tuple[object, ...]]] = {"response": [], "answer": [], "fact": []}
        for table, values in rows(first, min(CHUNK, many + 1 - first), beginning, text=True):
            tables[table].append(values)
        for table, columns in (("response", RESPONSE), ("answer", ANSWER), ("fact", FACT)):
            names = columns.split()
            marks = ", ".join("?" * len(names))
            store.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", tables[table])
        store.execute("COMMIT")
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.execute("ANALYZE")
    store.close()


def postgresql(address: str, many: int, beginning: datetime) -> None:
    """Into PostgreSQL by COPY, a chunk a transaction."""
    with psycopg.connect(address) as store:
        for first in range(1, many + 1, CHUNK):
            tables: dict[str, list[tuple[object, ...]]] = {"response": [], "answer": [], "fact": []}
            for table, values in rows(first, min(CHUNK, many + 1 - first), beginning, text=False):
                tables[table].append(values)
            for table, columns in (("response", RESPONSE), ("answer", ANSWER), ("fact", FACT)):
                with store.cursor().copy(f"COPY {table} ({', '.join(columns.split())}) FROM STDIN") as copy:
                    for values in tables[table]:
                        copy.write_row(values)
            store.commit()
        store.execute("SELECT setval('response_id_seq', (SELECT max(id) FROM response))")
        store.commit()
    with psycopg.connect(address, autocommit=True) as store:
        store.execute("VACUUM ANALYZE")
