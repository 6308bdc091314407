"""axe-core finds nothing to mend on the pages that people see first, light and dark, narrow and wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, PHONE, Platform, sign_in, window
from tests.chromium import needs_chromium

pytestmark = needs_chromium

LOOKS = [(PHONE, False), (DESK, False), (DESK, True)]


def violations(page: Page) -> list[str]:
    results = Axe().run(page)
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in results.response["violations"]]


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_customers_meet_no_barrier(browser: Browser, platform: Platform, width: int, dark: bool) -> None:
    with window(browser, width, dark=dark) as customer:
        for address in (platform.survey, platform.speak_up, f"{platform.base}/sign-in"):
            customer.page.goto(address)
            assert violations(customer.page) == [], address
        customer.page.goto(platform.speak_up)
        customer.page.locator("main form button").first.click()
        assert violations(customer.page) == []


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_staff_meet_no_barrier(browser: Browser, platform: Platform, width: int, dark: bool) -> None:
    with window(browser, width, dark=dark) as staff:
        sign_in(staff.page, platform, "admin")
        for path in (
            "/touchpoints",
            "/touchpoints/delivery",
            "/themes",
            "/verbatims",
            "/settings/journey",
            "/surveys",
        ):
            staff.page.goto(platform.base + path)
            staff.page.wait_for_load_state("networkidle")
            assert violations(staff.page) == [], path
            wide = staff.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} scrolls sideways: {wide}"
