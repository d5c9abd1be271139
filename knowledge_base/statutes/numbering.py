"""Numbers of chapters, clauses and list entries: how they are recognised and in which order they should come."""

import re
from dataclasses import dataclass, field

from knowledge_base.statutes import doubting
from knowledge_base.statutes.doubting import doubt
from knowledge_base.statutes.statute import Doubt

Step = tuple[int, int]

LEVEL = "(?:[1-9][0-9]{3}|[0-9]{1,3}+)"
INSERTED = "(?:-[0-9]{1,2}+)?+"
# `05.2019` and `1.12.2019` are days, though a chapter may have more than 999 clauses.
DAY = r"(?:[0-3]?[0-9]\.[01]?[0-9]|0[1-9]|1[0-2])\.(?:19|20)[0-9]{2}(?![0-9.-])"
DOTTED = re.compile(
    rf"(?!{DAY})([0-9]{{1,3}}+{INSERTED}(?:\.{LEVEL}{INSERTED}){{1,5}}+)(?![0-9])\.?+(?![0-9])\s*+"
)
# A line break may leave a reference to a clause at the start of a line: `1.2-ci bənd`, `3.1 və 3.2`.
GLUED_REFERENCE = re.compile(r"[-–,;:%)/]|c[iıuü]\b")
LIKELY_REFERENCE = re.compile(
    r"[-–,;:%)/]|(?:c[iıuü]|ya|və|nömrəli|(?:yarım)?bənd\w{0,12}|hissə\w{0,12}|maddə\w{0,12}|faiz\w{0,9}|manat\w{0,9}|mily\w{0,9})\b"
)
POINT = re.compile(r"(?:[Ff]əsil\s+)?([0-9]{1,3}(?:-[0-9]{1,2})?|[IİVXL]{1,8})\s?([.)])(?![0-9])\s*")
LETTERED = re.compile(r"([a-zçəğıöşü])\)\s+")
ALPHABETS = ("abcçdeəfgğhxıijkqlmnoöprsştuüvyz", "abcdefghijklmnopqrstuvwxyz")
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True, slots=True)
class Number:
    """A clause's number as printed and as steps: `2.3-1` is ((2, 0), (3, 1))."""

    printed: str
    steps: tuple[Step, ...]

    @property
    def chapter(self) -> int:
        """The chapter the number belongs to."""
        return self.steps[0][0]

    @property
    def opens_chapter(self) -> bool:
        """True for the first number of a chapter: 3.0, 3.1, 3.0.1, 3.1.1."""
        return all(step in ((0, 0), (1, 0)) for step in self.steps[1:])


@dataclass(frozen=True, slots=True)
class Point:
    """A number with one level: a chapter's, a decision point's or a list entry's; `bracketed` when written `1)`."""

    printed: str
    step: Step
    roman: bool
    rest: str
    bracketed: bool = False


def step_of(printed: str) -> Step:
    """Return `4-1` as (4, 1) and `4` as (4, 0)."""
    whole, _, inserted = printed.partition("-")
    return int(whole), int(inserted or 0)


def clause_number(line: str) -> tuple[Number, str] | None:
    """Return the clause number that opens the line and the rest of the line, or None."""
    found = DOTTED.match(line)
    if not found:
        return None
    rest = line[found.end() :]
    if not line[found.end() - 1].isspace() and GLUED_REFERENCE.match(rest):
        return None
    return Number(found[1], tuple(step_of(part) for part in found[1].split("."))), rest


def point_number(line: str) -> Point | None:
    """Return the one-level number that opens the line, arabic or Roman, or None."""
    found = POINT.match(line)
    if not found:
        return None
    printed, rest = found[1], line[found.end() :]
    if printed[0].isdigit():
        return Point(printed, step_of(printed), False, rest, found[2] == ")")
    value = roman_value(printed)
    return Point(printed, (value, 0), True, rest) if value else None


def next_letter(line: str, last: str) -> Point | None:
    """Return the letter that opens the line (`b)`) when it comes after `last` in either alphabet, empty for none."""
    found = LETTERED.match(line)
    if not found:
        return None
    places = [alphabet.find(found[1]) for alphabet in ALPHABETS]
    before = [alphabet.find(last) if last else -1 for alphabet in ALPHABETS]
    follows_on = any(place == earlier + 1 for place, earlier in zip(places, before, strict=True))
    return Point(found[1], (max(places) + 1, 0), False, line[found.end() :]) if follows_on else None


