"""Import one file end to end, as a person would: rows in, stored, refused, tagged, rolled up; and the minutes.

    python bench/importing.py FILE [--database sqlite|postgresql] [-- OPTIONS OF voc feedback import]

for example  python bench/importing.py reviews.tsv -- --map touchpoint=domain --value touchpoint:外卖=delivery
The database is empty but for the journey of the tests' cast, and thrown away afterwards unless --keep FOLDER.
"""

import argparse
import contextlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from serving import ROOT, environment, prepared
from sqlalchemy import create_engine, func, select
from tallying import tally, waiting

from voc.feedback.models import Verbatim


def imported(file: Path, address: str, options: list[str]) -> int:
    """Import, tag and roll up; print the figures. 1 if something was left over."""
    prepared(address)
    command = [sys.executable, "-m", "voc", "feedback", "import", str(file), "--wait", *options]
    started = time.monotonic()
    ended = subprocess.run(
        command, cwd=ROOT, env=environment(address), capture_output=True, text=True, check=False
    )
    minutes = (time.monotonic() - started) / 60
    print(ended.stdout, ended.stderr, sep="")
    if ended.returncode:
        return ended.returncode
    with create_engine(address).connect() as connection:
        stored = connection.scalar(select(func.count()).select_from(Verbatim))
        tagged = connection.scalar(select(func.count()).select_from(Verbatim).where(Verbatim.pipeline != ""))
        guessed = connection.scalar(
            select(func.count()).select_from(Verbatim).where(Verbatim.touchpoint_guessed)
        )
        broken = connection.scalar(select(func.count()).select_from(Verbatim).where(Verbatim.failed != ""))
    counts = tally(address, [])
    print(f"stored {stored}, tagged {tagged}, touchpoint guessed {guessed}, broke the tagger {broken}")
    print(f"facts {counts.verbatim_facts} (must be {counts.expected_facts}); ", end="")
    print(
        f"cells compared {counts.cells}, wrong {counts.cells_wrong}; left over {waiting(address) or 'nothing'}"
    )
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{minutes:.2f} minutes; CPU {usage.ru_utime + usage.ru_stime:.0f} s; memory at most {usage.ru_maxrss // 1024} MB"
    )
    whole = stored == tagged and counts.verbatim_facts == counts.expected_facts and not counts.cells_wrong
    return 0 if whole and not waiting(address) else 1


def main() -> int:
    """Import the file into the database that was asked for."""
    asked = argparse.ArgumentParser()
    asked.add_argument("file", type=Path)
    asked.add_argument("--database", default="sqlite", choices=("sqlite", "postgresql"))
    asked.add_argument("--keep", type=Path, help="keep the SQLite database in this folder")
    asked.add_argument("options", nargs="*")
    chosen = asked.parse_args()
    with contextlib.ExitStack() as stack:
        if chosen.database == "postgresql":
            from tests.databases import postgresql_database, postgresql_server

            address = stack.enter_context(postgresql_database(stack.enter_context(postgresql_server())))
        else:
            folder = chosen.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            address = f"sqlite:///{folder / 'voc.sqlite3'}"
        return imported(chosen.file.resolve(), address, chosen.options)


if __name__ == "__main__":
    sys.exit(main())
