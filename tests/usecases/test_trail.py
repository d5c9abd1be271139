"""What happened cannot be unsaid: the database refuses, and what is done behind its back is named."""

import importlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import ColumnElement, delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from callcenter.accounts import api_keys, signing_in
from callcenter.accounts import upkeep as accounts
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, events, handling
from callcenter.appeals.models import Answer, Appeal, AppealEvent
from callcenter.appeals.vocabulary import Action, Channel, Kind, Level, Outcome, State
from callcenter.audit import anchoring, queries, verifying
from callcenter.audit.chains import Harm
from callcenter.audit.queries import Wanted
from callcenter.core import trail
from callcenter.core.db import Base
from callcenter.core.errors import NotAllowed
from callcenter.core.numbering import Counter
from callcenter.core.trail import TrailEntry
from callcenter.directory.actors import Actor
from callcenter.upkeep.personal import KEPT_DETAILS
from tests import factories
from tests.clauses import clause
from tests.factories import NETWORK

Log = Callable[..., Appeal]


@pytest.fixture
def rows(session: Session, now: datetime) -> list[TrailEntry]:
    return [trail.record(session, "appeal.read", now=now, user_id=one, about=f"M-{one}") for one in (1, 2, 3)]


def kinds(session: Session) -> list[str]:
    session.flush()
    return [one.what for one in session.query(TrailEntry).order_by(TrailEntry.id)]


def behind_its_back(session: Session, *names: str) -> None:
    """Take triggers away, as somebody with the database's own password could."""
    for name in names:
        table, _, deed = name.rpartition(".")
        on = f" ON {table}" if session.get_bind().dialect.name == "postgresql" else ""
        session.execute(text(f"DROP TRIGGER {table}_no_{deed}{on}"))


def harms(session: Session, *anchors: str) -> list[tuple[str, Harm]]:
    session.flush()
    session.expire_all()
    return [(one.where, one.harm) for one in verifying.verify(session, frozenset(anchors)).breaks]


def take_away(session: Session, appeal_id: int) -> None:
    """Remove an appeal with everything that hangs on it."""
    for table in reversed(Base.metadata.sorted_tables):
        if "appeal_id" in table.c:
            session.execute(table.delete().where(table.c.appeal_id == appeal_id))
    session.execute(delete(Appeal).where(Appeal.id == appeal_id))


@clause("002:5.4.7")
@pytest.mark.parametrize("row", [TrailEntry, AppealEvent])
def test_the_database_lets_nobody_remove_a_row(
    session: Session, rows: list[TrailEntry], routed: Appeal, row: type
) -> None:
    session.flush()
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(delete(row))


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        (TrailEntry, {"what": "x"}),
        (TrailEntry, {"details": {}}),
        (AppealEvent, {"user_id": None}),
        (AppealEvent, {"version": 99}),
        (AppealEvent, {"seal": "x"}),
        (AppealEvent, {"words": "x"}),
    ],
)
def test_the_database_lets_nobody_change_a_row(
    session: Session, rows: list[TrailEntry], routed: Appeal, row: type, changed: dict[str, object]
) -> None:
    session.flush()
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(update(row).values(**changed))


def test_what_acts_leave_is_sound(session: Session, in_work: Appeal, rows: list[TrailEntry]) -> None:
    verdict = verifying.verify(session)
    assert verdict.breaks == []
    assert verdict.head is not None
    assert (verdict.head.hash, verdict.steps) == (rows[-1].hash, in_work.version)


def test_tampering_with_the_trail_is_named(session: Session, rows: list[TrailEntry]) -> None:
    _, second, last = rows
    behind_its_back(session, "trail_entry.update", "trail_entry.delete")
    session.execute(update(TrailEntry).where(TrailEntry.id == second.id).values(user_id=9))
    assert harms(session) == [(str(second.id), Harm.CHANGED)]
    session.execute(delete(TrailEntry).where(TrailEntry.id == second.id))
    assert harms(session) == [(str(last.id), Harm.REMOVED)]


def test_a_cut_off_end_is_named_by_what_was_kept_elsewhere(session: Session, rows: list[TrailEntry]) -> None:
    kept = rows[-1].hash
    behind_its_back(session, "trail_entry.delete")
    session.execute(delete(TrailEntry).where(TrailEntry.id == rows[-1].id))
    session.execute(update(Counter).where(Counter.series == trail.SERIES).values(value=2))
    assert harms(session) == []
    assert harms(session, kept) == [(kept, Harm.CUT)]


