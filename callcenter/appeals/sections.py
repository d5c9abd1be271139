"""The parts of an appeal's page that stand below its acts: each says what it shows, or that there is nothing."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import holding
from callcenter.appeals.act_choices import Reading


class Section(NamedTuple):
    """A part of the page: its template in appeals/sections, and what it shows."""

    template: str
    shown: Mapping[str, object]


def file(reading: Reading) -> Section | None:
    """How long the file is kept, for the head of the call centre."""
    if not reading.actor.may(Permission.HOLD_FILE):
        return None
    held = holding.lasting(reading.session, reading.appeal)
    return Section("file", {"held": held, "erased_at": reading.appeal.erased_at})


# In the order of the page.
SECTIONS: tuple[Callable[[Reading], Section | None], ...] = (file,)


def sections_of(reading: Reading) -> list[Section]:
    """Return the parts that have something to show to the reader."""
    return [section for part in SECTIONS if (section := part(reading)) is not None]
