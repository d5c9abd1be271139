"""What stands before a statute's first chapter: the decision that adopted it, its points, and the titles."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from knowledge_base.statutes.footnotes import Mark, day_in, without_marks
from knowledge_base.statutes.lines import Spelling, ends_sentence, joined, lowered
from knowledge_base.statutes.numbering import is_next, point_number
from knowledge_base.statutes.statute import Act, DecisionPoint
from knowledge_base.statutes.units import body_in

LONGEST_PREAMBLE = 400
REGISTER_LABELS = ("aktın növü", "qəbul edildiyi tarix", "qeydiyyat nömrəsi", "adı")
STAMP = re.compile(r"tarixli,? (\S{1,16}) (?:nömrəli|saylı) [\w ]{0,80}təsdiq edilmişdir")
NUMBER_SIGN = re.compile(r"(?:№|\bN[oº]?\.?) ?([0-9][\w/-]{0,15})")
ADOPTED_NAME = re.compile(
    r"[“\"«][^“”\"«»]{5,300}[”\"»] ?n[iıuü]n təsdiq (?:edilməsi|olunması) (?:barədə|haqqında)"
)
OWN_NAME = re.compile(
    r"\b(?:əsasnamə|əsasnaməsi|qaydalar|qaydaları|toplusu|nizamnamə|nizamnaməsi|təlimat|təlimatı)$"
)
PRESIDENT = re.compile(r"prezidentinin (?:fərmanı|sərəncamı)")
NUMERIC_DAY = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Approval:
    """The decision and the titles printed before the first chapter."""

    act: Act
    title: str | None
    body: str | None
    points: tuple[DecisionPoint, ...]
    marks: tuple[Mark, ...]


def read_approval(lines: Sequence[str], spelling: Spelling) -> Approval:
    """Read the act's title, number and date, the statute's own title and the decision's points."""
    printed = [unspaced(line) for line in lines[:LONGEST_PREAMBLE]]
    points, marks = _points(printed, spelling)
    bare = [without_marks(line)[0] for line in printed]
    register = _register(bare)
    text = joined(bare, spelling)
    title, title_marks = _own_title(printed, spelling)
    adopted = ADOPTED_NAME.search(text)
    name = register.get("adı") or (adopted[0] if adopted else title)
    number, day = _number_and_date(text, register)
    return Approval(Act(name, number, day), title, _body(text, title), points, (*marks, *title_marks))


def is_own_name(line: str) -> bool:
    """True for a line that names a statute: `Yol şöbəsinin Əsasnaməsi`, `Ə S A S N A M Ə`."""
    return bool(OWN_NAME.search(lowered(unspaced(line)).rstrip(' ”"»')))


def unspaced(line: str) -> str:
    """Undo letters set apart for emphasis: `Ə S A S N A M Ə`."""
    letters = line.split(" ")
    return "".join(letters) if len(letters) > 3 and all(map(_is_letter, letters)) else line


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha()


def _register(lines: Sequence[str]) -> Mapping[str, str]:
    """Read the labels of the state register's page: each stands on a line of its own above its value."""
    found: dict[str, str] = {}
    for label, value in pairwise(lines):
        if label.isupper() and (key := lowered(label)) in REGISTER_LABELS:
            found.setdefault(key, value)
    return found


def _number_and_date(text: str, register: Mapping[str, str]) -> tuple[str | None, date | None]:
    if (number := register.get("qeydiyyat nömrəsi")) and (
        day := _numeric_day(register.get("qəbul edildiyi tarix", ""))
    ):
        return number, day
    if stamp := STAMP.search(text.replace("TƏSDİQ EDİLMİŞDİR", "təsdiq edilmişdir")):
        return stamp[1], day_in(text[max(0, stamp.start() - 40) : stamp.start()])
    if (sign := NUMBER_SIGN.search(text)) and (written := day_in(text)):
        return sign[1], written
    return None, None


def _numeric_day(text: str) -> date | None:
    found = NUMERIC_DAY.match(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _own_title(lines: Sequence[str], spelling: Spelling) -> tuple[str | None, list[Mark]]:
    """Find the lines that end in the kind of the act, from the approval stamp or the first line on."""
    last = next(
        (at for at in range(len(lines) - 1, -1, -1) if OWN_NAME.search(lowered(_bare(lines[at])))), None
    )
    if last is None:
        return None, []
    first = last
    while first > 0 and last - first < 6 and _belongs_to_title(_bare(lines[first - 1])):
        first -= 1
    marks = [
        Mark(number, "title", "başlıq")
        for line in lines[first : last + 1]
        for number in without_marks(line)[1]
    ]
    return _softened(joined(map(_bare, lines[first : last + 1]), spelling)), marks


def _bare(line: str) -> str:
    return without_marks(line)[0]


def _belongs_to_title(line: str) -> bool:
    return (
        not ends_sentence(line) and not lowered(line).endswith("edilmişdir") and not NUMBER_SIGN.search(line)
    )


def _softened(title: str) -> str:
    """Write words that are all capitals with one capital only."""
    words = [
        word[0] + lowered(word[1:]) if word.isupper() and len(word) > 3 else word for word in title.split()
    ]
    return " ".join(words)


def _body(text: str, title: str | None) -> str | None:
    # Decrees are the President's; the register prints the issuer in capitals and the genitive.
    if PRESIDENT.search(lowered(text)):
        return "Azərbaycan Respublikasının Prezidenti"
    return body_in(title) if title else None


def _points(lines: Sequence[str], spelling: Spelling) -> tuple[tuple[DecisionPoint, ...], list[Mark]]:
    drafts: list[tuple[str, list[str]]] = []
    marks: list[Mark] = []
    last, open_point = (0, 0), False
    for line in lines:
        point, (bare, numbers) = point_number(line), without_marks(line)
        if point and not point.roman and is_next(point.step, last):
            drafts.append((point.printed, []))
            last, open_point, bare = point.step, True, without_marks(point.rest)[0]
        if not open_point:
            continue
        drafts[-1][1].append(bare)
        marks += [Mark(number, "decision_point", drafts[-1][0]) for number in numbers]
        open_point = not bare.endswith(".")
    return tuple(DecisionPoint(number, joined(text, spelling)) for number, text in drafts), marks
