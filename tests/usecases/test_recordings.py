"""Recordings: heard by few and with a trace, copied once, erased when their time is over and nothing holds them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import holding
from callcenter.appeals.models import Appeal
from callcenter.calls import copies, recording_queries, recordings
from callcenter.calls.models import Call, CallAppeal
from callcenter.calls.recording_models import CopyRequest, Recording
from callcenter.calls.recordings import NoSound
from callcenter.calls.sweeping import Swept, sweep_recordings
from callcenter.calls.vocabulary import CopyState
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.sealed_files import Folder
from callcenter.core.sealing import Sealer
from callcenter.core.trail import TrailEntry
from callcenter.directory.actors import Actor
from tests import factories
from tests.clauses import clause
from tests.usecases.call_events import answered

SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x01\x02\x03\x04" * 50_000
HALF_A_YEAR = timedelta(days=190)


@pytest.fixture
def folder(tmp_path: Path, sealer: Sealer) -> Folder:
    return Folder(tmp_path / "recordings", sealer)


@pytest.fixture
def call(session: Session, operator: Actor, now: datetime) -> Call:
    assert operator.user is not None
    return answered(session, now, operator=operator.user.name)


@pytest.fixture
def recorded(session: Session, call: Call, folder: Folder, now: datetime) -> Recording:
    sealed = recordings.receive(folder, call.id, [SOUND[:7], SOUND[7:]])
    return recordings.keep(session, call.id, sealed, now=now)[0]


def traces(session: Session, what: str) -> list[TrailEntry]:
    return list(session.scalars(select(TrailEntry).where(TrailEntry.what == what)))


def test_a_recording_is_kept_once(
    session: Session, recorded: Recording, folder: Folder, now: datetime
) -> None:
    again, new = recordings.keep(
        session, recorded.call_id, recordings.receive(folder, recorded.call_id, [SOUND]), now=now
    )
    assert (again, new) == (recorded, False)
    other = recordings.receive(folder, recorded.call_id, [SOUND + b"more"])
    with pytest.raises(Refused, match="başqa səs yazısı"):
        recordings.keep(session, recorded.call_id, other, now=now)


def test_what_is_no_sound_is_not_kept(folder: Folder) -> None:
    for content in (b"", b"<html>", b"%PDF-1.7" + b"\x00" * 100):
        with pytest.raises(NoSound):
            recordings.receive(folder, 1, [content])
    assert not folder.path.exists()


def test_a_recording_without_end_is_refused_and_leaves_no_file(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "LIMIT", 1000)
    with pytest.raises(Refused) as refusal:
        recordings.receive(folder, 1, [SOUND])
    assert refusal.value.status == 413
    assert list(folder.path.iterdir()) == []


@clause("002:5.4.7")
def test_each_hearing_leaves_a_trace(
    session: Session, recorded: Recording, operator: Actor, now: datetime
) -> None:
    for _ in range(2):
        recordings.hear(session, recorded.call_id, by=operator, now=now)
    heard = traces(session, "recording.heard")
    assert [(one.user_id, one.about) for one in heard] == [(operator.user_id, str(recorded.call_id))] * 2


@clause("002:5.4.7")
def test_an_operator_hears_their_own_calls_and_the_centres_head_all(
    session: Session, recorded: Recording, chief: Actor, now: datetime
) -> None:
    assert recordings.hear(session, recorded.call_id, by=chief, now=now)
    for role in (Role.OPERATOR, Role.LEADERSHIP, Role.UNIT_HEAD, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            recordings.hear(session, recorded.call_id, by=factories.make_actor(session, role), now=now)
    assert len(traces(session, "recording.heard")) == 1


@clause("002:5.4.7")
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CENTRE_HEAD])
def test_whom_the_call_accused_neither_hears_nor_hands_it_over(
    session: Session,
    folder: Folder,
    operator: Actor,
    log: Callable[..., Appeal],
    role: Role,
    now: datetime,
) -> None:
    accused = factories.make_actor(session, role, unit=factories.CALL_CENTRE)
    assert accused.user is not None
    assert accused.staff is not None
    call = answered(session, now, operator=accused.user.name)
    kept, _ = recordings.keep(session, call.id, recordings.receive(folder, call.id, [SOUND]), now=now)
    assert recordings.hear(session, call.id, by=accused, now=now) is kept

    asked = copies.register(session, call.id, name="Aytən Sınaq", identity="Vəsiqə", by=operator, now=now)
    complaint = log(about_staff=accused.staff.full_name)
    session.add(CallAppeal(call_id=call.id, appeal_id=complaint.id))
    session.flush()
    for denied in (
        lambda: recordings.hear(session, call.id, by=accused, now=now),
        lambda: recordings.hold(session, call.id, reason="A", by=accused, now=now),
        lambda: copies.give(session, asked.number, by=accused, now=now),
        lambda: copies.refuse(session, asked.number, reason="A", by=accused, now=now),
    ):
        with pytest.raises(NotFound):
            denied()
    assert recording_queries.requests(session, accused) == []
    assert recording_queries.requests(session, operator) == [asked]
    assert recording_queries.with_file(session, Actor(), call) is kept


@clause("002:5.4.7")
def test_a_copy_is_a_matter_of_its_own_given_once(
    session: Session, recorded: Recording, operator: Actor, chief: Actor, now: datetime
) -> None:
    asked = copies.register(
        session, recorded.call_id, name="Aytən Sınaq", identity="Vəsiqə göstərilib", by=operator, now=now
    )
    assert asked.number == f"S-2026-{int(asked.number[-6:]):06d}"
    assert asked.due_on.isoformat() == "2026-10-20"
    assert copies.give(session, asked.number, by=chief, now=now) is recorded
    assert asked.state is CopyState.GIVEN
    with pytest.raises(Refused, match="yalnız bir dəfə"):
        copies.give(session, asked.number, by=chief, now=now)
    assert len(traces(session, "copy.given")) == 1


def test_three_months_after_the_call_no_copy_is_given(
    session: Session, recorded: Recording, operator: Actor, now: datetime
) -> None:
    with pytest.raises(Refused, match="3 ay ərzində") as refusal:
        copies.register(
            session, recorded.call_id, name="A", identity="B", by=operator, now=now + timedelta(days=93)
        )
    assert refusal.value.code == "copy-too-late"


def test_a_copy_needs_a_name_and_a_check(
    session: Session, recorded: Recording, operator: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        copies.register(session, recorded.call_id, name="", identity="", by=operator, now=now)
    assert set(refusal.value.fields) == {"name", "identity"}


def test_of_a_call_that_was_not_recorded_there_is_no_copy(
    session: Session, call: Call, operator: Actor, now: datetime
) -> None:
    with pytest.raises(Refused, match="yazılmayıb"):
        copies.register(session, call.id, name="A", identity="B", by=operator, now=now)


@clause("002:5.4.7")
def test_a_copy_is_asked_for_and_given_once_a_person(
    session: Session, recorded: Recording, operator: Actor, chief: Actor, now: datetime
) -> None:
    def ask(name: str) -> CopyRequest:
        return copies.register(session, recorded.call_id, name=name, identity="Vəsiqə", by=operator, now=now)

    first = ask("Aytən Sınaq")
    with pytest.raises(Refused) as again:
        ask("AYTƏN SINAQ")
    assert again.value.code == "copy-asked"
    ask("Elçin Sınaq")
    copies.give(session, first.number, by=chief, now=now)
    with pytest.raises(Refused) as once:
        ask("Aytən Sınaq")
    assert once.value.code == "copy-given"
    refused = ask("Rəna Sınaq")
    copies.refuse(session, refused.number, reason="Zəng edən deyil.", by=chief, now=now)
    assert ask("Rəna Sınaq").number != refused.number


def test_a_copy_may_be_refused_with_the_reason(
    session: Session, recorded: Recording, operator: Actor, chief: Actor, now: datetime
) -> None:
    asked = copies.register(session, recorded.call_id, name="A", identity="B", by=operator, now=now)
    with pytest.raises(InvalidInput):
        copies.refuse(session, asked.number, reason="", by=chief, now=now)
    copies.refuse(session, asked.number, reason="Zəng edən deyil.", by=chief, now=now)
    assert asked.state is CopyState.REFUSED


def test_when_its_time_is_over_the_sound_goes_and_the_call_stays(
    session: Session, recorded: Recording, folder: Folder, now: datetime
) -> None:
    later = now + HALF_A_YEAR
    assert sweep_recordings(session, now, folder.path) == Swept()
    assert sweep_recordings(session, later, folder.path, dry_run=True) == Swept(due=1, erased=1)
    assert len(list(folder.path.iterdir())) == 1
    assert sweep_recordings(session, later, folder.path) == Swept(due=1, erased=1)
    assert [recorded.file, recorded.erased_at] == [None, later]
    assert list(folder.path.iterdir()) == []
    assert session.get(Call, recorded.call_id) is not None
    assert sweep_recordings(session, later, folder.path) == Swept()
    assert len(traces(session, "recording.erased")) == 1
    with pytest.raises(NotFound):
        recording_queries.with_file(session, Actor(), recorded.call)


def test_a_sweep_that_broke_off_is_finished_by_the_next(
    session: Session, recorded: Recording, folder: Folder, now: datetime
) -> None:
    for file in folder.path.iterdir():
        file.unlink()
    assert sweep_recordings(session, now + HALF_A_YEAR, folder.path).erased == 1
    assert recorded.file is None


def test_a_decision_holds_a_recording_until_it_is_lifted(
    session: Session, recorded: Recording, folder: Folder, chief: Actor, now: datetime
) -> None:
    later = now + HALF_A_YEAR
    with pytest.raises(InvalidInput):
        recordings.hold(session, recorded.call_id, reason="", by=chief, now=now)
    recordings.hold(session, recorded.call_id, reason="Məhkəmə sorğusu.", by=chief, now=now)
    assert sweep_recordings(session, later, folder.path) == Swept(due=1, held=1)
    recordings.release(session, recorded.call_id, by=chief, now=later)
    assert sweep_recordings(session, later, folder.path).erased == 1
    assert {one.what for one in session.scalars(select(TrailEntry))} >= {
        "recording.held",
        "recording.released",
    }


def test_an_open_request_for_a_copy_holds_it(
    session: Session, recorded: Recording, folder: Folder, operator: Actor, chief: Actor, now: datetime
) -> None:
    asked = copies.register(session, recorded.call_id, name="A", identity="B", by=operator, now=now)
    later = now + HALF_A_YEAR
    assert sweep_recordings(session, later, folder.path) == Swept(due=1, held=1)
    copies.refuse(session, asked.number, reason="Zəng edən deyil.", by=chief, now=later)
    assert sweep_recordings(session, later, folder.path).erased == 1


def test_an_appeal_that_is_not_over_holds_the_recording_of_its_call(
    session: Session,
    recorded: Recording,
    folder: Folder,
    operator: Actor,
    log: Callable[..., Appeal],
    now: datetime,
) -> None:
    appeal = log()
    session.add(CallAppeal(call_id=recorded.call_id, appeal_id=appeal.id))
    later = now + HALF_A_YEAR
    assert sweep_recordings(session, later, folder.path) == Swept(due=1, held=1)
    factories.answer_on_the_line(session, appeal, by=operator, now=later)
    assert sweep_recordings(session, later, folder.path).erased == 1


@clause("001:5.12")
def test_a_held_file_holds_the_recording_of_its_call(
    session: Session,
    recorded: Recording,
    folder: Folder,
    operator: Actor,
    chief: Actor,
    log: Callable[..., Appeal],
    now: datetime,
) -> None:
    appeal = log()
    session.add(CallAppeal(call_id=recorded.call_id, appeal_id=appeal.id))
    factories.answer_on_the_line(session, appeal, by=operator, now=now)
    holding.hold(session, appeal.number, reason="Məhkəmə işi davam edir.", by=chief, now=now)
    later = now + HALF_A_YEAR
    assert sweep_recordings(session, later, folder.path) == Swept(due=1, held=1)
    holding.lift(session, appeal.number, by=chief, now=later)
    assert sweep_recordings(session, later, folder.path).erased == 1


def test_a_file_that_an_upload_left_behind_goes_after_a_day(
    session: Session, recorded: Recording, folder: Folder, now: datetime
) -> None:
    stray = folder.store([SOUND], about="recording:9").name
    assert sweep_recordings(session, datetime.now(now.tzinfo), folder.path).strays == 0
    in_two_days = datetime.now(now.tzinfo) + timedelta(days=2)
    assert sweep_recordings(session, in_two_days, folder.path, dry_run=True).strays == 1
    sweep_recordings(session, in_two_days, folder.path)
    assert {one.name for one in folder.path.iterdir()} == {recorded.file}
    assert stray != recorded.file
