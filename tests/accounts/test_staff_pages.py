"""How administrators let colleagues in, confine them and shut them out."""

import re

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.cast import People
from voc.accounts import passwords
from voc.accounts.models import AuditEntry
from voc.db import db


@pytest.fixture
def admin(client: FlaskClient, people: People) -> FlaskClient:
    """A browser in which the administrator sits."""
    return cast.sign_in(client, people.administrator)


def number(login: str) -> int:
    return cast.account(db.session(), login).id


def acts() -> list[str]:
    return [entry.act for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]


def test_a_colleague_is_let_in_with_a_password_that_is_shown_once(admin: FlaskClient) -> None:
    sent = {"login": "He.Jia@hemu.example", "name": " 何嘉 ", "role": "agent"}
    response = admin.post("/settings/staff/new", data=sent)
    page = response.get_data(as_text=True)
    secret = re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", page)
    assert secret
    assert "现在能看到全部触点和地点" in page
    assert response.headers["Cache-Control"] == "no-store"
    account = cast.account(db.session(), "he.jia@hemu.example")
    assert (account.name, account.role, account.password_once) == ("何嘉", "agent", True)
    assert passwords.matches(account.password_hash, secret[0])
    assert secret[0] not in admin.get(f"/settings/staff/{account.id}").get_data(as_text=True)
    assert acts() == ["account.create"]


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("login", "manager", "已经有人用了"),
        ("login", "何嘉", "账号只能用字母"),
        ("login", "", "请填写账号"),
        ("name", "", "请填写姓名"),
        ("name", "何" * 41, "姓名太长"),
        ("role", "emperor", "fault"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(
    admin: FlaskClient, field: str, value: str, word: str
) -> None:
    sent = {"login": "hejia", "name": "何嘉", "role": "agent", field: value}
    response = admin.post("/settings/staff/new", data=sent)
    assert response.status_code == 422
    assert word in response.get_data(as_text=True)


def test_name_and_role_can_be_changed_and_the_change_is_noted(admin: FlaskClient, people: People) -> None:
    admin.post(f"/settings/staff/{number('agent')}", data={"name": "何嘉", "role": "marketing"})
    account = cast.account(db.session(), people.agent)
    assert (account.name, account.role, account.sitting) == ("何嘉", "marketing", 1)
    noted = db.session.query(AuditEntry).one()
    assert noted.details["before"] == {"name": "名agent", "role": "agent"}
    assert noted.details["after"] == {"name": "何嘉", "role": "marketing"}


def test_the_last_administrator_stays_one(admin: FlaskClient) -> None:
    mine = number("admin")
    response = admin.post(f"/settings/staff/{mine}", data={"name": "管", "role": "agent"})
    assert response.status_code == 409
    assert "最后一个能用的管理员" in response.get_data(as_text=True)
    assert admin.post(f"/settings/staff/{mine}/disable").status_code == 409
    admin.post(f"/settings/staff/{number('agent')}", data={"name": "何嘉", "role": "administrator"})
    assert admin.post(f"/settings/staff/{mine}", data={"name": "管", "role": "agent"}).status_code == 303


def test_an_account_is_disabled_and_let_in_again(admin: FlaskClient, people: People) -> None:
    one = number("agent")
    admin.post(f"/settings/staff/{one}/disable")
    assert not cast.account(db.session(), people.agent).active
    assert "已停用" in admin.get("/settings/staff").get_data(as_text=True)
    admin.post(f"/settings/staff/{one}/enable")
    assert cast.account(db.session(), people.agent).active
    assert acts() == ["account.disable", "account.enable"]


def test_a_reset_password_is_one_time_and_ends_every_sitting(admin: FlaskClient, people: People) -> None:
    before = cast.account(db.session(), people.agent).password_hash
    page = admin.post(f"/settings/staff/{number('agent')}/password").get_data(as_text=True)
    account = cast.account(db.session(), people.agent)
    assert re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", page)
    assert account.password_hash != before
    assert (account.password_once, account.sitting) == (True, 1)


def test_a_colleague_is_signed_out_everywhere(admin: FlaskClient, people: People) -> None:
    admin.post(f"/settings/staff/{number('agent')}/sign-out")
    assert cast.account(db.session(), people.agent).sitting == 1


def test_a_colleague_who_is_not_there_is_not_found(admin: FlaskClient) -> None:
    assert admin.get("/settings/staff/999").status_code == 404
    assert admin.post("/settings/staff/999/disable").status_code == 404


def test_a_page_opened_in_a_forged_form_changes_nothing(
    admin: FlaskClient, people: People, protected: None
) -> None:
    assert admin.post(f"/settings/staff/{number('agent')}/disable").status_code == 400
    assert cast.account(db.session(), people.agent).active


def test_the_trail_is_read_newest_first_and_by_person_and_act(admin: FlaskClient) -> None:
    one = number("agent")
    admin.post(f"/settings/staff/{one}/disable")
    admin.post(f"/settings/staff/{one}/enable")
    page = admin.get("/settings/audit").get_data(as_text=True)
    rows = page[page.index("<tbody") :]
    assert rows.index("恢复账号") < rows.index("停用账号")
    only = admin.get("/settings/audit?act=account.enable&actor=admin").get_data(as_text=True)
    assert "停用账号" not in only[only.index("<tbody") :]
    assert "没有符合条件的记录" in admin.get("/settings/audit?actor=nobody").get_data(as_text=True)


def test_a_long_trail_is_read_by_pages(admin: FlaskClient) -> None:
    one = number("agent")
    for _ in range(30):
        admin.post(f"/settings/staff/{one}/disable")
        admin.post(f"/settings/staff/{one}/enable")
    first = admin.get("/settings/audit").get_data(as_text=True)
    assert "第 1–50 条，共 60 条" in first
    assert "第 51–60 条，共 60 条" in admin.get("/settings/audit?page=2").get_data(as_text=True)
