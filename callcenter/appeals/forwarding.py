"""Act: forward an appeal to the bodies that are competent for it (law 1308-IVQ, 7.10; 1024-IIQ, 23.1)."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from callcenter.appeals import deadlines, events, queries, related, secrecy
from callcenter.appeals.clocks import Due
from callcenter.appeals.forwarding_models import Forwarding
from callcenter.appeals.letter_drafting import draft_letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Purpose, State
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import Body
from callcenter.law import queries as law
from knowledge_base import queries as knowledge_base
from knowledge_base.language.folding import fold
from knowledge_base.models import Competence

MOST = 5


@dataclass(frozen=True)
class LetterDraft:
    """A letter to one body, as it was typed. place names its fields in the form: to.PLACE.body."""

    place: str
    body: str = ""
    letter: str = ""
    day: date | None = None

    def field(self, name: str) -> str:
        """Return the name of one of its fields in the form."""
        return f"to.{self.place}.{name}" if self.place else name


@dataclass(frozen=True)
class _Letter:
    body: Body | None
    name: str
    letter: str
    day: date
    competence: Competence | None

    @property
    def clause(self) -> str | None:
        return self.competence.clauses[0] if self.competence and self.competence.clauses else None


def forward(
    session: Session,
    number: str,
    version: int,
    *,
    body: str = "",
    letter: str = "",
    day: date | None = None,
    to: Sequence[LetterDraft] = (),
    by: Actor,
    now: datetime,
    competence: Competence | None = None,
    reason: str = "",
) -> Appeal:
    """Forward the appeal to one or more bodies, each by a letter of its own, whose number the applicant may ask for.

    A body is the code or name of one in the directory, or any other body by its name. Forwarded once, the appeal may
    be forwarded to another body too, never twice to the same one. For each letter a notice to the applicant is
    drafted, due on the last day that the law gives for forwarding.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    secrecy.must_direct(appeal, by)
    typed = [LetterDraft("", body, letter, day)] if body or letter or not to else []
    knowledge_base.check_in_use(competence)
    letters = _read(session, appeal, [*typed, *to], competence, today=baku_date(now))
    first = letters[0]
    limit = forward_by(session, appeal)

    if appeal.state is not State.FORWARDED_OUT:
        appeal.body, appeal.answered_at = first.body, now
        appeal.competence, appeal.clause = first.competence, first.clause
        appeal.statute_version = knowledge_base.version_of_clause(session, appeal.clause)
    named: dict[str, Any] = {"body": first.name, "letter": first.letter}
    if len(letters) > 1:
        named["letters"] = [{"body": one.name, "letter": one.letter} for one in letters]
    events.record(
        session,
        appeal,
        Action.FORWARD,
        by=by,
        now=now,
        clause=first.clause,
        reason=reason or None,
        **named,
    )
    for one in letters:
        _keep(session, appeal, one, limit, reason, by=by, now=now)
    return appeal


def forward_by(session: Session, appeal: Appeal) -> Due:
    """Return until when the appeal must be forwarded if it is another body's."""
    return deadlines.forward_by(
        appeal.regime, appeal.registered_at, law.calendar(session), law.parameters(session)
    )


def _keep(
    session: Session, appeal: Appeal, letter: _Letter, limit: Due, reason: str, *, by: Actor, now: datetime
) -> None:
    session.add(
        Forwarding(
            appeal=appeal,
            body=letter.body,
            body_name=letter.name,
            letter=letter.letter,
            day=letter.day,
            due_on=limit.due_on,
            clause=letter.clause,
            note=reason or None,
            user_id=by.user_id,
            api_key_id=by.api_key_id,
            at=now,
        )
    )
    draft_letter(
        session,
        appeal,
        Purpose.FORWARDED,
        now=now,
        body=letter.name,
        letter=letter.letter,
        day=f"{letter.day:%d.%m.%Y}",
        basis=f"{limit.basis[0].act}, {limit.basis[0].clause}",
    )


def _read(
    session: Session,
    appeal: Appeal,
    typed: Sequence[LetterDraft],
    competence: Competence | None,
    *,
    today: date,
) -> list[_Letter]:
    """Return the letters with their bodies; InvalidInput with all that is wrong or missing in each."""
    if len(typed) > MOST:
        raise InvalidInput({"to": say("Bir dəfəyə ən çoxu %(most)d quruma göndərilir.", most=MOST)})
    wrong: dict[str, Sentence] = {}
    letters: list[_Letter] = []
    went = {fold(one.body_name) for one in related.letters_of(session, appeal) if _since_opened(appeal, one)}
    named: set[str] = set()
    for place, one in enumerate(typed):
        found = _missing(one) | _wrong_day(one, appeal, today)
        receiver = directory.body_if_named(session, one.body) if one.body else None
        name = receiver.name if receiver else one.body
        if fault := _sent_twice(name, went, named):
            found[one.field("body")] = fault
        if receiver is not None and receiver.home:
            raise Refused("own-body", say("Bu, öz qurumumuzdur: müraciəti struktur bölməyə yönləndirin."))
        named.add(fold(name))
        wrong |= found
        card = (
            competence
            if competence and not place
            else queries.suggested_competence(session, appeal.number, name)
        )
        letters.append(_Letter(receiver, name, one.letter, one.day or today, card))
    if wrong:
        raise InvalidInput(wrong)
    return letters


def _sent_twice(name: str, went: Set[str], named: Set[str]) -> Sentence | None:
    """Return what is wrong where the body has its letter already or is written in this form before."""
    if name and fold(name) in went:
        return say("«%(body)s» qurumuna artıq göndərilib: başqa qurum seçin.", body=name)
    if name and fold(name) in named:
        return say("«%(body)s» iki dəfə yazılıb: hər quruma bir məktub göndərilir.", body=name)
    return None


def _missing(typed: LetterDraft) -> dict[str, Sentence]:
    missing: dict[str, Sentence] = {}
    if not typed.body:
        missing[typed.field("body")] = say("Müraciətin göndərildiyi qurumu göstərin.")
    if not typed.letter:
        missing[typed.field("letter")] = say(
            "Göndərmə məktubunun nömrəsini yazın: müraciət edən onu öyrənə bilər."
        )
    return missing


def _wrong_day(typed: LetterDraft, appeal: Appeal, today: date) -> dict[str, Sentence]:
    if typed.day is None or baku_date(appeal.registered_at) <= typed.day <= today:
        return {}
    said = say("Məktubun tarixi müraciətin qeydə alındığı gündən əvvəl və ya gələcəkdə ola bilməz.")
    return {typed.field("day"): said}


def _since_opened(appeal: Appeal, letter: Forwarding) -> bool:
    """Opened again, an appeal may be forwarded again to the body to which it went before."""
    return not any(event.action is Action.REOPEN and event.at >= letter.at for event in appeal.events)