def roman_value(printed: str) -> int:
    """Return the value of a Roman number up to 89, 0 when it is not one."""
    digits = [ROMAN.get(letter, 0) for letter in printed.replace("İ", "I")]
    value = sum(
        -digit if digit < following else digit
        for digit, following in zip(digits, [*digits[1:], 0], strict=True)
    )
    return value if 0 not in digits and value > 0 else 0


def is_next(step: Step, last: Step) -> bool:
    """True when the step comes right after the last one: 5 after 4, 4-1 after 4, 5 after 4-2."""
    return step in ((last[0] + 1, 0), (last[0], last[1] + 1))


def follows(number: Number, last: Number | None) -> bool:
    """True when the number is the one a reader expects after `last`: a first child, the next sibling or an elder's."""
    if last is None:
        return number.opens_chapter
    depth, steps = len(number.steps), number.steps
    if depth > len(last.steps):
        below = steps[len(last.steps) :]
        return steps[: len(last.steps)] == last.steps and all(step in ((0, 0), (1, 0)) for step in below)
    return steps[:-1] == last.steps[: depth - 1] and is_next(steps[-1], last.steps[depth - 1])


@dataclass
class Order:
    """Remembers the clause numbers seen and says what is wrong with the next one.

    `plain`: numbers of one level are clauses, too, so that 3.1 without 3 lacks its clause.
    """

    plain: bool = False
    times: dict[str, int] = field(default_factory=dict)
    known: set[tuple[Step, ...]] = field(default_factory=set)
    last: dict[tuple[Step, ...], Number] = field(default_factory=dict)

    def see(self, number: Number) -> list[Doubt]:
        """Take the next number and return the doubts it raises."""
        doubts = list(self._spelling(number))
        parent = number.steps[:-1]
        if len(parent) >= (1 if self.plain else 2) and parent not in self.known:
            self.known.add(parent)
            printed = number.printed.rpartition(".")[0]
            doubts.append(doubt(doubting.NO_PARENT, printed, lost=printed, clause=number.printed))
        times = self.times[number.printed] = self.times.get(number.printed, 0) + 1
        if times > 1:
            key = f"{number.printed}/{times}"
            doubts.append(doubt(doubting.REPEATED, number.printed, number=number.printed, key=key))
        elif number.steps in self.known:
            doubts.append(doubt(doubting.USED_OTHERWISE, number.printed, number=number.printed))
        else:
            doubts.extend(self._place(number, parent))
        self.known.add(number.steps)
        before = self.last.get(parent)
        if before is None or number.steps > before.steps:
            self.last[parent] = number
        return doubts

    def _spelling(self, number: Number) -> list[Doubt]:
        plain = ".".join(
            f"{whole}-{inserted}" if inserted else str(whole) for whole, inserted in number.steps
        )
        if plain == number.printed:
            return []
        return [doubt(doubting.ODD_SPELLING, number.printed, number=number.printed, meant=plain)]

    def _place(self, number: Number, parent: tuple[Step, ...]) -> list[Doubt]:
        last = self.last.get(parent)
        step, before = number.steps[-1], last.steps[-1] if last else (0, 0)
        if last and number.steps < last.steps:
            clause = number.printed
            return [doubt(doubting.OUT_OF_PLACE, clause, clause=clause, last=last.printed)]
        if is_next(step, before) or step == (0, 0):
            return []
        head = "".join(number.printed.rpartition(".")[:2])
        if step[0] == before[0]:
            lost = f"{head}{step[0]}-{before[1] + 1}", f"{head}{step[0]}-{step[1] - 1}"
        else:
            lost = f"{head}{before[0] + 1}", f"{head}{step[0] if step[1] else step[0] - 1}"
        return [_missing(*lost, last.printed if last else None, number.printed)]


def _missing(first: str, final: str, last: str | None, clause: str) -> Doubt:
    one = first == final
    said = {"lost": first, "clause": clause} | ({} if one else {"final": final})
    if last is None:
        return doubt(doubting.FIRST_LOST if one else doubting.FIRST_SOME_LOST, first, **said)
    return doubt(doubting.ONE_LOST if one else doubting.SOME_LOST, first, **said, last=last)
