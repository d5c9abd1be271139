"""Logging an appeal: one appeal a form, the caller known again, the deadline from the kind."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.appeals.intake import OtherBody
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Kind, Regime, State
from callcenter.callers.identification import CallerDraft
from callcenter.callers.models import Caller
from callcenter.callers.upkeep import keep_caller
from callcenter.core.errors import NotFound
from callcenter.core.sealing import Sealer
from tests import factories
from tests.clauses import clause

Log = Callable[..., Appeal]


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


@clause("001:5.12.3", "001:5.12.1", "001:5.8.15", "001:5.9.9")
def test_an_appeal_gets_the_next_number_of_the_year(log: Log) -> None:
    first, second = log(), log()
    assert first.number.startswith("M-2026-")
    assert int(second.number[-6:]) == int(first.number[-6:]) + 1


@clause("002:2.0.2")
def test_an_appeal_begins_with_one_event_that_says_who_and_when(log: Log, now: datetime) -> None:
    (event,) = log().events
    assert (event.action, event.at, event.version) == (Action.LOG, now, 1)
    assert event.user_id is not None


def test_an_appeal_keeps_what_was_suggested_at_intake(log: Log) -> None:
    appeal = log()
    assert appeal.suggestions[0].unit.code == factories.NETWORK
    assert appeal.suggestions[0].clauses
    assert any(match["word"] for match in appeal.suggestions[0].matched)


@pytest.mark.parametrize(
    ("kind", "regime", "due"),
    [
        (Kind.INQUIRY, Regime.INFORMATION, date(2026, 10, 22)),
        (Kind.QUESTION, Regime.CONSULTATION, date(2026, 11, 3)),
        (Kind.COMPLAINT, Regime.APPEALS, date(2026, 11, 3)),
    ],
)
@clause("002:1.1", "002:5.4.6", "001:3.1.19", "001:5.10.8", "003:3.0.16", "003:5.5.7")
def test_the_due_date_follows_from_the_kind(log: Log, kind: Kind, regime: Regime, due: date) -> None:
    appeal = log(kind=kind)
    assert (appeal.regime, appeal.due_on) == (regime, due)


def test_a_kind_that_nobody_confirmed_runs_on_the_shorter_deadline(log: Log) -> None:
    appeal = log(kind=None, text="Nazirliyin interneti niyə belə zəifdir, səbəbini bildirə bilərsiniz?")
    assert not appeal.kind_confirmed
    assert {appeal.kind, appeal.second_kind} == {Kind.INQUIRY, Kind.QUESTION}
    assert appeal.due_on == date(2026, 10, 22)


def test_the_same_key_makes_one_appeal(session: Session, log: Log) -> None:
    first, again = log(key="form:1"), log(key="form:1")
    assert first is again
    assert count(session, Appeal) == 1


def test_the_same_key_with_another_text_is_refused(session: Session, log: Log) -> None:
    log(key="form:1")
    with pytest.raises(OtherBody) as refused:
        log(key="form:1", text="Tamam başqa məsələ: saytda elan yenilənmir.")
    assert refused.value.status == 422
    assert count(session, Appeal) == 1


def test_a_caller_is_known_again_by_number_in_any_format(session: Session, log: Log) -> None:
    first = log(phone="+994 50 212 44 87")
    second = log(phone="0502124487", text="Printer də işləmir, baxmağınızı xahiş edirəm.")
    assert first.caller_id == second.caller_id
    assert count(session, Caller) == 1


def test_a_wrong_number_is_kept_as_typed_and_refuses_nothing(log: Log) -> None:
    appeal = log(phone="050 əl. 12")
    assert appeal.caller is not None
    assert (appeal.caller.phone_typed, appeal.caller.phone) == ("050 əl. 12", None)


def test_an_appeal_keeps_the_number_it_came_from_though_the_caller_had_another(
    session: Session, log: Log, sealer: Sealer, now: datetime
) -> None:
    draft = CallerDraft(name="Aytən Sınaq", phone="+994 50 212 44 87", email="aytan@example.com")
    known = keep_caller(session, draft, sealer=sealer, now=now)
    again = log(phone="050 212 44 87")
    assert again.caller is known
    assert again.contact == "050 212 44 87"


@clause("003:3.0.9")
def test_a_fin_is_kept_sealed(session: Session, log: Log, sealer: Sealer) -> None:
    caller = keep_caller(session, CallerDraft(fin="5abc1x2"), sealer=sealer, now=log().registered_at)
    assert caller is not None
    assert caller.fin_sealed is not None
    assert "5ABC1X2" not in caller.fin_sealed
    assert sealer.open(caller.fin_sealed) == "5ABC1X2"


def test_saying_the_same_again_is_marked_as_a_repeat(log: Log, now: datetime) -> None:
    first = log()
    again = log(
        now=now + timedelta(days=9), text="nazirlikde internet yene tez tez kesilir sebekeni duzeldin"
    )
    assert again.repeat_of is first


def test_another_matter_of_the_same_caller_is_no_repeat(log: Log) -> None:
    log()
    assert log(text="Biznes qurmaq istəyirəm, hansı sənədlər lazımdır?", kind=Kind.QUESTION).repeat_of is None


def test_an_unknown_unit_complained_of_is_refused_before_anything_is_written(
    session: Session, log: Log
) -> None:
    with pytest.raises(NotFound) as refused:
        log(about_unit="Olmayan şöbə")
    assert refused.value.code == "unknown-unit"
    assert count(session, Appeal) == 0


def test_a_new_appeal_waits_at_the_operators_desk(log: Log) -> None:
    assert log().state is State.REGISTERED
