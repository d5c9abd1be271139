"""Which clauses of which acts a text cites (pure).

Read are the ways in which letters cite: `003: 6.1.6`, `1308-IVQ-nin 10.1-ci bəndi`, `Əsasnamənin 3.0.4-cü və
3.0.5-ci bəndləri`, `bənd 3.0.4`, `пункт 3.0.4`, `clause 3.0.4`. A number without such a word beside it, a date, a
sum or a telephone number is no citation.
"""

import re
from dataclasses import dataclass

# 6.1.6, 4.0.09, 10.1-1, and 6.2.6/2 for the second clause of one number.
NUMBER = r"\d{1,3}(?:\.\d{1,3}){1,3}(?:-\d{1,2}(?!\w))?(?:/\d{1,2})?"
# What no number of a clause stands beside: more digits, or a sign that makes it a date or a sum.
_ALONE, _ENDS = r"(?<![\w.,/:-])", r"(?!\d|[.,/]\d|-\d)"
_SUFFIX = r"(?:\s?-?\s?(?:c[iıuü]|n[iıuü]|[iıuü]nc[iıuü]|й|го|м|му|ый|ого|th|st|nd|rd))?"
_ONE = rf"{_ALONE}{NUMBER}{_ENDS}{_SUFFIX}"
_LIST = rf"{_ONE}(?:\s?(?:,|;|və|həmçinin|и|and)\s{{0,2}}{_ONE}){{0,9}}"
_AFTER = r"(?:alt)?(?:yarım)?(?:bənd|bend|maddə|madde|hissə)\w{0,12}"
_BEFORE = r"(?:(?:bənd|maddə|bend|madde)(?:lər|ləri|i|si|ləri)?|пункт\w{0,4}|п\.|стать\w{1,3}|ст\.|clauses?|articles?|art\.)"
_ACT = r"\d{1,5}-[IVXLC]{1,6}(?:Q(?:D|K)?)?"

_CODED = re.compile(rf"(?<![\w:])([0-9A-Za-z][0-9A-Za-z-]{{2,19}}):\s?({NUMBER}){_ENDS}")
_NUMBERED = re.compile(NUMBER)
_LISTED = re.compile(rf"(?P<list>{_LIST})\s{{0,2}}{_AFTER}", re.IGNORECASE)
_HEADED = re.compile(rf"(?<!\w){_BEFORE}\s{{0,2}}(?P<list>{_LIST})", re.IGNORECASE)
_OF_AN_ACT = re.compile(rf"(?<![\w-])({_ACT})(?:-\w{{1,6}})?[\s,(]{{1,3}}(?P<list>{_LIST})")
_ACT_BEHIND = re.compile(rf"^[^.;!?\n]{{0,60}}?(?<![\w-])({_ACT})(?![A-Za-z0-9])")
_ACT_AHEAD = re.compile(rf"(?<![\w-])({_ACT})(?![A-Za-z0-9])[^.;!?\n]{{0,60}}$")
# An act of another kind than our statutes, named without its number.
_OTHER_ACT = re.compile(
    r"(?<!\w)(Qanun|Məcəllə|Konstitusiya|Fərman|Закон|Кодекс|Law|Code|Act)(?!\w*\s?qüvvə)[^.;!?\n]{0,60}$"
)
_NEAR = 80


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A clause that a text names; act is a statute's code or an act's number, empty where the text names none.

    start and end are the place of the clause's number in the text.
    """

    start: int
    end: int
    act: str
    number: str


def citations(text: str) -> tuple[Citation, ...]:
    """Return what the text cites, in its order; a place is read once, by the most telling of its readings."""
    found: dict[int, Citation] = {}
    for match in _CODED.finditer(text):
        _note(found, match.start(2), match[2], match[1])
    for match in _OF_AN_ACT.finditer(text):
        for number in _NUMBERED.finditer(match["list"]):
            _note(found, match.start("list") + number.start(), number[0], match[1])
    for pattern in (_LISTED, _HEADED):
        for match in pattern.finditer(text):
            act = _act_beside(text, match.start(), match.end())
            for number in _NUMBERED.finditer(match["list"]):
                _note(found, match.start("list") + number.start(), number[0], act)
    return tuple(sorted(found.values()))


def _note(found: dict[int, Citation], start: int, number: str, act: str) -> None:
    found.setdefault(start, Citation(start, start + len(number), act, number))


def _act_beside(text: str, start: int, end: int) -> str:
    """The act whose number stands before the clause in its sentence, else its name, else the one that follows."""
    ahead = _ACT_AHEAD.search(text[max(0, start - _NEAR) : start])
    behind = _ACT_BEHIND.search(text[end : end + _NEAR])
    named = ahead or _OTHER_ACT.search(text[max(0, start - _NEAR) : start]) or behind
    return named[1] if named else ""
