"""What an appeal stands as, said by its steps (pure): whose it is, how secret, whom it accuses, with whom it is, its end.

Each step carries what of it the step made so, and is sealed with it; together the steps say what the row of the
appeal must be, and `audit verify` compares. Steps of before this was carried say nothing of it.
"""

from collections.abc import Iterable, Mapping, Set
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from callcenter.appeals import seals
from callcenter.appeals.vocabulary import Action, State

# In a step's details: what it made of the appeal; and which official it accuses and who is the applicant, which are
# erased with the words.
STANDS, ACCUSED, APPLICANT = "stands", "accused", "applicant"
CARRIED = frozenset({STANDS, ACCUSED, APPLICANT})
_ERASED_WITH_THE_WORDS = {"about_staff": ACCUSED, "applicant": APPLICANT}

# What stands with the registration and never changes.
_FOR_GOOD = (
    *("registered_at", "channel", "language", "logged_by", "api_key", "applicant"),
    *("parent", "origin", "origin_letter", "origin_on"),
)
_MADE_BY = {
    "level": frozenset({Action.LOG, Action.SET_LEVEL}),
    "about_unit": frozenset({Action.LOG, Action.ACCUSE}),
    "about_staff": frozenset({Action.LOG, Action.ACCUSE}),
    "kind": frozenset({Action.LOG, Action.CONFIRM_KIND, Action.RECLASSIFY}),
    "repeat_of": frozenset({Action.LOG, Action.LINK, Action.UNLINK}),
    "merged_into": frozenset({Action.LOG, Action.MERGE, Action.UNDO_MERGE, Action.REOPEN}),
    "override_unit": frozenset({Action.LOG, Action.ROUTE}),
    **dict.fromkeys(_FOR_GOOD, frozenset({Action.LOG})),
}


class Standing(NamedTuple):
    """An appeal as its row has it: words of vocabularies, ids of units and people, days and moments.

    applicant: the print of who it is and how they are reached (applicant_print).
    """

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
    channel: StrEnum
    language: str
    logged_by: int | None
    api_key: int | None
    parent: int | None
    origin: str | None
    origin_letter: str | None
    origin_on: date | None
    repeat_of: int | None
    merged_into: int | None
    override_unit: int | None
    clause: str | None
    body: int | None
    internal_due_on: date | None
    answered_at: datetime | None
    answered_on_line: bool
    closed_at: datetime | None
    applicant: str

    def plain(self) -> dict[str, Any]:
        """Return it as the details of a step keep it."""
        return {name: _plain(value) for name, value in self._asdict().items()}


def applicant_print(caller_id: int | None, contact: str | None) -> str:
    """Return by what it is known again whose appeal it is, and where the answer goes."""
    return seals.print_of(f"{caller_id or ''} {contact or ''}")


def made_by(action: Action, state: State, now: Standing, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details of a step that say what it made of the appeal; before is what the steps so far say.

    Only what the step is there for: what somebody changed in the row behind its back is not taken over by it.
    """
    said = {
        name: value
        for name, value in now.plain().items()
        if _may_make(action, state, name) and (name not in before or before[name] != value)
    }
    erased = {key: said.pop(name) for name, key in _ERASED_WITH_THE_WORDS.items() if name in said}
    return {**({STANDS: said} if said else {}), **erased}


def said_by(steps: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the steps with these details say of the appeal, by name; nothing of what none of them carries."""
    said: dict[str, Any] = {}
    for details in steps:
        said.update(details.get(STANDS, {}))
        said.update({name: details[key] for name, key in _ERASED_WITH_THE_WORDS.items() if key in details})
    return said


def due_dates(steps: Iterable[tuple[int, Mapping[str, Any]]]) -> dict[int, tuple[date, datetime | None]]:
    """Return to what each step but the registration moved the due date, by the version that the step made.

    steps: version and details, in order. Steps of before this was carried say nothing.
    """
    found: dict[int, tuple[date, datetime | None]] = {}
    said: dict[str, Any] = {}
    for version, details in steps:
        stands = details.get(STANDS, {})
        moved = bool(said) and bool({"due_on", "due_at"} & stands.keys())
        said.update(stands)
        if moved and "due_on" in said:
            hour = said.get("due_at")
            found[version] = (
                date.fromisoformat(said["due_on"]),
                datetime.fromisoformat(hour) if hour else None,
            )
    return found


def differs(row: Standing, said: Mapping[str, Any]) -> Set[str]:
    """Return the names of what is not as the steps say."""
    plain = row.plain()
    return {name for name, value in said.items() if plain.get(name) != value}


def _may_make(action: Action, state: State, name: str) -> bool:
    if name in ("outcome", "closed_at"):
        return action in (Action.LOG, Action.REOPEN) or state is State.CLOSED
    return action in _MADE_BY.get(name, (action,))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
