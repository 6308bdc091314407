"""The shared parts in real Chromium: the policy is kept, targets are large, nothing runs over."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import needs_chromium

pytestmark = needs_chromium
LISTEN = """window.violations = [];
document.addEventListener("securitypolicyviolation", (e) => window.violations.push(e.violatedDirective + " " + e.sample));"""


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.add_init_script(LISTEN)
    yield page
    page.close()


def test_a_chart_is_drawn_without_breaking_the_policy(tab: Page, address: str) -> None:
    faults: list[str] = []
    tab.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(f"{address}/page/parts")
    tab.wait_for_selector("#trend .main-svg .scatterlayer .point")
    assert tab.locator("#trend .errorbar").count() == 3
    assert tab.locator("#trend .barlayer path").count() >= 1
    assert tab.locator("#trend .modebar-btn").count() == 0
    assert tab.locator("#trend .annotation-text").inner_html().count("&lt;b") == 1
    assert (tab.evaluate("window.violations"), faults) == ([], [])


def test_a_chart_changes_its_colours_with_the_light(tab: Page, address: str) -> None:
    tab.emulate_media(color_scheme="light")
    tab.goto(f"{address}/page/parts")
    line = tab.locator("#trend .js-line").first
    line.wait_for(state="attached")
    before = line.evaluate("node => node.style.stroke")
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function("was => document.querySelector('#trend .js-line').style.stroke !== was", arg=before)
    tab.evaluate("document.documentElement.dataset.theme = 'light'")
    tab.wait_for_function("was => document.querySelector('#trend .js-line').style.stroke === was", arg=before)


def test_without_script_the_table_tells_what_the_chart_would(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/page/parts")
    assert page.locator("#trend").is_hidden()
    page.get_by_text("看数据表").click()
    assert page.get_by_role("cell", name="35").is_visible()
    page.locator("details.menu summary").nth(2).click()
    assert page.get_by_role("link", name="短信链接").first.is_visible()
    page.get_by_text("关闭问卷", exact=True).first.click()
    assert page.get_by_text("链接不再接受新答卷。").is_visible()
    context.close()


def test_a_question_before_something_final_keeps_the_focus_and_minds_escape(tab: Page, address: str) -> None:
    tab.goto(f"{address}/page/parts")
    tab.locator("details.confirm > summary").click()
    assert tab.evaluate("document.querySelector('dialog').matches(':modal')")
    tab.keyboard.press("Escape")
    tab.wait_for_function("!document.querySelector('details.confirm').open")
    assert tab.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("name", ["parts", "survey", "staff"])
def test_nothing_runs_over_the_edge(tab: Page, address: str, name: str) -> None:
    tab.goto(f"{address}/page/{name}")
    for width in (1440, 1024, 768, 360, 320):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_every_target_of_a_respondent_is_thumb_sized(tab: Page, address: str) -> None:
    tab.goto(f"{address}/page/survey")
    measure = "all => all.map(one => one.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
    for width in (320, 360, 390):
        tab.set_viewport_size({"width": width, "height": 800})
        sizes = tab.locator(".box, .button, .text, .faults a").evaluate_all(measure)
        assert len(sizes) > 30
        assert min(sizes) >= 44


def test_eleven_ratings_stand_in_two_rows_on_a_phone_and_seven_in_one(tab: Page, address: str) -> None:
    tab.goto(f"{address}/page/survey")

    def rows(length: int) -> list[int]:
        tops = tab.locator(f".of-{length} .box").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().top)"
        )
        return [tops.count(top) for top in sorted(set(tops))]

    assert (rows(11), rows(7), rows(5)) == ([6, 5], [7], [5])


def test_a_scale_is_a_radio_group_that_arrow_keys_move(tab: Page, address: str) -> None:
    tab.goto(f"{address}/page/survey")
    tab.locator('input[name="nps"][value="6"]').focus()
    tab.keyboard.press("ArrowRight")
    assert tab.locator('input[name="nps"]:checked').get_attribute("value") == "7"


def test_a_respondents_page_is_light_and_asks_for_one_file(tab: Page, address: str) -> None:
    loaded: list[int] = []
    tab.on("response", lambda response: loaded.append(len(response.body())))
    tab.goto(f"{address}/page/survey", wait_until="networkidle")
    assert len(loaded) == 2
    assert sum(loaded) < 50 * 1024
    assert tab.evaluate("window.violations") == []


def test_below_1024_the_entries_fold_into_one_menu(tab: Page, address: str) -> None:
    tab.goto(f"{address}/page/staff")
    assert tab.get_by_role("button", name="English").is_hidden()
    tab.get_by_label("打开菜单").click()
    tab.locator(".fold").get_by_role("button", name="English").click()
    tab.wait_for_function("document.documentElement.lang === 'en'")
