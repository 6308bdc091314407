"""Components fit together or are refused; one bad text costs no other text anything."""

from collections.abc import Sequence

import pytest

from voc.nlp.document import READ_LIMIT, Document, Overall
from voc.nlp.pipeline import VERSION_LENGTH, Component, Pipeline, PipelineBroken
from voc.nlp.standard import SENTIMENTS, build, standard


class Step(Component):
    """A component for tests that says what it is told to need and give."""

    version = "1"

    def __init__(self, name: str, needs: str = "", gives: str = "", version: str = "1") -> None:
        self.name, self.version = name, version
        self.needs, self.gives = frozenset(needs.split()), frozenset(gives.split())
        self.seen: list[str] = []

    def __call__(self, found: Document) -> Document:
        self.seen.append(found.text)
        return found


class Picky(Step):
    """Fails on texts that hold the word 坏."""

    def __call__(self, found: Document) -> Document:
        if "坏" in found.text:
            raise RuntimeError("cannot read this")
        return super().__call__(found).having(words=(found.text,))


class Lossy(Step):
    """Its batch loses a document."""

    def batch(self, found: Sequence[Document]) -> list[Document]:
        return list(found)[1:]


@pytest.mark.parametrize(
    ("components", "named"),
    [
        ([Step("a", needs="words")], "component 1 (a): needs ['words']"),
        ([Step("a", gives="folded"), Step("b", needs="folded words")], "component 2 (b): needs ['words']"),
        ([Step("a", gives="colour")], "component 1 (a): no such finding ['colour']"),
        ([Step("a", needs="text")], "component 1 (a): no such finding ['text']"),
        ([Step("a"), Step("a")], "component 2 (a): a second component of this name"),
    ],
)
def test_components_that_do_not_fit_are_refused_by_place_and_name(
    components: list[Component], named: str
) -> None:
    with pytest.raises(PipelineBroken) as refusal:
        Pipeline(components)
    assert named in str(refusal.value)


def test_a_component_may_need_what_an_earlier_one_gives() -> None:
    pipeline = Pipeline([Step("a", gives="folded"), Step("b", needs="folded", gives="words")])
    assert [component.name for component in pipeline.components] == ["a", "b"]


def test_the_version_names_who_judges_the_whole_and_changes_with_any_component() -> None:
    judge = Step("judge", gives="overall")
    versions = {
        Pipeline([Step("a"), Step("b"), judge]).version,
        Pipeline([Step("a"), Step("b", version="2"), judge]).version,
        Pipeline([Step("b"), Step("a"), judge]).version,
    }
    assert len(versions) == 3
    assert {version.partition("@")[0] for version in versions} == {"judge"}
    assert Pipeline([Step("a")]).version == Pipeline([Step("a")]).version


def test_a_version_that_a_table_would_cut_is_refused_when_the_pipeline_is_built() -> None:
    Pipeline([Step("j" * 49, gives="overall")])
    Pipeline([Step("a" * 500)])
    with pytest.raises(PipelineBroken, match=r"longer than 60 characters; give j+ shorter names"):
        Pipeline([Step("j" * 50, gives="overall")])


def test_a_failing_component_is_noted_and_costs_no_other_text_its_findings() -> None:
    pipeline = Pipeline([Picky("picky", gives="words"), Step("after", needs="words"), Step("apart")])
    good, bad, other = pipeline.tag_many(["好", "坏", "行"])
    assert (good.words, good.failed) == (("好",), ())
    assert (bad.words, bad.failed) == ((), ("picky", "after"))
    assert (other.words, other.failed) == (("行",), ())


def test_a_component_that_needs_nothing_from_the_failed_one_still_runs() -> None:
    apart = Step("apart")
    Pipeline([Picky("picky", gives="words"), apart]).tag("坏")
    assert apart.seen == ["坏"]


def test_a_batch_that_loses_documents_is_done_one_by_one() -> None:
    found = Pipeline([Lossy("lossy")]).tag_many(["一", "二", "三"])
    assert [one.text for one in found] == ["一", "二", "三"]
    assert all(one.failed == () for one in found)


