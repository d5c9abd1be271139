"""A complaint is never examined by those it complains of, and they never learn of it (pure).

Sending it to them is an administrative offence; statute 002, clause 4.0.09 names the Head of the
Apparatus as the one to turn to instead.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from enum import Enum, auto

from callcenter.core.errors import Refused
from callcenter.core.wording import say
from callcenter.directory.rank import upwards


@dataclass(frozen=True)
class Accused:
    """Whom an appeal complains of: a unit, an official; of the official also the unit, and whether they head it.

    leads: the units that the official heads today in the place of somebody else.
    """

    unit_id: int | None = None
    staff_id: int | None = None
    staff_unit_id: int | None = None
    staff_heads: bool = False
    leads: Set[int] = frozenset()

    def __bool__(self) -> bool:
        return self.unit_id is not None or self.staff_id is not None


def refusal(*, apparatus_may: bool) -> Refused:
    """Return the refusal (conflict-of-interest), which says who takes the complaint instead.

    apparatus_may: the complaint is not of the Head of the Apparatus, who else is the one to turn to.
    """
    return Refused(
        "conflict-of-interest",
        say(
            "Şikayət edilən tərəf bu şikayətə özü baxa bilməz: müraciəti Aparatın rəhbərinə yönləndirin (002, 4.0.09)."
        )
        if apparatus_may
        else say(
            "Şikayət edilən tərəf bu şikayətə özü baxa bilməz, Aparata da vermək olmaz: "
            "müraciəti şikayət edilən tərəfə tabe olmayan başqa bölməyə yönləndirin."
        ),
    )


class Desk(Enum):
    """What a person does with appeals: an operator takes them in, a unit examines them, others oversee them."""

    TAKES_IN = auto()
    EXAMINES = auto()
    OVERSEES = auto()


@dataclass(frozen=True)
class Seat:
    """Where a person stands: who they are, their desk, and every unit from those where they sit or act as head up."""

    staff_id: int | None = None
    line: Set[int] = field(default_factory=frozenset)
    desk: Desk = Desk.EXAMINES


def may_not_examine(unit_id: int, accused: Accused, parents: Mapping[int, int | None]) -> bool:
    """Say whether the unit is the accused one, the accused official's own or led by them, or subordinate to these.

    parents maps each unit's id to its parent's id. A superior unit may examine.
    """
    barred = {accused.unit_id, accused.staff_unit_id, *accused.leads} - {None}
    return any(unit in barred for unit in upwards(unit_id, parents))


def may_not_know(seat: Seat, accused: Accused) -> bool:
    """Say whether the person may not even know that there is such an appeal.

    Nobody who is accused, whose superior is accused, or who sits in the accused unit or below it. Two exceptions,
    without which nobody could take such an appeal in and hand it on: operators see a complaint of their own unit as
    a whole, and who works beside an accused official without being led by them is barred only where they examine.
    """
    if accused.staff_id is not None and accused.staff_id == seat.staff_id:
        return True
    if accused.staff_unit_id in seat.line and (accused.staff_heads or seat.desk is Desk.EXAMINES):
        return True
    return accused.unit_id in seat.line and seat.desk is not Desk.TAKES_IN
