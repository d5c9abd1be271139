"""Turning to the Head of the Apparatus through the document exchange, and the result that comes back."""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import consulting, escalation, queries, referral_queries, referring
from callcenter.appeals.models import Appeal
from callcenter.appeals.notice_models import Notice
from callcenter.appeals.referral_models import Referral
from callcenter.appeals.vocabulary import Action, Kind, State
from callcenter.channels import edms
from callcenter.core.db import Database
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.outbox import OutboxMessage, Way
from callcenter.directory.actors import Actor
from callcenter.settings import Settings
from callcenter.upkeep import doctor
from tests import factories
from tests.clauses import clause
from tests.conftest import SETTINGS

Log = Callable[..., Appeal]
SPEAKS_OF_PEOPLE = "Sektor cavab vermir. Mənə 050 212 44 87 nömrəsinə zəng edin."


@pytest.fixture
def apparatus(session: Session) -> Actor:
    return factories.make_actor(session, Role.UNIT_HEAD, unit=factories.APPARATUS)


def refer(session: Session, appeal: Appeal, by: Actor, now: datetime, **more: bool) -> Referral:
    note = referring.draft_note(appeal)
    referring.refer(session, appeal.number, appeal.version, note=note, by=by, now=now, **more)
    found = referral_queries.open_about(session, appeal)
    assert found is not None
    return found


def report(
    session: Session, appeal: Appeal, by: Actor, now: datetime, result: str = "Araşdırıldı."
) -> Appeal:
    return referring.report_back(session, appeal.number, appeal.version, result=result, by=by, now=now)


@clause("002:4.0.09")
def test_a_complaint_is_laid_before_the_head_of_the_apparatus_and_stays_where_it_is(
    session: Session, in_work: Appeal, operator: Actor, apparatus: Actor, now: datetime
) -> None:
    holder = in_work.unit_id
    referral = refer(session, in_work, operator, now)
    assert (in_work.state, in_work.unit_id) == (State.IN_WORK, holder)
    message = session.scalars(select(OutboxMessage)).one()
    assert (message.way, message.recipient, message.about) == (Way.EDMS, "head-of-apparatus", in_work.number)
    assert message.message_id == referral.message_id
    assert message.document["appeal"]["number"] == in_work.number
    assert message.document["appeal"]["kind"] == "complaint"
    assert message.document["due"] == in_work.due_on.isoformat()
    assert referral.letter == "A-2026-000001"
    assert in_work.events[-1].action is Action.REFER

    report(session, in_work, apparatus, now, "Avadanlıq alınacaq.")
    assert in_work.state is State.IN_WORK
    assert (referral.result, referral.reported_by_id) == ("Avadanlıq alınacaq.", apparatus.user_id)


@clause("002:4.0.09")
@pytest.mark.parametrize("kind", [Kind.QUESTION, Kind.APPLICATION, Kind.PROPOSAL])
def test_other_kinds_are_not_the_apparatus_heads(
    session: Session, log: Log, operator: Actor, now: datetime, kind: Kind
) -> None:
    with pytest.raises(Refused) as refused:
        refer(session, log(kind=kind), operator, now)
    assert refused.value.code == "wrong-kind"
    assert session.scalars(select(OutboxMessage)).all() == []


