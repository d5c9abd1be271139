"""What an appeal stands as, said by its steps (pure): how secret it is, whom it accuses, with whom it is, its end.

Each step carries what of it the step made so, and is sealed with it; together the steps say what the row of the
appeal must be, and `audit verify` compares. Steps of before this was carried say nothing of it.
"""

from collections.abc import Iterable, Mapping, Set
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from callcenter.appeals.vocabulary import Action, State

# In a step's details: what it made of the appeal, and which official it accuses, which is erased with the words.
STANDS, ACCUSED = "stands", "accused"
CARRIED = frozenset({STANDS, ACCUSED})

_MADE_BY = {
    "level": frozenset({Action.LOG, Action.SET_LEVEL}),
    "about_unit": frozenset({Action.LOG, Action.ACCUSE}),
    "about_staff": frozenset({Action.LOG, Action.ACCUSE}),
    "registered_at": frozenset({Action.LOG}),
    "kind": frozenset({Action.LOG, Action.CONFIRM_KIND, Action.RECLASSIFY}),
}


class Standing(NamedTuple):
    """An appeal as its row has it: words of vocabularies, ids of units and people, days and moments."""

    level: StrEnum
    about_unit: int | None
    about_staff: int | None
    registered_at: datetime
    kind: StrEnum
    outcome: StrEnum | None
    unit: int | None
    executor: int | None
    due_on: date
    due_at: datetime | None

    def plain(self) -> dict[str, Any]:
        """Return it as the details of a step keep it."""
        return {name: _plain(value) for name, value in self._asdict().items()}


def made_by(action: Action, state: State, now: Standing, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details of a step that say what it made of the appeal; before is what the steps so far say.

    Only what the step is there for: what somebody changed in the row behind its back is not taken over by it.
    """
    said = {
        name: value
        for name, value in now.plain().items()
        if _may_make(action, state, name) and (name not in before or before[name] != value)
    }
    official = {ACCUSED: said.pop("about_staff")} if "about_staff" in said else {}
    return {**({STANDS: said} if said else {}), **official}


def said_by(steps: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the steps with these details say of the appeal, by name; nothing of what none of them carries."""
    said: dict[str, Any] = {}
    for details in steps:
        said.update(details.get(STANDS, {}))
        if ACCUSED in details:
            said["about_staff"] = details[ACCUSED]
    return said


def differs(row: Standing, said: Mapping[str, Any]) -> Set[str]:
    """Return the names of what is not as the steps say."""
    plain = row.plain()
    return {name for name, value in said.items() if plain.get(name) != value}


def _may_make(action: Action, state: State, name: str) -> bool:
    if name == "outcome":
        return action in (Action.LOG, Action.REOPEN) or state is State.CLOSED
    return action in _MADE_BY.get(name, (action,))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
