"""Typed values in a text: sums, percents, dates, telephone numbers, addresses on the net, documents.

Each is found with its place in the text as typed, so that it can be shown, and stands for its kind: "500
manat" and "3 min rubl" are both money.
"""

import re
from typing import NamedTuple

from knowledge_base.language.folding import tokens

_NUMBER = r"\d{1,3}(?:[ \u00a0.,]\d{3}){1,4}(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_THOUSANDS = r"(?:\s?(?:min|mln|milyon|milyard|mlrd|yüz|тыс\w*|млн|миллион\w*|k)\b\.?)?"
_CURRENCY = (
    r"(?:manat\w*|azn\b|man\b|₼|qəpi[kyj]\w*|qepi[kyj]\w*|dollar\w*|usd\b|\$|avro\w*|euro\b|eur\b|€|rubl\w*|"
    r"rub\b|₽|lirə\w*|lira\w*|tl\b|манат\w*|ман\b|гяпик\w*|доллар\w*|евро\b|рубл\w*|руб\b)"
)
_MONTH = (
    r"(?:yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr|"
    r"январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w*"
)
# Ordered: what is found first is no part of a later kind.
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("email", r"(?<![\w.+%-])[\w.+%-]+@\w[\w-]*(?:\.[\w-]+)+"),
        (
            "site",
            r"(?:https?://|www\.)\S*[^\s.,;!?)»]|(?<![\w.-])[\w-]{2,}(?:\.[\w-]{2,})*\.(?:az|com|org|net|ru|gov|info|edu)\b",
        ),
        ("phone", r"(?<![\w.])(?:\+|\(?0)\d(?:[\s().\-–]{0,3}\d){7,13}(?!\d)"),
        (
            "date",
            (
                r"(?<![\d.])\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b"
                rf"|\b\d{{1,2}}\s?(?:-?\w{{1,3}}\s)?{_MONTH}(?:\s(?:19|20)\d\d)?|\b(?:19|20)\d\d\s?-?(?:c[iıuü]|ci)?\s?il\w*"
            ),
        ),
        ("money", rf"(?<![\d.])(?:{_NUMBER}){_THOUSANDS}\s?{_CURRENCY}|[$€₼₽]\s?(?:{_NUMBER})"),
        ("percent", rf"(?<![\d.])(?:{_NUMBER})\s?(?:%|faiz\w*|процент\w*)"),
        ("clause", r"(?<![\d.])\d{1,2}(?:\.\d{1,2}){1,4}(?:-c[iıuü])?(?![\d])"),
        ("number", rf"(?<![\w.])(?:{_NUMBER})(?!\w)"),
    )
)
# Papers that people ask for, hold or show, by stem.
_DOCUMENTS = frozenset(
    token.stem
    for token in tokens(
        "VÖEN FİN vəsiqə pasport arayış lisenziya müqavilə şəhadətnamə etibarnamə sertifikat çıxarış diplom attestat "
        "bəyannamə qaimə qəbz çek kvitansiya protokol aktı orden vəkalətnamə anket паспорт справка удостоверение "
        "лицензия договор свидетельство доверенность сертификат выписка диплом аттестат декларация квитанция ИНН "
        "passport certificate licence contract diploma"
    )
)


class Value(NamedTuple):
    """A typed value and its place in the text: email, site, phone, date, money, percent, clause, number, document."""

    kind: str
    start: int
    end: int


def find_values(text: str) -> list[Value]:
    """Return the values that a text names, from left to right, without overlap."""
    found: list[Value] = []
    for kind, pattern in _PATTERNS:
        found += [
            Value(kind, *match.span())
            for match in pattern.finditer(text)
            if not any(match.start() < other.end and other.start < match.end() for other in found)
        ]
    found += [
        Value("document", word.start, word.end)
        for word in tokens(text)
        if word.stem in _DOCUMENTS
        and not any(word.start < other.end and other.start < word.end for other in found)
    ]
    return sorted(found, key=lambda value: value.start)
