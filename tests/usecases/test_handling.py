"""Routing and unit work: who may take which step, and what each step leaves behind."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import forwarding, handling, queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Channel, Kind, State
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused, Stale
from callcenter.directory.actors import Actor
from knowledge_base import importing
from knowledge_base import queries as knowledge
from tests import factories
from tests.clauses import clause
from tests.short_statutes import of_one_clause
from tests.usecases.looking import told

Log = Callable[..., Appeal]


@clause("002:3.0.3", "002:1.3")
def test_routing_keeps_the_clause_by_which_the_unit_is_competent(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    card = knowledge.competence_coded(session, appeal.suggestions[0].competence_code)
    handling.route(session, appeal.number, 1, unit=factories.NETWORK, competence=card, by=operator, now=now)
    assert appeal.state is State.ROUTED
    assert appeal.clause == card.clauses[0]
    assert appeal.events[-1].clause == card.clauses[0]


@clause("003:3.0.4", "003:6.1.8")
def test_what_came_by_e_mail_stands_on_the_desk_of_the_unit_it_concerns(
    session: Session, log: Log, operator: Actor, head: Actor, now: datetime
) -> None:
    appeal = log(channel=Channel.EMAIL)
    handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now)
    assert [one.number for one in queries.inbox(session, head)] == [appeal.number]
    stranger = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    assert list(queries.inbox(session, stranger)) == []


def test_another_bodys_unit_cannot_be_routed_to(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    with pytest.raises(Refused) as refused:
        handling.route(session, appeal.number, 1, unit="Protokol sektoru", by=operator, now=now)
    assert refused.value.code == "not-home-unit"


@pytest.mark.parametrize("target", [factories.EGOV, factories.NETWORK, factories.SOFTWARE])
def test_a_complaint_never_goes_to_the_unit_complained_of_or_below_it(
    session: Session, log: Log, operator: Actor, now: datetime, target: str
) -> None:
    appeal = log(about_unit=factories.EGOV)
    with pytest.raises(Refused) as refused:
        handling.route(session, appeal.number, 1, unit=target, by=operator, now=now)
    assert refused.value.code == "conflict-of-interest"
    assert appeal.state is State.REGISTERED


@clause("002:4.0.09")
def test_a_complaint_goes_to_the_head_of_the_apparatus(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log(about_unit=factories.NETWORK)
    handling.route(session, appeal.number, 1, unit=factories.APPARATUS, by=operator, now=now)
    assert appeal.state is State.ROUTED


def test_a_complaint_about_an_official_never_goes_to_the_officials_unit(
    session: Session, log: Log, operator: Actor, head: Actor, now: datetime
) -> None:
    assert head.staff is not None
    appeal = log(about_staff=head.staff.full_name)
    with pytest.raises(Refused) as refused:
        handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now)
    assert refused.value.code == "conflict-of-interest"


def test_only_the_centre_head_overrides_a_conflict_and_says_why(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log(about_unit=factories.NETWORK)
    with pytest.raises(NotAllowed):
        handling.route(
            session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now, override=True, reason="…"
        )
    chief = factories.make_actor(session, Role.CENTRE_HEAD)
    with pytest.raises(InvalidInput):
        handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=chief, now=now, override=True)
    handling.route(
        session,
        appeal.number,
        1,
        unit=factories.NETWORK,
        by=chief,
        now=now,
        override=True,
        reason="Bölmədən yalnız texniki arayış istənilir.",
    )
    assert appeal.events[-1].details["override"] is True


def test_an_unknown_unit_is_refused(session: Session, log: Log, operator: Actor, now: datetime) -> None:
    with pytest.raises(NotFound) as refused:
        handling.route(session, log().number, 1, unit="Olmayan şöbə", by=operator, now=now)
    assert refused.value.code == "unknown-unit"


def test_the_head_of_another_unit_does_not_even_see_the_appeal(
    session: Session, routed: Appeal, now: datetime
) -> None:
    stranger = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    with pytest.raises(NotFound):
        handling.accept(session, routed.number, routed.version, by=stranger, now=now)


def test_the_head_of_the_department_may_accept_for_a_sector_below(
    session: Session, routed: Appeal, now: datetime
) -> None:
    above = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.EGOV)
    handling.accept(session, routed.number, routed.version, by=above, now=now)
    assert routed.state is State.ACCEPTED


def test_an_executor_does_not_accept_for_the_unit(
    session: Session, routed: Appeal, executor: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        handling.accept(session, routed.number, routed.version, by=executor, now=now)


def test_an_executor_is_of_the_unit(session: Session, routed: Appeal, head: Actor, now: datetime) -> None:
    outsider = factories.make_actor(session, Role.UNIT_STAFF, unit=factories.SOFTWARE)
    handling.accept(session, routed.number, routed.version, by=head, now=now)
    with pytest.raises(InvalidInput) as refused:
        handling.assign(
            session,
            routed.number,
            routed.version,
            executor=factories.staff_id(outsider),
            instruction="",
            by=head,
            now=now,
        )
    assert "executor" in refused.value.fields


def test_sending_back_needs_a_reason_and_a_clause(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refused:
        handling.send_back(session, routed.number, routed.version, reason="", clause="", by=head, now=now)
    assert set(refused.value.fields) == {"reason", "clause"}
    assert routed.state is State.ROUTED


@pytest.mark.parametrize("clause", ["yox", "<b>1.1</b>", "003", "003:6"])
def test_what_is_no_clause_number_is_refused(
    session: Session, routed: Appeal, head: Actor, now: datetime, clause: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        handling.send_back(
            session, routed.number, routed.version, reason="Bizə aid deyil.", clause=clause, by=head, now=now
        )
    assert set(refused.value.fields) == {"clause"}


@pytest.mark.parametrize("clause", ["002:4.0.09", "6.2.8", "004:2.3-1", "000:6.2.6/2", "004:1.9.2-1"])
def test_a_clause_is_named_as_printed(
    session: Session, routed: Appeal, head: Actor, now: datetime, clause: str
) -> None:
    if clause.startswith("004:"):
        importing.import_statute(session, of_one_clause(*clause.split(":")), now=now)
    handling.send_back(
        session, routed.number, routed.version, reason="Bizə aid deyil.", clause=clause, by=head, now=now
    )
    assert routed.events[-1].clause == clause


def test_an_appeal_sent_back_waits_for_the_operator(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    handling.send_back(
        session,
        routed.number,
        routed.version,
        reason="Saytın proqramına aiddir.",
        clause="003:6.2.8",
        by=head,
        now=now,
    )
    assert (routed.state, routed.unit) == (State.RETURNED, None)
    assert routed.events[-1].clause == "003:6.2.8"


def test_a_stale_edit_is_refused_with_what_changed(
    session: Session, routed: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    read = routed.version
    handling.accept(session, routed.number, read, by=head, now=now)
    with pytest.raises(Stale) as refused:
        handling.route(session, routed.number, read, unit=factories.SOFTWARE, by=operator, now=now)
    assert refused.value.current == read + 1
    assert Action.ACCEPT.label in str(refused.value.changes[0])


def test_confirming_the_kind_moves_the_deadline_from_the_day_of_registration(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log(kind=None, text="Nazirliyin interneti niyə belə zəifdir, səbəbini bildirə bilərsiniz?")
    handling.reclassify(
        session, appeal.number, 1, kind=Kind.COMPLAINT, by=operator, now=now + timedelta(days=2)
    )
    assert appeal.kind_confirmed
    assert appeal.due_on == date(2026, 11, 3)


@pytest.mark.parametrize("kind", [Kind.INQUIRY, Kind.QUESTION])
def test_who_has_the_appeal_hears_that_another_kind_moved_its_due_date(
    session: Session,
    in_work: Appeal,
    operator: Actor,
    executor: Actor,
    head: Actor,
    kind: Kind,
    now: datetime,
) -> None:
    due = in_work.due_on
    handling.reclassify(session, in_work.number, in_work.version, kind=kind, by=operator, now=now)
    assert (in_work.due_on != due) is (kind is Kind.INQUIRY)
    moved = f"{in_work.number}: icra müddəti dəyişib: əvvəl {due:%d.%m.%Y}, indi {in_work.due_on:%d.%m.%Y}."
    expected = [moved] if in_work.due_on != due else []
    assert [said for said in told(session, executor) if "dəyişib" in said] == expected
    assert [said for said in told(session, head) if "dəyişib" in said] == expected
    assert told(session, operator) == []


def test_agreeing_with_the_guess_confirms_it(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log(kind=None)
    handling.reclassify(session, appeal.number, 1, kind=appeal.kind, by=operator, now=now)
    assert appeal.events[-1].action is Action.CONFIRM_KIND
    assert appeal.second_kind is None


@clause("1308-IVQ:10.2")
def test_an_extension_moves_the_due_date_once(
    session: Session, in_work: Appeal, head: Actor, now: datetime
) -> None:
    before = in_work.due_on
    handling.extend(
        session,
        in_work.number,
        in_work.version,
        ground="extended",
        days=10,
        reason="Avadanlıq sifariş olunub.",
        by=head,
        now=now,
    )
    assert in_work.due_on > before
    with pytest.raises(Refused) as refused:
        handling.extend(
            session,
            in_work.number,
            in_work.version,
            ground="extended",
            days=10,
            reason="Yenə",
            by=head,
            now=now,
        )
    assert refused.value.code == "already-extended"


def test_a_deadline_that_has_passed_is_not_extended(
    session: Session, in_work: Appeal, head: Actor, now: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        handling.extend(
            session,
            in_work.number,
            in_work.version,
            ground="study",
            days=None,
            reason="Öyrənilir",
            by=head,
            now=now + timedelta(days=60),
        )
    assert refused.value.code == "extension-too-late"


@clause("1308-IVQ:7.10")
def test_an_appeal_of_another_body_is_forwarded_under_a_letter(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log(text="Pensiyam niyə az hesablanıb?", kind=Kind.QUESTION)
    forwarding.forward(session, appeal.number, 1, body="labour", letter="12-345", by=operator, now=now)
    assert appeal.state is State.FORWARDED_OUT
    assert appeal.body is not None
    assert appeal.events[-1].details["letter"] == "12-345"


def test_forwarding_needs_the_body_and_the_letter(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refused:
        forwarding.forward(session, log().number, 1, body="", letter="", by=operator, now=now)
    assert set(refused.value.fields) == {"body", "letter"}


def test_our_own_body_is_not_forwarded_to(session: Session, log: Log, operator: Actor, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        forwarding.forward(session, log().number, 1, body="economy", letter="1", by=operator, now=now)
    assert refused.value.code == "own-body"
