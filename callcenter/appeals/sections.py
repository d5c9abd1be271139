"""The parts of an appeal's page that stand below its acts: each says what it shows, or that there is nothing."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import (
    answers_shown,
    consulting_queries,
    holding,
    linking_choices,
    reception_queries,
    referral_queries,
    related,
    splitting_choices,
    unit_sections,
)
from callcenter.appeals.act_reading import Choices, Reading


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


def file(reading: Reading) -> Section | None:
    """How long the file is kept, for the head of the call centre."""
    if not reading.actor.may(Permission.HOLD_FILE):
        return None
    held = holding.lasting(reading.session, reading.appeal)
    return Section("file", {"held": held, "erased_at": reading.appeal.erased_at})


def consultations(reading: Reading) -> Section | None:
    """What units were asked, and what they advised."""
    found = consulting_queries.of_appeal(reading.session, reading.appeal)
    return Section("consultations", {"consultations": found}) if found else None


def receptions(reading: Reading) -> Section | None:
    """To what times the applicant was invited, and what came of it."""
    found = reception_queries.of_appeal(reading.session, reading.appeal)
    if not found:
        return None
    return Section(
        "receptions",
        {"invitations": found, "obstacle": reception_queries.obstacle_met(reading.session, found[-1])},
    )


def referrals(reading: Reading) -> Section | None:
    """What was laid before the Head of the Apparatus, and what was reported back."""
    found = referral_queries.of_appeal(reading.session, reading.appeal)
    late = {one.letter: referral_queries.late_results(one) for one in found}
    return Section("referrals", {"referrals": found, "late": late}) if found else None


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


def letters_out(reading: Reading) -> Section | None:
    """The letters to other bodies."""
    sent = related.letters_of(reading.session, reading.appeal)
    return Section("letters_out", {"letters": sent}) if sent else None


def _of(template: str, shown: Callable[[Reading], Choices | None]) -> Callable[[Reading], Section | None]:
    """Return the part of the page that shows what a provider found, nothing where it found nothing."""

    def part(reading: Reading) -> Section | None:
        found = shown(reading)
        return Section(template, found) if found is not None else None

    return part


# In the order of the page.
SECTIONS: tuple[Callable[[Reading], Section | None], ...] = (
    _of("stopped", linking_choices.stopped),
    answers,
    _of("parts", splitting_choices.parts_shown),
    returned,
    resolutions,
    consultations,
    receptions,
    referrals,
    letters_out,
    letters,
    _of("belonging", linking_choices.belonging),
    _of("ledger", linking_choices.ledger),
    satisfaction,
    file,
)


def sections_of(reading: Reading) -> list[Section]:
    """Return the parts that have something to show to the reader."""
    return [section for part in SECTIONS if (section := part(reading)) is not None]
