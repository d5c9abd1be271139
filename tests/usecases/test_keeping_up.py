"""A process sees what another one taught, within two seconds and without building its index anew on a request."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from sqlalchemy import select, update

from callcenter.accounts.vocabulary import Role
from callcenter.core.db import Database
from knowledge_base import queries, suggesting
from knowledge_base.learning import remembering
from knowledge_base.learning.remembering import Learnt
from knowledge_base.models import Competence, KnowledgeVersion, Synonym
from knowledge_base.suggesting import Knowledge, Library
from tests import factories
from tests.conftest import filled

ODD = "Zurnabalabançılar dəstəsinin növbəti qastrolu üçün tumar lazımdır."


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of these tests alone, on which transactions really commit."""
    url = f"sqlite:///{tmp_path_factory.mktemp('keeping')}/up.db"
    if request.param == "postgres":
        url = request.getfixturevalue("module_postgres_url")
    found = filled(url)
    yield found
    found.dispose()


@pytest.fixture
def read(database: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Knowledge]:
    """Ask the library of another process, which has looked before and looks again at each call."""
    monkeypatch.setattr(suggesting, "LOOK_EVERY", 0.0)
    library = Library(database.engine)

    def knowledge() -> Knowledge:
        with database.reading() as session:
            return library.knowledge(session)

    knowledge()
    return knowledge


def teach(database: Database, number: str, now: datetime) -> int:
    with database.transaction() as session:
        card = queries.competence_coded(session, "software-automated-systems")
        taught = Learnt(number, ODD, card.unit_id, card.id, None)
        one = remembering.remember(session, taught, by_id=None, now=now)
        user = factories.make_user(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
        remembering.confirm(session, taught, by_id=user.id, now=now)
        return one.id


def strike(database: Database, example: int, now: datetime) -> None:
    with database.transaction() as session:
        editor = factories.make_user(session, Role.KNOWLEDGE_EDITOR)
        remembering.strike(session, example, reason="Səhvdir.", by=editor, units=None, now=now)


def wait_for_the_index() -> None:
    """Wait until no thread builds an index any more."""
    for thread in threading.enumerate():
        if thread.name == "index":
            thread.join(timeout=120)


def best(knowledge: Knowledge) -> str:
    return knowledge.suggest(ODD).candidates[0][1].unit_code


def test_what_was_taught_elsewhere_moves_the_suggestions_and_struck_no_more(
    database: Database, read: Callable[[], Knowledge], now: datetime
) -> None:
    before = read().suggest(ODD).candidates[0][0]
    assert best(read()) != factories.SOFTWARE
    example = teach(database, "M-1", now)
    taught = read()
    assert best(taught) == factories.SOFTWARE
    strike(database, example, now)
    assert read().suggest(ODD).candidates[0][0] == before
    assert read().version > taught.version


def test_a_changed_card_and_a_synonym_are_seen(
    database: Database, read: Callable[[], Knowledge], now: datetime
) -> None:
    with database.transaction() as session:
        card = session.scalars(select(Competence).order_by(Competence.id).limit(1)).one()
        card.title = "Zurnabalaban dəstələrinin qastrolu"
        queries.note_change(session)
        code = card.code
    found = read()
    assert found.facts[code].title == "Zurnabalaban dəstələrinin qastrolu"
    assert next(one for one in found.index.cards if one.code == code).title == found.facts[code].title
    with database.transaction() as session:
        session.add(Synonym(said="tumar", meant=["zurnabalaban"], changed_at=now))
        queries.note_lesson(session)
    words = {m.word: m.kind for one, _ in read().suggest("tumar lazımdır").candidates for m in one.matched}
    assert words.get("tumar") == "synonym"


def test_within_the_time_between_two_looks_the_database_is_not_asked(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "LOOK_EVERY", 3600.0)
    library = Library(database.engine)
    with database.reading() as session:
        first = library.knowledge(session)
    teach(database, "M-2", now)
    with database.reading() as session:
        assert library.knowledge(session) is first


def test_what_is_too_much_to_stand_beside_is_built_in_whole_while_the_old_version_serves(
    database: Database, read: Callable[[], Knowledge], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "MOST_BESIDE", 0)
    old = read()
    teach(database, "M-3", now)
    assert read() is old
    wait_for_the_index()
    assert read().version > old.version
    assert best(read()) == factories.SOFTWARE


class Once(threading.Event):
    """Ends at the second look."""

    def wait(self, timeout: float | None = None) -> bool:
        ended = self.is_set()
        self.set()
        return ended


def test_a_process_that_nobody_asks_builds_its_index_anew_all_the_same(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(suggesting, "MOST_BESIDE", 0)
    library = Library(database.engine)
    with database.reading() as session:
        old = library.knowledge(session)
    teach(database, "M-5", now)
    library.keep_up(Once())
    wait_for_the_index()
    monkeypatch.setattr(suggesting, "LOOK_EVERY", 3600.0)
    with database.reading() as session:
        assert library.knowledge(session).version > old.version


def test_a_look_that_fails_is_taken_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(database.engine)
    looks: list[int] = []

    def look(_: object) -> Knowledge:
        looks.append(1)
        raise OSError

    monkeypatch.setattr(library, "knowledge", look)
    library.keep_up(Once())
    assert looks == [1]


def test_what_stood_beside_the_index_is_worked_into_it_after_a_while(
    database: Database, read: Callable[[], Knowledge], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "REBUILD_AFTER", 0.0)
    teach(database, "M-4", now)
    beside = read()
    wait_for_the_index()
    assert read() is not beside
    assert best(read()) == best(beside) == factories.SOFTWARE


def test_a_database_put_back_to_an_earlier_day_is_read_anew(
    database: Database, read: Callable[[], Knowledge]
) -> None:
    number = read().version
    with database.transaction() as session:
        session.execute(update(KnowledgeVersion).values(number=1))
    assert read().version == 1 < number
    with database.transaction() as session:
        session.execute(update(KnowledgeVersion).values(number=number))
