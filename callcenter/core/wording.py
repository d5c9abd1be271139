"""Sentences for people, kept untranslated until the edge knows the reader's language."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Sentence(NamedTuple):
    """An Azerbaijani sentence, which is also its message id, with the values that go into it."""

    text: str
    values: Mapping[str, Any] = {}

    def __str__(self) -> str:
        return self.text % self.values if self.values else self.text


def say(text: str, **values: Any) -> Sentence:
    """Return the sentence; the name by which translations are collected."""
    return Sentence(text, values)
