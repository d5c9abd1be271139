"""The parts of an appeal's page that stand below its acts: each says what it shows, or that there is nothing."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from callcenter.appeals import related, splitting_choices
from callcenter.appeals.act_reading import Reading


class Section(NamedTuple):
    """A part of the page: its template in appeals/sections, and what it shows."""

    template: str
    shown: Mapping[str, object]


def parts(reading: Reading) -> Section | None:
    """The parts of the whole with their state, or the whole of a part."""
    found = splitting_choices.parts_shown(reading)
    return Section("parts", found) if found else None


def letters(reading: Reading) -> Section | None:
    """The letters to other bodies."""
    sent = related.letters_of(reading.session, reading.appeal)
    return Section("letters", {"letters": sent}) if sent else None


# In the order of the page.
SECTIONS: tuple[Callable[[Reading], Section | None], ...] = (parts, letters)


def sections_of(reading: Reading) -> list[Section]:
    """Return the parts that have something to show to the reader."""
    return [section for part in SECTIONS if (section := part(reading)) is not None]
