"""Closed vocabularies whose members carry the word that people read."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A value with its Azerbaijani word, which is also the message id of its translations."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
