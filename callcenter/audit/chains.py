"""Where a chain of hashes is broken, and how (pure)."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence, Set
from enum import StrEnum
from typing import NamedTuple

from callcenter.appeals import seals
from callcenter.appeals.seals import Step

FIRST = seals.FIRST
# How far back a row is looked for that the next one hangs on: more are not slipped in between unnoticed, only named worse.
_RECENT = 1000


class Harm(StrEnum):
    """What was done to a chain."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    CUT = "cut"
    REWORDED = "reworded"
    # What is kept beside the steps is not what they say.
    ALTERED = "altered"
    REWRITTEN = "rewritten"
    LOST = "lost"
    # It bears a signature or stands among what was built, and the trail knows nothing of it.
    FORGED = "forged"


class Break(NamedTuple):
    """One break: in the trail (where is the row's id) or in an appeal (number and version of the step)."""

    chain: str
    where: str
    harm: Harm


class Link(NamedTuple):
    """A row of the trail: what it hangs on, the hash it bears, and the hash that what it says has now."""

    id: int
    before: str
    hash: str
    now: str


class SealedStep(NamedTuple):
    """A step of an appeal as it is stored: with its seal, and the hash that its words have now.

    printed: the print of the text that the step made binding.
    """

    step: Step
    seal: str
    words_now: str
    printed: str | None = None


def breaks_of_trail(
    links: Iterable[Link], anchors: Set[str] = frozenset(), counted: int = 0
) -> Iterator[Break]:
    """Yield every break of the trail, in order; anchors are hashes kept elsewhere that must still be in it.

    A cut-off end leaves a sound shorter chain: counted is how many rows were ever recorded. Who can put that right
    too is found out by an anchor alone.
    """
    last, recent, missing = FIRST, deque([FIRST], maxlen=_RECENT), set(anchors)
    rows, whole = 0, True
    for link in links:
        rows += 1
        if link.now != link.hash:
            yield Break("trail", str(link.id), Harm.CHANGED)
        if link.before != last:
            slipped_in = link.before in recent
            whole = whole and slipped_in
            yield Break("trail", str(link.id), Harm.INSERTED if slipped_in else Harm.REMOVED)
        last = link.hash
        recent.append(last)
        missing.discard(last)
    for anchor in sorted(missing):
        yield Break("trail", anchor, Harm.CUT)
    if rows < counted and whole and not missing:
        yield Break("trail", f"{rows}/{counted}", Harm.CUT)


def breaks_of_appeal(
    number: str, version: int, steps: Iterable[SealedStep], erased: Set[int] = frozenset()
) -> Iterator[Break]:
    """Yield every break of an appeal's steps; version is the appeal's own, erased the steps whose words were erased."""
    seal: str | None = FIRST
    reached = 0
    for one in steps:
        place = f"{number}/{one.step.version}"
        if one.step.version != reached + 1:
            yield Break("appeal", f"{number}/{reached + 1}", Harm.REMOVED)
            # What it hung on is not known any more, so nothing can be said of its own seal.
            seal = None
        if seal is not None and seals.seal_of(seal, one.step) != one.seal:
            yield Break("appeal", place, Harm.CHANGED)
        if one.words_now != one.step.words and one.step.version not in erased:
            yield Break("appeal", place, Harm.REWORDED)
        seal, reached = one.seal, one.step.version
    if reached < version:
        yield Break("appeal", f"{number}/{reached + 1}", Harm.CUT)
    elif reached > version:
        yield Break("appeal", f"{number}/{reached}", Harm.INSERTED)


def differences(
    number: str, state: str, prints: Set[str], steps: Sequence[SealedStep], *, altered: bool = False
) -> Iterator[Break]:
    """Yield where the appeal is not what its steps say: its state, its text, an answer that was approved.

    altered: something else of its row is not, such as its level of secrecy or whom it complains of.
    """
    if altered or (steps and steps[-1].step.state != state):
        yield Break("appeal", number, Harm.ALTERED)
    for one in steps:
        if one.printed is not None and one.printed not in prints:
            yield Break("appeal", f"{number}/{one.step.version}", Harm.REWRITTEN)
