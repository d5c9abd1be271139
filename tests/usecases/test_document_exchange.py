"""Letters that leave through the document exchange, what comes back, and what comes too late."""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, merging, referral_queries, stopping
from callcenter.appeals.grounds import Ground
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.referral_models import Referral, Standing
from callcenter.appeals.vocabulary import Action, Channel, Level, State
from callcenter.channels import edms
from callcenter.core.db import Database
from callcenter.core.errors import Refused
from callcenter.core.outbox import OutboxMessage
from callcenter.directory.actors import Actor
from callcenter.settings import Settings
from callcenter.upkeep import doctor
from tests import factories
from tests.clauses import clause
from tests.conftest import SETTINGS
from tests.usecases.exchange_folder import Exchange, answer, look, refer, reply, report

Log = Callable[..., Appeal]


@clause("002:4.0.09", "003:3.0.8")
def test_a_letter_leaves_as_one_file_and_its_answer_comes_back(
    session: Session, log: Log, operator: Actor, now: datetime, tmp_path: Path, exchange: Exchange
) -> None:
    appeal = log()
    referral = refer(session, appeal, operator, now)
    exchange()
    file = tmp_path / f"{referral.message_id}.json"
    sent = json.loads(file.read_text(encoding="utf-8"))
    assert (sent["message_id"], sent["recipient"]) == (referral.message_id, "head-of-apparatus")
    assert sent["note"] == referral.note
    assert [one.name for one in tmp_path.iterdir()] == [file.name]

    file.unlink()
    exchange()
    assert not file.exists(), "what was sent is not sent again"

    reply(tmp_path, "1.json", {"in_reply_to": referral.message_id, "result": "Araşdırıldı, əsaslıdır."})
    exchange()
    assert (referral.result, referral.reported_by_id) == ("Araşdırıldı, əsaslıdır.", None)
    assert appeal.events[-1].action is Action.REPORT_BACK
    assert (tmp_path / "done" / "1.json").exists()

    reply(tmp_path, "1.json", {"in_reply_to": referral.message_id, "result": "Araşdırıldı, əsaslıdır."})
    events = len(appeal.events)
    exchange()
    assert len(appeal.events) == events, "the same answer twice is one"


@pytest.mark.parametrize(
    "content",
    [
        "Aytən 050 212 44 87",
        "[" * 100_000,
        [],
        {"in_reply_to": "x", "result": "y"},
        {"in_reply_to": None},
        {"result": "y"},
    ],
    ids=["no json", "too deep", "a list", "unknown", "empty", "no letter"],
)
def test_a_bad_file_is_put_aside_and_the_log_holds_none_of_its_words(
    tmp_path: Path, exchange: Exchange, caplog: pytest.LogCaptureFixture, content: object
) -> None:
    reply(tmp_path, "Aytən.json", content)
    with caplog.at_level(logging.WARNING):
        exchange()
    assert (tmp_path / "refused" / "Aytən.json").exists()
    assert list((tmp_path / "in").iterdir()) == []
    assert "edms reply refused" in caplog.text
    assert "Aytən" not in caplog.text


@pytest.mark.parametrize("result", [None, "", 5, "\x00"])
def test_an_answer_without_a_readable_result_changes_nothing(
    session: Session,
    log: Log,
    operator: Actor,
    now: datetime,
    tmp_path: Path,
    exchange: Exchange,
    result: object,
) -> None:
    referral = refer(session, log(), operator, now)
    reply(tmp_path, "1.json", {"in_reply_to": referral.message_id, "result": result})
    exchange()
    assert referral.reported_at is None
    assert (tmp_path / "refused" / "1.json").exists()


def test_a_folder_that_cannot_be_written_is_tried_again(
    session: Session, log: Log, operator: Actor, now: datetime, tmp_path: Path
) -> None:
    refer(session, log(), operator, now)
    (occupied := tmp_path / "file").write_text("", encoding="utf-8")
    edms.send(session, occupied / "folder", now)
    message = session.scalars(select(OutboxMessage)).one()
    assert (message.sent_at, message.tries, message.next_try_at) == (None, 1, now + edms.AGAIN_AFTER)
    edms.send(session, tmp_path, now)
    assert message.sent_at is None
    edms.send(session, tmp_path, now + edms.AGAIN_AFTER)
    assert message.sent_at is not None


