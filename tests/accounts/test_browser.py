"""Signing in and the administrator's pages in real Chromium, narrow and wide: nothing scrolls, axe is content."""

import threading
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests import cast
from tests.cast import PASSWORD, People
from tests.chromium import needs_chromium

pytestmark = needs_chromium

PAGES = (
    "/settings/journey",
    "/settings/journey/touchpoints/4",
    "/settings/places/1",
    "/settings/staff",
    "/settings/staff/4",
    "/settings/staff/4/scope",
    "/settings/audit",
    "/account",
)


@pytest.fixture
def address(app: Flask, people: People) -> Iterator[str]:
    """The house with its cast, served as outside tests: forms are protected."""
    app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def enter(page: Page, address: str, password: str) -> None:
    page.goto(f"{address}/sign-in?next=/account")
    page.get_by_label("账号").fill(cast.PEOPLE.administrator)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_load_state()


def violations(page: Page) -> str:
    found = Axe().run(page)
    return "" if found.violations_count == 0 else f"{urlsplit(page.url).path}: {found.generate_report()}"


@pytest.mark.parametrize(("width", "light"), [(360, "dark"), (1280, "light")])
def test_one_signs_in_and_finds_every_page_whole(
    browser: Browser, address: str, width: int, light: str
) -> None:
    scheme: Literal["dark", "light"] = "dark" if light == "dark" else "light"
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )  # axe needs to be put into the page
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    enter(page, address, "four-loud-cranes")
    assert page.get_by_role("alert").inner_text().startswith("账号或密码不对")
    faults.append(violations(page))
    enter(page, address, PASSWORD)
    assert urlsplit(page.url).path == "/account"
    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        faults.append(violations(page))
    assert [fault for fault in faults if fault] == []
    context.close()


def test_a_question_comes_before_a_colleague_is_shut_out(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    enter(page, address, PASSWORD)
    page.goto(f"{address}/settings/staff/4")
    page.locator("summary", has_text="停用账号").click()
    dialog = page.get_by_role("dialog")
    assert "停用“名confined”？" in dialog.inner_text()
    dialog.get_by_role("button", name="停用账号").click()
    page.wait_for_url(f"{address}/settings/staff")
    assert "已停用" in page.locator("tr", has_text="名confined").inner_text()
    context.close()
