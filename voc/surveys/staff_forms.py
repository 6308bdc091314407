"""Forms of the designer's pages. A fault names the field and the mend."""

import json
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of 3.2
from wtforms.validators import InputRequired, Length

from voc.accounts.forms import StaffForm
from voc.journey.channels import CHANNEL_LABELS, Channel

OFFERED = (
    Channel.LINK,
    Channel.SMS,
    Channel.WECHAT,
    Channel.QR,
    Channel.EMAIL,
    Channel.KIOSK,
    Channel.PAPER,
    Channel.PHONE,
)
"""Channels that a collector can have; feedback arrives by the others."""


class DraftForm(StaffForm):
    """A draft as JSON, typed or from a file, and the revision that it was made from."""

    revision = HiddenField()
    text = TextAreaField(_l("问卷（JSON）"), [InputRequired()], render_kw={"rows": 24, "spellcheck": "false"})
    upload = FileField(_l("或者选一个 JSON 文件"), render_kw={"accept": ".json,application/json"})

    def written(self) -> str:
        """The file where one was chosen, else the text."""
        if self.upload.data and self.upload.data.filename:
            return str(self.upload.data.read().decode("utf-8-sig", "replace"))
        return str(self.text.data or "")


class CollectorForm(StaffForm):
    """A way in: name, channel, place."""

    name = StringField(
        _l("名称"),
        [
            InputRequired(_l("请填写名称，例如 西湖店短信")),
            Length(max=60, message=_l("名称太长，请不超过 60 个字")),
        ],
        render_kw={"maxlength": 60},
    )
    channel = SelectField(_l("渠道"), [InputRequired(_l("请选一个渠道"))])
    place = SelectField(_l("地点"))

    def offer(self, places: Mapping[int, str]) -> None:
        """Offer the channels, and these places by id."""
        self.channel.choices = [SelectChoice(one.value, _(CHANNEL_LABELS[one])) for one in OFFERED]
        named = [SelectChoice(str(key), name) for key, name in places.items()]
        self.place.choices = [SelectChoice("", _("不分地点")), *named]


def shown(raw: Any) -> str:
    """A draft as a person edits it."""
    return json.dumps(raw, ensure_ascii=False, indent=2)
