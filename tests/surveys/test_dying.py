import signal
import subprocess
import sys

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.cast import journey
from tests.surveys.examples import FILLED, TEN, published
from tests.surveys.visits import opened, sent
from voc import crash
from voc.db import db
from voc.surveys.models import Response

SENDER = """
import sys
from tests.surveys.examples import FILLED
from tests.surveys.visits import sent
from voc.app import create_app
from voc.settings import Settings
app = create_app(Settings(env="test", database_url=sys.argv[1], loop=False))
print(sent(app.test_client(), sys.argv[2], sys.argv[3], FILLED).status_code)
"""


@pytest.mark.parametrize(
    ("step", "stored"),
    [
        ("respond.parsed", 0),
        ("respond.inserted", 0),
        ("respond.before_commit", 0),
        ("respond.after_commit", 1),
    ],
)
def test_a_server_that_dies_keeps_all_of_a_response_or_nothing(
    client: FlaskClient, database: str, step: str, stored: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey(db.session())
    ten = published(db.session(), TEN)
    token = opened(client, ten.code)
    monkeypatch.setenv("VOC_CRASH_AT", step)
    died = subprocess.run(
        [sys.executable, "-c", SENDER, database, ten.code, token], capture_output=True, check=False
    )
    assert died.returncode == -signal.SIGKILL
    assert db.session.scalar(select(func.count()).select_from(Response)) == stored
    db.session.rollback()
    assert sent(client, ten.code, token, FILLED).status_code == 303
    assert db.session.scalar(select(func.count()).select_from(Response)) == 1


def test_nobody_dies_unless_told_where(monkeypatch: pytest.MonkeyPatch) -> None:
    killed: list[int] = []
    monkeypatch.setattr("os.kill", lambda _pid, number: killed.append(number))
    crash.step("respond.parsed")
    crash.arm("respond.parsed:2")
    crash.step("respond.inserted")
    crash.step("respond.parsed")
    assert killed == []
    crash.step("respond.parsed")
    assert killed == [signal.SIGKILL]
    crash.arm("")
