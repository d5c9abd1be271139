"""Sentences for people, kept untranslated until the edge knows the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Self

from callcenter.core.words import Word


class Sentence(NamedTuple):
    """An Azerbaijani sentence, which is also its message id, with the values that go into it."""

    text: str
    values: Mapping[str, Any] = {}

    def __str__(self) -> str:
        return self.text % self.named(lambda word: word.label) if self.values else self.text

    def named(self, name: Callable[[Word], str]) -> dict[str, Any]:
        """Return the values with every word of a vocabulary named in a language."""
        return {key: name(value) if isinstance(value, Word) else value for key, value in self.values.items()}

    def as_json(self) -> dict[str, Any]:
        """Return the sentence with those inside it, to be kept; its other values are plain text and numbers."""
        values = self.values.items()
        return {
            "text": self.text,
            "values": {key: one.as_json() if isinstance(one, Sentence) else one for key, one in values},
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return the sentence that was kept."""
        values = kept["values"].items()
        return cls(
            kept["text"], {key: cls.of_json(one) if isinstance(one, Mapping) else one for key, one in values}
        )


def say(text: str, **values: Any) -> Sentence:
    """Return the sentence; the name by which translations are collected."""
    return Sentence(text, values)
