"""Where an amendment took place: `2.1.2-ci yarımbəndin 9-cu abzası`, `1.2 – 1.4-cü bəndlər`, `2-ci hissə` (pure)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.statutes.lines import lowered

ORDINALS = {
    word: place
    for place, word in enumerate(
        [
            "birinci",
            "ikinci",
            "üçüncü",
            "dördüncü",
            "beşinci",
            "altıncı",
            "yeddinci",
            "səkkizinci",
            "doqquzuncu",
            "onuncu",
        ],
        start=1,
    )
}
TENS = {"on": 10, "iyirmi": 20, "otuz": 30}
TENTHS = {"iyirminci": 20, "otuzuncu": 30}
CI = r"-?c[iıuü]"
ORDINAL = rf"(?:(?:on|iyirmi|otuz) )*(?:{'|'.join(ORDINALS)}|iyirminci|otuzuncu)"
LABEL = rf"(?:\d+(?:-\d+)?{CI}|\d+(?:-\d+)?|{ORDINAL})"
NUMBER = r"\d+(?:\.\d+(?:-\d+)?)+"
# Bounded, so that a list without an end is read in time.
MANY = "{0,100}"
JOIN = r"\s*(?:,|və|[-–—])?\s*"
CLAUSES = re.compile(rf"(?P<list>{NUMBER}(?:{CI})?(?:{JOIN}{NUMBER}(?:{CI})?){MANY}) (?:yarım)?bənd\w*")
RANGE = re.compile(rf"({NUMBER})(?:{CI})?\s*[-–—]\s*({NUMBER})")
ITEMS = re.compile(rf"(?P<list>{LABEL}(?:{JOIN}{LABEL}){MANY}) abzas(?!\w*lar müvafiq)\w*")
ONE_LABEL = re.compile(LABEL)
SECTIONS = re.compile(rf"(?P<list>\d+{CI}(?:{JOIN}\d+{CI}){MANY}) (?:hissə|fəsil)\w*")
RENUMBERED = re.compile(
    rf"(?P<old>{LABEL}(?:{JOIN}{LABEL}){MANY}) abzaslar müvafiq olaraq (?P<new>{LABEL}(?:{JOIN}{LABEL}){MANY}) abzas"
)
WHOLE = re.compile(r"\bmətnində\b")


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of a clause: by its printed label (`4-1`), or by its place, the lead being the first."""

    label: str | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A clause, a run of clauses, a chapter or the whole text; item is one paragraph of the clause.

    up_to closes a run of clauses. in_items: paragraphs are meant, whichever they are. was and now: how many
    paragraphs got new numbers, and the first of them before and after.
    """

    number: str | None = None
    up_to: str | None = None
    section: int | None = None
    item: Item | None = None
    in_items: bool = False
    relabelled: tuple[Item, Item, int] | None = None


def places_in(text: str, above: tuple[Place, ...] = ()) -> tuple[Place, ...]:
    """Return the places that the text names; paragraphs without a clause are those of the clauses above."""
    plain = lowered(text)
    found = list(CLAUSES.finditer(plain))
    if not found:
        if sections := SECTIONS.search(plain):
            return tuple(Place(section=int(number)) for number in re.findall(r"\d+", sections["list"]))
        if WHOLE.search(plain):
            return (Place(),)
        if "abzas" not in plain:
            return ()
        again = tuple(dict.fromkeys(Place(one.number, one.up_to, one.section) for one in above))
        if not ITEMS.search(plain) and "həmin abzas" in plain:
            return above
        return tuple(place for clause in again for place in _with_items(clause, plain))
    places: list[Place] = []
    for clauses, following in zip(found, [*found[1:], None], strict=True):
        tail = plain[clauses.end() : following.start() if following else len(plain)]
        for clause in _clauses(clauses["list"]):
            places += _with_items(clause, tail)
    return tuple(dict.fromkeys(places))


def ordinal(word: str) -> int | None:
    """Return the place that a word names: `on dördüncü` is 14; a ten said twice counts once."""
    *tens, last = word.split()
    unit = ORDINALS.get(last) or TENTHS.get(last)
    return None if unit is None else unit + sum(TENS[ten] for ten in dict.fromkeys(tens))


def item_of(label: str) -> Item:
    """Return the paragraph that a label names."""
    digits = re.match(r"\d+(?:-\d+)?", label)
    return Item(label=digits[0]) if digits else Item(place=ordinal(label))


def _clauses(named: str) -> Iterator[Place]:
    run = RANGE.fullmatch(named) or RANGE.match(named)
    if run and not re.search(r",|və", named):
        yield Place(run[1], run[2])
        return
    for number in re.findall(NUMBER, named):
        yield Place(number)


def _with_items(clause: Place, tail: str) -> Iterator[Place]:
    if moved := RENUMBERED.search(tail):
        old, new = _labels(moved["old"]), _labels(moved["new"])
        yield Place(clause.number, relabelled=(old[0], new[0], len(new)), in_items=True)
        return
    items = [item for found in ITEMS.finditer(tail) for item in _labels(found["list"])]
    for item in items:
        yield Place(clause.number, clause.up_to, item=item, in_items=True)
    if not items:
        yield Place(clause.number, clause.up_to, in_items="abzas" in tail)


def _labels(named: str) -> list[Item]:
    run = re.fullmatch(rf"(\d+)\s*[-–—]\s*(\d+)(?:{CI})", named)
    if run and int(run[2]) > int(run[1]) + 1:
        return [Item(label=str(number)) for number in range(int(run[1]), int(run[2]) + 1)]
    return [item_of(found[0]) for found in ONE_LABEL.finditer(named)]
