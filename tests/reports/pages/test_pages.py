"""The report pages as each reader sees them."""

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests import cast
from tests.reports.happenings import answers, happen, settle
from tests.reports.pages.conftest import Company
from voc.db import db
from voc.journey.models import Touchpoint
from voc.reports import quotes

PAGES = ("/touchpoints", "/touchpoints/delivery", "/themes", "/themes?theme=logistics:delivery")


def read(company: Company, address: str, login: str = "manager") -> str:
    response = company.enter(login).get(address)
    assert response.status_code == 200, response.status
    return str(response.text)


def text(page: str) -> str:
    """What a page says, without markup."""
    return re.sub(
        r"\s+", " ", unescape(re.sub(r"<script.*?</script>|<[^>\s][^>]*>", " ", page, flags=re.DOTALL))
    )


def test_the_board_opens_with_its_finding_in_words(company: Company) -> None:
    found = re.search(r'<ol class="findings">(.*?)</ol>', read(company, "/touchpoints"), re.DOTALL)
    assert found is not None
    said = text(found[1])
    assert "配送从 60 跌到 −25" in said
    assert "多重比较校正后仍然成立" in said
    assert "未达承诺 20" in said
    assert "n = 320" in said
    assert "周启明" in said


def test_every_score_on_the_board_carries_n_and_interval(company: Company) -> None:
    page = text(read(company, "/touchpoints"))
    assert re.search(r"净推荐值 −25 −3\d 至 −1\d 320", page)
    assert re.search(r"满意率 75% 6\d% 至 8\d% 160", page)


def test_each_scale_is_named_where_it_is_drawn(company: Company) -> None:
    page = text(read(company, "/touchpoints"))
    for scale in ("净推荐值，−100 至 100", "满意率，0 至 100%", "省力度，均值 1 至 7"):
        assert scale in page


def test_too_few_answers_show_no_score_anywhere(company: Company) -> None:
    page = text(read(company, "/touchpoints"))
    assert "样本不足 5 份 < 30" in page
    report = text(read(company, "/touchpoints/complaint"))
    assert "样本不足 5 份 < 30" in report
    assert "4.00" not in report


def test_a_score_that_gives_a_smaller_one_away_is_nowhere_under_its_filter(company: Company) -> None:
    delivery, place = company.stage.touchpoints["delivery"], company.stage.places["gz01"]
    happen(db.session(), delivery, "nps", answers(6, 0, 6), channel="sms", place_id=place)
    settle(db.session())
    db.session.commit()
    chosen = "?channel=sms&place=store:hz01"
    for address in ("/touchpoints", "/touchpoints/delivery"):
        page = text(read(company, address + chosen))
        assert "已隐去" in page
        assert "由它能推出同一触点里更小的格子" in page
        assert "−25" not in page
        assert "160 份 < 30" not in page
    files = []
    for file in ("", "/delivery/weeks"):
        with company.enter("manager").get(f"/touchpoints{file}.csv{chosen}") as response:
            files.append(response.get_data(as_text=True))
    board, weeks = files
    line = next(line for line in board.splitlines() if "配送" in line)
    assert "已隐去" in line
    assert "-25" not in line
    assert all(week.endswith(',"","",""') for week in weeks.splitlines()[1:])
    assert "−25" in text(read(company, "/touchpoints/delivery?channel=phone"))


def test_charts_speak_the_readers_language(company: Company) -> None:
    page = read(company, "/touchpoints/delivery?lang=en")
    for words in ("Detractors", "20 Nov"):
        assert words in page
    assert "贬损" not in page
    assert "11-20" not in text(page)


def test_a_touchpoint_shows_five_figures_trend_distribution_table_and_words(company: Company) -> None:
    page = read(company, "/touchpoints/delivery")
    said = text(page)
    for words in ("−25", "−85", "校正后显著", "未达", "100%", "40 条里 40 条", "上 28 天 320 份"):
        assert words in said
    assert page.count("data-chart=") == 2
    assert page.count("看数据表") == 2
    assert "西湖店" in said
    assert "138****8000" in said


def test_verbatims_are_masked_and_marked(company: Company) -> None:
    page = read(company, "/touchpoints/delivery")
    assert "13800138000" not in page
    assert re.search(r'<mark class="neg"[^>]*>说好今天到</mark>', page)
    assert re.search(r'class="masked"[^>]*>138\*\*\*\*8000<', page)


def test_themes_say_aspect_and_touchpoint_count_and_share(company: Company) -> None:
    page = text(read(company, "/themes"))
    assert re.search(r"配送物流 配送 40 100\.0% 91\.2% 至 100\.0% 40 .*−100", page)


