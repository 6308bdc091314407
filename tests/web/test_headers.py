import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import bare_app
from voc.settings import Settings
from voc.web import headers


def test_every_response_carries_the_policy(visitor: FlaskClient) -> None:
    for address in ("/page/staff", "/nowhere", "/static/voc.css"):
        policy = visitor.get(address, buffered=True).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "nonce" not in policy


@pytest.mark.parametrize(("name", "value"), headers.PLAIN[1:])
def test_every_response_carries_the_other_protections(visitor: FlaskClient, name: str, value: str) -> None:
    assert visitor.get("/page/staff").headers[name] == value


def test_a_nonce_is_new_each_time_and_only_where_a_page_asks_for_it(visitor: FlaskClient) -> None:
    first, second = (visitor.get("/page/nonce") for _ in range(2))
    nonce = re.sub(r"<.*?>|\s", "", first.text)
    assert f"script-src 'self' 'nonce-{nonce}'" in first.headers["Content-Security-Policy"]
    assert first.headers["Content-Security-Policy"] != second.headers["Content-Security-Policy"]


def test_https_is_kept_to_only_where_it_is_offered(visitor: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in visitor.get("/page/staff").headers
    https = bare_app(Settings(env="test", base_url="https://voc.example"))
    assert "Strict-Transport-Security" in https.test_client().get("/page/staff").headers
    assert https.config["SESSION_COOKIE_SECURE"]


def test_in_production_only_our_own_host_is_answered() -> None:
    settings = Settings(env="production", secret_key="k" * 40, base_url="https://voc.example")
    visitor = bare_app(settings).test_client()
    assert visitor.get("/page/staff", base_url="https://voc.example").status_code == 200
    assert visitor.get("/page/staff", base_url="https://evil.example").status_code == 400


def test_a_form_without_its_token_is_refused() -> None:
    app = bare_app()
    app.config["WTF_CSRF_ENABLED"] = True
    visitor = app.test_client()
    assert visitor.post("/form").status_code == 400
    page = visitor.get("/page/staff").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    assert visitor.post("/form", data={"csrf_token": token.group(1)}).status_code == 200


def test_a_static_file_may_be_kept_for_ever_under_the_digest_of_its_content(bare: Flask) -> None:
    with bare.app_context():
        address = bare.jinja_env.globals["asset"]("voc.css")  # type: ignore[operator]  # a function
    visitor = bare.test_client()
    assert "immutable" in visitor.get(address, buffered=True).headers["Cache-Control"]
    assert visitor.get("/static/voc.css", buffered=True).headers["Cache-Control"] == "no-cache"
    assert visitor.get("/static/voc.css?v=old", buffered=True).headers["Cache-Control"] == "no-cache"


def test_a_template_that_names_a_missing_file_fails_at_once(bare: Flask) -> None:
    with bare.app_context(), pytest.raises(FileNotFoundError):
        bare.jinja_env.globals["asset"]("gone.css")  # type: ignore[operator]  # a function
