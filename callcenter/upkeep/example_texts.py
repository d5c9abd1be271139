"""The words of the example past: what callers say, who works where, and what units write. Read from YAML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.vocabulary import Kind, Outcome
from callcenter.callers.identification import CallerDraft
from callcenter.callers.vocabulary import CallerType

CALL_CENTRE = "Çağrı mərkəzinin işinin təşkili sektoru"


@dataclass(frozen=True)
class Said:
    """What one applicant wants, whose duty it is, how it is answered. No unit: no body in the base is competent."""

    text: str
    kind: Kind
    unit: str | None
    clause: str | None
    language: str
    answer: str
    outcome: Outcome
    about_unit: str = ""
    body: str = ""


@dataclass(frozen=True)
class Member:
    """A person of the staff; without a unit, the ministry's leadership.

    held is the position of the register where the printed one is the unit's own name for it.
    """

    name: str
    position: str
    unit: str | None
    role: Role
    held: str | None = None


@dataclass(frozen=True)
class Return:
    """Why a unit sends an appeal back, and the clause by which it is another's."""

    text: str
    from_unit: str
    to_unit: str
    clause: str


@dataclass(frozen=True)
class Reasons:
    """What heads and units write on the way: returns, resolutions, reasons for more time and for another wording."""

    returns: Mapping[str, Sequence[Return]]
    resolutions: Sequence[str]
    extensions: Sequence[str]
    redrafts: Sequence[str]


def read_said() -> tuple[Said, ...]:
    """Return the ordinary example appeals."""
    return tuple(map(_said, _read("appeals")))


def read_surge() -> tuple[Said, ...]:
    """Return the example appeals about one sudden fault."""
    return tuple(map(_said, _read("surge")))


def read_people() -> tuple[CallerDraft, ...]:
    """Return the invented callers."""
    return tuple(CallerDraft(**{**one, "type": CallerType(one["type"])}) for one in _read("people"))


def read_staff() -> tuple[Member, ...]:
    """Return the invented staff, unit by unit."""
    return tuple(Member(**{**one, "role": Role(one["role"])}) for one in _read("staff"))


def read_reasons() -> Reasons:
    """Return what units write on the way, the returns by the clause of the appeals they fit."""
    content = _read("reasons")
    returns: dict[str, list[Return]] = {}
    for one in content["send_back"]:
        returns.setdefault(one["clause"], []).append(Return(**one))
    return Reasons(returns, content["resolutions"], content["extensions"], content["redrafts"])


def _said(one: Mapping[str, Any]) -> Said:
    return Said(**{**one, "kind": Kind(one["kind"]), "outcome": Outcome(one["outcome"])})


def _read(name: str) -> Any:
    file = files("callcenter.upkeep") / "example_data" / f"{name}.yaml"
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
