"""One migrated database a run, and for each test a transaction that is rolled back after it.

Acts are tested on SQLite and on PostgreSQL. Where no server is found the PostgreSQL tests are skipped and
say so; CALLCENTER_TEST_REQUIRE=postgres,browser makes a missing one a failure.
"""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from psycopg import sql
from sqlalchemy.orm import Session

from callcenter.app import create_app
from callcenter.core.db import Database
from callcenter.core.sealing import Sealer
from callcenter.settings import Settings
from callcenter.upkeep import migrating, setting_up
from knowledge_base.matching import index
from knowledge_base.matching.foundation import Foundation
from knowledge_base.suggesting import Knowledge, read_knowledge
from tests.factories import Desk

SERVER = os.environ.get("CALLCENTER_TEST_POSTGRES", "postgresql:///postgres")
REQUIRED = frozenset(os.environ.get("CALLCENTER_TEST_REQUIRE", "").split(","))
# No example is timed: a slow machine would fail what is right. Speed has its own measurements.
settings.register_profile("default", deadline=None)
settings.register_profile("long", max_examples=3000, deadline=None)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
LONG = PROFILE == "long"
settings.load_profile(PROFILE)
# Among all that a test process holds the collector runs often and finds little: a quarter of the time of a page.
gc.set_threshold(50_000, 20, 20)
FOUNDATIONS_KEPT = 8
SHARED = Path(__file__).resolve().parents[1].parent / "shared"
SETTINGS = Settings(secret_key="k" * 40, data_key="ZGF0YS1rZXktZGF0YS1rZXktZGF0YS1rZXktMTIzNDU=")


def missing(what: str, why: str) -> None:
    """Skip, loudly, or fail where the run must have it."""
    if what in REQUIRED:
        pytest.fail(f"{what} is required: {why}", pytrace=False)
    pytest.skip(f"{what} is not here: {why}")


@pytest.fixture
def shared() -> Path:
    """The folder with statutes and labelled appeals, which the product itself never needs."""
    if not SHARED.is_dir():
        missing("shared", f"no folder {SHARED.name} beside the project")
    return SHARED


@pytest.fixture
def now() -> datetime:
    """A Tuesday at noon in Baku, far from any holiday."""
    return datetime(2026, 10, 13, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """Name of the process that runs the test, for names that several must not share."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def sqlite_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A migrated SQLite database with calendar, parameters and catalogue."""
    database = filled(f"sqlite:///{tmp_path_factory.mktemp('database')}/test.db")
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def postgres_url(worker: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this process."""
    yield from _new_postgres(f"callcenter_test_{worker}_{os.getpid()}")


@pytest.fixture
def empty_postgres_url(worker: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test alone."""
    yield from _new_postgres(f"callcenter_empty_{worker}_{os.getpid()}")


@pytest.fixture(scope="module")
def module_postgres_url(worker: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database of these tests alone."""
    yield from _new_postgres(f"callcenter_module_{worker}_{os.getpid()}")


@pytest.fixture(scope="session")
def postgres_database(postgres_url: str) -> Iterator[Database]:
    """A migrated PostgreSQL database with calendar, parameters and catalogue."""
    database = filled(postgres_url)
    yield database
    database.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """The database whose every change is undone after the test: SQLite, then PostgreSQL."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    yield from _undone(found)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session on the test's database."""
    with database.transaction() as opened:
        yield opened


@pytest.fixture(scope="session", autouse=True)
def foundations() -> Iterator[None]:
    """Learn from the same cards and appeals once a process: a foundation depends on nothing else and never changes."""
    known: dict[object, Foundation] = {}

    def foundation(
        cards: Any, clauses: Any, confirmed: Any, names: Any, layer: Any, apart: Any
    ) -> Foundation:
        given = (
            tuple(cards),
            tuple(clauses.items()),
            tuple(confirmed),
            repr(vars(names)),
            id(layer),
            tuple(apart),
        )
        found = known.pop(given, None) if layer is None else None
        known[given] = found or Foundation(cards, clauses, confirmed, names, layer, apart)
        if len(known) > FOUNDATIONS_KEPT:
            del known[next(iter(known))]
        return known[given]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "Foundation", foundation)
        yield


@pytest.fixture(scope="session")
def knowledge(sqlite_database: Database) -> Knowledge:
    """The shipped knowledge base, read once."""
    with sqlite_database.reading() as session:
        return read_knowledge(session)


@pytest.fixture(scope="session")
def sealer() -> Sealer:
    """The field encryption of the tests."""
    return Sealer(SETTINGS.data_key)


@pytest.fixture(scope="session")
def application(sqlite_database: Database) -> Flask:
    """The application, assembled once."""
    app = create_app(SETTINGS, sqlite_database)
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def app(application: Flask, sqlite_database: Database) -> Iterator[Flask]:
    """The application on a database whose every change is undone after the test."""
    for _ in _undone(sqlite_database):
        yield application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser of nobody."""
    return app.test_client()


@pytest.fixture
def desk(app: Flask) -> Desk:
    """Opens desks: browsers of people with the role and the unit asked for."""
    return Desk(app)


def _new_postgres(name: str) -> Iterator[str]:
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as fault:
        missing("postgres", str(fault).strip().splitlines()[0])
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    locale = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
    with server:
        server.execute(drop)
        server.execute(sql.SQL("CREATE DATABASE {} " + locale).format(sql.Identifier(name)))
        base, _, query = SERVER.replace("postgresql://", "postgresql+psycopg://", 1).partition("?")
        address = f"{base.rpartition('/')[0]}/{name}"
        yield f"{address}?{query}" if query else address
        server.execute(drop)


def filled(url: str) -> Database:
    """Return a migrated database with calendar, parameters and catalogue."""
    database = Database(url)
    migrating.upgrade(database)
    with database.transaction() as session:
        setting_up.fill(session, SETTINGS)
    return database


def _undone(database: Database) -> Iterator[Database]:
    with database.engine.connect() as plain:
        connection = plain.execution_options(writes=True)
        outer = connection.begin()
        database.sessions.configure(bind=connection, join_transaction_mode="create_savepoint")
        try:
            yield database
        finally:
            database.sessions.configure(bind=database.engine, join_transaction_mode="conditional_savepoint")
            outer.rollback()
