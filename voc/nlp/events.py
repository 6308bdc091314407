"""What happened, told without a judging word: lateness, repetition, failure, people who help.

Each row of EVENTS has letters without which it cannot match, so that most texts skip most rows.
Every expression is linear: no repetition stands inside another, and gaps have an upper bound.
"""

import re
from collections.abc import Iterator

from voc.nlp.document import Aspect, Polarity
from voc.nlp.patterns import TIMES, Judged, Row, matched, plain, row

_COUNT = r"(?:[0-9]{1,4}|[一二两三四五六七八九十百半几]{1,4}|好几|大半|整整一)"
_UNIT = r"(?:个)?(?:多)?(?:半)?(?:小时|钟头|分钟|天|日|周|星期|礼拜|月|年|晚上|上午|下午)"
_SEVERAL = r"(?:[3-9]|[1-9][0-9]{1,2}|[三四五六七八九十几]|十[一-十]|好几|好多|无数|多少)"
_TIMES = r"(?:次|遍|回|趟|轮|圈)"

_LATE_VERBS: dict[str, Aspect | None] = {
    **dict.fromkeys(("送到", "送来", "送过来", "送达", "收到", "到货", "到家", "发货", "发出", "送", "发"), Aspect.LOGISTICS),
    **dict.fromkeys(("回复", "回我", "回一句", "回", "接通", "接", "理我", "理", "搭理", "顾上", "来人"), Aspect.CUSTOMER_SERVICE),
    **dict.fromkeys(("修好", "修", "装好", "装上", "装完", "安装", "退款", "退", "到账", "换"), Aspect.AFTER_SALES),
    **dict.fromkeys(("解决", "处理", "答复", "给说法"), Aspect.COMPLAINT_HANDLING),
    **dict.fromkeys(("轮到", "排到", "结上", "结完", "办完", "办好", "上菜", "上齐", "叫到"), Aspect.QUEUEING),
    **dict.fromkeys(("加载", "打开", "登上", "登录", "付上", "看得到", "找到入口"), Aspect.ONLINE_EXPERIENCE),
    **dict.fromkeys(("打电话", "打来", "通知", "告诉", "说", "来", "到", "上门", "给", "找到", "搬", "办", "弄好"), None),
}  # fmt: skip
"""What came late -> what it belongs to; None where only the place can say."""

_LATE = re.compile(
    r"才(?![0-9一二两三四五六七八九十半几用花收])[^，。！？!?,]{0,3}?"
    rf"({'|'.join(sorted(_LATE_VERBS, key=len, reverse=True))})(?!评|追评|写|点评|验|期)了?"
)
_SO_LONG = re.compile(
    rf"(?:第{_COUNT}(?:天|周|个月|个星期|次)|{_COUNT}{_UNIT}|{_SEVERAL}{_TIMES}|半天|老半天|大半天|好久|许久|很久|半夜|天黑|下午|傍晚|晚上|凌晨|深夜|最后一刻)了?"
    r"(?:以后|之后|后|过后|，|,)?[^，。！？!?,0-9]{0,5}?$"
)
"""What stands before 才 when something was late."""
_AGAIN = re.compile(
    rf"第{_SEVERAL}{_TIMES}了?(?:才)?(?:又)?(?:改|弹|报修|修|坏|换|打|催|投诉|联系|反映|取消|延|推|上门|维修|跳|闪|退|重|问|报|出错|掉|断|错)[^，。！？!?,]{{0,4}}"
    rf"|(?:改|弹|弹出|修|坏|催|约|填|跑|问|重启|出现|解释|验证|重发|折腾|转|断|掉线|明天)了?(?:我|你们|他们|快)?{_SEVERAL}{_TIMES}(?!就|便|都(?:很|没问))"
)
_SO_OFTEN = re.compile(rf"[3-9三四五六七八九十]{_TIMES}了(?=$|[，。！？!?,])")
_MOVED = re.compile(
    r"(?:改|推|拖|延|挪|换|顺延|延迟|推迟|延期)(?:到|成)了?"
    r"(?:后天|大后天|明天|明年|下周[一二三四五六日天末]?|下个?礼拜[一二三四五六日天]?|下个?月|周[一二三四五六日天末]|星期[一二三四五六日天]|礼拜[一二三四五六日天]|[0-9一二三四五六七八九十]{1,3}[号日]|现在|今天|年底|月底)了?"
)
_CANNOT = re.compile(
    r"([打点刷加登进找扫付搜看听查选用领叠抢退换修装送拿搬上下关合推拉抽坐睡连接叫约起挪对填改取做办赔兑抵站挤停放塞摆拼拧调插充转卖吃])"
    r"不(出来|下来|进去|进来|起来|过来|过去|上去|了|上|出|到|通|动|开|成|完|齐|住|掉)(?![一-龥]?解)"
)
_FIT = frozenset(
    (
        "看不出",
        "看不出来",
        "挑不出",
        "挑不出来",
        "停不下来",
        "用不了",
        "用不上",
        "吃不完",
        "用不完",
        "吃不到",
        "看不完",
        "吃不了",
        "吃不掉",
        "打不住",
        "做不完",
    )
)
"""Verbs that fail without blame: nothing shows, or there is more than enough."""

