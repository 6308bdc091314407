from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.surveys.posted import MOST_PAIRS, TooMany, parsed

pieces = st.lists(
    st.sampled_from([b"%", b"%E5", b"%A4", b"%3D", b"%0D%0A", b"%00", b"%zz", b"=", b"+", b"a", b"_", b" ", b"\n", b"\r", b"\xff", b"~"])
)  # fmt: skip


def by_urllib(body: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    pairs = parse_qsl(body.decode("latin-1"), keep_blank_values=True, encoding="latin-1")
    for name, value in pairs:
        texts = found.setdefault(name.encode("latin-1").decode("utf-8", "replace"), [])
        texts.append(value.encode("latin-1").decode("utf-8", "replace"))
    return found


@given(st.lists(st.tuples(pieces, pieces), max_size=6))
def test_any_body_reads_as_urllib_reads_it(pairs: list[tuple[list[bytes], list[bytes]]]) -> None:
    body = b"&".join(b"".join(name) + b"=" + b"".join(value) for name, value in pairs)
    assert parsed(body) == by_urllib(body)


@given(st.lists(st.tuples(st.text(), st.text()), max_size=6))
def test_what_a_browser_writes_is_read_back(pairs: list[tuple[str, str]]) -> None:
    kept = [(name, value) for name, value in pairs if name.isprintable() and value.isprintable()]
    read = parsed(urlencode(kept).encode())
    assert sorted((name, text) for name, texts in read.items() for text in texts) == sorted(kept)


def test_more_pairs_than_any_page_has_are_refused() -> None:
    with pytest.raises(TooMany):
        parsed(b"a=1&" * MOST_PAIRS)
