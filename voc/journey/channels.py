"""The ways in which customers reach us. Pure."""

from enum import StrEnum


class Channel(StrEnum):
    """A way in; stored by its value."""

    LINK = "link"
    SMS = "sms"
    WECHAT = "wechat"
    QR = "qr"
    EMAIL = "email"
    KIOSK = "kiosk"
    PAPER = "paper"
    PHONE = "phone"
    WEB = "web"
    IMPORT = "import"
    API = "api"


CHANNEL_LABELS: dict[Channel, str] = {
    Channel.LINK: "网页链接",
    Channel.SMS: "短信链接",
    Channel.WECHAT: "微信服务号",
    Channel.QR: "二维码",
    Channel.EMAIL: "邮件",
    Channel.KIOSK: "门店平板",
    Channel.PAPER: "纸质问卷",
    Channel.PHONE: "电话回访",
    Channel.WEB: "有话要说",
    Channel.IMPORT: "文件导入",
    Channel.API: "接口",
}