_NOBODY = re.compile(
    r"(?:没|没有|无)(?:个)?人(?:来|能|会|肯|敢|愿意|给|告诉|通知|负责|解释|处理|理|管|接|应|答|回|说|讲|问|帮|送|修|装|提醒|疏导|维持|引导|带|招呼|服务|跟进|联系|上门)[^，。！？!?,]{0,3}"
)
_STILL = re.compile(
    r"(?:一直|迟迟|到现在|至今|死活|始终|到今天)(?:都|也|还|就)?[没不未](?![错赖差坏涨变卡掉贵想用够敢断]|出过|有出|有问|有坏)[一-龥]{1,3}"
    r"|还[没未]有?(?:到|来(?!得)|收到|发|送|退|修好|处理|解决|回|给|接|动|通知|消息|结果|更新|人|安排|轮到|上菜|叫|弄好|办好|搞定)[一-龥]?"
    r"|还不(?=来|到货|退|发|修|处理|给|送|让|解决|回|接|赔)[一-龥]{1,2}"
    r"|(?:[0-9一二两三四五六七八九十半几]{1,3}|好几)(?:多)?(?:天|周|个月|个星期|小时|个小时|个多月)了[，,]?(?:都|也|仍|依然)?还[是在没不]"
)
_NOTHING = re.compile(
    r"(?:连)?[一半](?:条|句|个|声|通|点|次)(?:短信|通知|电话|说明|解释|道歉|消息|回复|招呼|提示|字|人影|话|反应|动静|更新|说法)(?:都|也)?(?:没有?|不(?!差|少|落|错))[^，。！？!?,]{0,2}"
    r"|(?:电话|短信|消息|通知|招呼|信息|回复|解释|道歉)(?:都|也)(?:没|不)(?![错差少用])[^，。！？!?,]{0,3}"
)
_RHETORIC = re.compile(
    r"(?:问过我|很难|难道|至于|良心|有意思|好玩|开心|这么难|对得起|把我当|有人管|讲不讲理|是人|够意思|像话|应该|正常|合理|合适)[^，。！？!?,]{0,3}吗"
    r"|(?:谁负责|谁赔|谁来赔|怎么赔|找谁说理|怎么拿|怎么搬|怎么过|怎么住|怎么睡|哪个准|哪个是真|哪句是真|信哪个|听谁的|做什么用|有什么用|有啥用|有何用|几个意思|凭啥|咋想的|怎么想的)[^，。！？!?,]{0,3}"
    r"|(?:还管不管|算什么|图什么|找谁|买哪个|干嘛|干吗|什么情况|怎么办)[^，。！？!?,]{0,2}[?？]"
    r"|我(?:真是|真|才|就)?信了(?:你们?|他们?|它|个)的?(?:邪|鬼|话)|信(?:你|他)们?(?:个鬼|才怪|的鬼话)|还真敢|(?:也|真|还)好意思|骗(?:鬼|谁|小孩)|哄(?:鬼|谁|小孩)|逗我(?:呢|玩)"
)
_SAID = re.compile(
    r"(?:半天|只|就|才|光|每次|都|总|永远|隔[^，。]{1,5}|[0-9一二三四五六七八九十]{1,3}(?:次|遍)都)(?:会|是)?(?:回复|回|说|来)(?:了|我|你|一)?(?:句|个)?[“\"「][^”\"」]{0,20}[”\"」]?"
)
_FEE = re.compile(
    rf"(?:还|又|另|额外|硬|非要|非得|要|得|被)(?:另外)?(?:给我|我)?(?:加?收|交|加|掏|付|补|要|扣)(?:了)?(?:我)?{_COUNT}(?:十|百)?(?:块|元|多)?(?:钱)?(?!分|次|个|天|件)"
    r"|上楼(?:费)?要(?:加|收|给|另)?[^，。]{0,3}钱|一层(?:楼)?(?:收|加|要)?[0-9一二三四五六七八九十百]{1,3}"
)
_SAYSO = re.compile(r"说(?!到|做|[退赔修]就)([一-龥]{1,2})就\1(?!到|好)")
_READILY = re.compile(r"说([退赔修])就(?:给|能)?\1(?!不|没|货了吗)")
"""说退就退: they do at once what was asked; other deeds of this form (说改就改) are whims."""

