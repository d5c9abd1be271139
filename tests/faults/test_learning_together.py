"""Processes that share one database: what one teaches the others say soon after, and a layer is trained once."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event

import pytest
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.core.db import Database
from knowledge_base import queries as knowledge_base
from knowledge_base.learning import remembering
from knowledge_base.learning.models import LearnedLayer
from knowledge_base.learning.remembering import Learnt
from tests import factories

ODD = "Zurnabalabançılar dəstəsinin qastrolu barədə."
# Two seconds are promised; a busy machine may keep a process from its turn for much longer.
PATIENCE = 60.0

# Another web process: it says which unit it names first, each time it is asked.
WEB = """
import sys
from callcenter.core.db import Database
from knowledge_base.suggesting import Library

database = Database(sys.argv[1])
library = Library(database.engine)
for text in sys.stdin:
    with database.reading() as session:
        named = library.knowledge(session).suggest(text.strip(), limit=1).candidates
    print(named[0][1].unit_code, flush=True)
"""

# Another process of the timetable, for which one lesson is enough.
JOBS = """
import sys
from callcenter import jobs
from callcenter.core import clock
from callcenter.core.db import Database
from knowledge_base.learning import training

training.NEW_EXAMPLES = 1
jobs.train_layer(Database(sys.argv[1]), clock.now())
"""


class Other:
    """Another web process on the database."""

    def __init__(self, url: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", WEB, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, text: str) -> str:
        """Return the unit that it names first."""
        to, back = self._process.stdin, self._process.stdout
        assert to is not None
        assert back is not None
        to.write(f"{text}\n")
        to.flush()
        return back.readline().strip()

    def says(self, unit: str) -> bool:
        """Ask again and again until it names the unit; False when it does not within the time."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.ask(ODD) == unit:
                return True
            # Asked without a pause, it would have no turn left to build its index.
            Event().wait(0.3)
        return False

    def stop(self) -> None:
        """End it."""
        self._process.communicate(timeout=30)


@pytest.fixture
def url(shared_database: Database) -> str:
    """Its address."""
    return shared_database.engine.url.render_as_string(hide_password=False)


@pytest.fixture
def others(url: str) -> Iterator[list[Other]]:
    """Two other web processes, which have answered once."""
    started = [Other(url) for _ in range(2)]
    for one in started:
        one.ask(ODD)
    yield started
    for one in started:
        one.stop()


@pytest.fixture
def teach(shared_database: Database, now: datetime) -> Callable[[], int]:
    """Let an operator and a head teach where the odd text belongs; the example's id."""

    def taught() -> int:
        with shared_database.transaction() as session:
            card = knowledge_base.competence_coded(session, "software-automated-systems")
            learnt = Learnt("M-1", ODD, card.unit_id, card.id, None)
            example = remembering.remember(session, learnt, by_id=None, now=now)
            head = factories.make_user(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
            remembering.confirm(session, learnt, by_id=head.id, now=now)
            return example.id

    return taught


def test_what_one_process_learns_and_unlearns_every_other_one_says(
    shared_database: Database, others: list[Other], teach: Callable[[], int], now: datetime
) -> None:
    before = [one.ask(ODD) for one in others]
    assert factories.SOFTWARE not in before
    example = teach()
    assert all(one.says(factories.SOFTWARE) for one in others)
    with shared_database.transaction() as session:
        editor = factories.make_user(session, Role.KNOWLEDGE_EDITOR)
        remembering.strike(session, example, reason="Səhvdir.", by=editor, units=None, now=now)
    assert all(one.says(unit) for one, unit in zip(others, before, strict=True))


def test_two_timetables_train_one_layer_and_the_web_processes_serve_on(
    shared_database: Database, url: str, others: list[Other], teach: Callable[[], int]
) -> None:
    teach()

    def work(_: int) -> int:
        return subprocess.run([sys.executable, "-c", JOBS, url], check=False, timeout=300).returncode

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, range(2))) == [0, 0]
    with shared_database.reading() as session:
        assert [one.in_force for one in session.scalars(select(LearnedLayer))] == [True]
    assert all(one.says(factories.SOFTWARE) for one in others)