@clause("002:5.4.7")
def test_a_cut_off_end_is_missed_because_the_rows_are_counted_elsewhere(
    session: Session, rows: list[TrailEntry], now: datetime
) -> None:
    behind_its_back(session, "trail_entry.delete")
    session.execute(delete(TrailEntry).where(TrailEntry.id == rows[-1].id))
    assert harms(session) == [("2/3", Harm.CUT)]
    session.expire_all()
    trail.record(session, "appeal.read", now=now)
    assert harms(session) == [("3/4", Harm.CUT)]


def test_a_trail_that_was_begun_before_its_rows_were_counted_is_sound(
    session: Session, rows: list[TrailEntry], now: datetime
) -> None:
    session.execute(delete(Counter).where(Counter.series == trail.SERIES))
    assert harms(session) == []
    trail.record(session, "appeal.read", now=now)
    assert session.scalar(select(Counter.value).where(Counter.series == trail.SERIES)) == 4
    assert harms(session) == []


@clause("002:5.4.7")
def test_an_appeal_that_is_not_what_its_steps_say_is_named(session: Session, in_work: Appeal) -> None:
    number = in_work.number
    session.execute(update(Appeal).where(Appeal.id == in_work.id).values(state=State.ROUTED))
    assert harms(session) == [(number, Harm.ALTERED)]
    session.execute(update(Appeal).where(Appeal.id == in_work.id).values(state=State.IN_WORK, text="Başqa"))
    assert harms(session) == [(f"{number}/1", Harm.REWRITTEN)]


