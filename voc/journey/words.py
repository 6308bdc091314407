"""The journey's acts in words, for the audit trail."""

from flask_babel import lazy_gettext as _l

from voc.web.navigation import Label

ACTS: dict[str, Label] = {
    "journey.standard": _l("放入标准旅程"),
    "stage.add": _l("添加阶段"),
    "stage.rename": _l("阶段改名"),
    "stage.move": _l("移动阶段"),
    "stage.remove": _l("删除阶段"),
    "touchpoint.add": _l("添加触点"),
    "touchpoint.change": _l("修改触点"),
    "touchpoint.move": _l("移动触点"),
    "touchpoint.retire": _l("停用触点"),
    "touchpoint.restore": _l("恢复触点"),
    "place.add": _l("添加地点"),
    "place.change": _l("修改地点"),
    "place.close": _l("停用地点"),
    "place.reopen": _l("恢复地点"),
    "event.add": _l("记下大事"),
    "event.remove": _l("删除大事"),
}
