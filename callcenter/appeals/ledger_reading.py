"""Reading the ledger of reasoned answers of an appeal's person and matter."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import ledger, queries, related
from callcenter.appeals.ledger import Reasoned
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action
from callcenter.callers.persons import same_person
from callcenter.core.clock import baku_date
from callcenter.directory.actors import Actor
from callcenter.law import queries as law


@dataclass(frozen=True)
class Ledger:
    """The answers on the merits so far, and how many the law asks for before a further appeal may be left."""

    answers: tuple[Reasoned, ...]
    asked: int
    act: str
    clause: str

    @property
    def full(self) -> bool:
        """Whether there are as many as the law asks for."""
        return len(self.answers) >= self.asked


def ledger_of(session: Session, appeal: Appeal, *, now: datetime, reader: Actor | None = None) -> Ledger:
    """Return the ledger of the appeal's person and matter; a reader finds in it only what they may see."""
    day, parameters = baku_date(now), law.parameters(session)
    stop = parameters.at("appeal.repeat_stop", day)
    years = parameters.at("appeal.repeat_window", day).value
    found = ledger.reasoned(
        appeal.text,
        _answers(session, appeal, reader or Actor()),
        day=day,
        years=years,
        language=appeal.language,
        matter=related.earlier(appeal).matter,
    )
    return Ledger(tuple(found), stop.value, stop.act, stop.clause)


def _answers(session: Session, appeal: Appeal, reader: Actor) -> list[Reasoned]:
    """One letter that answered several merged appeals counts once: with the main one."""
    if appeal.caller_id is None:
        return []
    said = session.scalars(
        queries.visible_to(reader)
        .where(
            Appeal.caller_id.in_(same_person(session, [appeal.caller_id])),
            Appeal.id != appeal.id,
            Appeal.parent_id.is_(None),
            Appeal.merged_into_id.is_(None),
            Appeal.answered_at.is_not(None),
        )
        .options(
            selectinload(Appeal.events),
            selectinload(Appeal.answers),
            selectinload(Appeal.suggestions),
            selectinload(Appeal.competence),
        )
        .order_by(Appeal.id.desc())
        .limit(related.OWN)
    )
    chain = _followed(appeal)
    return [one for found in said if (one := _reasoned(found, linked=found.id in chain)) is not None]


def _reasoned(appeal: Appeal, *, linked: bool) -> Reasoned | None:
    answer = appeal.answer
    outcome = appeal.outcome or (answer.outcome if answer else None)
    if outcome is None or appeal.answered_at is None:
        return None
    return Reasoned(
        related.earlier(appeal), baku_date(appeal.answered_at), outcome, _text(appeal), linked=linked
    )


def _text(appeal: Appeal) -> str:
    if not appeal.answered_on_line and appeal.answer is not None:
        return appeal.answer.text
    told = [event.reason for event in appeal.events if event.action is Action.ANSWER_ON_LINE]
    return (told[-1] or "") if told else ""


def _followed(appeal: Appeal) -> set[int]:
    """The ids of the appeals that this one follows, by the word of a person or of the product."""
    found: set[int] = set()
    one = appeal.repeat_of
    while one is not None and one.id not in found:
        found.add(one.id)
        one = one.repeat_of
    return found
