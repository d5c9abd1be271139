"""The parts of an appeal's page that stand below its acts: each says what it shows, or that there is nothing."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from callcenter.appeals import linking_choices, related, splitting_choices
from callcenter.appeals.act_reading import Choices, Reading


class Section(NamedTuple):
    """A part of the page: its template in appeals/sections, and what it shows."""

    template: str
    shown: Mapping[str, object]


def letters(reading: Reading) -> Section | None:
    """The letters to other bodies."""
    sent = related.letters_of(reading.session, reading.appeal)
    return Section("letters", {"letters": sent}) if sent else None


def _of(template: str, shown: Callable[[Reading], Choices | None]) -> Callable[[Reading], Section | None]:
    """Return the part of the page that shows what a provider found, nothing where it found nothing."""

    def part(reading: Reading) -> Section | None:
        found = shown(reading)
        return Section(template, found) if found is not None else None

    return part


# In the order of the page.
SECTIONS: tuple[Callable[[Reading], Section | None], ...] = (
    _of("stopped", linking_choices.stopped),
    _of("parts", splitting_choices.parts_shown),
    letters,
    _of("belonging", linking_choices.belonging),
    _of("ledger", linking_choices.ledger),
)


def sections_of(reading: Reading) -> list[Section]:
    """Return the parts that have something to show to the reader."""
    return [section for part in SECTIONS if (section := part(reading)) is not None]
