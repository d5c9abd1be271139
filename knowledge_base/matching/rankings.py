"""What the matching says of an appeal."""

from dataclasses import dataclass

from knowledge_base.matching.explaining import Match


@dataclass(frozen=True, slots=True)
class Candidate:
    """A competence that the appeal may concern."""

    competence: str
    unit: str
    body: str
    clauses: tuple[str, ...]
    score: float
    confidence: float
    matched: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word of the appeal as typed, its place there, and how much more it says for one unit than for another."""

    word: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """The best candidate beside the best of another unit, with the words that speak for the one and for the other."""

    best: str
    runner_up: str
    for_best: tuple[Weighed, ...]
    for_runner_up: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Competences for a text, best first, and the probability that none of them is right.

    `concerns` are the units that the appeal concerns, two where its parts surely speak of different matters.
    `contrast` is None where only one unit is in question. `vague`: the text has too few words that tell
    anything for a unit to be relied upon.
    """

    text: str
    candidates: tuple[Candidate, ...]
    out_of_scope: float
    concerns: tuple[str, ...] = ()
    contrast: Contrast | None = None
    vague: bool = False
