"""Acts: propose a change of the calendar or of a legal parameter, and reject one. Confirming stands with the appeals."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.wording import Sentence, say
from callcenter.law import bounds, queries
from callcenter.law.changes import Change, DayChange, LimitChange, versions
from callcenter.law.models import CalendarDay, LawChange, LegalParameterRow
from callcenter.law.parameters import LegalParameters
from callcenter.law.vocabulary import ChangeState, Subject


def propose(session: Session, change: Change, *, reason: str, by: User, now: datetime) -> LawChange:
    """Propose the change; InvalidInput where it says nothing new or cannot be meant."""
    _check(session, change)

    proposal = LawChange(
        subject=Subject.DAY if isinstance(change, DayChange) else Subject.LIMIT,
        content=change.to_json(),
        reason=reason,
        state=ChangeState.PROPOSED,
        proposed_by=by,
        proposed_at=now,
    )
    session.add(proposal)
    session.flush()
    return proposal


def reject(session: Session, change_id: int, *, by: User, now: datetime) -> LawChange:
    """Reject a proposal, or take back one's own: then nobody decides but the time is kept."""
    proposal = proposed(session, change_id)

    proposal.state, proposal.decided_at = ChangeState.REJECTED, now
    proposal.decided_by = None if proposal.proposed_by_id == by.id else by
    session.flush()
    return proposal


def proposed(session: Session, change_id: int, by: User | None = None) -> LawChange:
    """Return a proposal that waits; Refused when it was decided, NotAllowed when by made it."""
    found = session.get(LawChange, change_id, with_for_update=True)
    if found is None:
        raise NotFound("unknown-change", say("Belə dəyişiklik təklifi yoxdur."))
    if found.state is not ChangeState.PROPOSED:
        raise Refused(
            "change-decided", say("Bu təklif barədə artıq qərar verilib: «%(state)s».", state=found.state)
        )
    if by is not None and found.proposed_by_id == by.id:
        raise NotAllowed(
            "own-change", say("Öz təklifinizi təsdiq edə bilməzsiniz: onu başqa şəxs təsdiq etməlidir.")
        )
    return found


def put_in_force(session: Session, change: Change) -> None:
    """Write the change into the calendar or among the parameters."""
    if isinstance(change, DayChange):
        day = session.get(CalendarDay, change.day) or CalendarDay(day=change.day)
        day.working, day.name, day.kind, day.source = change.working, change.name, change.kind, change.source
        day.own = True
        session.add(day)
    else:
        _put_limit(session, change)
    session.flush()


def _put_limit(session: Session, change: LimitChange) -> None:
    present = {
        row.valid_from: row
        for row in session.scalars(select(LegalParameterRow).where(LegalParameterRow.key == change.key))
    }
    for version in versions(queries.parameters(session).rows, change):
        if version.key != change.key:
            continue
        row = present.get(version.valid_from)
        if row is None:
            row = LegalParameterRow(key=version.key, unit=version.unit, valid_from=version.valid_from)
            session.add(row)
        row.value, row.valid_to, row.act = version.value, version.valid_to, version.act
        row.clause, row.certainty = version.clause, version.certainty


def _check(session: Session, change: Change) -> None:
    if isinstance(change, DayChange):
        mark = queries.calendar(session).marks.get(change.day)
        if mark and (mark.working, mark.name, mark.kind) == (change.working, change.name, change.kind):
            raise InvalidInput({"day": say("Təqvimdə bu gün onsuz da belədir.")})
        return
    parameters = queries.parameters(session)
    known = [row for row in parameters.rows if row.key == change.key]
    if not known:
        raise InvalidInput({"key": say("Parametri siyahıdan seçin.")})
    if change.key in bounds.FACTS:
        raise InvalidInput(
            {"key": say("Bu, qanunun tələbidir: sistem ona həmişə əməl edir, qiyməti dəyişdirilmir.")}
        )
    if fault := bounds.fault_of_value(change, known[-1].unit) or bounds.fault_of_hours(
        change, parameters.rows
    ):
        raise InvalidInput({"value": fault})
    if fault := fault_of_correction(change, parameters):
        raise InvalidInput({"applies_to_open": fault})
    _check_news(change, parameters, change.valid_from)


def must_still_fit(session: Session, change: Change) -> None:
    """Refuse (changed-meanwhile) what another change that was confirmed after the proposal leaves no room for."""
    if isinstance(change, DayChange):
        return
    parameters = queries.parameters(session)
    fault = bounds.fault_of_hours(change, parameters.rows) or fault_of_correction(change, parameters)
    if fault:
        raise Refused("changed-meanwhile", fault)


def fault_of_correction(change: LimitChange, parameters: LegalParameters) -> Sentence | None:
    """Say it where a change of the same limit from the same day is for open appeals and its correction would not be.

    Those run by the version of that day, so that a correction moves them whether it says so or not.
    """
    if change.applies_to_open or (change.key, change.valid_from) not in parameters.for_open:
        return None
    return say(
        "Həmin gündən olan əvvəlki dəyişiklik açıq müraciətlərə də aiddir: düzəliş də onlara aid olmalıdır, bunu işarələyin."
    )


def _check_news(change: LimitChange, parameters: LegalParameters, day: date) -> None:
    try:
        now = parameters.at(change.key, day)
    except LookupError:
        return
    if (now.value, now.act, now.clause, now.certainty) == (
        change.value,
        change.act,
        change.clause,
        change.certainty,
    ):
        raise InvalidInput({"value": say("Bu parametr həmin tarixdə onsuz da belədir.")})
