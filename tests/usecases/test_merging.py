"""Follow-ups: linked to what they follow, joined to one answer, and set apart again as they were."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import (
    answering,
    events,
    handling,
    ledger_reading,
    linking,
    merging,
    queries,
    safeguarding,
    sending_letters,
    splitting,
)
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.unit_work import overdue_at
from callcenter.appeals.vocabulary import Action, Delivery, Kind, Level, Outcome, Purpose, State
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from reports.figures import Figures
from reports.periods import Period
from reports.vocabulary import PeriodKind
from tests import factories
from tests.clauses import clause
from tests.factories import EGOV, NETWORK
from tests.usecases.looking import count_of_events, sees

Logs = Callable[..., Appeal]


@pytest.fixture
def main(in_work: Appeal) -> Appeal:
    return in_work


@pytest.fixture
def follow_up(log: Logs, main: Appeal, now: datetime) -> Appeal:
    return log(now=now + timedelta(days=3))


@pytest.fixture
def joined(session: Session, follow_up: Appeal, main: Appeal, operator: Actor, now: datetime) -> Appeal:
    return merging.merge(
        session,
        follow_up.number,
        follow_up.version,
        into=main.number,
        by=operator,
        now=now + timedelta(days=3),
    )


def answer(
    session: Session, main: Appeal, operator: Actor, executor: Actor, head: Actor, now: datetime
) -> None:
    number = main.number
    given: dict[str, Any] = {"text": "Bağlantı bərpa olundu.", "outcome": Outcome.SATISFIED}
    answering.draft(session, number, main.version, by=executor, now=now, **given)
    answering.approve(session, number, main.version, by=head, now=now)
    factories.tell(session, main, by=operator, now=now)


@clause("002:3.0.3")
def test_a_follow_up_in_time_is_answered_by_the_answer_of_the_main_appeal(
    session: Session,
    main: Appeal,
    joined: Appeal,
    operator: Actor,
    executor: Actor,
    head: Actor,
    now: datetime,
) -> None:
    assert (joined.state, joined.merged_into) == (State.MERGED, main)
    letter = session.scalars(select(Letter).where(Letter.appeal_id == joined.id)).one()
    assert (letter.purpose, main.number in letter.text) == (Purpose.MERGED, True)
    told = now + timedelta(days=5)
    answer(session, main, operator, executor, head, told)
    assert (joined.state, joined.answered_at, joined.events[-1].action) == (
        State.MERGED,
        told,
        Action.INCLUDE,
    )
    answering.close(session, main.number, main.version, outcome=Outcome.SATISFIED, by=operator, now=told)
    assert (joined.state, joined.outcome, joined.closed_at) == (State.CLOSED, Outcome.SATISFIED, told)


def test_who_has_the_main_appeal_reads_what_is_answered_with_it(
    session: Session,
    log: Logs,
    operator: Actor,
    head: Actor,
    executor: Actor,
    now: datetime,
) -> None:
    """The follow-up was joined before any unit had either, so it has no unit of its own."""
    main, follow_up = log(), log()
    merging.merge(session, follow_up.number, 1, into=main.number, by=operator, now=now)
    stranger = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    colleague = factories.make_actor(session, Role.UNIT_STAFF, unit=NETWORK)
    assert not sees(session, head, follow_up)
    handling.route(session, main.number, main.version, unit=NETWORK, by=operator, now=now)
    handling.accept(session, main.number, main.version, by=head, now=now)
    who = factories.staff_id(executor)
    handling.assign(session, main.number, main.version, executor=who, instruction="", by=head, now=now)
    for one in (head, executor):
        assert sees(session, one, follow_up)
        assert queries.sees_in_full(one, follow_up)
    assert sees(session, colleague, follow_up)
    assert not queries.sees_in_full(colleague, follow_up)
    assert not sees(session, stranger, follow_up)

    safeguarding.set_level(
        session, main.number, main.version, level=Level.CONFIDENTIAL, reason="Qorunur.",
        by=factories.make_actor(session, Role.CENTRE_HEAD), now=now,
    )  # fmt: skip
    assert [sees(session, one, follow_up) for one in (head, executor, colleague)] == [True, True, False]
    follow_up.about_unit = directory.unit_named(session, NETWORK)
    assert [sees(session, one, follow_up) for one in (head, executor)] == [False, False]


def test_set_apart_again_a_follow_up_is_no_business_of_the_main_appeals_unit(
    session: Session, main: Appeal, joined: Appeal, operator: Actor, head: Actor, now: datetime
) -> None:
    assert sees(session, head, joined)
    merging.undo_merge(
        session,
        joined.number,
        joined.version,
        reason="Başqa məsələdir.",
        by=operator,
        now=now + timedelta(days=4),
    )
    assert not sees(session, head, joined)


def test_one_letter_to_two_appeals_is_one_answer_in_the_ledger(
    session: Session,
    main: Appeal,
    joined: Appeal,
    log: Logs,
    operator: Actor,
    executor: Actor,
    head: Actor,
    now: datetime,
) -> None:
    answer(session, main, operator, executor, head, now + timedelta(days=5))
    later = now + timedelta(days=40)
    found = ledger_reading.ledger_of(session, log(now=later), now=later)
    assert [one.appeal.number for one in found.answers] == [main.number]
    assert (found.answers[0].answer, found.full) == ("Bağlantı bərpa olundu.", False)


def test_a_merged_appeal_is_no_longer_late_by_its_own_clock(
    session: Session,
    main: Appeal,
    joined: Appeal,
    operator: Actor,
    executor: Actor,
    head: Actor,
    now: datetime,
) -> None:
    assert not session.scalar(
        select(func.count())
        .select_from(Appeal)
        .where(overdue_at(now + timedelta(days=60)), Appeal.id == joined.id)
    )
    handling.extend(
        session,
        main.number,
        main.version,
        ground="extended",
        days=30,
        reason="Sifariş gözlənilir.",
        by=head,
        now=now + timedelta(days=4),
    )
    told = now + timedelta(days=45)
    assert joined.due_on < baku_date(told) <= main.due_on
    day = baku_date(told)
    period = Period(PeriodKind.CUSTOM, day, day)
    assert Figures(session).totals(period)["overdue"] == 0
    answer(session, main, operator, executor, head, told)
    found = Figures(session).totals(period)
    assert (found["answered"], found["on_time"], found["late"]) == (2, 2, 0)


def test_undone_the_appeal_is_back_where_it_was_with_its_own_clock_and_people(
    session: Session,
    main: Appeal,
    log: Logs,
    operator: Actor,
    head: Actor,
    executor: Actor,
    now: datetime,
) -> None:
    later = now + timedelta(days=3)
    appeal = log(now=later, kind=Kind.INQUIRY)
    number = appeal.number
    handling.route(session, number, 1, unit=NETWORK, by=operator, now=later)
    handling.accept(session, number, appeal.version, by=head, now=later)
    handling.assign(
        session,
        number,
        appeal.version,
        executor=factories.staff_id(executor),
        instruction="",
        by=head,
        now=later,
    )
    before = (appeal.state, appeal.unit_id, appeal.executor_id, appeal.due_on, appeal.regime)
    merging.merge(session, number, appeal.version, into=main.number, by=operator, now=later)
    assert appeal not in queries.inbox(session, executor)
    with pytest.raises(InvalidInput):
        merging.undo_merge(session, number, appeal.version, reason="", by=operator, now=later)
    merging.undo_merge(
        session, number, appeal.version, reason="Başqa məsələdir.", by=operator, now=later + timedelta(days=2)
    )
    after = (appeal.state, appeal.unit_id, appeal.executor_id, appeal.due_on, appeal.regime)
    assert (after, appeal.merged_into, appeal.answered_at) == (before, None, None)
    assert events.due_of(session, appeal.events).due_on == appeal.due_on
    assert appeal in queries.inbox(session, executor)


@clause("002:3.0.3")
@pytest.mark.parametrize("told", [False, True])
def test_when_a_merger_is_undone_its_notice_is_not_sent_any_more(
    session: Session, joined: Appeal, operator: Actor, now: datetime, told: bool
) -> None:
    """Who had it already is told that the appeal goes on by itself."""
    later = now + timedelta(days=4)
    if told:
        notice = session.scalars(select(Letter).where(Letter.appeal_id == joined.id)).one()
        sending_letters.send_letter(
            session, joined.number, notice.id, text=notice.text, means=Delivery.PHONE, note="Deyildi.", by=operator, now=later
        )  # fmt: skip
    merging.undo_merge(session, joined.number, joined.version, reason="Səhv.", by=operator, now=later)
    waiting = session.scalars(select(Letter).where(Letter.appeal_id == joined.id, Letter.sent_at.is_(None)))
    assert [one.purpose for one in waiting] == ([Purpose.RESUMED] if told else [])


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("itself", "merged-into-itself"),
        ("chain-up", "merged-in-a-chain"),
        ("chain-down", "merged-in-a-chain"),
        ("closed", "main-not-running"),
        ("another", "another-applicant"),
        ("late", "merged-too-late"),
        ("later", "main-is-later"),
    ],
)
def test_what_may_not_be_merged_is_refused_in_one_sentence_and_leaves_nothing(
    session: Session,
    log: Logs,
    main: Appeal,
    follow_up: Appeal,
    operator: Actor,
    now: datetime,
    case: str,
    code: str,
) -> None:
    later = now + timedelta(days=3)
    given: dict[str, Any] = {"by": operator, "now": later}
    first, into = follow_up, main
    if case == "itself":
        into = follow_up
    elif case == "chain-up":
        merging.merge(session, follow_up.number, 1, into=main.number, **given)
        first, into = log(now=later), follow_up
    elif case == "chain-down":
        merging.merge(session, log(now=later).number, 1, into=follow_up.number, **given)
    elif case == "closed":
        into, first = log(now=later), log(now=later)
        answering.answer_on_line(session, into.number, 1, text="Cavab.", outcome=Outcome.EXPLAINED, **given)
    elif case == "later":
        first, into = main, follow_up
    else:
        first = log(now=now + timedelta(days=60)) if case == "late" else log(phone="+994 55 999 88 77")
    refused(session, first, into.number, code, operator, later)


@pytest.mark.parametrize("case", ["part", "whole"])
def test_neither_a_part_nor_a_divided_appeal_is_merged(
    session: Session, log: Logs, main: Appeal, follow_up: Appeal, operator: Actor, now: datetime, case: str
) -> None:
    later = now + timedelta(days=3)
    parts = [PartDraft("1", "Şəbəkə.", NETWORK), PartDraft("2", "Portal.", EGOV)]
    splitting.split(session, follow_up.number, 1, parts=parts, by=operator, now=later)
    if case == "part":
        refused(session, log(now=later), f"{follow_up.number}-1", "merged-part", operator, later)
    else:
        refused(session, follow_up, main.number, "merged-part", operator, later)


def test_an_unknown_or_missing_main_appeal_is_said_at_its_field(
    session: Session, follow_up: Appeal, operator: Actor, now: datetime
) -> None:
    for into in ("", "M-1999-1"):
        refused(session, follow_up, into, "invalid-input", operator, now)


def refused(session: Session, appeal: Appeal, into: str, code: str, by: Actor, now: datetime) -> None:
    before = count_of_events(session)
    with pytest.raises(Refused) as refusal:
        merging.merge(session, appeal.number, appeal.version, into=into, by=by, now=now)
    assert (refusal.value.code, count_of_events(session)) == (code, before)
    assert appeal.merged_into is None


def test_a_merged_appeal_is_not_closed_by_itself(
    session: Session, joined: Appeal, operator: Actor, now: datetime
) -> None:
    with pytest.raises(Refused) as refusal, session.begin_nested():
        answering.close(
            session, joined.number, joined.version, outcome=Outcome.EXPLAINED, by=operator, now=now
        )
    assert refusal.value.code == "closed-with-the-main"


def test_two_people_do_not_merge_one_appeal_twice(
    session: Session, joined: Appeal, main: Appeal, operator: Actor, now: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        merging.merge(session, joined.number, 1, into=main.number, by=operator, now=now)
    assert (refusal.value.code, refusal.value.status) == ("stale", 412)


def test_a_link_is_made_by_a_person_and_taken_away_by_one(
    session: Session, log: Logs, operator: Actor, now: datetime
) -> None:
    first, again = log(), log()
    assert again.repeat_of is first
    assert not linking.linked_by_a_person(again)
    linking.link(session, again.number, again.version, to=first.number, by=operator, now=now)
    assert linking.linked_by_a_person(again)
    with pytest.raises(Refused) as refusal:
        linking.link(session, again.number, again.version, to=first.number, by=operator, now=now)
    assert refusal.value.code == "already-linked"
    linking.unlink(session, again.number, again.version, by=operator, now=now, reason="Başqa məsələ.")
    assert again.repeat_of_id is None
    assert [event.action for event in again.events] == [Action.LOG, Action.LINK, Action.UNLINK]
    with pytest.raises(Refused) as refusal:
        linking.unlink(session, again.number, again.version, by=operator, now=now)
    assert refusal.value.code == "not-linked"


def test_an_appeal_follows_only_an_earlier_one_that_is_there(
    session: Session, log: Logs, operator: Actor, now: datetime
) -> None:
    first, later = log(), log(text="Tamam başqa söz: yol təmiri.")
    for number, version, to in ((first.number, 1, later.number), (first.number, 1, first.number)):
        with pytest.raises(Refused) as refusal:
            linking.link(session, number, version, to=to, by=operator, now=now)
        assert refusal.value.code == "not-earlier"
    for to in ("", "M-1999-000001"):
        with pytest.raises(InvalidInput):
            linking.link(session, later.number, 1, to=to, by=operator, now=now)
    with pytest.raises(NotFound):
        linking.link(session, "M-1999-000001", 1, to=first.number, by=operator, now=now)