def test_many_texts_come_back_in_order_across_batches() -> None:
    texts = [str(number) for number in range(1000)]
    assert [one.text for one in Pipeline([Step("a")]).tag_many(iter(texts))] == texts


def test_no_text_gives_no_document() -> None:
    assert standard().tag_many([]) == []


def test_a_text_that_lost_its_personal_data_component_is_masked_whole() -> None:
    found = Pipeline([Picky("personal", gives="personal")]).tag("坏手机13800001234")
    assert found.personal is None
    assert found.masked == "*" * len(found.text)


def test_a_monstrous_text_is_read_in_part_and_masked_beyond() -> None:
    text = "客服态度很差，手机13800001234。" + "啊" * 1_000_000
    found = standard().tag(text)
    assert found.truncated
    assert found.read == READ_LIMIT
    assert len(found.masked) == len(text)
    assert found.masked.startswith("客服态度很差，手机138****1234。")
    assert set(found.masked[READ_LIMIT:]) == {"*"}
    assert all(mention.end <= READ_LIMIT for mention in found.aspects)


def test_a_number_cut_off_by_the_limit_does_not_show_its_head() -> None:
    text = "啊" * (READ_LIMIT - 5) + "13800001234"
    assert "138" not in standard().tag(text).masked


@pytest.mark.parametrize("text", ["", " ", "\x00", "a\ud800好", "\udfff", "🙃", "\n\n", "。。。", "\ufeff好"])
def test_odd_texts_are_read_like_any_other(text: str) -> None:
    found = standard().tag(text)
    assert found.failed == ()
    assert found.overall is not None
    assert len(found.masked) == len(text)


def test_an_empty_text_says_nothing() -> None:
    found = standard().tag("")
    assert (found.overall, found.aspects, found.personal, found.tokens) == (Overall.NEUTRAL, (), (), ())


def test_the_standard_pipeline_is_built_once_and_names_its_sentiment() -> None:
    assert standard() is standard()
    assert standard().version.startswith("snownlp.")
    assert len(standard().version) <= VERSION_LENGTH
    assert len(standard("snownlp-alone").version) <= VERSION_LENGTH
    assert standard("snownlp-alone").version != standard().version


def test_an_unknown_sentiment_is_refused_with_the_known_names() -> None:
    with pytest.raises(PipelineBroken, match=r"no sentiment called 'bert'; choose one of .*snownlp"):
        build("bert", {})


class Grumpy(Component):
    """A stranger's sentiment: everything is bad."""

    name = "grumpy"
    version = "0.1"
    needs = frozenset({"words"})
    gives = frozenset({"overall", "overall_confidence"})

    def __call__(self, found: Document) -> Document:
        return found.having(overall=Overall.NEGATIVE, overall_confidence=1.0)


def test_a_strangers_sentiment_comes_in_by_name() -> None:
    pipeline = build("grumpy", {"grumpy": lambda: (Grumpy(),)})
    assert pipeline.tag("很好").overall is Overall.NEGATIVE
    assert "grumpy" in pipeline.version


def test_a_strangers_sentiment_cannot_take_the_name_of_ours() -> None:
    pipeline = build("snownlp", {"snownlp": lambda: (Grumpy(),)})
    assert "grumpy" not in pipeline.version


def test_the_baseline_gives_the_stock_probability_alone() -> None:
    assert set(SENTIMENTS) == {"snownlp", "snownlp-alone"}
    found = standard("snownlp-alone").tag("这家店的服务态度非常好")
    assert found.overall is (Overall.POSITIVE if (found.positive or 0) > 0.5 else Overall.NEGATIVE)


def test_the_combination_mends_what_the_stock_model_gets_wrong() -> None:
    assert (standard("snownlp-alone").tag("这家店的服务态度非常好").positive or 0) < 0.5
    found = standard().tag("这家店的服务态度非常好")
    assert found.overall is Overall.POSITIVE
    assert (found.positive or 0) > 0.5
