"""Two operators who take the same time at once: one has it, the other reads one sentence."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time

from sqlalchemy import func, select

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import reception, reception_setting
from callcenter.appeals.reception_models import Invitation, ReceptionSlot
from callcenter.appeals.reception_setting import TimetableDraft
from callcenter.appeals.reception_timetable import Pattern
from callcenter.core.db import Database
from callcenter.core.errors import Refused
from callcenter.core.sealing import Sealer
from knowledge_base.suggesting import Knowledge
from tests import factories


def test_of_eight_who_take_one_time_one_has_it_and_two_heads_make_one_timetable(
    shared_database: Database, knowledge: Knowledge, sealer: Sealer, now: datetime
) -> None:
    with shared_database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        head = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
        pattern = Pattern(frozenset({3}), time(10), time(10, 30), 30)
        draft = TimetableDraft(factories.staff_id(head), date(2026, 10, 1), pattern, "Bakı")
        numbers = [
            factories.log(session, operator, knowledge=knowledge, sealer=sealer, now=now).number
            for _ in range(8)
        ]

    def plan(_turn: int) -> str:
        try:
            with shared_database.transaction() as session:
                reception_setting.set_timetable(session, draft, by=head, now=now)
        except Refused as refusal:
            return refusal.code
        return "made"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(plan, range(2))) == ["made", "no-times"]
    with shared_database.reading() as session:
        slot = session.scalars(select(ReceptionSlot.id).order_by(ReceptionSlot.id)).first()
        assert session.scalar(select(func.count(ReceptionSlot.id))) == 3

    def take(number: str) -> str:
        try:
            with shared_database.transaction() as session:
                reception.invite(session, number, 1, slot=slot, by=operator, now=now)
        except Refused as refusal:
            return refusal.code
        return "invited"

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take, numbers)) == ["invited"] + ["slot-taken"] * 7
    with shared_database.reading() as session:
        assert session.scalar(select(func.count(Invitation.id))) == 1
