"""Two people who take the same statute in at once: one wording comes into force, and the other person is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.core.db import Database
from callcenter.core.errors import Refused
from knowledge_base import drafting, importing
from knowledge_base.models import StatuteVersion
from knowledge_base.statutes.parsing import parse
from tests import factories
from tests.short_statutes import text_of

WORDINGS = tuple(text_of(f"3.0.2. nəticələri {when} elan etmək.") for when in ("hər ay", "hər il"))


def at_once(acts: list[Callable[[], str]]) -> list[str]:
    """Do all of them at the same time."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(lambda act: act(), acts))


def in_force(database: Database) -> list[bool]:
    with database.reading() as session:
        return sorted(one.in_force for one in session.scalars(select(StatuteVersion)))


def test_of_two_imports_of_one_new_statute_the_second_changes_nothing(
    shared_database: Database, now: datetime
) -> None:
    begun = Barrier(2)

    def take_in() -> str:
        statute = parse(WORDINGS[0], code="900")
        begun.wait()
        with shared_database.transaction() as session:
            return str(importing.import_statute(session, statute, now=now).told)

    told = at_once([take_in, take_in])
    assert told == ["Dəyişiklik yoxdur.", "Yeni bənd: 4, çıxarılan: 0, dəyişən: 0, başqa nömrəyə keçən: 0."]
    assert in_force(shared_database) == [True]


def test_of_two_drafts_of_one_new_statute_confirmed_at_once_one_is_refused(
    shared_database: Database, now: datetime
) -> None:
    begun = Barrier(2)
    with shared_database.transaction() as session:
        author, second = (factories.make_user(session, Role.KNOWLEDGE_EDITOR) for _ in range(2))
        waiting = [
            drafting.take_in(
                session, parse(text, code="900"), file_name="900.txt", body_code=None, by=author, now=now
            ).id
            for text in WORDINGS
        ]

    def confirm(draft_id: int) -> str:
        begun.wait()
        try:
            with shared_database.transaction() as session:
                by = session.merge(second, load=False)
                draft = drafting.confirm(session, draft_id, against=None, by=by, now=now)
                importing.import_statute(session, drafting.text_of(draft), now=now)
        except Refused as refused:
            return refused.code
        return "confirmed"

    assert at_once([lambda one=one: confirm(one) for one in waiting]) == [  # type: ignore[misc]  # the default binds
        "confirmed",
        "other-version-meanwhile",
    ]
    assert in_force(shared_database) == [True]
