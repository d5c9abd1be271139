"""How the people of the sector keep to their duties, and what the figures propose (pure; statute 002: 5.4.2, 4.0.5, 4.0.6, 5.4.4).

Every proposal is a draft: the head reads, changes, sends or drops it. Nothing is decided about anybody here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from callcenter.core.wording import Sentence, say
from callcenter.sector.vocabulary import Standing, Subject

# From how many on a share says something, and from which share on it is worth a word.
ENOUGH = 5
RETURNED_OFTEN = 0.10
RECLASSIFIED_OFTEN = 0.15
LATE_OFTEN = 0.20
REPEATED_OFTEN = 0.10
BUSY = 50


@dataclass(frozen=True)
class Item:
    """An item of the work plan, as far as its standing goes."""

    due_on: date
    reported_on: date | None = None
    confirmed: bool = False


def standing(item: Item, today: date) -> Standing:
    """Return where an item stands: reported by its owner, done once the head agreed, in time by the day of the report."""
    if item.reported_on is None:
        return Standing.OVERDUE if item.due_on < today else Standing.PLANNED
    if not item.confirmed:
        return Standing.REPORTED
    return Standing.DONE if item.reported_on <= item.due_on else Standing.DONE_LATE


@dataclass(frozen=True)
class Conduct:
    """What one person of the sector did in a period, in figures."""

    user_id: int
    name: str
    logged: int = 0
    answered: int = 0
    routed: int = 0
    returned: int = 0
    reclassified: int = 0
    told_late: int = 0
    plan_done: int = 0
    plan_late: int = 0

    @property
    def returned_share(self) -> float | None:
        """The share of their routings that the unit sent back; None where they routed nothing."""
        return self.returned / self.routed if self.routed else None


@dataclass(frozen=True)
class UnitWork:
    """How many appeals a unit answered in a period, and how many of them late."""

    name: str
    answered: int
    late: int


@dataclass(frozen=True)
class Whole:
    """The sector's figures of a period."""

    received: int
    repeats: int
    units: tuple[UnitWork, ...] = ()


@dataclass(frozen=True)
class Proposed:
    """A drafted proposal: about what, about whom (a user's id), and what it says."""

    subject: Subject
    said: Sentence
    user_id: int | None = None

    @property
    def key(self) -> str:
        """What tells it from every other of the same period."""
        return f"{self.subject.value}:{self.user_id or 0}:{self.said.text}:{self.said.values.get('unit', '')}"


def proposals(people: Iterable[Conduct], whole: Whole) -> list[Proposed]:
    """Return what the figures of a period propose, the sector's own matters first."""
    known = list(people)
    return [*_of_the_whole(known, whole), *(one for person in known for one in _of_a_person(person))]


def _of_the_whole(people: list[Conduct], whole: Whole) -> Iterator[Proposed]:
    logged, reclassified = sum(one.logged for one in people), sum(one.reclassified for one in people)
    if reclassified >= ENOUGH and reclassified >= RECLASSIFIED_OFTEN * logged:
        yield Proposed(
            Subject.TRAINING,
            say(
                "Müraciətin növünün düzgün müəyyən edilməsi üzrə təlim keçirilsin: qeydə alınan müraciətlər %(logged)s, növü sonradan dəyişdirilənlər %(count)s.",
                logged=logged,
                count=reclassified,
            ),
        )
    if whole.repeats >= ENOUGH and whole.repeats >= REPEATED_OFTEN * whole.received:
        yield Proposed(
            Subject.IMPROVEMENT,
            say(
                "Təkrar müraciətlərin səbəbləri araşdırılsın: daxil olan müraciətlər %(received)s, təkrar müraciətlər %(count)s.",
                received=whole.received,
                count=whole.repeats,
            ),
        )
    for unit in sorted(whole.units, key=lambda one: -one.late):
        if unit.late >= ENOUGH and unit.late >= LATE_OFTEN * unit.answered:
            yield Proposed(
                Subject.IMPROVEMENT,
                say(
                    "«%(unit)s» ilə birgə gecikmələrin səbəbi araşdırılsın: verilən cavablar %(answered)s, icra müddəti ötəndən sonra verilənlər %(late)s.",
                    unit=unit.name,
                    answered=unit.answered,
                    late=unit.late,
                ),
            )


def _of_a_person(one: Conduct) -> Iterator[Proposed]:
    share = one.returned_share or 0.0
    if one.returned >= ENOUGH and share >= RETURNED_OFTEN:
        yield Proposed(
            Subject.TRAINING,
            say(
                "%(person)s üçün bölmələrin səlahiyyətləri üzrə təlim keçirilsin: yönləndirdiyi müraciətlər %(routed)s, geri qaytarılanlar %(returned)s.",
                person=one.name,
                routed=one.routed,
                returned=one.returned,
            ),
            one.user_id,
        )
    if one.plan_late + one.told_late >= ENOUGH:
        yield Proposed(
            Subject.DISCIPLINE,
            say(
                "%(person)s ilə icra intizamı barədə söhbət aparılsın: iş planının gecikən tədbirləri %(plan)s, gec çatdırılan cavablar %(told)s.",
                person=one.name,
                plan=one.plan_late,
                told=one.told_late,
            ),
            one.user_id,
        )
    if one.logged >= BUSY and not one.plan_late and not one.told_late and share < RETURNED_OFTEN / 2:
        yield Proposed(
            Subject.REWARD,
            say(
                "%(person)s həvəsləndirilsin: %(logged)s müraciət qeydə alıb, gecikməsi yoxdur.",
                person=one.name,
                logged=one.logged,
            ),
            one.user_id,
        )
