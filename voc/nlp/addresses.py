"""Postal addresses that reach a building or a door. A city, a district or a shop does not."""

import re
from collections.abc import Iterator

from voc.nlp.document import Personal

_N = r"[0-9一二三四五六七八九十百]{1,5}"
_UNIT = r"(?:号楼|号院|号|弄|栋|幢|座|单元|室|楼|层|户|门)"
_CORE = re.compile(
    r"(?:路|街|大道|巷|胡同|道|里|弄|村|组|小区|花园|苑|公寓|家园|新村|园|府|庭|湾|城|庄|大厦|广场|社区|院|宿舍|楼盘|花苑|新城|国际)"
    rf"(?:东|西|南|北|中)?(?:[0-9]{{1,5}}(?:-[0-9]{{1,4}})?|{_N}(?!弄)|[a-z])(?:号楼|号院|号|弄|栋|幢|座|单元|室)"
)
_MORE = re.compile(
    rf"(?:附?[-,，、 ]?[\u4e00-\u9fff]{{0,6}}?(?:{_N}|[a-z0-9]{{1,5}}){_UNIT}|-?[0-9]{{1,5}}(?![0-9]|[年月日元块点分个次天]))"
)
_MAY_HOLD_DOOR = re.compile(r"[号弄栋幢座单室](?<=[0-9a-z一二三四五六七八九十百].)")
_NOT_A_DOOR = re.compile(r"线|窗|店|门店|柜|桌|机|出口|口|登机|厅|馆|餐|球场|院线")
_BREAK = re.compile(
    r"[^\u4e00-\u9fffa-z0-9]|地址|住址|住在|住|位于|寄到|寄往|送到|送往|送至|送|寄|到|在|是|去|从|往|我家|家里|的|了|于|址|为|请|把|给|和|来|就|说|让|离|还有|有|定|订|挂|拿|叫|至"
)

FARTHEST = 30
"""How many characters before a road or community its place names may begin."""

MOST_PARTS = 6
"""Building, unit, floor, room: more parts than these an address does not have."""


def _beginning(folded: str, core: int) -> int:
    """Where the place names before a road begin: behind the last word that cannot be part of one."""
    first = max(0, core - FARTHEST)
    for found in _BREAK.finditer(folded, first, core):
        first = found.end()
    return first


def _ending(folded: str, end: int) -> int:
    """Where building, unit and room end."""
    for _ in range(MOST_PARTS):
        found = _MORE.match(folded, end)
        if found is None:
            break
        end = found.end()
    return end


def addresses(folded: str) -> Iterator[Personal]:
    """Roads with a number and communities with a building, from the first place name to the last number."""
    if _MAY_HOLD_DOOR.search(folded) is None:
        return
    place = 0
    for core in _CORE.finditer(folded):
        if core.start() < place or _NOT_A_DOOR.match(folded, core.end()):
            continue
        start = max(place, _beginning(folded, core.start()))
        if start >= core.start():
            continue
        place = _ending(folded, core.end())
        yield Personal("address", start, place)
