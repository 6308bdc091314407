"""A respondent's browser in a few words."""

import re
from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="sitting" value="([^"]+)"')


def token_in(page: TestResponse) -> str:
    """The signed token in a page."""
    found = TOKEN.search(page.get_data(as_text=True))
    assert found, page.get_data(as_text=True)
    return found[1]


def opened(client: FlaskClient, code: str, query: str = "") -> str:
    """Open a survey; the token of the sitting."""
    page = client.get(f"/r/{code}{query}")
    assert page.status_code == 200
    return token_in(page)


def sent(
    client: FlaskClient, code: str, token: str, answers: Mapping[str, Any], query: str = ""
) -> TestResponse:
    """Send the first page."""
    return client.post(f"/r/{code}{query}", data={**answers, "sitting": token})


def onward(client: FlaskClient, before: TestResponse, answers: Mapping[str, Any]) -> TestResponse:
    """Follow a redirect to the next page and send that."""
    assert before.status_code == 303, before.get_data(as_text=True)
    page = client.get(before.headers["Location"])
    assert page.status_code == 200
    return client.post(before.headers["Location"], data={**answers, "sitting": token_in(page)})


def receipt_in(page: TestResponse) -> str:
    """The receipt that a page shows."""
    found = re.search(r"<output>([^<]+)</output>", page.get_data(as_text=True))
    assert found
    return found[1]
