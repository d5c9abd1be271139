"""What is awaited beside an appeal moves with the law and with the appeal's own due date, and stands still afterwards."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from callcenter import jobs
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import (
    consulting,
    forwarding,
    handling,
    merging,
    pacing,
    recounting,
    sending_letters,
    side_clocks,
    stopping,
)
from callcenter.appeals.consulting_models import Consultation
from callcenter.appeals.grounds import Ground
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.recounting import Effect
from callcenter.appeals.vocabulary import Channel, Delivery, Kind, Pace
from callcenter.core.clock import baku_date
from callcenter.directory.actors import Actor
from callcenter.law import changing
from callcenter.law.changes import Change, DayChange, LimitChange
from callcenter.upkeep import doctor
from tests import factories
from tests.usecases.exchange_folder import refer, report

Log = Callable[..., Appeal]
Confirm = Callable[[Change], Effect]
# Now is a Tuesday.
THURSDAY, FRIDAY = date(2026, 10, 15), date(2026, 10, 16)
MONDAY = date(2026, 10, 19)


@pytest.fixture
def confirm(session: Session, now: datetime) -> Confirm:
    """Two persons put a change in force, and it does what it was shown to do."""
    author, other = (factories.make_user(session, role) for role in (Role.CENTRE_HEAD, Role.ADMINISTRATOR))

    def confirmed(change: Change) -> Effect:
        proposal = changing.propose(session, change, reason="Qərar çıxıb.", by=author, now=now)
        _, effect = recounting.confirm(session, proposal.id, by=other, now=now)
        assert all(one.awaited.due_on == one.after for one in effect.beside)
        assert side_clocks.moved(session, side_clocks.in_force(session)) == []
        return effect

    return confirmed


@pytest.fixture
def asked(session: Session, log: Log, operator: Actor, now: datetime) -> Iterator[Consultation]:
    """A unit that owes its advice until Friday."""
    appeal = log(kind=Kind.COMPLAINT)
    yield ask(session, appeal, operator, now)
    assert list(doctor._other_clocks(session)) == []


def ask(session: Session, appeal: Appeal, by: Actor, now: datetime) -> Consultation:
    consulting.consult(
        session, appeal.number, appeal.version, units=[factories.SOFTWARE], question="?", by=by, now=now
    )
    return session.scalars(select(Consultation).where(Consultation.appeal_id == appeal.id)).one()


def rest(day: date, *, working: bool = False) -> DayChange:
    return DayChange(day, working, "əlavə istirahət günü" if not working else "iş günü", "swap", "NK qərarı")


def limit(key: str, value: int, since: date, *, for_open: bool = False) -> LimitChange:
    return LimitChange(key, value, since, "akt", "1", "V", applies_to_open=for_open)


def letter(session: Session, appeal: Appeal) -> Letter:
    return session.scalars(select(Letter).where(Letter.appeal_id == appeal.id)).one()


def told(session: Session, user: User | None) -> list[str]:
    assert user is not None
    found = session.scalars(select(Notice).where(Notice.user_id == user.id).order_by(Notice.id))
    return [str(one.sentence) for one in found]


def extend(session: Session, appeal: Appeal, by: Actor, now: datetime, days: int = 5) -> Appeal:
    given = {"ground": "extended", "days": days, "reason": "Yoxlama aparılır."}
    return handling.extend(session, appeal.number, appeal.version, **given, by=by, now=now)  # type: ignore[arg-type]  # as given


def leave(session: Session, appeal: Appeal, by: Actor, now: datetime) -> Appeal:
    return stopping.leave(
        session, appeal.number, appeal.version, ground=Ground.COURT, reason="Qərar var.", by=by, now=now
    )


def clarify(session: Session, appeal: Appeal, by: Actor, now: datetime) -> Appeal:
    return pacing.clarify(session, appeal.number, appeal.version, question="Hansı ünvan?", by=by, now=now)


def forward(session: Session, appeal: Appeal, by: Actor, now: datetime) -> Appeal:
    return forwarding.forward(
        session, appeal.number, appeal.version, body="Səhiyyə Nazirliyi", letter="7-12", by=by, now=now
    )


def test_a_new_day_of_rest_moves_advice_and_the_unit_asked_hears_of_it(
    session: Session, asked: Consultation, confirm: Confirm
) -> None:
    of_unit = factories.make_user(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    factories.make_user(session, Role.UNIT_HEAD, unit=factories.NETWORK)
    assert asked.due_on == FRIDAY
    effect = confirm(rest(THURSDAY))
    assert [(one.awaited, one.before, one.after) for one in effect.beside] == [(asked, FRIDAY, MONDAY)]
    assert asked.due_on == MONDAY
    notices = session.scalars(select(Notice)).all()
    assert [(one.user_id, one.values) for one in notices] == [(of_unit.id, {"count": 1})]
    assert "rəylərin müddəti yenidən hesablandı, sayı: 1" in str(notices[0].sentence)


def test_where_its_advice_does_not_move_the_unit_hears_nothing(
    session: Session, asked: Consultation, confirm: Confirm
) -> None:
    factories.make_user(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    effect = confirm(rest(MONDAY))
    assert (len(effect.moved), effect.beside, asked.due_on) == (1, (), FRIDAY)
    assert session.scalars(select(Notice)).all() == []


def test_who_may_not_know_of_the_appeal_is_told_of_no_advice(
    session: Session, asked: Consultation, confirm: Confirm
) -> None:
    user = factories.make_user(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    asked.appeal.about_unit = asked.unit
    session.flush()
    assert confirm(rest(THURSDAY)).beside
    assert told(session, user) == []


def test_a_change_that_undoes_another_is_told_anew(
    session: Session, routed: Appeal, head: Actor, asked: Consultation, confirm: Confirm
) -> None:
    of_unit, before = factories.make_user(session, Role.UNIT_HEAD, unit=factories.SOFTWARE), routed.due_on
    confirm(rest(THURSDAY))
    assert (routed.due_on > before, asked.due_on) == (True, MONDAY)
    confirm(rest(THURSDAY, working=True))
    assert (routed.due_on, asked.due_on) == (before, FRIDAY)
    confirm(rest(THURSDAY))
    for user in (of_unit, head.user):
        said = told(session, user)
        assert (len(said), len(set(said))) == (3, 1)


@pytest.mark.parametrize("for_open", [True, False])
def test_another_limit_for_advice_is_for_who_was_asked_before_only_where_its_act_says_so(
    session: Session, log: Log, operator: Actor, confirm: Confirm, now: datetime, *, for_open: bool
) -> None:
    asked = ask(session, log(now=now - timedelta(days=1)), operator, now - timedelta(days=1))
    confirm(limit("consultation.internal", 5, baku_date(now), for_open=for_open))
    assert asked.due_on == (MONDAY if for_open else THURSDAY)
    later = ask(session, log(), operator, now)
    assert later.due_on == date(2026, 10, 20), "who is asked since then has the new limit"


def test_advice_given_before_stands_where_it_stood(
    session: Session, asked: Consultation, operator: Actor, confirm: Confirm, now: datetime
) -> None:
    appeal = asked.appeal
    consulting.call_off(session, appeal.number, appeal.version, by=operator, now=now)
    assert confirm(rest(THURSDAY)).beside == ()
    assert asked.due_on == FRIDAY


def test_advice_follows_the_answers_own_day_both_ways(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log(kind=Kind.APPLICATION)
    asked = ask(session, appeal, operator, now + timedelta(days=8))
    free = asked.due_on
    for kind in (Kind.INQUIRY, Kind.APPLICATION):
        later = now + timedelta(days=8)
        handling.reclassify(session, appeal.number, appeal.version, kind=kind, by=operator, now=later)
        assert asked.due_on == min(free, appeal.due_on)
    assert asked.due_on == free


def test_advice_is_owed_at_once_where_the_answer_is(
    session: Session, asked: Consultation, operator: Actor, now: datetime
) -> None:
    appeal, given = asked.appeal, {"pace": Pace.URGENT, "reason": "Təcilidir."}
    pacing.set_pace(session, appeal.number, appeal.version, **given, by=operator, now=now)  # type: ignore[arg-type]  # as given
    assert asked.due_on == appeal.due_on == baku_date(now) + timedelta(days=1)


def test_a_result_is_awaited_until_the_answer_is_due_whoever_moves_that(
    session: Session, in_work: Appeal, operator: Actor, head: Actor, confirm: Confirm, now: datetime
) -> None:
    apparatus = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.APPARATUS)
    referral, before = refer(session, in_work, operator, now), in_work.due_on
    assert referral.due_on == before
    confirm(rest(THURSDAY))
    assert referral.due_on == in_work.due_on > before
    assert "başqa günədək gözlənilir, sayı: 1" in told(session, apparatus.user)[-1]
    extend(session, in_work, head, now)
    assert referral.due_on == (extended := in_work.due_on)

    report(session, in_work, apparatus, now, "Avadanlıq alınacaq.")
    confirm(rest(FRIDAY))
    assert referral.due_on == extended < in_work.due_on


@pytest.mark.parametrize(
    ("draft", "before", "after"),
    [(leave, date(2026, 10, 20), date(2026, 10, 21)), (clarify, date(2026, 10, 20), date(2026, 10, 21)),
     (forward, FRIDAY, MONDAY)],
    ids=["left unconsidered", "unclear", "forwarded"],
)  # fmt: skip
def test_a_notice_that_was_not_sent_moves_with_the_calendar(
    session: Session,
    log: Log,
    operator: Actor,
    confirm: Confirm,
    now: datetime,
    draft: Callable[..., Appeal],
    before: date,
    after: date,
) -> None:
    appeal = draft(session, log(channel=Channel.EMAIL), operator, now)
    assert letter(session, appeal).due_on == before
    effect = confirm(rest(THURSDAY))
    assert [one.awaited for one in effect.beside] == [letter(session, appeal)]
    assert letter(session, appeal).due_on == after


@pytest.mark.parametrize("key", ["appeal.unconsidered_notice", "info.clarify", "appeal.forward_out"])
def test_a_notice_moves_with_a_limit_whose_act_is_for_what_is_open(
    session: Session, log: Log, operator: Actor, confirm: Confirm, now: datetime, key: str
) -> None:
    yesterday = now - timedelta(days=1)
    draft = {"appeal.unconsidered_notice": leave, "info.clarify": clarify, "appeal.forward_out": forward}[key]
    appeal = draft(session, log(channel=Channel.EMAIL, now=yesterday), operator, yesterday)
    before = letter(session, appeal).due_on
    assert confirm(limit(key, 10, baku_date(now))).beside == ()
    confirm(replace(limit(key, 10, baku_date(now), for_open=True), clause="2"))
    assert letter(session, appeal).due_on == date(2026, 10, 26) > before


def test_a_notice_that_was_sent_stands_where_it_stood(
    session: Session, log: Log, operator: Actor, confirm: Confirm, now: datetime
) -> None:
    appeal = leave(session, log(channel=Channel.EMAIL), operator, now)
    drafted = letter(session, appeal)
    given = {"text": drafted.text, "means": Delivery.PHONE, "note": "Özünə deyildi."}
    sending_letters.send_letter(session, appeal.number, drafted.id, **given, by=operator, now=now)  # type: ignore[arg-type]  # as given
    assert confirm(rest(THURSDAY)).beside == ()
    assert drafted.due_on == date(2026, 10, 20)


def test_of_an_extension_one_is_told_before_the_first_limit_ends_and_of_the_due_date_that_holds(
    session: Session, routed: Appeal, head: Actor, operator: Actor, confirm: Confirm, now: datetime
) -> None:
    first = routed.due_on
    extend(session, routed, head, now)
    drafted, extended = letter(session, routed), routed.due_on
    assert drafted.due_on == first
    confirm(rest(THURSDAY))
    assert drafted.due_on == first + timedelta(days=1)
    assert routed.due_on > extended
    assert f"{routed.due_on:%d.%m.%Y}" in drafted.text
    assert f"{extended:%d.%m.%Y}" not in drafted.text


def test_of_an_extension_one_is_told_by_the_limit_that_a_change_puts_open_appeals_under(
    session: Session, log: Log, operator: Actor, head: Actor, confirm: Confirm, now: datetime
) -> None:
    yesterday = now - timedelta(days=1)
    appeal = log(kind=Kind.COMPLAINT, now=yesterday)
    handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now)
    extend(session, appeal, head, now)
    assert letter(session, appeal).due_on == date(2026, 11, 2)
    confirm(limit("appeal.limit", 20, baku_date(now), for_open=True))
    assert letter(session, appeal).due_on == date(2026, 11, 11), "Victory Day is not counted"


def test_of_a_merging_one_is_told_before_either_answer_and_of_the_due_date_that_holds(
    session: Session, routed: Appeal, log: Log, operator: Actor, head: Actor, now: datetime
) -> None:
    follow_up = log(kind=Kind.APPLICATION, now=now + timedelta(days=2))
    merging.merge(session, follow_up.number, 1, into=routed.number, by=operator, now=now + timedelta(days=2))
    drafted = letter(session, follow_up)
    assert drafted.due_on == routed.due_on < follow_up.due_on
    extend(session, routed, head, now + timedelta(days=2))
    assert drafted.due_on == follow_up.due_on < routed.due_on
    assert f"{routed.due_on:%d.%m.%Y}" in drafted.text


def test_what_was_counted_by_the_old_law_meanwhile_is_found_and_counted_anew_by_the_timetable(
    session: Session, asked: Consultation, now: datetime
) -> None:
    session.execute(update(Consultation).values(due_on=MONDAY))
    session.expire_all()
    [said] = doctor._other_clocks(session)
    assert "bölmələrdən soruşulan rəylər: 1" in str(said)
    for _ in range(2):
        jobs.recount_clocks(session, now)
        assert asked.due_on == FRIDAY
