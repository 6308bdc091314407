import ast
import io

from deploy.catalogue import shown_by_name, texts

SOURCE = '''
class Closed(VocError):
    """问卷已经关闭。"""

    code, status = "survey.closed", 410


class Plain:
    """不给人看的说明"""


ROLE_LABELS: dict[str, str] = {"manager": "服务经理"}
GROUPS = {1: (("贬损", range(7)),)}
ORDINARY = ("不收",)


def rule(text):
    if not text:
        raise Closed("名称：请填写")
    return "请换一个"


marked = _("已标记")
'''


def test_errors_labels_and_words_given_back_are_gathered_unmarked() -> None:
    found = {words for _line, words in shown_by_name(ast.parse(SOURCE)) if not words.isascii()}
    assert found == {"问卷已经关闭。", "服务经理", "贬损", "名称：请填写", "请换一个"}


def test_marked_texts_are_gathered_as_ever() -> None:
    gathered = [
        words for _line, _function, words, _notes in texts(io.BytesIO(SOURCE.encode()), {"_": None}, [], {})
    ]
    assert "已标记" in gathered
    assert "服务经理" in gathered
