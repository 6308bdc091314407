"""What counts as a customer's words."""

import pytest

from voc.feedback.words import LONGEST, WordsFault, cleaned


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" 好 \r\n", "好"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("=1+1", "=1+1"),
        ("\x08不错\x7f", "不错"),
        ("\u200b.", "\u200b."),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
    ],
)
def test_words_are_kept_as_written_but_for_their_ends(text: str, words: str) -> None:
    assert cleaned(text) == words


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "空"),
        (" \u3000\n", "空"),
        ("\x08\x1b", "空"),
        ("\u200b\u200d\ufeff\u2060", "空"),
        ("\u3164\u115f\u2800 \ufe0f\xad\U000e0020", "空"),
        ("好\x00", "第 2 个字符"),
        ("\ud800", "D800"),
        ("好" * (LONGEST + 1), "20,001 个字"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_place_and_the_mend(text: str, says: str) -> None:
    with pytest.raises(WordsFault, match=says):
        cleaned(text)
