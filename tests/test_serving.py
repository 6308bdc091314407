"""``voc serve`` believes as many proxies as it is told to, and no more. Over a socket, through the real server."""

import http.client
import threading
from collections.abc import Mapping

import pytest
from flask import Flask, request
from waitress import wasyncore
from waitress.server import create_server

from voc.serving import options
from voc.settings import Settings
from voc.web import wiring

SPOOFED = {"X-Forwarded-For": "198.51.100.9, 203.0.113.7", "X-Forwarded-Proto": "https"}
"""The client wrote the first address itself; the one proxy added the second, which it saw."""


def seen(settings: Settings, headers: Mapping[str, str]) -> str:
    """The client's address and scheme, as a view sees them."""
    app = Flask("voc.seen")
    app.config.update(SECRET_KEY=settings.secret_key)
    wiring.init_app(app, settings)
    app.add_url_rule("/seen", "seen", lambda: f"{request.remote_addr} {request.scheme}")
    sockets: dict[int, object] = {}
    server = create_server(app, map=sockets, host="127.0.0.1", port=0, **options(settings))
    said: list[str] = []
    client = threading.Thread(target=lambda: said.append(asked(server.effective_port, headers)))
    client.start()
    while client.is_alive():
        wasyncore.loop(timeout=0.05, map=sockets, count=1)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(sockets)
    return said[0]


def asked(port: int, headers: Mapping[str, str]) -> str:
    """What the server answers, over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/seen", headers={**headers, "Connection": "close"})
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


@pytest.mark.parametrize(
    ("proxies", "client"),
    [(0, "127.0.0.1 http"), (1, "203.0.113.7 https"), (2, "198.51.100.9 http")],
)
def test_the_client_is_the_one_that_the_last_trusted_proxy_names(proxies: int, client: str) -> None:
    assert seen(Settings(env="test", proxies=proxies), SPOOFED) == client


def test_a_client_without_a_proxy_is_itself() -> None:
    assert seen(Settings(env="test", proxies=1), {}) == "127.0.0.1 http"