_SMELL = re.compile(r"一股(?!清|淡|奶|茶|花|果|香|暖|浓|面)[^，。！？!?,香]{0,5}味道?儿?")
_WRONG = re.compile(
    r"(?:[量写拿装算填标报送发打开选看记导画裁做改录输]|尺寸|型号|颜色|地址|名字)(?:都|全|又|也)?(?:[给被])?错(?:了|的|成)?(?!过)"
)
_DONE = (
    r"(?:不到)?(?:之?内)?(?:就|便)?(?:给我|给|帮我|把[^，。]{1,4}|有人|全|都)?(?:就)?"
    r"(?:来人|来了|来取|来修|来换|来装|来擦|到了|到楼下|到家|到门口|送到|送来|换好|换了|装好|装完|修好|办好|办完|弄好|搞定|解决|回了|回电|回复|退了|退款|到账|找到|补发|补寄|补上|联系|打电话|寄了|寄出|发货|处理|安排|接通|开好|改好|查到|轮到)了?(?![一-龥]?(?:坏|不|没|错))"
)
_PROMPT = re.compile(
    r"(?:第二天|次日|当[天晚场下]|隔天|马上|立[马刻]|一(?:下子?|会儿?|个电话)|很快|不一会儿?|没(?:多久|几分钟|几天))"
    + _DONE
)
_IN_MINUTES = re.compile(
    rf"[0-9一二两三四五六七八九十百半几][0-9一二两三四五六七八九十百半几]{{0,3}}(?:多?(?:分钟|秒)|点(?:{_COUNT}分?|半)?(?=就))"
    + _DONE
)
_CARRIED = re.compile(r"(?:扛|搬|抬|背|拎)(?:上|到)了?(?:[0-9]{1,2}|[二两三四五六七八九十]{1,2})(?:楼|层)")
_OURSELVES = re.compile("自己|我[和跟们俩]|爸|妈|老人|我一个")
_HELPED = re.compile(
    r"(?:主动|特意|专门|顺手|顺便|亲自|硬是|还|耐心|一直|全程|直接|都|也|马上|热心)?(?:帮忙|帮着|帮我们?|替我们?|陪我们?|陪着|领着?我|教会?我们?|帮)"
    r"(?!催|反映|反馈|退|查一|问|看一|处理一|转|记|同事|朋友|别人|人)[^，。！？!?,没不问]{0,7}?(?:了|好|上|下|到|走|来|完|干净|清楚|怎么|进|拖|搬|装|找|送|打包|调|擦|扶)"
)
_KIND = re.compile(
    r"(?:还|主动|特意|专门|马上|当场|立刻|直接|现场|亲自)(?:给(?:我|她|他|孩子|老人)?)?"
    r"(?:教|陪|安慰|提醒|叮嘱|嘱咐|帮|替|招呼|打扫|检查|倒|包|擦|讲|画|垫|搬|告诉我|发给我|演示|示范|试给|拿给|领我|带我|领过去|带过去)"
    r"(?:了|我|你|她|他|着)?(?![没不错])[^，。！？!?,没不]{0,3}"
)
_SPARED = re.compile(
    r"(?:不用|不必|无需|不需要|用不着|免得|省得)(?:我|再|自己|一遍遍|来回|反复)?(?:跑|排|等|催|打|填|重|找人|问|操心|下楼|搬|动手|出门|解释|说第二|费|走流程|扫|下载|注册|登|打印|寄|上楼|弯|开口|掏|凑|算)"
    r"|没(?:有)?(?:让|要|叫)我(?:再|等|跑|排|催|操心|费|多|掏|出|交|付)"
    r"|[一半](?:点|个|句|处|丝|下|道)[^，。！？!?,]{0,3}(?:都|也)?没有?(?:碰|磕|刮|蹭|催|嫌|怨|选错|弄脏|弄坏|耽误)(?:着|到|坏|花|墙)?"
    r"|[一半](?:点|个|句|处|丝|道)(?:怨言|划痕|磕碰|灰|手印|毛病|异味|损伤|痕迹|瑕疵|破损|废话|套路)(?:都|也)?没有?"
)


