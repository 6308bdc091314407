"""The pipeline: components in order, each saying what it needs and what it gives."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from hashlib import blake2b
from typing import Protocol

from voc.nlp.document import Aspect, Document, document, with_failure

FINDINGS = frozenset(field.name for field in fields(Document)) - {"text", "read", "hints", "failed"}
"""The names a component may need or give: the fields of a document."""

JUDGED = frozenset({"positive", "overall"})
"""What is found about a comment as a whole; whoever gives it stands in the pipeline's version by name."""

VERSION_LENGTH = 60
"""Characters of a pipeline's version at most, so that a table can keep it beside every finding."""

BATCH = 256
"""Documents that one component sees at once: enough for a model, few enough to stay in cache."""


class PipelineBroken(ValueError):
    """Components that cannot work together; the message names the place and the mend."""


class Component(Protocol):
    """One step. Subclass it to inherit `batch`, or bring your own.

    name: short and lasting; it counts in the pipeline's version and stands in `Document.failed`.
    version: changes whenever the same text may be found to say something else.
    needs, gives: names of `Document` fields.
    """

    name: str
    version: str
    needs: frozenset[str]
    gives: frozenset[str]

    def __call__(self, found: Document) -> Document:
        """The document with what this component gives."""
        ...

    def batch(self, found: Sequence[Document]) -> list[Document]:
        """The same for many documents at once, in order; a model may do better than one by one."""
        return [self(one) for one in found]


class Pipeline:
    """Components that fit together, with one version for all that they find.

    Raises PipelineBroken when a need is given by no earlier component.
    """

    def __init__(self, components: Iterable[Component]) -> None:
        self.components = tuple(components)
        _check(self.components)
        self.version = _version(self.components)

    def tag(self, text: str, hints: Iterable[Aspect] = ()) -> Document:
        """What one text is found to say; hints as in `tag_many`."""
        return self.tag_many([text], hints=[hints])[0]

    def tag_many(
        self, texts: Iterable[str], *, hints: Iterable[Iterable[Aspect]] | None = None
    ) -> list[Document]:
        """What each text is found to say, in order.

        hints: for each text the aspects of the place where it was left (delivery: logistics),
        which settle what a wait was for when the words do not; ValueError when they are
        not as many as the texts.

        Work per text is bounded (`READ_LIMIT`), and a component that fails on one text
        costs that text this component's findings, and no other text anything.
        """
        if hints is None:
            waiting = [document(text) for text in texts]
        else:
            waiting = [document(text, known) for text, known in zip(texts, hints, strict=True)]
        tagged: list[Document] = []
        with _uncollected():
            for first in range(0, len(waiting), BATCH):
                tagged += self._tag(waiting[first : first + BATCH])
        return tagged

    def _tag(self, found: list[Document]) -> list[Document]:
        """One batch through all components."""
        for place, component in enumerate(self.components):
            found = _apply(component, found, self.components[:place])
        return found


@contextmanager
def _uncollected() -> Iterator[None]:
    """The search for cycles suspended: documents hold none, and looking through them took a tenth of the time.

    Whoever suspended it resumes it, also after an error; memory is still freed by counting references.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _apply(component: Component, found: list[Document], earlier: Sequence[Component]) -> list[Document]:
    """Run one component over all documents that have what it needs; note it as failed on the rest."""
    sources = {one.name for one in earlier if one.gives & component.needs}
    able = [one for one in found if not sources.intersection(one.failed)]
    try:
        given = _whole_batch(component, able)
    except Exception:  # one bad text must not cost the others: go one by one
        given = [_single(component, one) for one in able]
    served = iter(given)
    return [
        with_failure(one, component.name) if sources.intersection(one.failed) else next(served)
        for one in found
    ]


def _whole_batch(component: Component, found: list[Document]) -> list[Document]:
    """The component's own batch, refused when it loses or adds documents."""
    given = component.batch(found)
    if len(given) != len(found):
        raise PipelineBroken(f"component {component.name}: batch of {len(found)} came back as {len(given)}")
    return given


def _single(component: Component, one: Document) -> Document:
    """One document through one component, noted as failed when it raises."""
    try:
        return component(one)
    except Exception:  # a component is anybody's code; its failure is a finding
        return with_failure(one, component.name)


def _check(components: Sequence[Component]) -> None:
    """Refuse needs that nobody gives, unknown field names, and two components of one name."""
    given: set[str] = set()
    names: set[str] = set()
    for place, component in enumerate(components, start=1):
        where = f"component {place} ({component.name})"
        if unknown := (component.needs | component.gives) - FINDINGS:
            raise PipelineBroken(f"{where}: no such finding {sorted(unknown)}; use one of {sorted(FINDINGS)}")
        if missing := component.needs - given:
            raise PipelineBroken(
                f"{where}: needs {sorted(missing)}, which no earlier component gives; "
                f"put one that gives it before {component.name}"
            )
        if component.name in names:
            raise PipelineBroken(f"{where}: a second component of this name; give it another name")
        names.add(component.name)
        given |= component.gives


def _version(components: Sequence[Component]) -> str:
    """The names of those that judge the whole, joined by dots, and a digest over all names and versions.

    Refuses a version that tables could not keep whole: cut, two pipelines might look like one.
    """
    digest = blake2b(digest_size=5)
    for component in components:
        digest.update(f"{component.name}={component.version}\n".encode())
    judges = [component.name for component in components if component.gives & JUDGED]
    version = ".".join(judges) + "@" + digest.hexdigest()
    if len(version) > VERSION_LENGTH:
        raise PipelineBroken(
            f"the version {version} is longer than {VERSION_LENGTH} characters; "
            f"give {', '.join(judges)} shorter names"
        )
    return version
