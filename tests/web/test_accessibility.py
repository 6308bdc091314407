"""axe-core finds nothing wrong with the shared parts, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.chromium import needs_chromium

pytestmark = needs_chromium


@pytest.mark.parametrize("name", ["parts", "survey", "staff"])
def test_axe_finds_no_violation_in_either_light(browser: Browser, address: str, name: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/page/{name}")
    for light in ("light", "dark"):
        page.evaluate("light => document.documentElement.dataset.theme = light", light)
        page.emulate_media(color_scheme="dark" if light == "dark" else "light")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{light}: {found.generate_report()}"
    context.close()
