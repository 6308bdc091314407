"""Folding keeps every offset; cutting loses nothing; clauses end where judgements do."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from voc.nlp.clauses import clauses
from voc.nlp.cut import Cut, jieba_cutter, rjieba_cutter
from voc.nlp.document import Document, document
from voc.nlp.fold import Fold, fold

SAMPLE = (
    "这家店的服务态度非常好",
    "物流特别快，昨天下单今天就到了！",
    "菜好吃，排队太久，价格一般。",
    "客服爱理不理，问三句回一句",
    "在大厅坐了3个小时才叫到号",
    "我已经联系律师和记者了，你们等着",
    "delivery很快但是quality真的不ok",
    "👍👍👍 真不错",
    "1.味道好 2.分量足 3.结账慢",
    "给个2.5分吧，退款 13800001234",
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("服務態度很差", "服务态度很差"),
        ("App闪退", "app闪退"),
        ("③号窗口", "3号窗口"),
        ("打 １３８", "打 138"),
        ("a\u3000b", "a b"),
        ("x＠y．com", "x@y.com"),
        ("𝟏𝟑𝟖", "138"),
        ("“好”，！？；", "“好”，！？；"),
        ("㎡½ﷺ", "㎡½ﷺ"),
        ("a\ud800b", "a\ufffdb"),
        ("裏面", "里面"),
        ("平凡", "平凡"),
        ("", ""),
    ],
)
def test_each_character_folds_to_its_plainest_form_and_stays_one(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


def test_every_character_of_unicode_folds_to_one() -> None:
    every = "".join(map(chr, range(0x20000)))
    assert len(fold(every)) == len(every)


def test_folding_twice_changes_nothing_more() -> None:
    every = "".join(map(chr, range(0x20000)))
    assert fold(fold(every)) == fold(every)


def test_only_what_is_read_is_folded() -> None:
    assert Fold()(document("啊" * 6000)).folded == "啊" * 5000


@pytest.mark.parametrize("text", SAMPLE)
def test_both_cutters_cut_alike(text: str) -> None:
    fast = rjieba_cutter()
    if fast is None:
        pytest.skip("rjieba is not installed")
    assert fast(text) == jieba_cutter()(text)


@pytest.mark.parametrize("engine", ["jieba", "rjieba"])
@pytest.mark.parametrize("text", [*SAMPLE, "", "\x00好", "  a  b\n"])
def test_words_joined_are_the_text_again(engine: str, text: str) -> None:
    found = Cut(engine)(Fold()(document(text)))
    assert "".join(found.words) == found.folded
    assert "".join(token.text for token in found.tokens) == text


def test_tokens_carry_their_places_in_the_original() -> None:
    found = Document(text="服務好", read=3, folded="服务好", words=("服务", "好"))
    assert [tuple(token) for token in found.tokens] == [(0, 2, "服務"), (2, 3, "好")]


def test_the_version_says_which_cutter_cut() -> None:
    assert Cut("jieba").version != Cut("rjieba").version


def test_a_missing_rjieba_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    rjieba_cutter.cache_clear()
    try:
        assert Cut().version == "1+jieba"
        with pytest.raises(ImportError, match="rjieba is not installed"):
            Cut("rjieba")
    finally:
        rjieba_cutter.cache_clear()


def test_jieba_is_silent_and_leaves_nothing_in_the_shared_folder(tmp_path: Path) -> None:
    program = "from voc.nlp.cut import jieba_cutter; print(len(jieba_cutter()('服务好')))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("2\n", "")
    assert list(tmp_path.iterdir()) == []
    assert tempfile.gettempdir() != str(tmp_path)


def test_importing_the_room_loads_no_dictionary() -> None:
    program = (
        "import sys, voc.nlp, voc.nlp.document, voc.nlp.pipeline, voc.nlp.standard;"
        "print(sorted({'jieba', 'rjieba', 'snownlp', 'ahocorasick_rs', 'flask', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("菜好吃，排队太久，价格一般。", "菜好吃|排队太久|价格一般"),
        ("环境好但是服务差", "环境好|但是服务差"),
        ("有点贵不过好吃", "有点贵|不过好吃"),
        ("不但好吃还便宜", "不但好吃还便宜"),
        ("吃了不过敏", "吃了不过敏"),
        ("给个2.5分", "给个2.5分"),
        ("1.味道好 2.分量足", "1|味道好|2|分量足"),
        ("漏发、破损这些问题", "漏发、破损这些问题"),
        ("很好...真的", "很好|真的"),
        ("app v2.1 更新", "app v2.1|更新"),
        ("delivery is late", "delivery is late"),
        ("！！！", ""),
        ("", ""),
        ("好\n差", "好|差"),
        ("（先讲路线）总之不来", "先讲路线|总之不来"),
    ],
)
def test_a_clause_ends_at_punctuation_and_before_a_turn(text: str, expected: str) -> None:
    assert "|".join(text[clause.start : clause.end] for clause in clauses(text)) == expected
