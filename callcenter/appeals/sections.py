"""The parts of an appeal's page that stand below its acts: each says what it shows, or that there is nothing."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from callcenter.appeals import unit_sections
from callcenter.appeals.act_reading import Reading


class Section(NamedTuple):
    """A part of the page: its template in appeals/sections, and what it shows."""

    template: str
    shown: Mapping[str, object]


def resolutions(reading: Reading) -> Section | None:
    """Who executes, with whom, until when, by whose instruction."""
    found = unit_sections.resolutions_shown(reading)
    return Section("resolutions", found) if found else None


def returned(reading: Reading) -> Section | None:
    """How the appeal came back, and whose it is by the clauses that units cited."""
    found = unit_sections.returns_shown(reading)
    return Section("returned", found) if found else None


# In the order of the page.
SECTIONS: tuple[Callable[[Reading], Section | None], ...] = (returned, resolutions)


def sections_of(reading: Reading) -> list[Section]:
    """Return the parts that have something to show to the reader."""
    return [section for part in SECTIONS if (section := part(reading)) is not None]
