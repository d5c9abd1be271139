"""One appeal, several units: parts under their own numbers and clocks, and one joint answer that two people make."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import (
    answer_rules,
    answering,
    events,
    forwarding,
    handling,
    joining,
    offers,
    operators_desk,
    pacing,
    queries,
    splitting,
)
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.queries import Filter
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Action, Delivery, Kind, Outcome, Pace, Purpose, State
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from reports.figures import Figures
from reports.periods import Period
from reports.vocabulary import PeriodKind
from tests import factories
from tests.clauses import clause
from tests.factories import APPARATUS, EGOV, NETWORK, SOFTWARE, answer_as_unit
from tests.usecases.looking import count_of_events

TWO_MATTERS = (
    "Salam. Nazirlikdə internet tez-tez kəsilir, şəbəkəni düzəldin. "
    "Bir də elektron hökumət portalında elektron xidmətimiz açılmır."
)
PARTS = [
    PartDraft("1", "Nazirlikdə internet kəsilir.", NETWORK),
    PartDraft("2", "Portalda elektron xidmət açılmır.", EGOV),
]


@pytest.fixture
def whole(session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime) -> Appeal:
    appeal = log(text=TWO_MATTERS, kind=Kind.COMPLAINT)
    return splitting.split(session, appeal.number, 1, parts=PARTS, by=operator, now=now)


@clause("002:3.0.3")
def test_each_part_goes_to_its_unit_under_its_own_number_and_the_clock_of_the_whole(
    session: Session, whole: Appeal
) -> None:
    assert whole.state is State.SPLIT
    assert [part.number for part in whole.parts] == [f"{whole.number}-1", f"{whole.number}-2"]
    for part, draft in zip(whole.parts, PARTS, strict=True):
        assert (part.unit and part.unit.code, part.text, part.state) == (draft.unit, draft.text, State.ROUTED)
        assert (part.registered_at, part.kind, part.due_on) == (
            whole.registered_at,
            whole.kind,
            whole.due_on,
        )
        assert part.caller is whole.caller
        assert [event.action for event in part.events] == [Action.LOG, Action.ROUTE]
        assert events.due_of(session, part.events).due_on == part.due_on
    assert [event.action for event in whole.events] == [Action.LOG, Action.SPLIT]


def test_a_part_takes_the_clock_of_an_appeal_that_was_opened_again(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    appeal = log(kind=Kind.COMPLAINT)
    factories.answer_on_the_line(session, appeal, text="Cavab.", by=operator, now=now)
    later = now + timedelta(days=9)
    answering.reopen(session, appeal.number, appeal.version, reason="Yeni hal.", by=operator, now=later)
    splitting.split(session, appeal.number, appeal.version, parts=PARTS, by=operator, now=later)
    assert {part.due_on for part in appeal.parts} == {appeal.due_on}
    assert appeal.due_on > baku_date(later)


MORE: dict[str, Any] = {"ground": "extended", "days": 5, "reason": "Sorğu göndərilib."}


@clause("1308-IVQ:10.2")
def test_more_time_is_given_to_the_whole_its_parts_move_with_it_and_one_notice_says_so(
    session: Session, whole: Appeal, chief: Actor, head: Actor, now: datetime
) -> None:
    before, (first, second) = whole.due_on, whole.parts
    handling.reclassify(session, second.number, second.version, kind=Kind.INQUIRY, by=chief, now=now)
    inquiry_due = second.due_on
    handling.extend(session, whole.number, whole.version, **MORE, by=chief, now=now)
    assert before < whole.due_on == first.due_on
    assert (second.due_on, whole.state, first.state) == (inquiry_due, State.SPLIT, State.ROUTED)
    assert [part.events[-1].action for part in whole.parts] == [Action.EXTEND] * 2
    letters = session.scalars(select(Letter).where(Letter.purpose == Purpose.EXTENDED)).all()
    assert [(one.appeal_id, f"{whole.due_on:%d.%m.%Y}" in one.text) for one in letters] == [(whole.id, True)]
    with pytest.raises(Refused) as again:
        handling.extend(session, whole.number, whole.version, **MORE, by=chief, now=now)
    assert again.value.code == "already-extended"


def test_a_part_is_not_extended_by_itself_and_its_head_is_told_whom_to_ask(
    session: Session, whole: Appeal, chief: Actor, head: Actor, operator: Actor, now: datetime
) -> None:
    part = whole.parts[0]
    with pytest.raises(Refused) as refused:
        handling.extend(session, part.number, part.version, **MORE, by=head, now=now)
    assert refused.value.code == "part-of-a-whole"
    assert "çağrı mərkəzinin rəhbərindən" in str(refused.value.sentence)
    assert part.due_on == whole.due_on
    for other, appeal in ((operator, whole), (chief, part)):
        with pytest.raises(NotAllowed):
            handling.extend(session, appeal.number, appeal.version, **MORE, by=other, now=now)
    offered = offers.offered_to(chief, whole, approves=False, writes=False)
    assert Action.EXTEND in offered
    assert Action.EXTEND not in offers.offered_to(head, part, approves=False, writes=False)
    assert Action.EXTEND not in offers.offered_to(chief, part, approves=False, writes=False)


def test_what_is_not_divided_is_extended_by_the_head_of_its_unit_alone(
    session: Session, in_work: Appeal, chief: Actor, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        handling.extend(session, in_work.number, in_work.version, **MORE, by=chief, now=now)
    assert Action.EXTEND not in offers.offered_to(chief, in_work, approves=False, writes=False)


@clause("1308-IVQ:10.4")
def test_the_parts_run_at_the_pace_of_the_whole_as_far_as_their_own_law_knows_it(
    session: Session, whole: Appeal, operator: Actor, now: datetime
) -> None:
    first, second = whole.parts
    handling.reclassify(session, first.number, first.version, kind=Kind.INQUIRY, by=operator, now=now)
    before = [(part.due_on, part.due_at) for part in (first, second)]

    typed: dict[str, Any] = {"reason": "Sabah tender bağlanır.", "by": operator, "now": now}
    pacing.set_pace(session, whole.number, whole.version, pace=Pace.URGENT, **typed)
    assert whole.due_at is not None
    assert second.due_at == whole.due_at
    assert first.due_at is not None, "an inquiry has its own limit of 24 hours (1024-IIQ, 24.2)"
    for part in (first, second):
        assert part.events[-1].reason == "Sabah tender bağlanır."
        due = events.due_of(session, part.events)
        assert (part.due_on, part.due_at) == (due.due_on, due.due_at)

    pacing.set_pace(session, whole.number, whole.version, pace=Pace.ORDINARY, **typed)
    assert [(part.due_on, part.due_at) for part in (first, second)] == before

    pacing.set_pace(session, whole.number, whole.version, pace=Pace.SERVICEMAN, **typed)
    assert (first.due_on, first.due_at) == before[0], "the information law knows no such limit"


def test_a_part_may_be_of_another_kind_by_itself(
    session: Session, whole: Appeal, operator: Actor, now: datetime
) -> None:
    part = whole.parts[0]
    handling.reclassify(session, part.number, part.version, kind=Kind.INQUIRY, by=operator, now=now)
    assert part.due_on < whole.due_on == whole.parts[1].due_on


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (PARTS[:1], "parts"),
        ([], "parts"),
        ([PartDraft(str(place), "Mətn.", NETWORK) for place in range(7)], "parts"),
        ([PARTS[0], PartDraft("2", "", EGOV)], "parts.2.text"),
        ([PARTS[0], PartDraft("2", "Mətn.")], "parts.2.unit"),
        ([PARTS[0], PartDraft("2", "Mətn.", NETWORK)], "parts.2.unit"),
        ([PARTS[0], PartDraft("4", "Mətn.", "olmayan bölmə")], "parts.4.unit"),
        ([PARTS[0], PartDraft("2", "Mətn.", "labour-employment")], "parts.2.unit"),
        ([PARTS[0], PartDraft("2", "Mətn.", EGOV, competence="olmayan-kart")], "parts.2.unit"),
    ],
)
def test_a_division_that_cannot_be_is_refused_in_one_sentence_and_leaves_nothing(
    session: Session,
    log: Callable[..., Appeal],
    operator: Actor,
    now: datetime,
    parts: list[PartDraft],
    field: str,
) -> None:
    appeal = log()
    before = count_of_events(session)
    with pytest.raises(InvalidInput) as refused:
        splitting.split(session, appeal.number, 1, parts=parts, by=operator, now=now)
    assert list(refused.value.fields) == [field]
    assert (count_of_events(session), appeal.state, appeal.parts) == (before, State.REGISTERED, [])


@clause("002:4.0.09")
def test_neither_a_retired_nor_an_accused_unit_gets_a_part(
    session: Session, log: Callable[..., Appeal], operator: Actor, now: datetime
) -> None:
    directory.unit_named(session, SOFTWARE).retired_at = now
    appeal = log(about_unit=NETWORK)
    parts = [PARTS[0], PARTS[1], PartDraft("3", "Proqram işləmir.", SOFTWARE)]
    with pytest.raises(InvalidInput) as refused:
        splitting.split(session, appeal.number, 1, parts=parts, by=operator, now=now)
    assert list(refused.value.fields) == ["parts.1.unit", "parts.3.unit"]


def test_two_operators_do_not_divide_an_appeal_twice(
    session: Session, whole: Appeal, operator: Actor, now: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        splitting.split(session, whole.number, 1, parts=PARTS, by=operator, now=now)
    assert refused.value.code == "stale"
    assert len(whole.parts) == 2


def test_the_whole_waits_for_its_parts(
    session: Session, whole: Appeal, operator: Actor, now: datetime
) -> None:
    for act, given in (
        (answering.answer_on_line, {"text": "Cavab.", "outcome": Outcome.EXPLAINED}),
        (answering.close, {"outcome": Outcome.EXPLAINED}),
        (handling.route, {"unit": NETWORK}),
        (forwarding.forward, {"body": "labour", "letter": "1"}),
        (splitting.split, {"parts": PARTS}),
    ):
        with pytest.raises(Refused), session.begin_nested():
            act(session, whole.number, whole.version, by=operator, now=now, **given)
        session.refresh(whole)
    answer_as_unit(session, whole.parts[0], now=now)
    with pytest.raises(Refused) as refused:
        joining.join(
            session,
            whole.number,
            whole.version,
            text="Cavab.",
            outcome=Outcome.EXPLAINED,
            by=operator,
            now=now,
        )
    assert refused.value.code == "parts-not-ready"
    assert whole.parts[1].number in str(refused.value.sentence)


def test_a_part_is_never_answered_to_the_applicant_by_itself(
    session: Session, whole: Appeal, operator: Actor, now: datetime
) -> None:
    part = whole.parts[0]
    answer_as_unit(session, part, now=now)
    with pytest.raises(Refused) as refused, session.begin_nested():
        factories.tell(session, part, by=operator, now=now)
    assert refused.value.code == "part-of-a-whole"
    assert whole.number in str(refused.value.sentence)
    with pytest.raises(Refused), session.begin_nested():
        splitting.split(session, part.number, part.version, parts=PARTS, by=operator, now=now)


def test_a_part_that_is_not_the_units_comes_back_to_the_operators_desk(
    session: Session, whole: Appeal, operator: Actor, head: Actor, now: datetime
) -> None:
    part = whole.parts[0]
    handling.send_back(
        session, part.number, part.version, reason="Bizə aid deyil.", clause="003:6.2.8", by=head, now=now
    )
    assert part in operators_desk.on_operators_desk(session, operator)["returned"]
    handling.route(session, part.number, part.version, unit=SOFTWARE, by=operator, now=now)
    assert part.state is State.ROUTED


@clause("002:3.0.3", "002:4.0.09")
def test_the_joint_answer_is_approved_by_another_and_ends_every_part(
    session: Session, whole: Appeal, operator: Actor, chief: Actor, now: datetime
) -> None:
    first, second = whole.parts
    answer_as_unit(session, first, now=now)
    handling.send_back(
        session,
        second.number,
        second.version,
        reason="Başqa qurumundur.",
        clause="003:6.2.8",
        by=factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV),
        now=now,
    )
    forwarding.forward(
        session, second.number, second.version, body="labour", letter="4-12/7", by=operator, now=now
    )
    assert whole in operators_desk.on_operators_desk(session, operator)["to_join"]
    text, outcome = joining.proposed(session, whole)
    assert first.unit is not None
    assert f"1. {first.unit.name} cavabı." in text
    assert "4-12/7" in text
    assert outcome is Outcome.PARTLY_SATISFIED

    joining.join(session, whole.number, whole.version, text=text, outcome=outcome, by=operator, now=now)
    told = session.scalars(select(Notice).where(Notice.appeal_id == whole.id)).all()
    assert [notice.user_id for notice in told] == [chief.user_id]
    with pytest.raises(NotAllowed):
        answering.approve(session, whole.number, whole.version, by=operator, now=now)
    answering.approve(session, whole.number, whole.version, by=chief, now=now)
    factories.tell(session, whole, by=operator, now=now)
    assert (first.state, first.answered_at, first.answer and first.answer.delivery) == (
        State.DELIVERED,
        now,
        Delivery.PHONE,
    )
    answering.close(
        session, whole.number, whole.version, outcome=Outcome.PARTLY_SATISFIED, by=operator, now=now
    )
    assert [(part.state, part.outcome) for part in whole.parts] == [
        (State.CLOSED, Outcome.SATISFIED),
        (State.CLOSED, Outcome.FORWARDED),
    ]
    assert [event.action for event in first.events][-2:] == [Action.INCLUDE, Action.CLOSE]
    assert whole.version == len(whole.events)


@clause("002:3.0.3")
def test_what_a_part_is_refused_is_explained_whatever_the_whole_is_called(
    session: Session, whole: Appeal, operator: Actor, now: datetime
) -> None:
    answer_as_unit(session, whole.parts[0], now=now, outcome=Outcome.EXPLAINED)
    answer_as_unit(
        session, whole.parts[1], now=now, outcome=Outcome.REFUSED, reasons="Sənəd yoxdur.", adds_route=True
    )
    given: dict[str, Any] = {"outcome": Outcome.EXPLAINED, "by": operator, "now": now}
    with pytest.raises(InvalidInput) as refused:
        joining.join(session, whole.number, whole.version, text="Hər şey izah edildi.", **given)
    assert list(refused.value.fields) == ["text"]
    text, outcome = joining.proposed(session, whole)
    assert (outcome, answer_rules.says_route(text), "Sənəd yoxdur." in text) == (
        Outcome.EXPLAINED,
        True,
        True,
    )
    joining.join(session, whole.number, whole.version, text=text, **given)


def test_a_joint_answer_given_back_is_written_anew_from_the_parts(
    session: Session, whole: Appeal, operator: Actor, chief: Actor, now: datetime
) -> None:
    for part in whole.parts:
        answer_as_unit(session, part, now=now)
    given: dict[str, Any] = {"outcome": Outcome.SATISFIED, "by": operator, "now": now}
    joining.join(session, whole.number, whole.version, text="Birinci mətn.", **given)
    answering.revise(session, whole.number, whole.version, reason="Qısaldın.", by=chief, now=now)
    assert whole.events[-1].state is State.SPLIT
    joining.join(session, whole.number, whole.version, text="İkinci mətn.", **given)
    apparatus = factories.make_actor(session, Role.UNIT_HEAD, unit=APPARATUS)
    assert whole in queries.inbox(session, apparatus)
    answering.approve(session, whole.number, whole.version, by=apparatus, now=now)
    assert whole.state is State.APPROVED


def test_who_wrote_the_joint_answer_does_not_approve_it(
    session: Session, whole: Appeal, chief: Actor, now: datetime
) -> None:
    for part in whole.parts:
        answer_as_unit(session, part, now=now)
    joining.join(
        session,
        whole.number,
        whole.version,
        text="Cavab.",
        outcome=Outcome.SATISFIED,
        by=chief,
        now=now,
    )
    with pytest.raises(NotAllowed) as refused:
        answering.approve(session, whole.number, whole.version, by=chief, now=now)
    assert refused.value.code == "own-text"
    other = factories.make_actor(session, Role.UNIT_HEAD, unit=NETWORK)
    with pytest.raises(Refused):
        answering.approve(session, whole.number, whole.version, by=other, now=now)


@clause("002:3.0.4")
def test_an_appeal_of_several_parts_is_one_appeal_in_lists_and_figures(
    session: Session, whole: Appeal, operator: Actor, head: Actor, now: datetime
) -> None:
    day = baku_date(now)
    period = Period(PeriodKind.CUSTOM, day, day)
    assert Figures(session).totals(period)["received"] == 1
    assert Figures(session).totals(period)["open"] == 1
    assert Figures(session).group("by_channel", "received", [period]) == {"phone": [1]}
    listed = queries.appeals(session, operator, Filter(), now=now).rows
    assert list(listed) == [whole]
    assert whole.caller is not None
    assert list(queries.of_caller(session, operator, whole.caller)) == [whole]
    assert whole.parts[0] in queries.inbox(session, head)
    assert queries.appeal_numbered(session, operator, whole.parts[0].number) is whole.parts[0]
