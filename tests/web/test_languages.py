import pytest
from flask import Flask
from flask.testing import FlaskClient

from voc.web.languages import language, speak
from voc.web.navigation import Entry, register


def test_chinese_comes_first_whatever_the_browser_asks_for(visitor: FlaskClient) -> None:
    page = visitor.get("/page/staff", headers={"Accept-Language": "en"}).text
    assert '<html lang="zh-Hans">' in page


def test_english_comes_by_choice_in_the_address(visitor: FlaskClient) -> None:
    page = visitor.get("/page/staff?lang=en").text
    assert '<html lang="en">' in page
    assert "Skip to content" in page


def test_a_language_nobody_wrote_is_chinese(visitor: FlaskClient) -> None:
    assert '<html lang="zh-Hans">' in visitor.get("/page/staff?lang=fr").text


def test_a_survey_fixes_the_language_of_its_page(bare: Flask) -> None:
    with bare.test_request_context("/?lang=zh"):
        speak("en")
        assert language() == "en"


def test_outside_a_request_the_language_is_chinese() -> None:
    assert language() == "zh"


def test_a_choice_of_language_and_light_is_remembered_in_plain_cookies(visitor: FlaskClient) -> None:
    response = visitor.post("/looks", data={"theme": "dark", "next": "/page/staff"})
    assert (response.status_code, response.location) == (303, "/page/staff")
    visitor.post("/looks", data={"lang": "en"})
    assert '<html lang="en" data-theme="dark">' in visitor.get("/page/staff").text
    visitor.post("/looks", data={"theme": "system"})
    assert '<html lang="en">' in visitor.get("/page/staff").text


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example"])
def test_a_choice_never_leads_outside(visitor: FlaskClient, target: str) -> None:
    assert visitor.post("/looks", data={"lang": "en", "next": target}).location == "/"


def test_a_done_thing_is_said_once(visitor: FlaskClient) -> None:
    page = visitor.get("/flashing", follow_redirects=True).text
    assert '<p class="toast">已保存</p>' in page
    assert "toast" not in visitor.get("/page/staff").text.replace('class="toasts"', "")


def test_without_accounts_the_header_offers_no_entries(bare: Flask) -> None:
    register(bare, Entry("触点", "page"))
    assert 'aria-current="page"' not in bare.test_client().get("/page/staff").text