def test_an_inquiry_is_one_of_the_two_kinds(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    assert refer(session, log(kind=Kind.INQUIRY), operator, now).letter


@clause("002:4.0.09")
def test_a_complaint_of_the_head_of_the_apparatus_is_not_laid_before_them(
    session: Session, log: Log, operator: Actor, apparatus: Actor, now: datetime
) -> None:
    assert apparatus.staff is not None
    for appeal in (log(about_unit=factories.APPARATUS), log(about_staff=apparatus.staff.full_name)):
        with pytest.raises(Refused) as refused:
            refer(session, appeal, operator, now)
        assert refused.value.code == "conflict-of-interest"


def test_one_letter_at_a_time_and_an_empty_one_never(
    session: Session, log: Log, operator: Actor, apparatus: Actor, now: datetime
) -> None:
    appeal = log()
    with pytest.raises(InvalidInput):
        referring.refer(session, appeal.number, appeal.version, note="", by=operator, now=now)
    refer(session, appeal, operator, now)
    with pytest.raises(Refused) as refused:
        refer(session, appeal, operator, now)
    assert refused.value.code == "already-referred"
    report(session, appeal, apparatus, now)
    assert refer(session, appeal, operator, now).letter == "A-2026-000002"


@clause("002:4.0.09")
def test_the_applicant_is_named_only_where_it_is_needed(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    refer(session, log(text=SPEAKS_OF_PEOPLE), operator, now)
    refer(session, log(text=SPEAKS_OF_PEOPLE, phone="+994 55 111 22 33"), operator, now, with_applicant=True)
    without, named = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    sent = json.dumps([without.document, without.body, without.subject], ensure_ascii=False)
    assert "Aytən" not in sent
    assert "212 44 87" not in sent
    assert named.document["applicant"] == {"name": "Aytən Sınaq", "contact": "+994 55 111 22 33"}


@clause("002:4.0.09")
def test_the_head_of_the_apparatus_sees_what_was_laid_before_them_and_the_referrer_is_told(
    session: Session, in_work: Appeal, operator: Actor, apparatus: Actor, now: datetime
) -> None:
    assert not queries.is_visible(session, apparatus, in_work)
    refer(session, in_work, operator, now)
    assert queries.is_visible(session, apparatus, in_work)
    assert not queries.sees_in_full(apparatus, in_work)
    assert [one.appeal for one in referral_queries.waiting_for(session, apparatus)] == [in_work]
    report(session, in_work, apparatus, now)
    assert referral_queries.waiting_for(session, apparatus) == []
    told = {one.user_id: str(one.sentence) for one in session.scalars(select(Notice))}
    assert "təqdim olunub" in told[apparatus.user_id or 0]
    assert "nəticəsini bildirdi" in told[operator.user_id or 0]


def test_only_the_apparatus_or_the_centres_head_notes_the_result(
    session: Session, in_work: Appeal, operator: Actor, head: Actor, now: datetime
) -> None:
    refer(session, in_work, operator, now)
    for other in (operator, head):
        with pytest.raises(NotAllowed):
            report(session, in_work, other, now)
    report(session, in_work, factories.make_actor(session, Role.CENTRE_HEAD), now)
    with pytest.raises(Refused) as refused:
        report(session, in_work, factories.make_actor(session, Role.CENTRE_HEAD), now)
    assert refused.value.code == "not-referred"


def test_another_units_head_still_sees_nothing(
    session: Session, in_work: Appeal, operator: Actor, now: datetime
) -> None:
    refer(session, in_work, operator, now)
    stranger = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    assert referral_queries.waiting_for(session, stranger) == ()
    with pytest.raises(NotFound):
        report(session, in_work, stranger, now)


def test_a_late_result_is_seen_late(session: Session, log: Log, operator: Actor, now: datetime) -> None:
    appeal = log()
    referral = refer(session, appeal, operator, now)
    assert referral.due_on == appeal.due_on
    assert [one.letter for one in referral_queries.awaited(session, operator)] == [referral.letter]


def test_a_late_appeal_that_waits_for_advice_goes_up_from_the_unit_that_has_it(
    session: Session, in_work: Appeal, head: Actor, executor: Actor, now: datetime
) -> None:
    consulting.consult(
        session,
        in_work.number,
        in_work.version,
        units=[factories.SOFTWARE],
        question="?",
        by=executor,
        now=now,
    )
    above = escalation.goes_next_to(session, [in_work], in_work.due_on + timedelta(days=1))
    assert head.staff is not None
    assert above[in_work.id].id == head.staff.id


# The document exchange


@pytest.fixture
def exchange(session: Session, tmp_path: Path, now: datetime) -> Callable[[], None]:
    """Let the job look into the folder once, in the test's own transaction."""

    def run() -> None:
        session.flush()
        edms.send(session, tmp_path, now)
        edms.receive(_Nested(session), tmp_path, now)  # type: ignore[arg-type]  # the test's one transaction

    return run


class _Nested:
    """The test's session in place of a database: each transaction is a savepoint."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def transaction(self) -> "_Nested":
        self.point = self.session.begin_nested()
        return self

    def __enter__(self) -> Session:
        self.point.__enter__()
        return self.session

    def __exit__(self, *fault: object) -> None:
        self.point.__exit__(*fault)


def reply(folder: Path, name: str, content: object) -> None:
    (folder / "in").mkdir(exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / "in" / name).write_text(text, encoding="utf-8")


@clause("002:4.0.09", "003:3.0.8")
def test_a_letter_leaves_as_one_file_and_its_answer_comes_back(
    session: Session, log: Log, operator: Actor, now: datetime, tmp_path: Path, exchange: Callable[[], None]
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
    tmp_path: Path, exchange: Callable[[], None], caplog: pytest.LogCaptureFixture, content: object
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
    exchange: Callable[[], None],
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
    session: Session, log: Log, operator: Actor, now: datetime, tmp_path: Path, exchange: Callable[[], None]
) -> None:
    key, _ = factories.make_key(session)
    appeal = log(confidential=True, by=Actor(api_key=key))
    referral = refer(session, appeal, factories.make_actor(session, Role.CENTRE_HEAD), now)
    reply(tmp_path, "1.json", {"in_reply_to": referral.message_id, "result": "Araşdırıldı."})
    exchange()
    assert referral.result == "Araşdırıldı."
