"""The clocks beside an appeal's own: the advice of units, notices to the applicant, a letter to the Head of the Apparatus.

The day of each is stored while somebody waits for it, and stands still afterwards. It follows from the calendar, the
limits and the appeal's own due date, so it is counted anew with whatever moves one of these.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session, contains_eager

from callcenter.appeals import advice_clock, deadlines, letter_clock, letters, lifecycle
from callcenter.appeals.clock_events import clock_event, clock_events
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.deadlines import DeadlineEvent, EventKind
from callcenter.appeals.letter_clock import Owed
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import Invitation, ReceptionSlot
from callcenter.appeals.referral_models import Referral
from callcenter.appeals.vocabulary import Purpose, Regime, State
from callcenter.core.clock import baku_date
from callcenter.core.wording import Sentence, say
from callcenter.law import queries as law
from callcenter.law.parameters import LegalParameters
from callcenter.law.working_days import WorkingCalendar

JOB = "side-clocks"

Awaited = Consultation | Letter | Referral
COUNTED: Mapping[type[Awaited], Sentence] = {
    Consultation: say("bölmələrdən soruşulan rəylər: %(count)d"),
    Letter: say("müraciət edənlərə bildirişlər: %(count)d"),
    Referral: say("Aparatın rəhbərindən gözlənilən nəticələr: %(count)d"),
}


@dataclass(frozen=True)
class Moved:
    """What somebody waits for, and the day by which it is due anew."""

    awaited: Awaited
    before: date
    after: date


@dataclass(frozen=True)
class Foreseen:
    """What a change that is not in force yet makes of an appeal; law: the changes under which it puts it."""

    due_on: date
    regime: Regime
    law: tuple[DeadlineEvent, ...] = ()


@dataclass(frozen=True)
class Law:
    """By what the days are counted: calendar and limits, and what these make of appeals that still run by others."""

    calendar: WorkingCalendar
    parameters: LegalParameters
    foreseen: Mapping[int, Foreseen]

    def of(self, appeal: Appeal) -> Foreseen:
        """Return the due date and the regime of an appeal."""
        return self.foreseen.get(appeal.id) or Foreseen(appeal.due_on, appeal.regime)


def in_force(session: Session) -> Law:
    """Return calendar and limits as they are."""
    return Law(law.calendar(session), law.parameters(session), {})


def moved(session: Session, by: Law, of: ColumnElement[bool] | None = None) -> list[Moved]:
    """Return what is due on another day by this law than by what is stored, of all appeals or of some."""
    which = true() if of is None else of
    due: tuple[tuple[Awaited, date], ...] = (
        *((one, _advice_due(one, by)) for one in _advice_awaited(session, which)),
        *((one, letter_due(session, one, by)) for one in _unsent(session, which)),
        *((one, by.of(one.appeal).due_on) for one in _results_awaited(session, which)),
    )
    return [Moved(one, one.due_on, day) for one, day in due if one.due_on != day]


def recount(session: Session, of: ColumnElement[bool] | None = None) -> None:
    """Write the days that follow from the law in force; an unsent notice that names a due date names the present one."""
    # Locked, so that what is sent meanwhile is kept as it was sent.
    for letter in _unsent(session, true() if of is None else of, lock=True):
        main = letter.appeal.merged_into if letter.purpose is Purpose.MERGED else None
        due = (main or letter.appeal).due_on
        letter.text = letters.with_due(letter.text, letter.purpose, letter.language, due)
    for one in moved(session, in_force(session), of):
        one.awaited.due_on = one.after
    session.flush()


def counted(found: Iterable[Moved]) -> list[Sentence]:
    """Return how many of each kind there are."""
    kinds = Counter(type(one.awaited) for one in found)
    return [said._replace(values={"count": kinds[kind]}) for kind, said in COUNTED.items() if kinds[kind]]


def hang_on(appeal: Appeal) -> ColumnElement[bool]:
    """Return the condition of what hangs on an appeal's due date: its own, and that of those merged into it."""
    return or_(Appeal.id == appeal.id, Appeal.merged_into_id == appeal.id)


def letter_due(session: Session, letter: Letter, by: Law) -> date:
    """Return the last day for a notice; what it rests on may be gone, then its day stays."""
    appeal, now = letter.appeal, by.of(letter.appeal)
    owed = Owed(
        drafted_on=baku_date(letter.drafted_at),
        channel=appeal.channel,
        regime=now.regime,
        registered_at=appeal.registered_at,
        answer_due=now.due_on,
        due_before=_due_before(appeal, by) if letter.purpose is Purpose.EXTENDED else None,
        main_due=by.of(appeal.merged_into).due_on if appeal.merged_into else None,
        received_on=_received_on(session, appeal) if letter.purpose is Purpose.INVITED else None,
    )
    return letter_clock.letter_due(letter.purpose, owed, by.calendar, by.parameters) or letter.due_on


def _due_before(appeal: Appeal, by: Law) -> date | None:
    """Return when the answer was due before the last extension."""
    steps = [*clock_events(appeal.events), *by.of(appeal).law]
    extended = [one for one in map(clock_event, appeal.events) if one and one.kind is EventKind.EXTENDED]
    if not extended:
        return None
    return deadlines.due_before(extended[-1], steps, by.calendar, by.parameters).due_on


def _received_on(session: Session, appeal: Appeal) -> date | None:
    starts_at = session.scalar(
        select(ReceptionSlot.starts_at)
        .join(Invitation, Invitation.slot_id == ReceptionSlot.id)
        .where(Invitation.appeal_id == appeal.id, Invitation.ended_at.is_(None))
    )
    return baku_date(starts_at) if starts_at else None


def _advice_due(one: Consultation, by: Law) -> date:
    return advice_clock.advice_due(
        baku_date(one.asked_at), by.calendar, by.parameters, answer_due=by.of(one.appeal).due_on
    )


def _advice_awaited(session: Session, which: ColumnElement[bool]) -> Sequence[Consultation]:
    return session.scalars(
        select(Consultation)
        .join(Consultation.appeal)
        .where(
            Consultation.advised_at.is_(None),
            Consultation.called_off_at.is_(None),
            Appeal.state == State.CONSULTING,
            which,
        )
        .options(contains_eager(Consultation.appeal))
        .order_by(Consultation.id)
    ).all()


def _unsent(session: Session, which: ColumnElement[bool], *, lock: bool = False) -> Sequence[Letter]:
    unsent = (
        select(Letter)
        .join(Letter.appeal)
        .where(Letter.sent_at.is_(None), which)
        .options(contains_eager(Letter.appeal))
        .order_by(Letter.id)
    )
    return session.scalars(unsent.with_for_update(of=Letter) if lock else unsent).all()


def _results_awaited(session: Session, which: ColumnElement[bool]) -> Sequence[Referral]:
    return session.scalars(
        select(Referral)
        .join(Referral.appeal)
        .where(Referral.reported_at.is_(None), Appeal.state.in_(lifecycle.RUNNING), which)
        .options(contains_eager(Referral.appeal))
        .order_by(Referral.id)
    ).all()
