"""What the page of an appeal shows of consultation: whom one may ask, what one is asked, what was advised."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from callcenter.appeals import consulting, consulting_queries
from callcenter.appeals.accused import may_not_examine
from callcenter.appeals.act_reading import Choices, Reading
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.reach import own_units
from callcenter.appeals.vocabulary import Action, State
from callcenter.directory import queries as directory
from callcenter.directory.models import Unit


@dataclass(frozen=True)
class Askable:
    """A unit that may be asked, or why it may not: it is complained of."""

    unit: Unit
    barred: bool


def asking(reading: Reading) -> Choices | None:
    """The units that may be asked now, those complained of named as such; None when the reader may not ask."""
    session, appeal = reading.session, reading.appeal
    if not consulting.may_ask(appeal, reading.actor):
        return None
    asked = {one.unit_id for one in consulting_queries.open_about(session, appeal)}
    suggested = [one.unit_code for one in reading.suggested]
    units = [
        unit for unit in directory.home_units(session) if unit.id != appeal.unit_id and unit.id not in asked
    ]
    units.sort(key=lambda unit: suggested.index(unit.code) if unit.code in suggested else len(suggested))
    found = [Askable(unit, may_not_examine(session, appeal, unit)) for unit in units]
    if all(one.barred for one in found):
        return None
    return {"askable": found, "advice_by": consulting.advice_due(session, appeal, reading.now)}


def advising(reading: Reading) -> Choices | None:
    """The questions that the reader's units are asked; None when there are none."""
    mine = _mine(reading)
    return {"asked_of_us": mine} if mine else None


def calling_off(reading: Reading) -> Choices | None:
    """The questions that may be taken back."""
    waiting = consulting_queries.open_about(reading.session, reading.appeal)
    may = (
        waiting
        and reading.appeal.state is State.CONSULTING
        and consulting.may_ask(reading.appeal, reading.actor)
    )
    return {"asked_of_others": waiting} if may else None


CHOICES: Mapping[Action, Callable[[Reading], Choices | None]] = {
    Action.CONSULT: asking,
    Action.ADVISE: advising,
    Action.CALL_OFF: calling_off,
}


def _mine(reading: Reading) -> Sequence[Consultation]:
    own = own_units(reading.actor)
    return [
        one for one in consulting_queries.open_about(reading.session, reading.appeal) if one.unit_id in own
    ]
