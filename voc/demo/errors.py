"""Why the demonstration cannot be loaded."""

from voc.errors import VocError


class DemoInProduction(VocError):
    """演示公司不能装进正式环境（VOC_ENV=production）。请换一个环境，或用 voc accounts create 开始真正使用。"""

    code, status = "demo.production", 409


class DemoNotEmpty(VocError):
    """数据库里已经有真实的内容，演示公司只能装进空的数据库。请用 VOC_DATA_DIR 或 VOC_DATABASE_URL 另换一处。"""

    code, status = "demo.not_empty", 409


class DemoMissing(VocError):
    """这里没有演示数据，请先运行 voc demo load。"""

    code, status = "demo.missing", 404
