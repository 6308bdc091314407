"""The acts of the audit trail in words. Rooms above name theirs by ``name_acts``."""

from collections.abc import Mapping

from flask import Flask, current_app
from flask_babel import lazy_gettext as _l

from voc.web.navigation import Label

ACTS: Mapping[str, Label] = {
    "account.sign_in": _l("登录"),
    "account.create": _l("新建账号"),
    "account.edit": _l("修改账号"),
    "account.confine": _l("改了能看的范围"),
    "account.password": _l("换密码"),
    "account.language": _l("换语言"),
    "account.end_sittings": _l("在各处退出"),
    "account.disable": _l("停用账号"),
    "account.enable": _l("恢复账号"),
    "token.create": _l("新建接口令牌"),
    "token.revoke": _l("作废接口令牌"),
}


def name_acts(app: Flask, acts: Mapping[str, Label]) -> None:
    """Give acts their words in this application: {"survey.publish": _l("发布问卷")}."""
    app.extensions.setdefault("voc.acts", {}).update(acts)


def act_words(act: str) -> str:
    """The act in words, or its own name where nobody gave it any."""
    return str(current_app.extensions.get("voc.acts", {}).get(act, act))
