"""Automatic numbers of a Word document: what Word prints before a paragraph whose number nobody typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from knowledge_base.statutes.word_xml import attribute, child, children, number_of

ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
BULLET = "–"


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number is written and where it starts."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None
    all_arabic: bool = False


@dataclass
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: Mapping[str, Mapping[int, Level]]
    list_of: Mapping[str, str]
    overrides: Mapping[tuple[str, int], int]
    counted: dict[str, dict[int, int]] = field(default_factory=dict)
    used: set[tuple[str, int]] = field(default_factory=set)

    def next(self, number_id: str, level: int) -> str:
        """Count one paragraph on and return what Word prints before it, empty for none."""
        name = self.list_of.get(number_id)
        if name is None or level not in self.levels.get(name, {}):
            return ""
        counted = self.counted.setdefault(name, {})
        self._override(number_id, level, counted)
        levels = self.levels[name]
        counted[level] = counted[level] + 1 if level in counted else levels[level].start
        for deeper in [one for one in counted if one > level]:
            after = levels[deeper].restarts_after
            if after is None or level < after:
                del counted[deeper]
        for upper in range(level):
            counted.setdefault(upper, levels.get(upper, Level()).start)
        return _written(levels, level, counted)

    def _override(self, number_id: str, level: int, counted: dict[int, int]) -> None:
        start = self.overrides.get((number_id, level))
        if start is not None and (number_id, level) not in self.used:
            counted[level] = start - 1
        self.used.add((number_id, level))


def _written(levels: Mapping[int, Level], level: int, counted: Mapping[int, int]) -> str:
    own = levels[level]
    if own.form == "bullet":
        return BULLET

    def one(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        form = "decimal" if own.all_arabic else levels.get(at, Level()).form
        return figure(counted.get(at, 1), form)

    return "" if own.form == "none" else re.sub(r"%([1-9])", one, own.text).strip()


def figure(value: int, form: str) -> str:
    """Return the number in one of Word's forms; forms that statutes do not use are written in digits."""
    match form:
        case "upperRoman" | "lowerRoman":
            written = roman(value)
            return written if form == "upperRoman" else written.lower()
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "decimalZero":
            return f"{value:02}"
        case "none" | "bullet":
            return ""
        case _:
            return str(value)


def roman(value: int) -> str:
    """Return the value as a Roman number."""
    written = ""
    for worth, letters in ROMAN:
        times, value = divmod(value, worth)
        written += letters * times
    return written


def read_numbering(root: etree._Element | None) -> Numbering:
    """Read the lists of `numbering.xml`."""
    if root is None:
        return Numbering({}, {}, {})
    levels = {
        attribute(one, "abstractNumId"): {
            number_of(level, "ilvl"): _level(level) for level in children(one, "lvl")
        }
        for one in children(root, "abstractNum")
    }
    lists: dict[str, str] = {}
    overrides: dict[tuple[str, int], int] = {}
    for one in children(root, "num"):
        number_id, abstract = attribute(one, "numId"), child(one, "abstractNumId")
        lists[number_id] = attribute(abstract, "val")
        for override in children(one, "lvlOverride"):
            level = number_of(override, "ilvl")
            if (start := child(override, "startOverride")) is not None:
                overrides[number_id, level] = number_of(start, "val")
            if (own := child(override, "lvl")) is not None:
                lists[number_id] = name = f"{attribute(abstract, 'val')} {number_id}"
                before = levels.get(name) or levels.get(attribute(abstract, "val"), {})
                levels[name] = {**before, level: _level(own)}
    return Numbering(levels, lists, overrides)


def _level(level: etree._Element) -> Level:
    start, restart = child(level, "start"), child(level, "lvlRestart")
    return Level(
        form=attribute(child(level, "numFmt"), "val") or "decimal",
        text=attribute(child(level, "lvlText"), "val"),
        start=number_of(start, "val") if start is not None else 0,
        restarts_after=number_of(restart, "val") if restart is not None else None,
        all_arabic=child(level, "isLgl") is not None,
    )
