"""Folding: one plain form for every way an Azerbaijani word is typed.

Letters fall on their ASCII base whatever the keyboard, case, script or Unicode form: İ, I and ı are
i, the three schwas (U+0259, U+04D9, U+01DD) are e, "sh", "ş" and "w" are s. Offsets always count in
the text as it was typed, so that whatever is found can be shown on the original letters.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from knowledge_base.language.scripts import AZERBAIJANI_CYRILLIC, CYRILLIC, is_cyrillic
from knowledge_base.language.stems import LENGTH, stem, without_russian_ending

LONGEST_WORD = 64
_LETTERS = {**CYRILLIC, "ə": "e", "ǝ": "e", "ı": "i", "w": "s", "ø": "o", "ł": "l", "đ": "d"}
_DIGRAPH = re.compile(r"([scg])h+")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")


class Token(NamedTuple):
    """A word of the text: its folded form, its stem and where it stands in the text as typed."""

    folded: str
    stem: str
    start: int
    end: int


class _FoldedLetters(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


def _fold_letter(letter: str) -> str:
    known = _LETTERS.get(letter.casefold())
    if known is not None:
        return known
    plain = unicodedata.normalize("NFKD", letter).casefold()
    base = "".join(char for char in plain if not unicodedata.combining(char))
    return base if base == letter else "".join(map(_fold_letter, base))


_FOLDED = _FoldedLetters()


def fold(text: str) -> str:
    """Return the folded text: lower-case, ASCII where a base letter exists, single spaces."""
    plain = unicodedata.normalize("NFC", text).translate(_FOLDED)
    return _DIGRAPH.sub(r"\1", " ".join(plain.split()))


def tokens(text: str) -> list[Token]:
    """Return the words of the text in order; marks, spaces and signs between them are no words."""
    read = ((_read_word(word.group()[:LONGEST_WORD]), word.span()) for word in _WORD.finditer(text))
    return [Token(folded, stemmed, *place) for (folded, stemmed), place in read if folded]


@lru_cache(maxsize=65536)
def _read_word(typed: str) -> tuple[str, str]:
    # "Salammmm": no word has a letter three times in a row.
    folded = _DRAWN_OUT.sub(r"\1", fold(typed))
    return folded, _stem(typed, folded)


def _stem(typed: str, folded: str) -> str:
    lower = typed.lower()
    if is_cyrillic(lower) and not AZERBAIJANI_CYRILLIC.intersection(lower):
        return fold(without_russian_ending(lower)).replace("q", "g")[:LENGTH] or folded
    return stem(folded)
