"""Forms about accounts. Labels and faults are Chinese; a fault names the field and the mend."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from voc.accounts import passwords
from voc.accounts.roles import ROLE_LABELS

ROLE_NOTES = {
    "administrator": _l("什么都能看、能改，包括人员和设置"),
    "designer": _l("做问卷，发布、关闭、重开，管问卷入口"),
    "manager": _l("看自己负责的触点、地点的得分、主题和原声"),
    "marketing": _l("看主题，导出隐去个人信息的原声"),
    "agent": _l("看负责范围里的原声"),
    "interviewer": _l("只做电话访问"),
}


class StaffForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The base of staff forms: CSRF protected, and tidy about spaces."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF has no types
        """Strips spaces around every text but passwords."""

        def bind_field(self, form: object, unbound_field: object, options: dict[str, object]) -> object:
            """Bind a field, with the filter that strips."""
            if getattr(unbound_field, "field_class", None) is StringField:
                options = {**options, "filters": [_stripped]}
            return super().bind_field(form, unbound_field, options)


def _stripped(text: str | None) -> str | None:
    return text.strip() if text else text


def written(field: Field) -> str:
    """What a person wrote into a text field; '' for nothing."""
    return str(field.data or "")


def _password(label: str, autocomplete: str) -> PasswordField:
    return PasswordField(
        label,
        [
            InputRequired(_l("请填写密码")),
            Length(max=passwords.LONGEST, message=_l("密码太长，请不超过 256 个字符")),
        ],
        render_kw={"autocomplete": autocomplete, "maxlength": passwords.LONGEST},
    )


class SignInForm(StaffForm):
    """Login and password; what is wrong with them is never said field by field."""

    login = StringField(
        _l("账号"),
        [DataRequired(_l("请填写账号")), Length(max=80, message=_l("账号太长，请不超过 80 个字符"))],
        render_kw={
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "maxlength": 80,
        },
    )
    password = _password(_l("密码"), "current-password")


class PasswordForm(StaffForm):
    """A new password, once one has shown that one knows the present one."""

    present = _password(_l("现在的密码"), "current-password")
    chosen = _password(_l("新密码"), "new-password")
    again = _password(_l("再写一遍新密码"), "new-password")


class ProfileForm(StaffForm):
    """How one reads: language and light."""

    language = RadioField(_l("语言"), choices={"zh": "简体中文", "en": "English"})
    theme = RadioField(_l("明暗"), choices=lambda: {"": _("跟随系统"), "light": _("浅色"), "dark": _("深色")})


class PersonForm(StaffForm):
    """A colleague's name and role."""

    name = StringField(
        _l("姓名"),
        [DataRequired(_l("请填写姓名")), Length(max=40, message=_l("姓名太长，请不超过 40 个字"))],
        render_kw={"maxlength": 40},
    )
    role = SelectField(
        _l("角色"),
        [InputRequired(_l("请选一个角色"))],
        choices=lambda: {role.value: _(label) for role, label in ROLE_LABELS.items()},
    )


class NewPersonForm(PersonForm):
    """A colleague to be let in."""

    login = StringField(
        _l("账号"),
        [
            DataRequired(_l("请填写账号")),
            Regexp(
                r"(?i)^[a-z0-9][a-z0-9._@+-]{1,79}$",
                message=_l("账号只能用字母、数字和 . _ @ + -，2 到 80 个字符，比如公司邮箱"),
            ),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "maxlength": 80},
    )