@clause("002:5.4.7")
@pytest.mark.parametrize(
    "changed",
    [
        {"level": Level.ORDINARY},
        {"about_unit_id": None},
        {"about_staff_id": None},
        {"kind": Kind.PROPOSAL},
        {"outcome": Outcome.SATISFIED},
        {"registered_at": datetime(2026, 1, 5, 9, tzinfo=UTC)},
        {"due_on": date(2030, 1, 1)},
        {"caller_id": None},
        {"contact": "+994500000000"},
        {"logged_by_id": None},
        {"channel": Channel.LETTER},
        {"language": "ru"},
        {"origin": "Başqa qurum"},
        {"override_unit_id": 1},
        {"clause": "002:3.0.1"},
        {"answered_at": datetime(2026, 1, 5, 9, tzinfo=UTC)},
        {"answered_on_line": False},
        {"closed_at": datetime(2026, 1, 5, 9, tzinfo=UTC)},
        {"internal_due_on": date(2026, 1, 5)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_opens_or_alters_an_appeal_behind_its_back_is_named(
    session: Session, log: Log, now: datetime, changed: dict[str, object]
) -> None:
    chief_of_centre = factories.make_actor(session, Role.CENTRE_HEAD)
    accused = factories.make_actor(session, Role.UNIT_HEAD, unit=NETWORK).staff
    assert accused is not None
    appeal = log(
        text="Şöbə müdiri rüşvət istəyir.",
        about_unit=accused.unit.name,
        about_staff=accused.id,
        level=Level.CORRUPTION,
    )
    factories.answer_on_the_line(session, appeal, by=chief_of_centre, now=now)
    assert harms(session) == []
    session.execute(update(Appeal).where(Appeal.id == appeal.id).values(**changed))
    assert harms(session) == [(appeal.number, Harm.ALTERED)]


@pytest.mark.parametrize("column", ["unit_id", "executor_id"])
def test_an_appeal_that_was_taken_from_its_executor_behind_its_back_is_named(
    session: Session, in_work: Appeal, column: str
) -> None:
    session.execute(update(Appeal).where(Appeal.id == in_work.id).values({column: None}))
    assert harms(session) == [(in_work.number, Harm.ALTERED)]


def test_no_later_step_makes_good_what_was_changed_behind_its_back(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log(level=Level.CONFIDENTIAL)
    session.execute(update(Appeal).where(Appeal.id == appeal.id).values(level=Level.ORDINARY))
    session.refresh(appeal)
    events.record(session, appeal, Action.NOTE, by=operator, now=now, reason="Qeyd")
    assert harms(session) == [(appeal.number, Harm.ALTERED)]


@clause("002:5.4.7")
def test_an_approved_answer_that_was_changed_is_named(
    session: Session, drafted: Appeal, head: Actor, now: datetime
) -> None:
    answering.approve(session, drafted.number, drafted.version, by=head, now=now)
    assert harms(session) == []
    session.execute(update(Answer).where(Answer.appeal_id == drafted.id).values(text="Başqa cavab"))
    assert harms(session) == [(f"{drafted.number}/{drafted.version}", Harm.REWRITTEN)]


@clause("002:5.4.7")
def test_an_appeal_that_was_taken_away_is_named_by_its_number(session: Session, log: Log) -> None:
    taken = log()
    number, appeal_id = taken.number, taken.id
    log(text="İkinci müraciət")
    behind_its_back(session, "appeal_event.delete")
    session.flush()
    session.expunge_all()
    take_away(session, appeal_id)
    assert harms(session) == [(number, Harm.LOST)]


def test_tampering_with_the_steps_of_an_appeal_is_named(session: Session, in_work: Appeal) -> None:
    behind_its_back(session, "appeal_event.update", "appeal_event.delete")
    number = in_work.number

    def at(version: int) -> ColumnElement[bool]:
        return (AppealEvent.appeal_id == in_work.id) & (AppealEvent.version == version)

    session.execute(update(AppealEvent).where(at(2)).values(user_id=None))
    assert harms(session) == [(f"{number}/2", Harm.CHANGED)]
    session.execute(update(AppealEvent).where(at(4)).values(reason="Başqa söz"))
    assert (f"{number}/4", Harm.REWORDED) in harms(session)
    session.execute(delete(AppealEvent).where(at(4)))
    assert (f"{number}/4", Harm.CUT) in harms(session)


def test_words_that_were_erased_as_they_should_be_break_nothing(
    session: Session, in_work: Appeal, now: datetime
) -> None:
    due = events.due_of(session, in_work.events)
    assert events.erase_words(session, in_work, now=now, keep=KEPT_DETAILS) == [1, 4]
    assert all(event.reason is None for event in in_work.events)
    assert harms(session) == []
    assert events.due_of(session, in_work.events) == due


def test_the_migration_seals_as_the_acts_do(session: Session, in_work: Appeal) -> None:
    migration = importlib.import_module("migrations.versions.0020_secrecy")
    session.flush()
    sealed = list(migration._sealed(session.connection(), in_work.id, in_work.id))
    assert [(one["of"], one["w"], one["s"]) for one in sealed] == [
        (event.id, event.words, event.seal) for event in in_work.events
    ]


def test_the_head_of_the_trail_goes_to_the_log_once_a_day(
    session: Session, rows: list[TrailEntry], now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    head = anchoring.anchor_daily(session, now)
    assert head is not None
    assert head.hash in caplog.text
    assert anchoring.anchor_daily(session, now) is None


def test_sign_ins_accounts_and_keys_are_recorded_without_a_name(session: Session, now: datetime) -> None:
    user = accounts.open_account(
        session, "aysel", display_name="Aysel", role=Role.OPERATOR, password="uzun-parol-2026", now=now
    )
    token = signing_in.open_session(session, user, now=now)
    signing_in.note_failure(session, "yazılan ad", address_print="a" * 64, now=now)
    signing_in.sign_out(session, token, now=now)
    signing_in.sign_out(session, token, now=now)
    accounts.disable_account(session, "aysel", now=now, by_id=user.id)
    api_keys.add_key(session, "sayt", ["classify"], now=now)
    api_keys.revoke_key(session, "sayt", now=now)
    assert kinds(session) == [
        *("account.opened", "session.opened", "session.refused", "session.closed", "account.closed"),
        *("key.made", "key.revoked"),
    ]
    said = " ".join(str(one.details) + (one.about or "") for one in session.query(TrailEntry))
    assert "yazılan" not in said
    assert "aysel" not in said


def test_an_override_is_recorded_and_a_refused_one_leaves_nothing(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log(about_unit=NETWORK)
    chief = factories.make_actor(session, Role.CENTRE_HEAD)
    with pytest.raises(NotAllowed):
        handling.route(
            session, appeal.number, 1, unit=NETWORK, by=operator, now=now, override=True, reason="x"
        )
    assert kinds(session) == []
    handling.route(session, appeal.number, 1, unit=NETWORK, by=chief, now=now, override=True, reason="x")
    assert kinds(session) == ["conflict.overridden"]


def test_the_trail_is_narrowed_by_kind_person_number_and_days(
    session: Session, rows: list[TrailEntry], now: datetime
) -> None:
    inspector = factories.make_actor(session, Role.INSPECTOR)
    trail.record(session, "session.opened", now=now, user_id=1)

    def found(**wanted: Any) -> list[int]:
        page = queries.entries(session, inspector, Wanted(**wanted))
        return [one.id for one in page.rows]

    assert len(found()) == 4
    assert found(user_id=1, what="appeal.read") == [rows[0].id]
    assert found(about="m-2") == [rows[1].id]
    assert found(first=now.date(), last=now.date(), what="session.opened")
    assert found(last=now.date().replace(day=1)) == []
    page = queries.entries(session, inspector, Wanted(), size=3)
    more = queries.entries(session, inspector, Wanted(), cursor=page.next_cursor, size=3)
    assert (len(page.rows), [one.id for one in more.rows]) == (3, [rows[0].id])
