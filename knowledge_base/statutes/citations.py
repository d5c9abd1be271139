"""Which clauses of which acts a text cites (pure).

Read are the ways in which letters cite: `003: 6.1.6`, `002-nin 4.0.4 bəndi`, `1308-IVQ-nin 10.1-ci bəndi`,
`Əsasnamənin 3.0.4-cü və 3.0.5-ci bəndləri`, `bənd 3.0.4`, `пункт 3.0.4`, `clause 3.0.4`, and an act by its number
alone: `314-IQ nömrəli Qanunun 7-ci maddəsi`, `52 nömrəli Fərman`. A number without such a word beside it, a date, a
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
# The number of a law, and the code of a statute: with the ending of a possessor, or with the nought that codes begin with.
_LAW = r"(?-i:\d{1,5}-[IVXLC]{1,6}(?:Q(?:D|K)?)?(?![A-Za-z0-9]))"
_OF = r"(?:n?[iıuü]n)"
_CODE = rf"(?:\d{{3}}-?{_OF}(?!\w)|0\d\d(?:-?c[iıuü])?(?![\w:]|[.,]\d|[ -]\d\d))"
_KIND = r"(?:qanun|məcəllə|konstitusiya|fərman|sərəncam|qərar|əmr|müqavilə|закон|кодекс|указ|постановлени|приказ|договор|law|code|act|decree|contract)"
_STATUTE = r"(?:əsasnamə|положени|statute|regulation)"
_WORDS = r"(?:\s+[^\W\d]+){0,3}?"
_NO = r"(?:№\s?|no\.?\s|n\s)"

_CODED = re.compile(rf"(?<![\w:])([0-9A-Za-z][0-9A-Za-z-]{{2,19}}):\s?({NUMBER}){_ENDS}")
_NUMBERED = re.compile(NUMBER)
_LISTED = re.compile(rf"(?P<list>{_LIST})\s{{0,2}}{_AFTER}", re.IGNORECASE)
_HEADED = re.compile(rf"(?<!\w){_BEFORE}\s{{0,2}}(?P<list>{_LIST})", re.IGNORECASE)
_OF_AN_ACT = re.compile(
    rf"(?<![\w.-])(?:(?P<law>{_LAW})(?:-\w{{1,6}})?|(?P<code>\d{{3}})-?{_OF})[\s,(]{{1,3}}(?P<list>{_LIST})"
)
# Whose the clauses beside it are. An act that only approved a statute stands for that statute.
_OWNER = re.compile(
    rf"(?<![\w.:/-])(?:"
    rf"(?P<law>{_LAW})(?:-\w{{1,6}})?(?:{_WORDS}\s+{_KIND}\w*)?"
    rf"|(?P<act>\d{{1,5}}(?:/\d{{1,5}})?)\s?(?:nömrəli|saylı|№-li|n-li){_WORDS}\s+(?:{_KIND}|{_STATUTE})\w*"
    rf"(?:\s+ilə)?(?:\s+təsdiq\s+\w+(?:\s+[^\W\d]+){{0,4}}?\s+[“\"«]?{_STATUTE}\w*)?"
    rf"|{_KIND}\w*\s+{_NO}(?P<after>\d{{1,5}}(?:-[IVXLC]{{1,6}}(?:Q(?:D|K)?)?)?)(?![\w.]\w)"
    rf"|(?P<code>{_CODE})(?:{_WORDS}\s+{_STATUTE}\w*)?"
    rf"|(?P<statute>{_STATUTE})\w*"
    rf"|(?P<kind>{_KIND})(?!\w*\s?qüvvə)\w*)",
    re.IGNORECASE,
)
# A clause without a dot is cited only with an ordinal, and counts only where its act is named.
_ARTICLE = re.compile(
    r"(?<![\w.,:/-])(?P<number>\d{1,3}(?:-\d{1,2})?)\s?-?\s?(?:c[iıuü]|n[cç][iıuü])\s{1,2}(?:maddə|bənd)",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.;!?](?=\s)|\n")
# An act that has clauses of its own behind it is not that of the clause before it.
_OWNS_WHAT_FOLLOWS = re.compile(rf"[\s,(]{{0,3}}(?:isə\s)?{_ALONE}\d{{1,3}}(?:[.-]|\s)")
_NEAR = 120


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A clause that a text names; act is a statute's code or an act's number, empty where the text names none.

    start and end are the place of the clause's number in the text; where an act is cited as a whole the number is
    empty, and both are where the act stands.
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
        _note_list(found, match, match["law"] or match["code"])
    for pattern in (_LISTED, _HEADED):
        for match in pattern.finditer(text):
            _note_list(found, match, _act_beside(text, match.start(), match.end()))
    _articles(text, found)
    _whole_acts(text, found)
    return tuple(sorted(found.values()))


def _note_list(found: dict[int, Citation], match: re.Match[str], act: str) -> None:
    for number in _NUMBERED.finditer(match["list"]):
        _note(found, match.start("list") + number.start(), number[0], act)


def _note(found: dict[int, Citation], start: int, number: str, act: str) -> None:
    found.setdefault(start, Citation(start, start + len(number), act, number))


def _act_beside(text: str, start: int, end: int) -> str:
    """The act that the sentence names last before the clause, else the one that follows and has no clause of its own."""
    ahead = _ahead(text, start)
    return ahead if ahead is not None else _behind(text, end)


def _ahead(text: str, start: int) -> str | None:
    said = text[max(0, start - _NEAR) : start]
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(said)]
    owners = [*_OWNER.finditer(said, ends[-1] if ends else 0)]
    return _named(owners[-1]) if owners else None


def _behind(text: str, end: int) -> str:
    said = text[end : end + _NEAR]
    ends = _SENTENCE_ENDS.search(said)
    owner = _OWNER.search(said, 0, ends.start() if ends else len(said))
    if owner is None or owner.start() > _NEAR // 2 or _OWNS_WHAT_FOLLOWS.match(said, owner.end()):
        return ""
    return _named(owner)


def _named(owner: re.Match[str]) -> str:
    """Return the act's number, or its name where it has none; empty for a statute, which the place of the text tells."""
    code = (owner["code"] or "")[:3]
    return (
        owner["law"] or owner["act"] or owner["after"] or code or ("" if owner["statute"] else owner["kind"])
    )


def _articles(text: str, found: dict[int, Citation]) -> None:
    for match in _ARTICLE.finditer(text):
        if act := _ahead(text, match.start()):
            _note(found, match.start(), match["number"], act)


def _whole_acts(text: str, found: dict[int, Citation]) -> None:
    """Note each act that is named by its number and of which no clause is cited."""
    cited = {one.act for one in found.values()}
    for owner in _OWNER.finditer(text):
        act = owner["law"] or owner["act"] or owner["after"]
        if act and act not in cited:
            cited.add(act)
            _note(found, owner.start(), "", act)
