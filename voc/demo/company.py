"""禾木生活, the fictional retailer: who owns what, what was promised, where it is, who works there. Pure."""

from dataclasses import dataclass
from datetime import timedelta

from voc.accounts.roles import Role

COMPANY = "禾木生活"
"""The fictional company's name; any likeness to a real one is accidental."""

PASSWORD = "heronpond-24-lanterns"  # noqa: S105 - printed on purpose, and only ever outside production
"""The password of every demonstration account, printed by ``voc demo load``."""

DAYS = 120
"""How many days of responses there are, the day of loading included."""

STORY_DAYS = 21
"""How many days before loading the two warehouses changed their carrier."""

QUEUE_DAYS = 28
"""How many days before loading the stores opened a lane for small purchases."""


@dataclass(frozen=True, slots=True)
class Charge:
    """Who answers for a touchpoint, and what it promised; promise None where nothing was promised.

    promise: points of the touchpoint's own metric, see voc.journey.models.Touchpoint.
    """

    owner: str
    promise: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A store or a warehouse."""

    key: str
    name: str
    city: str
    region: str


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff. places: keys of the places the account is confined to; empty for none.

    role_words: what ``voc demo addresses`` calls this kind of user.
    """

    login: str
    name: str
    role: Role
    role_words: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """Something dated that moved a score: how long before loading, at which touchpoint, in which words."""

    touchpoint: str
    before: timedelta
    words: str


CHARGES: dict[str, Charge] = {
    "presales": Charge("叶晴", 80, "当天回复咨询"),
    "browsing": Charge("戴远", 5.2),
    "payment": Charge("戴远", 6.0, "发票 24 小时内开出"),
    "delivery": Charge("周启明", 30, "次日达 90%，送货上楼"),
    "installation": Charge("贺军", 80, "装好再走，垃圾带走"),
    "visit": Charge("郑岚", 50),
    "queue": Charge("郑岚", 75, "排队不超过 10 分钟"),
    "hotline": Charge("何嘉", 70, "24 小时内回电"),
    "chat": Charge("何嘉", 70, "1 分钟内有人应答"),
    "returns": Charge("陆平", 5.0, "退款 3 天到账"),
    "repair": Charge("贺军", 75, "48 小时内上门"),
    "complaint": Charge("苏敏", 4.5, "3 天给出结果"),
    "membership": Charge("方宁", 45),
}

SITES: tuple[Site, ...] = (
    Site("yuhang", "余杭仓", "杭州", "浙江"),
    Site("xiaoshan", "萧山仓", "杭州", "浙江"),
    Site("ningbo_depot", "宁波仓", "宁波", "浙江"),
    Site("suzhou_depot", "苏州仓", "苏州", "江苏"),
    Site("xixi", "西溪店", "杭州", "浙江"),
    Site("ningbo", "宁波店", "宁波", "浙江"),
    Site("suzhou", "苏州店", "苏州", "江苏"),
    Site("xuhui", "徐汇店", "上海", "上海"),
)

TURNED = frozenset({"yuhang", "xiaoshan"})
"""The warehouses whose new carrier is the story."""

PEOPLE: tuple[Person, ...] = (
    Person("admin", "沈立", Role.ADMINISTRATOR, "管理员"),
    Person("designer", "唐棠", Role.DESIGNER, "问卷设计"),
    Person("sumin", "苏敏", Role.MANAGER, "服务经理"),
    Person("ningbo", "俞波", Role.MANAGER, "服务经理（只看宁波）", ("ningbo_depot", "ningbo")),
    Person("fangning", "方宁", Role.MARKETING, "市场"),
    Person("linxiao", "林晓", Role.AGENT, "客服专员"),
    Person("interviewer", "钱一诺", Role.INTERVIEWER, "访问员"),
)

TURNS: tuple[Turn, ...] = (
    Turn("delivery", timedelta(days=STORY_DAYS), "余杭、萧山换承运商"),
    Turn("queue", timedelta(days=QUEUE_DAYS), "各店开小件通道"),
)
