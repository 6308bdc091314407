import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from voc.settings import Settings
from voc.web.addresses import here_url, public_url, safe_next, url_with
from voc.web.paging import Page, page_number


@pytest.mark.parametrize("target", ["/", "/touchpoints?period=7", "/r/配送"])
def test_a_path_of_ours_is_gone_on_to(target: str) -> None:
    assert safe_next(target, "/home") == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil",
        "/a\\b",
        "/\t/evil.example",
        "/\n/evil.example",
        " /x",
        "/x y",
        "\x00/",
    ],
)
def test_what_leads_outside_goes_home_instead(target: str | None) -> None:
    assert safe_next(target, "/home") == "/home"


def test_changing_a_filter_keeps_the_others_and_returns_to_the_first_page(bare: Flask) -> None:
    with bare.test_request_context("/board?channel=sms&place=1&place=2&page=3"):
        assert url_with(channel="wechat") == "/board?place=1&place=2&channel=wechat"
        assert url_with(channel=None) == "/board?place=1&place=2"
        assert url_with(page=4) == "/board?channel=sms&place=1&place=2&page=4"


def test_the_present_address_can_be_come_back_to(bare: Flask) -> None:
    with bare.test_request_context("/board?channel=sms"):
        assert here_url() == "/board?channel=sms"
    with bare.test_request_context("/board", method="POST"):
        assert here_url() == "/"


@pytest.mark.parametrize(
    ("asked", "number"),
    [("3", 3), ("0", 1), ("-1", 1), ("x", 1), ("", 1), ("10001", 1), ("9" * 5000, 1), ("٣", 1)],
)
def test_a_page_number_is_read_or_is_the_first(asked: str, number: int) -> None:
    assert page_number(MultiDict({"page": asked})) == number


def test_a_page_says_what_it_shows_and_what_is_beside_it() -> None:
    page = Page(range(25), 2, 25, 60)
    assert (page.first, page.last, page.before, page.after, page.offset) == (26, 50, 1, 3, 25)


def test_the_last_page_has_none_after_it() -> None:
    assert Page(range(10), 3, 25, 60).after is None


def test_an_empty_list_shows_nothing() -> None:
    page: Page[int] = Page([], 1, 25, 0)
    assert (page.first, page.last, page.before, page.after) == (0, 0, None, None)


def test_an_address_to_give_away_begins_with_the_base_url_whatever_the_reader_typed(bare: Flask) -> None:
    bare.config["VOC"] = Settings(env="test", base_url="https://voc.example.cn")
    with bare.app_context():
        assert public_url("web.looks") == "https://voc.example.cn/looks"
    with bare.test_request_context("/", base_url="http://10.0.0.5:8000"):
        assert public_url("web.looks") == "https://voc.example.cn/looks"


def test_without_a_base_url_it_begins_where_the_reader_is_or_where_we_listen(bare: Flask) -> None:
    bare.config["VOC"] = Settings(env="test")
    with bare.app_context():
        assert public_url("web.looks") == "http://127.0.0.1:8000/looks"
    with bare.test_request_context("/", base_url="http://10.0.0.5:8000"):
        assert public_url("web.looks") == "http://10.0.0.5:8000/looks"
