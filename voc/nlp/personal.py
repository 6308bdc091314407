"""Personal data in a text, so that it can be masked."""

from dataclasses import replace

from voc.nlp.document import Document, Personal
from voc.nlp.pipeline import Component


class PersonalData(Component):
    """Gives `personal`."""

    name = "personal"
    version = "1"
    needs = frozenset({"folded"})
    gives = frozenset({"personal"})

    def __call__(self, found: Document) -> Document:
        """The document with its personal data."""
        return replace(found, personal=())
