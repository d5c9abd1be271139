"""The database: base class, column types, and the two ways in, transaction() and reading()."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

from sqlalchemy import (
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, InstanceState, Session, mapped_column, sessionmaker

from callcenter.core.errors import Misconfigured
from callcenter.core.wording import say


class Base(DeclarativeBase):
    """Parent of every table; constraint names come from one convention so migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


if sys.version_info < (3, 12):
    # Before 3.12 a collection may run while Python turns an object's attributes into a dict. Where a callback of
    # that collection sets an attribute of the same object, its memory is freed twice (docs/decisions/0007). The
    # states that SQLAlchemy keeps beside mapped objects have such a callback, so they get their dict at birth.
    @event.listens_for(Base, "init", raw=True, propagate=True)
    @event.listens_for(Base, "load", raw=True, propagate=True)
    def _give_dict(state: InstanceState[Any], *_: Any) -> None:
        vars(state)


class Moment(TypeDecorator[datetime]):
    """A point in time, aware and in UTC on both databases; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words_of(vocabulary: type[Enum], name: str) -> SqlEnum:
    """Return a column type that stores the values of a vocabulary and lets the database check them."""
    return SqlEnum(
        vocabulary,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda words: [word.value for word in words],
    )


Key = Annotated[int, mapped_column(primary_key=True)]
Short = Annotated[str, mapped_column(String(120))]
Line = Annotated[str, mapped_column(String(400))]


class Database:
    """One engine and its sessions."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.sessions = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open the one transaction of an edge: committed at its end, rolled back by any error."""
        with self.sessions.begin() as session:
            session.connection(execution_options={"writes": True})
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only reads, and never waits behind a writer."""
        with self.sessions() as session:
            yield session

    def dispose(self) -> None:
        """Close every connection of the pool."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    try:
        address = make_url(url)
        address.get_dialect()
    except (SQLAlchemyError, ImportError):
        # What was given may hold a password: it is not repeated.
        raise Misconfigured(
            "database-url",
            say(
                "CALLCENTER_DATABASE_URL oxunmur: postgresql+psycopg://istifadəçi:parol@host/baza və ya sqlite:///fayl kimi yazın."
            ),
        ) from None
    if address.get_backend_name() == "sqlite":
        return _sqlite(url, address.database)
    limits = "-c statement_timeout=10000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=30000"
    # The figures of a report are long statements over few rows: to compile one took 13 s, to run it 0.4 s.
    options = f"-c timezone=UTC -c jit=off {limits}"
    return create_engine(url, pool_pre_ping=True, connect_args={"options": options})


def _sqlite(url: str, file: str | None) -> Engine:
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)

    # The driver's own BEGIN comes too late: two readers that both go on to write would lose an update.
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
