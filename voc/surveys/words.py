"""What staff read about surveys: acts for the audit trail, and states."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from voc.web.navigation import Label

ACTS: Mapping[str, Label] = {
    "survey.create": _l("新建问卷"),
    "survey.draft": _l("存问卷草稿"),
    "survey.publish": _l("发布问卷"),
    "survey.close": _l("关闭问卷"),
    "survey.reopen": _l("重开问卷"),
    "collector.add": _l("新建入口"),
    "collector.pause": _l("停用入口"),
    "collector.resume": _l("恢复入口"),
    "receipt.look_up": _l("查回执"),
    "aside.done": _l("看过交后又改的答卷"),
}

STATES: Mapping[str, Label] = {
    "draft": _l("草稿"),
    "open": _l("正在收"),
    "closed": _l("已关闭"),
}
