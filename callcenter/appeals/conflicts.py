"""A complaint is never examined by those it complains of (pure).

Sending it to them is an administrative offence; statute 002, clause 4.0.09 names the Head of the
Apparatus as the one to turn to instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from callcenter.core.errors import Refused
from callcenter.core.wording import say


@dataclass(frozen=True)
class Accused:
    """Whom an appeal complains of: a unit, an official, the unit where the official works or that they head."""

    unit_id: int | None = None
    staff_id: int | None = None
    staff_unit_id: int | None = None

    def __bool__(self) -> bool:
        return self.unit_id is not None or self.staff_id is not None


def refusal() -> Refused:
    """Return the refusal (conflict-of-interest), which says who takes the complaint instead."""
    return Refused(
        "conflict-of-interest",
        say(
            "Şikayət edilən tərəf bu şikayətə özü baxa bilməz: müraciəti Aparatın rəhbərinə yönləndirin (002, 4.0.09)."
        ),
    )


def may_not_examine(unit_id: int, accused: Accused, parents: Mapping[int, int | None]) -> bool:
    """Say whether the unit is the accused one, the accused official's own, or subordinate to either.

    parents maps each unit's id to its parent's id. A superior unit may examine.
    """
    barred = {accused.unit_id, accused.staff_unit_id} - {None}
    above: int | None = unit_id
    while above is not None:
        if above in barred:
            return True
        above = parents.get(above)
    return False
