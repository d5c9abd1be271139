"""What an index is built from: competence cards and appeals whose routing a person confirmed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """One competence of a unit.

    `clauses` are codes like "000:6.3.6", the main one first; `role` is duty, internal (how the unit
    itself is organised) or catch_all ("other duties"); `phrases` are ways in which callers say it.
    """

    code: str
    unit: str
    body: str
    title: str
    summary: str
    clauses: tuple[str, ...]
    role: str
    keywords: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConfirmedAppeal:
    """An appeal with the competence and unit that a person confirmed; an empty competence is unknown.

    `trust` is between 0 and 1: how much it may teach. `id` names it, so that it can be taken back.
    """

    text: str
    competence: str
    unit: str
    trust: float = 1.0
    id: int = 0
