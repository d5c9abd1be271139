"""Acts: leave an appeal unconsidered on a ground of the law, let it go on, and note that the applicant withdrew it."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import events, grounds, ledger_reading, queries
from callcenter.appeals.grounds import Ground
from callcenter.appeals.letter_drafting import draft_letter, drop_unsent
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Channel, Purpose, State
from callcenter.core.errors import InvalidInput, NotAllowed
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor


def leave(
    session: Session,
    number: str,
    version: int,
    *,
    ground: Ground | None,
    reason: str,
    no_new_facts: bool = False,
    by: Actor,
    now: datetime,
) -> Appeal:
    """Leave the appeal unconsidered on one of the law's grounds, with the reasons; the applicant is told.

    Always a decision of a person, never of a program. For repeats (8.1.4) the ledger must hold as many answers on
    the merits as the law asks for, and the person must say that there are no new facts.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if by.user is None:
        raise NotAllowed
    wrong: dict[str, Sentence] = {}
    if not reason:
        wrong["reason"] = say(
            "Müraciətin niyə baxılmamış saxlanıldığını yazın: səbəb müraciət edənə bildirilir."
        )
    if ground is None:
        wrong["ground"] = say("Qanundakı əsası seçin.")
    elif ground is Ground.REPEAT:
        wrong |= _not_a_repeat(session, appeal, no_new_facts=no_new_facts, now=now)
    if wrong or ground is None:
        raise InvalidInput(wrong)

    basis = grounds.basis_of(ground)
    events.record(
        session,
        appeal,
        Action.LEAVE,
        by=by,
        now=now,
        unit=appeal.unit,
        reason=reason,
        left_on=ground.value,
        basis=basis,
    )
    drop_unsent(session, appeal, Purpose.RESUMED)
    draft_letter(
        session,
        appeal,
        Purpose.UNCONSIDERED,
        now=now,
        ground=ground.label,
        basis=basis,
        reason=reason if reason.endswith((".", "!", "?")) else f"{reason}.",
    )
    return appeal


def resume(session: Session, number: str, version: int, *, reason: str, by: Actor, now: datetime) -> Appeal:
    """Let the consideration go on from where it was.

    When a ground of the law is gone the days are counted anew, at the same pace; a withdrawal that is taken back has
    stopped no clock (0010). What was left unconsidered goes on by the head of the call centre alone, what was withdrawn also by an operator.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if appeal.state is State.LEFT_UNCONSIDERED and by.role not in (None, Role.CENTRE_HEAD):
        raise NotAllowed
    if not reason:
        raise InvalidInput({"reason": say("Baxılmanın niyə davam etdirildiyini yazın.")})

    events.record(session, appeal, Action.RESUME, by=by, now=now, unit=appeal.unit, reason=reason)
    drop_unsent(session, appeal, Purpose.UNCONSIDERED)
    draft_letter(session, appeal, Purpose.RESUMED, now=now, due=f"{appeal.due_on:%d.%m.%Y}")
    return appeal


def withdraw(
    session: Session,
    number: str,
    version: int,
    *,
    who: str,
    means: Channel | None,
    note: str = "",
    by: Actor,
    now: datetime,
) -> Appeal:
    """Note that the applicant withdrew the appeal: who said so and how; nothing more is owed."""
    appeal = queries.appeal_to_change(session, by, number, version)
    missing = {}
    if not who:
        missing["who"] = say("Müraciəti kimin geri götürdüyünü yazın.")
    if means is None:
        missing["means"] = say("Bunun necə bildirildiyini seçin.")
    if missing or means is None:
        raise InvalidInput(missing)

    events.record(
        session,
        appeal,
        Action.WITHDRAW,
        by=by,
        now=now,
        unit=appeal.unit,
        reason=note or None,
        who=who,
        how=means.value,
    )
    drop_unsent(session, appeal, Purpose.RESUMED)
    return appeal


def _not_a_repeat(
    session: Session, appeal: Appeal, *, no_new_facts: bool, now: datetime
) -> dict[str, Sentence]:
    found = ledger_reading.ledger_of(session, appeal, now=now)
    if not found.full:
        return {
            "ground": say(
                "Bu əsas üçün bir il ərzində %(asked)d əsaslandırılmış cavab lazımdır, bu məsələ üzrə %(given)d verilib.",
                asked=found.asked,
                given=len(found.answers),
            )
        }
    if not no_new_facts:
        return {"no_new_facts": say("Müraciətdə yeni hal olmadığını yoxlayıb qeyd edin.")}
    return {}
