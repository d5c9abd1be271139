"""A letter that is taken back from the document exchange: nobody waits for its result any more."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeal_commands import life_of, lines_of
from callcenter.appeals import queries, referral_queries, referring
from callcenter.appeals.models import Appeal
from callcenter.appeals.referral_models import Standing
from callcenter.appeals.vocabulary import Action, Level, State
from callcenter.core.errors import InvalidInput, Refused, Stale
from callcenter.core.outbox import OutboxMessage
from callcenter.directory import absences
from callcenter.directory.absences import AbsenceDraft
from callcenter.directory.actors import Actor
from callcenter.directory.vocabulary import AbsenceReason
from callcenter.upkeep import retention
from callcenter.upkeep.personal import ERASED
from tests import factories
from tests.clauses import clause
from tests.usecases.exchange_folder import Exchange, answer, refer, reply, report, take_back
from tests.usecases.looking import told

Log = Callable[..., Appeal]


@clause("002:4.0.09")
def test_a_letter_that_has_not_left_leaves_no_more_and_the_appeal_stays_where_it_is(
    session: Session,
    in_work: Appeal,
    operator: Actor,
    apparatus: Actor,
    now: datetime,
    tmp_path: Path,
    exchange: Exchange,
) -> None:
    before = (in_work.state, in_work.unit_id, in_work.executor_id, in_work.due_on)
    referral = refer(session, in_work, operator, now)
    take_back(session, in_work, operator, now)
    assert (in_work.state, in_work.unit_id, in_work.executor_id, in_work.due_on) == before
    assert (referral.standing, referral.reported_by_id) == (Standing.TAKEN_BACK, operator.user_id)
    step = in_work.events[-1]
    assert (step.action, step.state, step.reason) == (Action.NOTE, State.IN_WORK, "Artıq lazım deyil.")
    assert step.details == {"referred_as": referral.letter, "taken_back": True}
    exchange()
    assert list(tmp_path.iterdir()) == []
    assert session.scalars(select(OutboxMessage)).all() == []


def test_nobody_waits_for_its_result_and_another_letter_may_be_sent(
    session: Session, in_work: Appeal, operator: Actor, executor: Actor, apparatus: Actor, now: datetime
) -> None:
    refer(session, in_work, operator, now)
    take_back(session, in_work, factories.make_actor(session, Role.CENTRE_HEAD), now)
    assert referral_queries.awaited(session, operator) == []
    assert referral_queries.waiting_for(session, apparatus) == []
    assert not queries.is_visible(session, apparatus, in_work)
    for waited in (operator, executor, apparatus):
        assert "geri götürüldü" in told(session, waited)[-1]
    with pytest.raises(Refused) as refused:
        report(session, in_work, factories.make_actor(session, Role.CENTRE_HEAD), now)
    assert refused.value.code == "not-referred"
    assert refer(session, in_work, operator, now).letter == "A-2026-000002"
    assert queries.is_visible(session, apparatus, in_work)


def test_who_stands_in_for_the_executor_hears_of_it_too(
    session: Session, in_work: Appeal, operator: Actor, executor: Actor, now: datetime
) -> None:
    colleague = factories.make_actor(session, Role.UNIT_STAFF, unit=factories.NETWORK)
    today = now.date()
    leave = AbsenceDraft(
        factories.staff_id(executor), today, today, AbsenceReason.LEAVE, factories.staff_id(colleague)
    )
    absences.enter(session, leave, by=factories.make_actor(session, Role.ADMINISTRATOR), now=now)
    refer(session, in_work, operator, now)
    take_back(session, in_work, operator, now)
    for one in (executor, colleague):
        assert [said for said in told(session, one) if "geri götürüldü" in said]


@clause("003:3.0.8")
def test_after_a_letter_that_has_left_goes_another_that_takes_it_back(
    session: Session, log: Log, operator: Actor, now: datetime, tmp_path: Path, exchange: Exchange
) -> None:
    appeal = log()
    referral = refer(session, appeal, operator, now, with_applicant=True)
    exchange()
    letter = tmp_path / f"{referral.message_id}.json"
    assert letter.exists()
    take_back(session, appeal, operator, now, reason="Aytən xanım özü istədi.")
    exchange()
    assert not letter.exists()
    (file,) = tmp_path.iterdir()
    sent = json.loads(file.read_text(encoding="utf-8"))
    assert (sent["takes_back"], sent["letter"]) == (referral.message_id, referral.letter)
    assert sent["recipient"] == "head-of-apparatus"
    assert "geri götürülüb" in sent["note"]
    assert "Aytən" not in file.read_text(encoding="utf-8")


def test_a_letter_that_the_exchange_has_fetched_is_taken_back_all_the_same(
    session: Session, log: Log, operator: Actor, now: datetime, tmp_path: Path, exchange: Exchange
) -> None:
    appeal = log()
    referral = refer(session, appeal, operator, now)
    exchange()
    (tmp_path / f"{referral.message_id}.json").unlink()
    take_back(session, appeal, operator, now)
    exchange()
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))["takes_back"] == referral.message_id


def test_only_what_is_open_is_taken_back_with_a_reason_and_by_who_read_it(
    session: Session, log: Log, operator: Actor, apparatus: Actor, now: datetime
) -> None:
    appeal = log()
    with pytest.raises(Refused) as refused:
        take_back(session, appeal, operator, now)
    assert refused.value.code == "not-referred"
    refer(session, appeal, operator, now)
    with pytest.raises(InvalidInput) as wrong:
        take_back(session, appeal, operator, now, reason="")
    assert set(wrong.value.fields) == {"reason"}
    with pytest.raises(Stale):
        referring.take_back(session, appeal.number, 1, reason="Səhvdir.", by=operator, now=now)
    report(session, appeal, apparatus, now)
    with pytest.raises(Refused) as refused:
        take_back(session, appeal, operator, now)
    assert refused.value.code == "not-referred"


def test_the_letter_of_an_answered_appeal_is_taken_back_and_the_appeal_stays_closed(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    referral = refer(session, appeal, operator, now)
    factories.answer_on_the_line(session, appeal, by=operator, now=now)
    assert referral.standing is Standing.UNANSWERED
    take_back(session, appeal, operator, now)
    assert (appeal.state, referral.standing) == (State.CLOSED, Standing.TAKEN_BACK)


@clause("003:3.0.8")
def test_a_letter_that_was_pulled_back_over_there_ends_once(
    session: Session,
    in_work: Appeal,
    operator: Actor,
    now: datetime,
    tmp_path: Path,
    exchange: Exchange,
) -> None:
    referral = refer(session, in_work, operator, now)
    exchange()
    pulled = {"in_reply_to": referral.message_id, "taken_back": "Səhvən göndərilib."}
    for name in ("1.json", "2.json"):
        reply(tmp_path, name, pulled)
        exchange()
        assert (tmp_path / "done" / name).exists()
    assert (referral.standing, referral.reported_by_id) == (Standing.TAKEN_BACK, None)
    notes = [one for one in in_work.events if one.action is Action.NOTE]
    assert [one.reason for one in notes] == ["Səhvən göndərilib."]
    assert in_work.state is State.IN_WORK
    assert "geri götürüldü" in told(session, operator)[-1]


@pytest.mark.parametrize("reason", [None, "", True, "\x00"])
def test_a_pulling_back_without_a_readable_reason_changes_nothing(
    session: Session,
    log: Log,
    operator: Actor,
    now: datetime,
    tmp_path: Path,
    exchange: Exchange,
    reason: object,
) -> None:
    referral = refer(session, log(), operator, now)
    reply(tmp_path, "1.json", {"in_reply_to": referral.message_id, "taken_back": reason})
    exchange()
    assert referral.standing is Standing.AWAITED
    assert (tmp_path / "refused" / "1.json").exists()


def test_a_result_on_a_letter_that_was_taken_back_is_kept_as_a_late_one(
    session: Session,
    in_work: Appeal,
    operator: Actor,
    apparatus: Actor,
    now: datetime,
    tmp_path: Path,
    exchange: Exchange,
) -> None:
    referral = refer(session, in_work, operator, now)
    exchange()
    take_back(session, in_work, operator, now)
    answer(tmp_path, "1.json", referral, "Artıq araşdırılıb.")
    exchange()
    assert referral.standing is Standing.TAKEN_BACK
    assert [one.reason for one in referral_queries.late_results(referral)] == ["Artıq araşdırılıb."]
    assert (tmp_path / "done" / "1.json").exists()
    assert not queries.is_visible(session, apparatus, in_work)


@clause("002:5.4.7")
@pytest.mark.parametrize("left", [False, True])
def test_the_letter_about_what_turns_out_to_be_a_report_of_corruption_is_taken_back(
    session: Session,
    log: Log,
    operator: Actor,
    apparatus: Actor,
    now: datetime,
    tmp_path: Path,
    exchange: Exchange,
    left: bool,
) -> None:
    appeal, chief = log(), factories.make_actor(session, Role.CENTRE_HEAD)
    referral = refer(session, appeal, operator, now)
    if left:
        exchange()
    factories.set_level(session, appeal, Level.CORRUPTION, reason="Rüşvət istənilib.", by=chief, now=now)
    exchange()
    assert referral.standing is Standing.TAKEN_BACK
    assert referral_queries.awaited(session, chief) == []
    assert not (tmp_path / f"{referral.message_id}.json").exists()
    files = [one.read_text(encoding="utf-8") for one in tmp_path.iterdir()]
    assert len(files) == left
    assert "Rüşvət" not in "".join(files)
    assert not [said for said in told(session, apparatus) if "geri götürüldü" in said]


@clause("002:4.0.09")
def test_the_letter_is_taken_back_when_the_appeal_turns_out_to_complain_of_its_reader(
    session: Session, in_work: Appeal, operator: Actor, apparatus: Actor, now: datetime
) -> None:
    referral = refer(session, in_work, operator, now)
    before = told(session, apparatus)
    factories.accuse(session, in_work, unit=factories.APPARATUS, by=operator, now=now)
    assert referral.standing is Standing.TAKEN_BACK
    assert session.scalars(select(OutboxMessage)).all() == []
    assert told(session, apparatus) == before, "the accused hear nothing"


def test_a_letter_stays_with_its_reader_when_others_are_complained_of(
    session: Session, in_work: Appeal, operator: Actor, now: datetime
) -> None:
    referral = refer(session, in_work, operator, now)
    factories.accuse(session, in_work, unit=factories.SOFTWARE, by=operator, now=now)
    assert referral.standing is Standing.AWAITED


def test_what_was_taken_back_is_still_no_result_when_its_file_is_erased(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    referral = refer(session, appeal, operator, now)
    take_back(session, appeal, operator, now)
    retention._erase(session, appeal.id, appeal.number, now)
    session.expire_all()
    assert referral.standing is Standing.TAKEN_BACK
    assert referral.note == ERASED


def test_the_printed_life_says_which_letter_was_taken_back(
    session: Session, in_work: Appeal, operator: Actor, apparatus: Actor, now: datetime
) -> None:
    referral = refer(session, in_work, operator, now)
    take_back(session, in_work, operator, now)
    printed = lines_of(life_of(session, in_work))
    assert [one.strip() for one in printed if "geri götürüldü" in one] == [
        f"{referral.letter}: təqdimat geri götürüldü"
    ]
