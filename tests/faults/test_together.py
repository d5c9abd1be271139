"""Several at once: the same submission many times over, and numbers handed out side by side."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, func, select

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import handling, marking, merging, referring
from callcenter.appeals.likeness_models import LikenessMark
from callcenter.appeals.models import Appeal, AppealEvent, Submission
from callcenter.appeals.vocabulary import Action
from callcenter.callers.models import Caller
from callcenter.channels import edms
from callcenter.core.db import Database
from callcenter.core.errors import Refused, Stale
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.usecases.exchange_folder import answer, refer


def test_sixty_submissions_under_ten_keys_make_ten_appeals(
    shared_database: Database, knowledge: Knowledge, sealer: Sealer, now: datetime
) -> None:
    with shared_database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)

    def submit(turn: int) -> str:
        with shared_database.transaction() as session:
            return factories.log(
                session, operator, knowledge=knowledge, sealer=sealer, now=now, key=f"key:{turn % 10}"
            ).number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(submit, range(60)))

    assert len(set(numbers)) == 10
    assert sorted(set(numbers)) == [f"M-2026-{place:06d}" for place in range(1, 11)]
    with shared_database.reading() as session:
        counted = {
            table: session.scalar(select(func.count()).select_from(table))
            for table in (Appeal, AppealEvent, Submission)
        }
        assert set(counted.values()) == {10}
        assert (session.scalar(select(func.count()).select_from(Caller)) or 0) <= 8


def test_of_two_heads_who_accept_at_once_one_is_told_what_changed(
    shared_database: Database, knowledge: Knowledge, sealer: Sealer, now: datetime
) -> None:
    with shared_database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        heads = [factories.make_actor(session, Role.UNIT_HEAD, unit=factories.NETWORK) for _ in range(2)]
        appeal = factories.log(session, operator, knowledge=knowledge, sealer=sealer, now=now)
        handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now)

    def accept(head: Actor) -> str:
        try:
            with shared_database.transaction() as session:
                handling.accept(session, appeal.number, 2, by=head, now=now)
        except Stale:
            return "stale"
        return "accepted"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(accept, heads)) == ["accepted", "stale"]
    with shared_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AppealEvent)) == 3


def test_of_two_who_merge_the_same_two_crosswise_the_one_who_may_is_not_held_up(
    shared_database: Database, knowledge: Knowledge, sealer: Sealer, now: datetime
) -> None:
    with shared_database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        pairs = [
            [
                factories.log(session, operator, knowledge=knowledge, sealer=sealer, now=now).number
                for _ in range(2)
            ]
            for _ in range(8)
        ]

    def merge(pair: tuple[str, str]) -> str:
        try:
            with shared_database.transaction() as session:
                merging.merge(session, pair[0], 1, into=pair[1], by=operator, now=now)
        except Refused as refusal:
            return refusal.code
        return "merged"

    for earlier, later in pairs:
        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(merge, [(earlier, later), (later, earlier)]))
        assert told[1] == "merged"
        assert told[0] in {"main-is-later", "merged-in-a-chain"}


def test_two_timetables_that_mark_at_once_mark_each_appeal_once(
    shared_database: Database, knowledge: Knowledge, sealer: Sealer, now: datetime
) -> None:
    with shared_database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        for _ in range(12):
            factories.log(session, operator, knowledge=knowledge, sealer=sealer, now=now)
        before = set(session.execute(select(LikenessMark.appeal_id, LikenessMark.mark)))
        session.execute(delete(LikenessMark))

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: marking.sweep(shared_database, now), range(4)))

    assert sum(done) == 12
    with shared_database.reading() as session:
        assert set(session.execute(select(LikenessMark.appeal_id, LikenessMark.mark))) == before


def test_the_same_late_result_that_two_processes_read_at_once_is_one(
    shared_database: Database, knowledge: Knowledge, sealer: Sealer, now: datetime, tmp_path: Path
) -> None:
    with shared_database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        appeal = factories.log(session, operator, knowledge=knowledge, sealer=sealer, now=now)
        referral = refer(session, appeal, operator, now)
        number, version = appeal.number, appeal.version
        referring.report_back(session, number, version, result="Telefonla.", by=Actor(), now=now)
    folders = [tmp_path / str(place) for place in range(8)]
    for folder in folders:
        answer(folder, "1.json", referral, "Yazılı rəy.")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda folder: edms.receive(shared_database, folder, now), folders))

    assert all((folder / "done" / "1.json").exists() for folder in folders)
    with shared_database.reading() as session:
        reported = select(AppealEvent.reason).where(AppealEvent.action == Action.REPORT_BACK)
        assert session.scalars(reported.order_by(AppealEvent.id)).all() == ["Telefonla.", "Yazılı rəy."]
