"""The roles of staff. Pure."""

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may do; stored by its value."""

    ADMINISTRATOR = "administrator"
    DESIGNER = "designer"
    MANAGER = "manager"
    MARKETING = "marketing"
    AGENT = "agent"
    INTERVIEWER = "interviewer"


ROLE_LABELS: dict[Role, str] = {
    Role.ADMINISTRATOR: "管理员",
    Role.DESIGNER: "问卷设计",
    Role.MANAGER: "服务经理",
    Role.MARKETING: "市场",
    Role.AGENT: "客服专员",
    Role.INTERVIEWER: "访问员",
}
