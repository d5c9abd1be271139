"""What the forms of the acts on an appeal offer to choose from: one provider for each act that needs something."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import (
    answer_choices,
    consulting_choices,
    forwarding,
    letter_drafting,
    linking_choices,
    offers,
    pacing,
    reception_choices,
    referral_choices,
    resolution_choices,
    returning,
    showing,
    splitting_choices,
)
from callcenter.appeals.accused import may_not_examine
from callcenter.appeals.act_reading import Choices, Reading
from callcenter.appeals.models import Appeal, AppealEvent
from callcenter.appeals.showing import Suggested
from callcenter.appeals.vocabulary import Action, Level, State
from callcenter.core.clock import baku_date
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import Body, Unit
from callcenter.law import queries as law
from callcenter.web.display import sentence
from knowledge_base.models import Competence

# Below this share a unit is not offered by a click of its own; it stands in the list of all.
WORTH_A_BUTTON = 0.1
GROUNDS = {
    "study": say("əlavə öyrənilmə və yoxlanılma (1308-IVQ, 10.1)"),
    "extended": say("müddətin uzadılması (1308-IVQ, 10.2)"),
}


@dataclass(frozen=True)
class Routes:
    """Where the appeal may go: suggested home units, all home units, those barred, who takes complaints instead.

    cited is the card whose competence it is by the clause of the unit that sent it back; binding says that whoever
    routes it now decides for good.
    """

    suggested: Sequence[Suggested]
    units: Sequence[Unit]
    barred: frozenset[int] = frozenset()
    instead: Unit | None = None
    may_override: bool = False
    cited: Competence | None = None
    cited_clause: str = ""
    binding: bool = False


@dataclass(frozen=True)
class Receivers:
    """The other bodies to which it may be forwarded, the suggested ones first with their clauses."""

    bodies: Sequence[Body]
    clauses: Mapping[str, Suggested] = field(default_factory=dict)


def choices_of(reading: Reading, offered: Sequence[Action]) -> tuple[list[Action], dict[str, object]]:
    """Return the offered acts that have something to choose, and what their forms show."""
    kept: list[Action] = []
    found: dict[str, object] = {}
    for action in offered:
        choices = CHOICES[action](reading) if action in CHOICES else {}
        if choices is not None:
            kept.append(action)
            found |= choices
    return kept, found


def _extending(reading: Reading) -> Choices | None:
    """The grounds that the law allows now; without one there is nothing to extend."""
    session, appeal = reading.session, reading.appeal
    allowed = offers.grounds_of_extension(
        appeal, law.calendar(session), law.parameters(session), now=reading.now
    )
    return {"grounds": [(ground, sentence(GROUNDS[ground])) for ground in allowed]} if allowed else None


def _assigning(reading: Reading) -> Choices:
    today = baku_date(reading.now)
    return {"resolving": resolution_choices.resolving(reading.session, reading.appeal, reading.actor, today)}


def _sending_back(reading: Reading) -> Choices:
    own = reading.appeal.unit.code if reading.appeal.unit else ""
    others = [one for one in reading.suggested if one.unit_code != own]
    return {"clauses_suggested": [one.clauses[0] for one in others if one.clauses]}


def _routing(reading: Reading) -> Choices:
    return {"routes": _routes(reading.session, reading.actor, reading.appeal, reading.suggested)}


def _forwarding(reading: Reading) -> Choices:
    return {
        "receivers": _receivers(reading.session, reading.suggested),
        "forward_by": forwarding.forward_by(reading.session, reading.appeal),
        "letters_at_once": forwarding.MOST,
    }


def _pacing(reading: Reading) -> Choices | None:
    paces = pacing.paces_of(reading.session, reading.appeal, reading.now)
    return {"paces": paces} if paces else None


def _clarifying(reading: Reading) -> Choices:
    return {"clarify_by": pacing.clarify_by(reading.session, reading.appeal)}


def _clarified(reading: Reading) -> Choices | None:
    """Only what was asked can be answered."""
    asked = any(event.action is Action.CLARIFY for event in reading.appeal.events)
    return {} if asked else None


def _accusing(reading: Reading) -> Choices:
    """The home units with their people, whoever of them has an account or not."""
    units = directory.home_units(reading.session)
    people = directory.staff_of(reading.session, [unit.id for unit in units])
    return {
        "accusable_units": [(unit.code, unit.name) for unit in units],
        "accusable_staff": [one.full_name for one in people],
    }


def _acknowledging(reading: Reading) -> Choices | None:
    letter = letter_drafting.owed_acknowledgement(reading.session, reading.appeal)
    return {"acknowledgement": letter} if letter else None


# None from a provider: there is nothing to choose, so the act is not offered.
CHOICES: Mapping[Action, Callable[[Reading], Choices | None]] = {
    Action.EXTEND: _extending,
    Action.ASSIGN: _assigning,
    Action.SEND_BACK: _sending_back,
    Action.ROUTE: _routing,
    Action.FORWARD: _forwarding,
    Action.SET_PACE: _pacing,
    Action.CLARIFY: _clarifying,
    Action.CLARIFIED: _clarified,
    Action.ACCUSE: _accusing,
    Action.ACKNOWLEDGE: _acknowledging,
    Action.SET_LEVEL: lambda _: {"levels": Level},
    **answer_choices.CHOICES,
    **consulting_choices.CHOICES,
    **linking_choices.CHOICES,
    **reception_choices.CHOICES,
    **referral_choices.CHOICES,
    **splitting_choices.CHOICES,
}


def _routes(session: Session, actor: Actor, appeal: Appeal, suggested: Sequence[Suggested]) -> Routes:
    units = directory.home_units(session)
    barred = frozenset(unit.id for unit in units if may_not_examine(session, appeal, unit))
    open_codes = {unit.code for unit in units if unit.id not in barred and unit.id != appeal.unit_id}
    accused = appeal.about_unit_id is not None or appeal.about_staff_id is not None
    instead = directory.head_of_apparatus(session) if accused else None
    back = returning.last_return(appeal) if appeal.state is State.RETURNED else None
    cited = _cited(session, back, open_codes) if back else None
    return Routes(
        suggested=[
            unit[0]
            for unit in showing.by_unit(suggested)
            if unit[0].unit_code in open_codes and unit[0].confidence >= WORTH_A_BUTTON
        ],
        units=[unit for unit in units if unit.id != appeal.unit_id],
        barred=barred,
        instead=instead if instead and instead.id not in barred else None,
        may_override=actor.may(Permission.OVERRIDE_CONFLICT),
        cited=cited,
        cited_clause=(back.clause or "") if back else "",
        binding=returning.awaits_decision(appeal),
    )


def _cited(session: Session, back: AppealEvent, open_codes: Set[str]) -> Competence | None:
    """The card of the clause that the unit cited when it sent the appeal back, where its unit may have it."""
    card = returning.competence_by(session, back.clause) if back.clause else None
    if card is None or card.unit_id == back.unit_id or card.unit.code not in open_codes:
        return None
    return card


def _receivers(session: Session, suggested: Sequence[Suggested]) -> Receivers:
    clauses: dict[str, Suggested] = {}
    for one in suggested:
        if not one.home:
            clauses.setdefault(one.body_code, one)
    others = [body for body in directory.bodies(session) if not body.home]
    places = {code: place for place, code in enumerate(clauses)}
    return Receivers(sorted(others, key=lambda body: places.get(body.code, len(places))), clauses)
