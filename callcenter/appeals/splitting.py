"""Act: divide an appeal among several units, each part under its own number and clock, to one joint answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from callcenter.appeals import clock_events, destinations, events, queries, returning, secrecy
from callcenter.appeals.accused import may_not_examine, refusal
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Decision, State
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit
from knowledge_base import queries as knowledge_base
from knowledge_base.language.folding import fold
from knowledge_base.language.scripts import guess_language
from knowledge_base.models import Competence

FEWEST, MOST = 2, 6


@dataclass(frozen=True)
class PartDraft:
    """A part as it was typed: what it says, which unit answers it and by which card.

    place names its fields in the form: parts.PLACE.text. Without a card the one suggested for the unit is taken.
    """

    place: str
    text: str = ""
    unit: str = ""
    competence: str = ""


@dataclass(frozen=True)
class _Part:
    text: str
    unit: Unit
    competence: Competence | None


def split(
    session: Session,
    number: str,
    version: int,
    *,
    parts: Sequence[PartDraft],
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Appeal:
    """Divide the appeal into 2 to 6 parts and route each to its unit at once.

    A part has the registration moment, the kind and so the due date of the whole, its secrecy and the same accused. The applicant has one appeal:
    the units' answers come back in one joint answer. Where only the head of the call centre decides whose it is
    (binding-decision), they do so with the reason, and no unit sends its part back.
    """
    whole = queries.appeal_to_change(session, by, number, version)
    secrecy.must_direct(whole, by)
    binding = returning.awaits_decision(whole)
    if binding:
        returning.must_decide(by)
        returning.must_give_reason(reason)
    read = _read(session, whole, parts)
    first = len(whole.parts) + 1
    numbers = [f"{whole.number}-{place}" for place in range(first, first + len(read))]
    clock = clock_events.inherited(whole)

    events.record(session, whole, Action.SPLIT, by=by, now=now, reason=reason or None, parts=numbers)
    for own_number, part in zip(numbers, read, strict=True):
        with session.no_autoflush:
            appeal = _part_of(whole, own_number, part)
            session.add(appeal)
            kinds = [kind.value for kind in (appeal.kind, appeal.second_kind) if kind]
            events.record(
                session, appeal, Action.LOG, by=by, now=now, kinds=kinds, part_of=whole.number, clock=clock
            )
        _route(session, appeal, part, binding=binding, by=by, now=now)
    return whole


def _part_of(whole: Appeal, number: str, part: _Part) -> Appeal:
    return Appeal(
        number=number,
        parent=whole,
        registered_at=whole.registered_at,
        channel=whole.channel,
        text=part.text,
        folded=fold(part.text),
        language=guess_language(part.text) if part.text != whole.text else whole.language,
        caller=whole.caller,
        contact=whole.contact,
        logged_by_id=whole.logged_by_id,
        api_key_id=whole.api_key_id,
        level=whole.level,
        kind=whole.kind,
        kind_confirmed=whole.kind_confirmed,
        second_kind=whole.second_kind,
        about_unit=whole.about_unit,
        about_staff=whole.about_staff,
        origin=whole.origin,
        origin_letter=whole.origin_letter,
        origin_on=whole.origin_on,
        state=State.REGISTERED,
        decision=Decision.ROUTE,
        out_of_scope=whole.out_of_scope,
        version=1,
    )


def _route(session: Session, appeal: Appeal, part: _Part, *, binding: bool, by: Actor, now: datetime) -> None:
    appeal.unit, appeal.competence = part.unit, part.competence
    appeal.clause = part.competence.clauses[0] if part.competence and part.competence.clauses else None
    appeal.statute_version = knowledge_base.version_of_clause(session, appeal.clause)
    marked: dict[str, Any] = {"binding": True} if binding else {}
    events.record(
        session, appeal, Action.ROUTE, by=by, now=now, unit=part.unit, clause=appeal.clause, **marked
    )


def _read(session: Session, whole: Appeal, parts: Sequence[PartDraft]) -> list[_Part]:
    """Return the parts with their units and cards; InvalidInput with what is wrong in each, all together."""
    if not FEWEST <= len(parts) <= MOST:
        raise InvalidInput(
            {
                "parts": say(
                    "Müraciət ən azı %(fewest)d, ən çoxu %(most)d hissəyə bölünür.", fewest=FEWEST, most=MOST
                )
            }
        )
    wrong: dict[str, Sentence] = {}
    read: list[_Part] = []
    for part in parts:
        if not part.text:
            wrong[f"parts.{part.place}.text"] = say("Hissənin mətnini yazın.")
        try:
            unit = _unit_for(session, whole, part, {one.unit.id for one in read})
            read.append(_Part(part.text, unit, _card(session, whole, part, unit)))
        except Refused as refusal:
            wrong[f"parts.{part.place}.unit"] = refusal.sentence
    if wrong:
        raise InvalidInput(wrong)
    return read


def _unit_for(session: Session, whole: Appeal, part: PartDraft, taken: set[int]) -> Unit:
    if not part.unit:
        raise Refused("no-unit", say("Hissənin göndəriləcəyi bölməni seçin."))
    unit = destinations.unit_in_use(session, part.unit)
    if unit.id in taken:
        raise Refused(
            "unit-twice",
            say("«%(unit)s» iki dəfə seçilib: bir bölməyə aid məsələləri bir hissədə yazın.", unit=unit.name),
        )
    if may_not_examine(session, whole, unit):
        raise refusal(session, whole)
    return unit


def _card(session: Session, whole: Appeal, part: PartDraft, unit: Unit) -> Competence | None:
    if not part.competence:
        return destinations.card_for(session, whole, unit)
    card = knowledge_base.competence_coded(session, part.competence)
    knowledge_base.check_in_use(card)
    return card