def test_without_a_folder_the_letters_wait_and_the_doctor_says_so(
    database: Database, session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    refer(session, log(), operator, now)
    later = now + timedelta(days=400)
    edms.exchange(database, SETTINGS, later)
    message = session.scalars(select(OutboxMessage)).one()
    assert message.sent_at is None
    assert edms.waiting(session, later) == 1
    with_folder = Settings(edms_dir="/nowhere", home_body=SETTINGS.home_body)
    for settings, word in ((SETTINGS, "təyin edin"), (with_folder, "icazələrini yoxlayın")):
        said = [str(one) for one in doctor._exchange(session, settings)]
        assert len(said) == 1
        assert word in said[0]


def test_a_confidential_appeal_of_another_system_gets_its_answer_too(
    session: Session, log: Log, operator: Actor, now: datetime, tmp_path: Path, exchange: Exchange
) -> None:
    key, _ = factories.make_key(session)
    appeal = log(confidential=True, by=Actor(api_key=key))
    referral = refer(session, appeal, factories.make_actor(session, Role.CENTRE_HEAD), now)
    reply(tmp_path, "1.json", {"in_reply_to": referral.message_id, "result": "Araşdırıldı."})
    exchange()
    assert referral.result == "Araşdırıldı."


# What comes too late


@pytest.fixture
def overtaken(session: Session, log: Log, operator: Actor, now: datetime) -> Referral:
    """A letter whose appeal was answered before its result came."""
    referral = refer(session, log(), operator, now)
    factories.answer_on_the_line(session, referral.appeal, by=operator, now=now)
    return referral


def told_late(session: Session, appeal: Appeal) -> set[int]:
    notices = session.scalars(select(Notice).where(Notice.appeal_id == appeal.id))
    return {one.user_id for one in notices if "gecikərək" in one.text}


@clause("002:4.0.09", "003:3.0.8")
def test_a_result_that_comes_after_the_answer_is_kept_and_moves_nothing(
    session: Session, log: Log, operator: Actor, now: datetime, tmp_path: Path, exchange: Exchange
) -> None:
    appeal, chief = log(), factories.make_actor(session, Role.CENTRE_HEAD)
    referral = refer(session, appeal, operator, now)
    exchange()
    factories.answer_on_the_line(session, appeal, by=operator, now=now)
    kept = (appeal.state, appeal.unit_id, appeal.outcome, appeal.answered_at, appeal.due_on)
    answer(tmp_path, "1.json", referral, "Əsaslıdır.")
    exchange()
    assert (appeal.state, appeal.unit_id, appeal.outcome, appeal.answered_at, appeal.due_on) == kept
    assert (tmp_path / "done" / "1.json").exists()
    step = appeal.events[-1]
    assert (step.action, step.state, step.at, step.reason) == (
        Action.REPORT_BACK,
        State.CLOSED,
        now,
        "Əsaslıdır.",
    )
    assert step.details == {"referred_as": referral.letter, "late": True}
    assert (referral.result, referral.standing) == ("Əsaslıdır.", Standing.REPORTED)
    assert told_late(session, appeal) == {operator.user_id, chief.user_id}


def test_the_same_late_file_read_twice_is_one_and_another_result_is_another(
    session: Session, overtaken: Referral, tmp_path: Path, exchange: Exchange
) -> None:
    for place, result in enumerate(("Birinci.", "İkinci.", "Birinci.", "İkinci.", "Birinci.")):
        answer(tmp_path, f"{place}.json", overtaken, result)
        exchange()
    late = [one.reason for one in overtaken.appeal.events if one.details.get("late")]
    assert late == ["Birinci.", "İkinci."]
    assert len(list((tmp_path / "done").iterdir())) == 5
    assert session.scalar(select(func.count(Notice.id)).where(Notice.key.startswith("late-result"))) == 2


def test_a_result_that_comes_after_one_was_noted_by_hand_stands_beside_it(
    session: Session,
    in_work: Appeal,
    operator: Actor,
    head: Actor,
    executor: Actor,
    now: datetime,
    tmp_path: Path,
    exchange: Exchange,
) -> None:
    chief = factories.make_actor(session, Role.CENTRE_HEAD)
    referral = refer(session, in_work, operator, now)
    report(session, in_work, chief, now, "Telefonla bildirildi.")
    version = in_work.version
    answer(tmp_path, "1.json", referral, "Telefonla bildirildi.")
    exchange()
    assert in_work.version == version, "the same is known"
    answer(tmp_path, "2.json", referral, "Yazılı rəy.")
    exchange()
    assert (referral.result, referral.reported_by_id) == ("Telefonla bildirildi.", chief.user_id)
    assert [one.reason for one in referral_queries.late_results(referral)] == ["Yazılı rəy."]
    assert in_work.state is State.IN_WORK
    assert told_late(session, in_work) == {operator.user_id, executor.user_id, chief.user_id}


def test_a_result_that_comes_after_a_unit_answered_is_told_to_who_wrote_the_answer(
    session: Session,
    drafted: Appeal,
    operator: Actor,
    head: Actor,
    executor: Actor,
    now: datetime,
    tmp_path: Path,
    exchange: Exchange,
) -> None:
    chief = factories.make_actor(session, Role.CENTRE_HEAD)
    referral = refer(session, drafted, operator, now)
    answering.approve(session, drafted.number, drafted.version, by=head, now=now)
    factories.tell(session, drafted, by=operator, now=now)
    answer(tmp_path, "1.json", referral, "Araşdırıldı.")
    exchange()
    assert drafted.state in {State.DELIVERED, State.CLOSED}
    assert drafted.unit is not None
    assert told_late(session, drafted) == {operator.user_id, executor.user_id, chief.user_id}


@pytest.mark.parametrize("stop", ["withdraw", "leave"])
def test_a_result_about_an_appeal_that_was_stopped_is_late_and_awaited_no_more_when_it_goes_on(
    session: Session,
    in_work: Appeal,
    operator: Actor,
    now: datetime,
    tmp_path: Path,
    exchange: Exchange,
    stop: str,
) -> None:
    chief = factories.make_actor(session, Role.CENTRE_HEAD)
    referral = refer(session, in_work, operator, now)
    if stop == "withdraw":
        stopping.withdraw(
            session,
            in_work.number,
            in_work.version,
            who="Özü",
            means=Channel.PHONE,
            note="",
            by=operator,
            now=now,
        )
    else:
        stopping.leave(
            session,
            in_work.number,
            in_work.version,
            ground=Ground.TOO_LITTLE,
            reason="Məlumat çatmır.",
            by=chief,
            now=now,
        )
    stopped = in_work.state
    assert referral_queries.awaited(session, chief) == []
    answer(tmp_path, "1.json", referral, "Araşdırıldı.")
    exchange()
    assert (in_work.state, in_work.events[-1].details["late"]) == (stopped, True)
    stopping.resume(session, in_work.number, in_work.version, reason="Davam etsin.", by=chief, now=now)
    assert in_work.state is State.IN_WORK
    assert referral_queries.awaited(session, chief) == []


def test_a_result_about_a_merged_appeal_stays_with_it(
    session: Session,
    log: Log,
    in_work: Appeal,
    operator: Actor,
    now: datetime,
    tmp_path: Path,
    exchange: Exchange,
) -> None:
    same = log()
    referral = refer(session, same, operator, now)
    merging.merge(session, same.number, same.version, into=in_work.number, by=operator, now=now)
    answer(tmp_path, "1.json", referral, "Araşdırıldı.")
    exchange()
    assert (same.state, referral.result) == (State.MERGED, "Araşdırıldı.")
    assert told_late(session, same) == {operator.user_id}


@clause("002:5.4.7")
def test_a_late_result_is_told_to_nobody_for_whom_the_appeal_has_become_too_secret(
    session: Session,
    in_work: Appeal,
    operator: Actor,
    now: datetime,
    tmp_path: Path,
    exchange: Exchange,
) -> None:
    chief = factories.make_actor(session, Role.CENTRE_HEAD)
    other = factories.make_actor(session, Role.OPERATOR)
    referral = refer(session, in_work, other, now)
    exchange()
    factories.set_level(session, in_work, Level.CORRUPTION, by=chief, now=now)
    answer(tmp_path, "1.json", referral, "Araşdırıldı.")
    exchange()
    assert [one.reason for one in referral_queries.late_results(referral)] == ["Araşdırıldı."]
    assert told_late(session, in_work) == {operator.user_id, chief.user_id}


def test_no_words_come_back_into_a_file_that_is_erased(
    overtaken: Referral, now: datetime, tmp_path: Path, exchange: Exchange
) -> None:
    overtaken.appeal.erased_at = now
    answer(tmp_path, "1.json", overtaken, "Araşdırıldı.")
    exchange()
    assert overtaken.result is None
    assert (tmp_path / "refused" / "1.json").exists()


def test_an_answer_that_a_slow_clock_refuses_is_read_again(
    session: Session, log: Log, operator: Actor, now: datetime, tmp_path: Path
) -> None:
    referral = refer(session, log(), operator, now)
    answer(tmp_path, "1.json", referral, "Araşdırıldı.")
    look(session, tmp_path, now - timedelta(hours=1))
    assert referral.result is None
    assert (tmp_path / "in" / "1.json").exists()
    look(session, tmp_path, now)
    assert referral.result == "Araşdırıldı."
    assert (tmp_path / "done" / "1.json").exists()


def test_by_hand_no_result_is_noted_after_the_answer(
    session: Session, overtaken: Referral, now: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        report(session, overtaken.appeal, factories.make_actor(session, Role.CENTRE_HEAD), now)
    assert refused.value.code == "not-referred"