def test_the_chosen_theme_opens_beside_the_table_with_masked_words(company: Company) -> None:
    page = read(company, "/themes?theme=logistics:delivery", "marketing")
    assert 'id="theme"' in page
    assert "138****8000" in page
    assert "13800138000" not in page
    assert "/touchpoints/delivery" not in page  # marketing may not open it


@pytest.mark.parametrize(
    ("login", "address"),
    [
        ("manager", "/touchpoints"),
        ("admin", "/touchpoints"),
        ("marketing", "/themes"),
        ("agent", "/verbatims"),
    ],
)
def test_everyone_begins_where_the_work_is(company: Company, login: str, address: str) -> None:
    response = company.enter(login).get("/")
    assert (response.status_code, response.location) == (303, address)


@pytest.mark.parametrize("login", ["marketing", "designer", "agent", "interviewer"])
@pytest.mark.parametrize(
    "address",
    ["/touchpoints", "/touchpoints/delivery", "/touchpoints.csv", "/touchpoints/delivery/weeks.csv"],
)
def test_the_board_is_for_managers(company: Company, login: str, address: str) -> None:
    assert company.enter(login).get(address).status_code == 403


@pytest.mark.parametrize("login", ["designer", "agent", "interviewer"])
@pytest.mark.parametrize("address", ["/themes", "/themes.xlsx", "/themes/logistics:delivery/quotes.csv"])
def test_themes_and_their_exports_are_for_managers_and_marketing(
    company: Company, login: str, address: str
) -> None:
    assert company.enter(login).get(address).status_code == 403


def test_a_confined_manager_sees_only_his_touchpoint_at_his_place(company: Company) -> None:
    board = text(read(company, "/touchpoints", "confined"))
    assert "配送" in board
    assert "客服热线" not in board
    assert "160" in board  # the half that 西湖店 answered
    assert "320" not in board
    assert "天河店" not in read(company, "/touchpoints/delivery", "confined")
    assert company.enter("confined").get("/touchpoints/hotline").status_code == 404
    assert company.enter("confined").get("/touchpoints/delivery?place=store:gz01").status_code == 400
    assert company.enter("confined").get("/themes/logistics:hotline/quotes.csv").status_code == 404


def test_filters_stay_in_every_address_down_to_the_words(company: Company) -> None:
    asked = "days=7&channel=sms&place=city:杭州"
    board = unescape(read(company, f"/touchpoints?{asked}"))
    address = next(
        link for link in re.findall(r'href="([^"]+)"', board) if link.startswith("/touchpoints/delivery?")
    )
    page = unescape(read(company, address))
    assert "杭州" in page
    whole = next(link for link in re.findall(r'href="(/verbatims\?[^"]+)"', page))
    for part in ("days=7", "channel=sms", "polarity=neg", "touchpoint=delivery"):
        assert part in whole
    assert company.enter("manager").get(whole).status_code == 200


def test_a_filter_that_leaves_nothing_says_how_much_remains_without_each(company: Company) -> None:
    page = text(read(company, "/touchpoints?channel=paper&place=store:gz01&days=7"))
    assert "没有符合条件的答卷" in page
    assert re.search(r"纸质问卷 ✕ 去掉 还剩 40", page)
    assert re.search(r"天河店 ✕ 去掉 还剩 0", page)
    assert "清空全部条件" in page


@pytest.mark.parametrize(
    "asked", ["days=x", "channel=pigeon", "place=moon:1", "from=2026-13-01&to=2026-11-20"]
)
def test_filters_are_read_strictly(company: Company, asked: str) -> None:
    for page in ("/touchpoints", "/touchpoints/delivery", "/themes", "/themes.csv"):
        assert company.enter("manager").get(f"{page}?{asked}").status_code == 400


def test_a_new_company_is_told_what_comes_first(app: Flask) -> None:
    session = db.session()
    cast.staff(session)
    session.commit()
    page = text(str(cast.sign_in(app.test_client(), "manager").get("/touchpoints").text))
    assert "还没有答卷" in page
    assert "取链接和二维码" not in page  # a manager may not open the surveys
    whole = str(cast.sign_in(app.test_client(), "admin").get("/touchpoints").text)
    assert re.search(r'class="button[^"]*" href="/surveys">取链接和二维码', whole)
    assert "还没有原声" in text(str(cast.sign_in(app.test_client(), "marketing").get("/themes").text))


