"""The words of the example past: what callers say, who works where, and what units write. Read from YAML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import yaml

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.vocabulary import Kind, Level, Outcome
from callcenter.callers.identification import CallerDraft
from callcenter.callers.vocabulary import CallerType

CALL_CENTRE = "Çağrı mərkəzinin işinin təşkili sektoru"


@dataclass(frozen=True)
class Said:
    """What one applicant wants, whose duty it is, how it is answered. No unit: no body in the base is competent.

    parts are the matters of an appeal to several units, each with its own answer.
    """

    text: str
    kind: Kind
    unit: str | None
    clause: str | None
    language: str
    answer: str
    outcome: Outcome
    about_unit: str = ""
    body: str = ""
    level: Level = Level.ORDINARY
    parts: tuple["Said", ...] = ()


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
    clause: str
    to_unit: str = ""


@dataclass(frozen=True)
class Reasons:
    """What heads and units write on the way: returns, resolutions, reasons for more time and for another wording."""

    returns: Mapping[str, Sequence[Return]]
    resolutions: Sequence[str]
    extensions: Sequence[str]
    redrafts: Sequence[str]


@dataclass(frozen=True)
class Words:
    """What people write when an appeal does not go the plain way, by the turns of example_turns."""

    consultations: Sequence[Mapping[str, str]]
    receptions: Sequence[str]
    clarifications: Sequence[Mapping[str, str]]
    left: Sequence[Mapping[str, Any]]
    withdrawn: Sequence[str]
    paces: Sequence[Mapping[str, Any]]
    reopened: Sequence[str]
    offered: Sequence[str]
    disputes: Sequence[Return]
    decisions: Sequence[str]
    results: Sequence[str]
    acknowledged: str
    pleased: Sequence[Mapping[str, Any]]
    displeased: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class OfficeWords:
    """What is planned, ordered and announced at the call centre itself."""

    plan: Sequence[Mapping[str, Any]]
    plan_title: str
    reception_place: str
    mandate_act: str
    readers_order: str


def read_said() -> tuple[Said, ...]:
    """Return the ordinary example appeals."""
    return tuple(map(_said, _read("appeals")))


def read_rare() -> tuple[Said, ...]:
    """Return the example appeals that go their own way: of two matters, and reports of corruption."""
    return tuple(map(_rare, _read("rare")))


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


def read_words() -> Words:
    """Return what is written at the turns that appeals take."""
    content = _read("turns")
    return Words(**{**content, "disputes": [Return(**one) for one in content["disputes"]]})


def read_office() -> OfficeWords:
    """Return the words of the call centre's own affairs."""
    return OfficeWords(**_read("office"))


def _rare(one: Mapping[str, Any]) -> Said:
    """Return an appeal with its level; one of several matters stands under the unit of the first."""
    level = Level(one.get("level", Level.ORDINARY))
    common = {name: value for name, value in one.items() if name not in ("level", "parts")}
    parts = tuple(_said({**common, **part}) for part in one.get("parts", ()))
    if parts:
        common |= {"unit": parts[0].unit, "clause": parts[0].clause, "answer": ""}
    return replace(_said(common), level=level, parts=parts)


def _said(one: Mapping[str, Any]) -> Said:
    return Said(**{**one, "kind": Kind(one["kind"]), "outcome": Outcome(one["outcome"])})


def _read(name: str) -> Any:
    file = files("callcenter.upkeep") / "example_data" / f"{name}.yaml"
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
