"""The parts of an appeal's page that stand below its acts: each says what it shows, or that there is nothing."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from callcenter.appeals import answers_shown
from callcenter.appeals.act_reading import Reading


class Section(NamedTuple):
    """A part of the page: its template in appeals/sections, and what it shows."""

    template: str
    shown: Mapping[str, object]


def answers(reading: Reading) -> Section | None:
    """The saved draft and every wording of the answer."""
    shown = answers_shown.of_appeal(reading)
    return Section("answers", shown) if shown else None


def letters(reading: Reading) -> Section | None:
    """The notices that the applicant is owed or was sent."""
    shown = answers_shown.letters_of(reading)
    return Section("letters", shown) if shown else None


def satisfaction(reading: Reading) -> Section | None:
    """What the applicant thinks of how the appeal was dealt with."""
    shown = answers_shown.satisfaction_of(reading)
    return Section("satisfaction", shown) if shown else None


# In the order of the page.
SECTIONS: tuple[Callable[[Reading], Section | None], ...] = (answers, letters, satisfaction)


def sections_of(reading: Reading) -> list[Section]:
    """Return the parts that have something to show to the reader."""
    return [section for part in SECTIONS if (section := part(reading)) is not None]
