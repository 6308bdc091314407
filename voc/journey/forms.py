"""Forms about the journey. A fault names the field and the mend."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, FloatField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from voc.accounts.forms import StaffForm, written
from voc.journey.editing import TouchpointPlan
from voc.journey.metrics import SCALES, Metric
from voc.journey.places import PlacePlan
from voc.journey.promises import promise_fault
from voc.nlp.document import ASPECT_LABELS


def _name(label: str) -> StringField:
    return StringField(
        label,
        [DataRequired(_l("请填写名称")), Length(max=40, message=_l("名称太长，请不超过 40 个字"))],
        render_kw={"maxlength": 40},
    )


def _short(label: str, most: int = 40) -> StringField:
    fault = _l("太长了，请不超过 %(most)s 个字", most=most)
    return StringField(label, [Optional(), Length(max=most, message=fault)], render_kw={"maxlength": most})


def _key(label: str) -> StringField:
    unfit = _l("代号以小写字母开头，只用小写字母、数字和下划线，2 到 40 个字符，例如 delivery")
    return StringField(
        label,
        [DataRequired(_l("请填写代号，例如 delivery")), Regexp(r"^[a-z][a-z0-9_]{1,39}$", message=unfit)],
        render_kw={"maxlength": 40, "autocapitalize": "none", "spellcheck": "false"},
    )


class PointsField(FloatField):
    """A number of points as people write it: 20, −5, ４．２."""

    def _value(self) -> str:
        """The number as it was written, or without needless decimals."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:g}"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; the fault says how to write one."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        try:
            self.data = float(text.replace("−", "-").replace("－", "-").replace("．", "."))
        except ValueError as error:
            raise ValueError(_("要写数字，例如 20；没有承诺就留空")) from error


class DayField(DateField):
    """A day from the browser's own calendar."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; the fault says how to write one."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("请写成 2026-11-20 这样")) from error


class TicksField(SelectMultipleField):
    """Several of a list, each with a tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def offer(field: SelectField | SelectMultipleField, choices: dict[int, str]) -> None:
    """Let a field offer rows by their number; a dict is the form that WTForms 3.3 keeps."""
    offered: dict[Any, Any] = dict(choices)
    field.choices = offered


class StageForm(StaffForm):
    """The name of a stage."""

    name = _name(_l("阶段名称"))


class NewStageForm(StageForm):
    """A stage to be added."""

    key = _key(_l("代号"))


class TouchpointForm(StaffForm):
    """Everything about a touchpoint that may change."""

    name = _name(_l("触点名称"))
    stage = SelectField(_l("所在阶段"), [InputRequired(_l("请选一个阶段"))], coerce=int)
    owner = _short(_l("负责人"))
    metric = SelectField(
        _l("看哪个量表"),
        [InputRequired(_l("请选一个量表"))],
        choices=lambda: {metric.value: _(SCALES[metric].label) for metric in Metric},
    )
    promise = PointsField(_l("承诺"), [Optional()], render_kw={"inputmode": "decimal"})
    promise_words = _short(_l("承诺的原话"), 80)
    aspects = TicksField(
        _l("说到这些时归到这里"),
        choices=lambda: {aspect.value: _(label) for aspect, label in ASPECT_LABELS.items()},
    )

    def validate_promise(self, field: Field) -> None:
        """Refuse a promise outside the metric's range."""
        if self.metric.data not in set(Metric):
            return
        fault = promise_fault(Metric(self.metric.data), field.data)
        if fault:
            raise ValidationError(_(fault))

    def plan(self) -> TouchpointPlan:
        """What was written, once it has been validated."""
        return TouchpointPlan(
            stage_id=self.stage.data,
            name=written(self.name),
            owner=written(self.owner),
            metric=Metric(self.metric.data),
            promise=self.promise.data,
            promise_words=written(self.promise_words),
            aspects=tuple(self.aspects.data or ()),
        )


class NewTouchpointForm(TouchpointForm):
    """A touchpoint to be added."""

    key = _key(_l("代号"))


class EventForm(StaffForm):
    """Something dated that may move a score."""

    on = DayField(_l("日期"), [InputRequired(_l("请选日期"))])
    words = StringField(
        _l("发生了什么"),
        [DataRequired(_l("请写一句话，例如：换了承运商")), Length(max=80, message=_l("请不超过 80 个字"))],
        render_kw={"maxlength": 80},
    )


class PlaceForm(StaffForm):
    """Everything about a place that may change."""

    name = _name(_l("地点名称"))
    city = _short(_l("城市"))
    region = _short(_l("大区"))

    def plan(self) -> PlacePlan:
        """What was written, once it has been validated."""
        return PlacePlan(written(self.name), written(self.city), written(self.region))


class NewPlaceForm(PlaceForm):
    """A place to be added."""

    key = _key(_l("代号"))


class ScopeForm(StaffForm):
    """What a colleague may see; nothing ticked means all."""

    touchpoints = TicksField(_l("只看这些触点"), coerce=int)
    places = TicksField(_l("只看这些地点"), coerce=int)
