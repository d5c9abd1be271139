"""A past in which appeals complain of somebody, at every stage at which they could leave a trace."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import accusing, answering, handling, safeguarding
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.vocabulary import Delivery, Kind, Level, Outcome, State
from callcenter.core import trail
from callcenter.core.clock import baku_date
from callcenter.core.sealing import Sealer
from callcenter.directory import authorising
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import StaffMember, Unit
from knowledge_base import queries as knowledge_base
from knowledge_base.models import Competence
from knowledge_base.suggesting import Knowledge
from reports import compiling
from reports.periods import Period
from reports.vocabulary import PeriodKind
from tests import factories
from tests.factories import APPARATUS, NETWORK
from tests.web.hidden_work import fix_reception, leave_traces, may_be_rated, ring_up

WORD = "Zümrüdquşu"
TEXT = f"{WORD} layihəsi üzrə internet şəbəkəsi ilə bağlı sənədlərim Gümüşdərədə itirilib."
CALLER, PHONE = "Pünhanə Gizlinzadə", "+994 55 761 90 34"
# A number that the exchange shows of a call as of any; whose it is only the appeal said.
RUNG = "+994 55 308 45 12"
# Words of the text that nobody types while searching, the caller, and the telephone as it may be shown.
TOLD = ("Gümüşdərə", "Gizlinzadə", "761 90 34", "557619034")


@dataclass
class Past:
    """What appeals went through, by people of no side; authorises: somebody may receive reports of corruption."""

    session: Session
    knowledge: Knowledge
    sealer: Sealer
    now: datetime
    authorises: bool = True

    def __post_init__(self) -> None:
        self.operator = factories.make_actor(self.session, Role.OPERATOR)
        self.chief = factories.make_actor(self.session, Role.CENTRE_HEAD)
        if self.authorises:
            authorised = factories.make_user(self.session, Role.LEADERSHIP)
            authorising.authorise(self.session, authorised.name, order="F-12/26", by=None, now=self.now)

    def log(self, text: str = TEXT, **more: Any) -> Appeal:
        """Log an appeal of the caller, a complaint."""
        given: dict[str, Any] = {
            "by": self.operator,
            "kind": Kind.COMPLAINT,
            "name": CALLER,
            "phone": PHONE,
            **more,
        }
        return factories.log(
            self.session,
            knowledge=self.knowledge,
            sealer=self.sealer,
            now=self.now,
            text=text,
            **given,
        )

    def act(self, done: Callable[..., Appeal], appeal: Appeal, by: Actor, **more: object) -> None:
        """Do an act on the appeal as it is now."""
        done(self.session, appeal.number, appeal.version, by=by, now=self.now, **more)

    def taken_by(self, appeal: Appeal, unit: str, *, by: Actor | None = None) -> tuple[Actor, Actor]:
        """Route the appeal and let the unit take it into work; return its head and executor."""
        head = factories.make_actor(self.session, Role.UNIT_HEAD, unit=unit)
        executor = factories.make_actor(self.session, Role.UNIT_STAFF, unit=unit)
        self.act(handling.route, appeal, by or self.operator, unit=unit, competence=self._card(unit))
        self.act(handling.accept, appeal, head)
        self.act(
            handling.assign, appeal, head, executor=factories.staff_id(executor), instruction="Yerində baxın."
        )
        return head, executor

    def approved_by(self, appeal: Appeal, unit: str) -> None:
        """Let the unit answer the appeal."""
        head, executor = self.taken_by(appeal, unit)
        self.act(answering.draft, appeal, executor, text=f"{WORD}: baxıldı.", outcome=Outcome.EXPLAINED)
        self.act(answering.approve, appeal, head)

    def answered_by(self, appeal: Appeal, unit: str) -> None:
        """Let the unit answer the appeal, and tell the caller."""
        self.approved_by(appeal, unit)
        self.act(answering.deliver, appeal, self.operator, delivery=Delivery.PHONE, note=WORD, outcome=None)

    def accused(self, appeal: Appeal, unit: Unit | None, staff: StaffMember | None) -> None:
        """Name whom the appeal complains of, after it was logged."""
        named = {"unit": unit.code if unit else "", "staff": staff.full_name if staff else ""}
        self.act(accusing.accuse, appeal, self.operator, reason=WORD, **named)

    def told(self, appeal: Appeal, user_id: int) -> None:
        """Let somebody have been told of the appeal, before it was known whom it complains of."""
        self.session.add(
            Notice(
                user_id=user_id,
                key=f"told:{appeal.number}",
                appeal=appeal,
                text="%(number)s",
                values={"number": appeal.number},
                urgent=True,
                at=self.now,
            )
        )

    def reported(self) -> None:
        """Build the report of the week up to today."""
        today = baku_date(self.now)
        week = Period(PeriodKind.CUSTOM, today - timedelta(days=6), today)
        compiling.build(self.session, week, by=None, now=self.now)

    def read(self, appeal: Appeal) -> None:
        """Let the head of the centre have read the appeal, as the trail knows."""
        trail.record(
            self.session, "appeal.read", now=self.now, user_id=self.chief.user_id, about=appeal.number
        )

    def _card(self, unit: str) -> Competence | None:
        place = directory.unit_named(self.session, unit)
        return next(
            (one for one in knowledge_base.competences(self.session) if one.unit_id == place.id), None
        )


def complaints(past: Past, unit: Unit | None, staff: StaffMember | None, reader: Actor) -> list[Appeal]:
    """Return appeals that complain of the unit or the official, none of which the reader may find out about."""
    accused = {"about_unit": unit.code if unit else "", "about_staff": staff.full_name if staff else ""}
    fresh = past.log(**accused)
    answered = past.log(**accused)
    past.answered_by(answered, APPARATUS)
    may_be_rated(past.session, answered)
    secret = past.log(**accused, level=Level.CONFIDENTIAL)
    corruption = past.log(**accused, level=Level.CORRUPTION)
    late = _accused_late(past, unit, staff, reader)
    astray = _astray(past.log(**accused), reader)
    rung = past.log(**accused, phone=RUNG)
    ring_up(past.session, rung, reader)
    invited = _invited_to_the_accused(past, unit, staff, reader)
    for one in (secret, corruption, late):
        past.read(one)
    _beside(past, fresh, late)
    past.reported()
    past.session.flush()
    return [fresh, answered, secret, corruption, late, astray, rung, invited]


def reports_of_corruption(past: Past, reader: Actor) -> list[Appeal]:
    """Return reports of corruption that complain of nobody we know: fresh, and two that were ordinary appeals first.

    Of these a unit works on one and has answered the other, which is closed.
    """
    fresh, late, answered = past.log(level=Level.CORRUPTION), past.log(), past.log()
    past.taken_by(late, NETWORK)
    past.answered_by(answered, NETWORK)
    past.act(answering.close, answered, past.operator, outcome=Outcome.EXPLAINED)
    leave_traces(past.session, late, reader)
    for one in (late, answered):
        if reader.user_id is not None:
            past.told(one, reader.user_id)
        past.act(safeguarding.set_level, one, past.chief, level=Level.CORRUPTION, reason=WORD)
    past.read(fresh)
    _beside(past, fresh, late)
    past.reported()
    past.session.flush()
    return [fresh, late, answered]


def _accused_late(past: Past, unit: Unit | None, staff: StaffMember | None, reader: Actor) -> Appeal:
    """An ordinary appeal with those it turns out to complain of: they have read and learnt from it."""
    late = past.log()
    home = unit or (staff.unit if staff else None)
    assert home is not None
    past.taken_by(late, home.code)
    if reader.user_id is not None:
        past.told(late, reader.user_id)
    leave_traces(past.session, late, reader)
    past.accused(late, unit, staff)
    assert late.state is State.RETURNED
    return late


def _invited_to_the_accused(
    past: Past, unit: Unit | None, staff: StaffMember | None, reader: Actor
) -> Appeal:
    """An ordinary appeal whose applicant the reader was to receive, before it turned out to complain of their side."""
    invited = past.log()
    official = reader.staff or staff
    if official is not None:
        fix_reception(past.session, invited, official, past.operator)
    past.accused(invited, unit, staff)
    return invited


def _astray(appeal: Appeal, reader: Actor) -> Appeal:
    """An appeal that lies with the reader's own unit, and in their own hands, although no act would put it there."""
    if reader.staff is not None:
        appeal.unit, appeal.executor, appeal.state = reader.staff.unit, reader.staff, State.IN_WORK
    return appeal


def _beside(past: Past, *hidden: Appeal) -> None:
    """Ordinary appeals that their unit may see, hung on those that it may not."""
    other = {"name": "Sənan Sınaq", "phone": "+994 50 212 44 87"}
    for one, link in zip(hidden, ("repeat_of", "merged_into"), strict=False):
        beside = past.log("Otaqda kondisioner işləmir, ustanı göndərin.", **other)
        setattr(beside, link, one)
        past.taken_by(beside, NETWORK)
    part = past.log("Printer kağızı əzir, baxılsın.", **other)
    part.parent = hidden[0]
    past.taken_by(part, NETWORK)
