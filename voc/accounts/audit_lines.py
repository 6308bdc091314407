"""The rows of the audit trail in words: what was touched, by name, and each field with old and new."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from voc.accounts.models import Account, AuditEntry
from voc.accounts.roles import ROLE_LABELS, Role
from voc.db import db
from voc.web.navigation import Label

Naming = Callable[[str], str]
"""The name of what the trail knows by a key or a number, or a value in words; "" where it is gone or unknown."""

FIELDS: Mapping[str, Label] = {
    "added": _l("放入的触点"),
    "aspects": _l("说到什么归到这里"),
    "channel": _l("渠道"),
    "city": _l("城市"),
    "language": _l("语言"),
    "login": _l("登录名"),
    "metric": _l("量表"),
    "name": _l("名称"),
    "on": _l("日期"),
    "once": _l("下次登录要换"),
    "order": _l("新的先后"),
    "owner": _l("负责人"),
    "places": _l("能看的地点"),
    "promise": _l("承诺"),
    "promise_words": _l("承诺的原话"),
    "region": _l("大区"),
    "responses": _l("答卷数"),
    "revision": _l("第几稿"),
    "role": _l("角色"),
    "scopes": _l("权限"),
    "seed": _l("随机种子"),
    "stage_id": _l("阶段"),
    "survey": _l("问卷"),
    "title": _l("标题"),
    "touchpoints": _l("能看的触点"),
    "version": _l("版本"),
    "words": _l("内容"),
}
"""Every field that any act notes; one that is not here shows by its own name."""

TARGETS: Mapping[str, Label] = {
    "account": _l("账号"),
    "collector": _l("入口"),
    "demonstration": _l("演示公司"),
    "event": _l("大事"),
    "journey": _l("整个旅程"),
    "place": _l("地点"),
    "response": _l("答卷"),
    "set_aside": _l("交后又改的答卷"),
    "stage": _l("阶段"),
    "survey": _l("问卷"),
    "token": _l("接口令牌"),
    "touchpoint": _l("触点"),
}
"""Kinds of targets, as they stand before the colon."""

UNORDERED = frozenset({"aspects", "places", "scopes", "touchpoints"})
"""Fields whose order means nothing."""


CONFINING = frozenset({"places", "touchpoints"})
"""Fields that list what somebody may see; nothing listed means all."""


def init_app(app: Flask) -> None:
    """Name what accounts themselves note."""
    name_targets(app, {"account": _account})
    name_values(app, {"role": lambda role: _(ROLE_LABELS[Role(role)]), "language": _language})


def name_targets(app: Flask, namings: Mapping[str, Naming]) -> None:
    """Give a kind of target the way to find its name by what stands after the colon."""
    app.extensions.setdefault("voc.audit.targets", {}).update(namings)


def name_values(app: Flask, namings: Mapping[str, Naming]) -> None:
    """Give a field the way to say one value in words."""
    app.extensions.setdefault("voc.audit.values", {}).update(namings)


def target_words(target: str) -> str:
    """触点「配送」 where it still exists; else its kind and number: 触点 delivery."""
    kind, _colon, key = target.partition(":")
    label = str(TARGETS.get(kind, kind))
    name = _said("voc.audit.targets", kind, key) if key else ""
    if name:
        return str(_("%(kind)s「%(name)s」", kind=label, name=name))
    return f"{label} {key}".strip()


def change_words(entry: AuditEntry) -> list[str]:
    """Each field of a row: "名称 配送 → 送货上门" where it changed, "角色 服务经理" where it was given."""
    said = []
    for name, (old, new) in _pairs(entry).items():
        label = str(FIELDS.get(name, name))
        if old is None and new in (None, ""):
            continue
        if old is None:
            said.append(f"{label} {value_words(name, new)}")
        elif _set_of(name, old[0]) != _set_of(name, new):
            said.append(f"{label} {value_words(name, old[0])} → {value_words(name, new)}")
    return said


def value_words(name: str, value: Any) -> str:
    """One value as people write it: 30, not 30.0; names, not numbers; 空 where there is nothing."""
    if value == [] and name in CONFINING:
        return str(_("全部"))
    if value is None or value in ("", []):
        return str(_("（空）"))
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, list) or name in UNORDERED:
        return "、".join(value_words("", _one(name, one)) for one in _many(value))
    return _one(name, value)


def _pairs(entry: AuditEntry) -> dict[str, tuple[tuple[Any] | None, Any]]:
    """Field by field: the old value in a tuple of one, or None where nothing stood before, and the new one."""
    details = dict(entry.details)
    if {"before", "after"} <= set(details):
        before, after = details.pop("before"), details.pop("after")
        if not isinstance(before, dict):
            before, after = {"name": before}, {"name": after}
        details |= {
            name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]
        }
        changed = set(after)
    else:
        changed = set(details) if entry.act.endswith(".change") else set()
    return {
        name: ((value[0],), value[1]) if name in changed and _is_pair(value) else (None, value)
        for name, value in details.items()
    }


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2  # noqa: PLR2004 - old and new


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else str(value).split(",")


def _set_of(name: str, value: Any) -> Any:
    return set(_many(value)) if name in UNORDERED else value


def _one(name: str, value: Any) -> str:
    if isinstance(value, float | int) and name not in current_app.extensions.get("voc.audit.values", {}):
        return f"{value:.10g}".replace("-", "−")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return _said("voc.audit.values", name, str(value)) or str(value)


def _said(kept: str, name: str, key: str) -> str:
    naming: Naming | None = current_app.extensions.get(kept, {}).get(name)
    try:
        return naming(key) if naming else ""
    except (KeyError, ValueError):  # an old value that no longer means anything
        return ""


def _account(number: str) -> str:
    account = db.session.get(Account, int(number))
    return account.name if account else ""


def _language(code: str) -> str:
    return {"zh": "简体中文", "en": "English"}[code]