def _late(found: re.Match[str]) -> Judged | None:
    """才 with what came, when a time or a number of tries stands before it."""
    first = max(0, found.start() - LONGEST_TIME)
    before = _SO_LONG.search(found.string[first : found.start()])
    if before is None:
        return None
    aspect, start = _LATE_VERBS[found[1]], first + before.start()
    return Judged(start, found.end(), Polarity.NEGATIVE, aspect or Aspect.LOGISTICS, tie=aspect is None)


def _cannot(found: re.Match[str]) -> Judged | None:
    if found[0] in _FIT:
        return None
    return Judged(found.start(), found.end(), Polarity.NEGATIVE, None, tie=False)


def _carried(found: re.Match[str]) -> Judged:
    """They carried it up, which is praise; or the customer had to, which is none."""
    before = found.string[max(0, found.start() - LONGEST_TIME) : found.start()]
    polarity = Polarity.NEGATIVE if _OURSELVES.search(before) else Polarity.POSITIVE
    return Judged(found.start(), found.end(), polarity, Aspect.LOGISTICS, tie=False)


def _so_often(found: re.Match[str]) -> Judged | None:
    """五回了, but not 买了五回了: customers come, buy and use again because they like it."""
    if _GLADLY.search(found.string[max(0, found.start() - 2) : found.start()]):
        return None
    return Judged(found.start(), found.end(), Polarity.NEGATIVE, None, tie=False)


_GLADLY = re.compile("[买点来住用吃定订喝逛玩去到过购坐穿看回货][了过]?$|第$")
LONGEST_TIME = 16
"""How far before 才 the time may begin."""

GOT = "来到好完决回电复退账找补联打寄发处安接查轮擦换修装弄搞"
NEG, POS = Polarity.NEGATIVE, Polarity.POSITIVE
EVENTS: tuple[Row, ...] = (
    row(("才", TIMES + "次遍趟圈半久黑刻傍凌"), _LATE, _late),
    row(("次遍回趟轮圈", "了"), _SO_OFTEN, _so_often),
    row(("次遍回趟轮圈", "第改弹修坏催约填跑问重出解验折转断掉明了"), _AGAIN, plain(NEG, None)),
    row(("到成",), _MOVED, plain(NEG, Aspect.LOGISTICS, tie=True, unless="想要能以动")),
    row(("不",), _CANNOT, _cannot),
    row(("人",), _NOBODY, plain(NEG, Aspect.CUSTOMER_SERVICE)),
    row(("没不未",), _STILL, plain(NEG, None)),
    row(("没不", "一半电短消通招信回解道"), _NOTHING, plain(NEG, Aspect.CUSTOMER_SERVICE)),
    row(("?？吗谁怎哪干么信敢意骗哄逗啥",), _RHETORIC, plain(NEG, None)),
    row(('“"「',), _SAID, plain(NEG, Aspect.CUSTOMER_SERVICE)),
    row(
        ("收交加掏付补要扣", "0123456789一二两三四五六七八九十百钱", "还又另额硬非要得被上层"),
        _FEE,
        plain(NEG, Aspect.PRICE),
    ),
    row(("说",), _SAYSO, plain(NEG, Aspect.PROMISE)),
    row(("说", "退赔修"), _READILY, plain(POS, Aspect.AFTER_SALES, unless="没不别")),
    row(("股",), _SMELL, plain(NEG, None)),
    row(("错",), _WRONG, plain(NEG, None, unless="没有会")),
    row(("第次当隔马立一快没", GOT), _PROMPT, plain(POS, None, unless="说能问示要了")),
    row(("分秒点", GOT), _IN_MINUTES, plain(POS, None, unless="说能问示要了")),
    row(("楼层", "扛搬抬背拎"), _CARRIED, _carried),
    row(
        ("帮替陪领教",), _HELPED, plain(POS, Aspect.CUSTOMER_SERVICE, unless="能请烦没不望说会肯让想以要议家")
    ),
    row(
        ("还主特专马当立直现亲", "教陪安提叮嘱帮替招打检倒包擦讲画垫搬告发演示试拿领带"),
        _KIND,
        plain(POS, Aspect.CUSTOMER_SERVICE),
    ),
    row(("用必需免省没", "不无用免省让要叫一半"), _SPARED, plain(POS, None, unless="能可要")),
)


def told(folded: str, letters: frozenset[str] | None = None) -> Iterator[Judged]:
    """What the events find; stretches of different events may overlap. letters: those of the text, if known."""
    return matched(EVENTS, folded, frozenset(folded) if letters is None else letters)
