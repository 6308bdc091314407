"""The main job, end to end: a customer answers on a phone, a manager sees it, marketing takes it away."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.conftest import DESK, PHONE, Platform, sign_in, window
from tests.chromium import needs_chromium

pytestmark = needs_chromium

SENTENCE = {
    PHONE: "等了一整天没人来，打电话才知道改到后天了，师傅人倒是挺客气，我电话13800138001",
    DESK: "说好次日达，第四天才送到，包装还压扁了，我电话13900139002",
}
MASKED = {PHONE: "138****8001", DESK: "139****9002"}
SECONDS = 15_000


def answers(page: Page) -> int:
    """How many answers stand behind the delivery touchpoint's score."""
    page.reload()
    found = re.search(r"n\s*=\s*([\d,]+)\s*份", page.inner_text("main"))
    assert found, page.inner_text("main")[:400]
    return int(found[1].replace(",", ""))


def picture(page: Page, pictures: Path | None, name: str, *, whole: bool = False) -> None:
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=pictures / f"{name}.png", full_page=whole)


def respond(page: Page, address: str, words: str, pictures: Path | None, width: int) -> None:
    """Answer the delivery survey as an unhappy customer, page by page, without leaving the keyboard's reach."""
    page.goto(address)
    picture(page, pictures, f"respondent-nps-{width}")
    page.get_by_role("radio", name="3", exact=True).check(force=True)
    for step in range(6):
        for box in page.locator("textarea").all():
            box.fill(words)
        for group in page.locator("fieldset:has(input[type=radio])").all():
            if not group.locator("input:checked").count():
                group.locator("input[type=radio]").first.check(force=True)
        if page.locator("textarea").count():
            picture(page, pictures, f"respondent-followup-{width}")
        page.locator("main form button").first.click()
        if "/thanks/" in page.url:
            break
        assert step < 5, f"no thank-you page after six pages: {page.url}"
    expect(page.locator("main")).to_contain_text("谢谢")
    picture(page, pictures, f"respondent-thanks-{width}")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_sentence_moves_the_score_and_is_found_with_its_tags(
    browser: Browser, platform: Platform, pictures: Path | None, width: int
) -> None:
    with window(browser, width) as manager, window(browser, width, script=False) as customer:
        sign_in(manager.page, platform, "sumin")
        picture(manager.page, pictures, f"board-{width}")
        manager.page.goto(f"{platform.base}/touchpoints/delivery")
        before = answers(manager.page)

        respond(customer.page, platform.survey, SENTENCE[width], pictures, width)

        manager.page.wait_for_timeout(500)
        for _ in range(20):
            if answers(manager.page) > before:
                break
            manager.page.wait_for_timeout(500)
        assert answers(manager.page) == before + 1
        expect(manager.page.locator("main")).to_contain_text("95%")
        picture(manager.page, pictures, f"touchpoint-{width}")

        manager.page.goto(f"{platform.base}/verbatims?touchpoint=delivery&q={SENTENCE[width][:4]}")
        for _ in range(20):
            if manager.page.get_by_text(MASKED[width]).count():
                break
            manager.page.wait_for_timeout(500)
            manager.page.reload()
        story = manager.page.locator("article, .verbatim").filter(has_text=MASKED[width]).first
        expect(story).to_contain_text("配送")
        assert story.locator("mark").count() > 0
        assert SENTENCE[width][-11:] not in manager.page.content()
        picture(manager.page, pictures, f"verbatims-{width}")


def test_marketing_takes_the_themes_away(
    browser: Browser, platform: Platform, pictures: Path | None, tmp_path: Path
) -> None:
    with window(browser, DESK) as marketing:
        sign_in(marketing.page, platform, "fangning")
        marketing.page.goto(f"{platform.base}/themes")
        picture(marketing.page, pictures, "themes-1280")
        with marketing.page.expect_download() as excel:
            marketing.page.get_by_role("link", name="导出 Excel").first.click()
        with marketing.page.expect_download() as plain:
            marketing.page.get_by_role("link", name="导出 CSV").first.click()
        excel.value.save_as(tmp_path / "themes.xlsx")
        plain.value.save_as(tmp_path / "themes.csv")
    sheet = openpyxl.load_workbook(tmp_path / "themes.xlsx").worksheets[0]
    assert sheet.max_row > 5
    raw = (tmp_path / "themes.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert len(list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))) > 5


def test_the_customers_page_is_light(browser: Browser, platform: Platform) -> None:
    with window(browser, PHONE) as customer:
        loaded: list[Response] = []
        customer.page.on("response", lambda response: loaded.append(response))  # noqa: PLW0108 - it marks its handlers
        customer.page.goto(platform.survey)
        customer.page.wait_for_load_state("networkidle")
        weight = sum(len(response.body()) for response in loaded)
        print(f"respondent's page: {weight:,} bytes in {len(loaded)} requests")
        assert weight < 50_000
        assert all(response.url.startswith(platform.base) for response in loaded)
        assert customer.page.evaluate("document.documentElement.scrollWidth") <= PHONE
        assert customer.page.context.cookies() == []