def test_whoever_sees_only_some_places_is_told_so_where_nothing_is_found(app: Flask) -> None:
    session = db.session()
    cast.staff(session, cast.journey(session))
    session.commit()
    browser = cast.sign_in(app.test_client(), "confined")
    for address in ("/touchpoints", "/touchpoints/delivery", "/themes", "/touchpoints?days=7"):
        assert "你的账号只看得到西湖店的答卷和原声。" in text(str(browser.get(address).text)), address
    everyone = cast.sign_in(app.test_client(), "manager").get("/touchpoints")
    assert "你的账号只看得到" not in str(everyone.text)


def test_too_few_in_every_week_offers_a_longer_period_with_the_same_filters(company: Company) -> None:
    page = unescape(read(company, "/touchpoints/complaint?channel=sms"))
    found = re.search(r'href="([^"]+)">看近 90 天', page)
    assert found is not None
    assert {"days=90", "channel=sms"} <= set(found[1].partition("?")[2].split("&"))
    assert "看近 90 天" not in read(company, "/touchpoints/complaint?days=90")
    assert page.count('<div class="chart"><details><summary>看数据表') == 1


def test_themes_with_too_few_verbatims_offer_a_longer_period(company: Company) -> None:
    happen(db.session(), company.stage.touchpoints["delivery"], "aspect:packaging", [0] * 5)
    settle(db.session())
    db.session.commit()
    few = unescape(read(company, "/themes", "marketing"))
    assert re.search(r'</details><a class="longer" href="/themes\?days=90">看近 90 天', few)


def test_a_journey_without_touchpoints_begins_with_the_journey(app: Flask) -> None:
    session = db.session()
    cast.staff(session)
    for touchpoint in session.query(Touchpoint):
        touchpoint.active = False
    session.commit()
    whole = str(cast.sign_in(app.test_client(), "admin").get("/touchpoints").text)
    assert re.search(r'href="/settings/journey">写下旅程', whole)


def test_one_block_that_fails_leaves_the_rest_of_the_page_right(
    company: Company, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_asked: object) -> None:
        raise OperationalError("select", {}, Exception("gone"))

    monkeypatch.setattr(quotes, "quotes", fails)
    page = text(read(company, "/touchpoints/delivery"))
    assert "原声没有取到" in page
    assert "−25" in page
    number = re.search(r"E-[0-9A-F]{6}", page)
    assert number is not None
    assert number[0] in caplog.text


@pytest.mark.parametrize("address", PAGES)
def test_pages_keep_to_the_policy(company: Company, address: str) -> None:
    page = read(company, address)
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert not re.search(r"\son[a-z]+=", page)


@pytest.mark.parametrize("address", PAGES)
def test_a_name_that_is_markup_stays_a_name(company: Company, address: str) -> None:
    touchpoint = db.session.get_one(Touchpoint, company.stage.touchpoints["delivery"])
    touchpoint.name = touchpoint.owner = touchpoint.promise_words = "<img src=x onerror=alert(1)>"
    db.session.commit()
    assert "<img src=x" not in read(company, address)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/touchpoints.csv", "text/csv"),
        ("/touchpoints.xlsx", "spreadsheetml"),
        ("/touchpoints/delivery/weeks.csv", "text/csv"),
        ("/themes.csv", "text/csv"),
        ("/themes.xlsx", "spreadsheetml"),
        ("/themes/logistics:delivery/quotes.csv", "text/csv"),
    ],
)
def test_every_table_can_be_taken_away(company: Company, address: str, kind: str) -> None:
    with company.enter("manager").get(address) as response:
        assert response.status_code == 200
        assert kind in response.content_type
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["Cache-Control"] == "private, no-store"


def test_quotes_leave_masked_and_only_those_asked_for(company: Company) -> None:
    with company.enter("marketing").get("/themes/logistics:delivery/quotes.csv") as response:
        rows = response.get_data(as_text=True)
    assert rows.count("138****8000") == 40
    assert "13800138000" not in rows
    assert company.enter("marketing").get("/themes/nonsense:delivery/quotes.csv").status_code == 404


def test_the_theme_export_is_two_clicks_away_with_the_same_filters(company: Company) -> None:
    page = unescape(read(company, "/themes?days=7&touchpoint=delivery", "marketing"))
    links = re.findall(r'href="(/themes\.(?:csv|xlsx)\?[^"]+)"', page)
    assert sorted(links) == [
        "/themes.csv?touchpoint=delivery&days=7",
        "/themes.xlsx?touchpoint=delivery&days=7",
    ]
