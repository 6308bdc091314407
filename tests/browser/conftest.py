"""The whole platform, started as the README starts it, and real browsers that look at it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import CHROMIUM

PHONE, DESK = 360, 1280
HEIGHTS = {PHONE: 780, DESK: 860}
COMPANY = "禾木生活"


@dataclass(frozen=True, slots=True)
class Platform:
    """A running platform: its address, the customer's link, and the password of its staff."""

    base: str
    survey: str
    speak_up: str
    logins: dict[str, str]


def voc(environ: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "voc", *words]
    return subprocess.run(command, env=environ, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The demonstration company behind `voc serve`, as `make run` starts it."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (Debian package chromium)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    kept = {name: text for name, text in os.environ.items() if not name.startswith("VOC_")}
    folder = tmp_path_factory.mktemp("platform")
    environ = {**kept, "VOC_DATA_DIR": str(folder), "VOC_PORT": port, "VOC_COMPANY": COMPANY}
    voc(environ, "db", "upgrade")
    voc(environ, "demo", "load")
    printed = voc(environ, "demo", "addresses")
    with subprocess.Popen([sys.executable, "-m", "voc", "serve"], env=environ) as server:
        base = f"http://127.0.0.1:{port}"
        try:
            wait_for(base + "/sign-in")
            yield read_addresses(base, printed)
        finally:
            server.terminate()


def wait_for(address: str) -> None:
    """Wait until the address answers, ten seconds at most."""
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def read_addresses(base: str, printed: str) -> Platform:
    """What `voc demo addresses` printed, in parts."""
    found = re.findall(r"(\S+) +(http\S+)(?: +账号 (\S+) +密码 (\S+))?", printed)
    open_to_all = [url for _, url, login, _ in found if not login]
    logins = {login: password for _, _, login, password in found if login}
    return Platform(base, open_to_all[0], open_to_all[1], logins)


@dataclass(frozen=True, slots=True)
class Window:
    """A page, and what its console complained about."""

    page: Page
    complaints: list[str]


@contextmanager
def window(browser: Browser, width: int, *, script: bool = True, dark: bool = False) -> Iterator[Window]:
    """A new visitor's window; its console must stay silent."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS.get(width, 900)},
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
        locale="zh-CN",
        accept_downloads=True,
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    yield Window(page, complaints)
    context.close()
    assert [
        said for said in complaints if "422" not in said
    ] == []  # a fault beside its question is no fault of ours


def sign_in(page: Page, platform: Platform, login: str) -> None:
    """Sign a member of staff in by the page."""
    page.goto(f"{platform.base}/sign-in")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", platform.logins[login])
    page.click("main form button")
    page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.fixture(scope="session")
def pictures(request: pytest.FixtureRequest) -> Path | None:
    """Where to put screenshots, if anywhere."""
    chosen = request.config.getoption("--screenshots")
    return Path(chosen) if chosen else None
