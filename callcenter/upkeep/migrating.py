"""Acts: bring the database to the newest form, or back, and say where it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.engine import Connection

import migrations
from callcenter.core.db import Database
from callcenter.core.errors import Misconfigured
from callcenter.core.wording import say
from callcenter.tables import Base

# One migration at a time on PostgreSQL; the number only has to be the same in every process.
_LOCK = 911_002_50


def upgrade(database: Database) -> None:
    """Bring the database to the newest form; nothing happens when it is there."""
    with _connected(database) as connection:
        command.upgrade(_config(connection), "head")


def downgrade(database: Database, revision: str) -> None:
    """Bring the database back to an earlier form; Misconfigured (unknown-form) when it has none of that name."""
    with _connected(database) as connection:
        try:
            command.downgrade(_config(connection), revision)
        except CommandError:
            said = say(
                "Baza «%(revision)s» formasına qaytarıla bilməz: əvvəlki formalar 0001, 0002 … kimi nömrələnib.",
                revision=revision,
            )
            raise Misconfigured("unknown-form", said) from None


def revision_of(database: Database) -> str | None:
    """Return the form that the database has, None when it is empty."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """Return the newest form that this version of the product knows."""
    return ScriptDirectory(str(_folder())).get_current_head()


def check(database: Database) -> list[str]:
    """Return what is wrong: a database behind the product, or tables that differ from the models."""
    present, newest = revision_of(database), newest_revision()
    if present is None:
        return [str(say("Baza boşdur: `callcenter db upgrade` işlədin."))]
    if present != newest:
        return [str(say("Baza köhnədir (%(present)s): `callcenter db upgrade` işlədin.", present=present))]
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, Base.metadata)]


def require_utf8(connection: Connection) -> None:
    """Refuse a PostgreSQL database that does not know Azerbaijani letters as letters."""
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.scalar(text("SHOW server_encoding"))
    knows = connection.scalar(text("SELECT lower('ŞƏ') = 'şə'"))
    if encoding != "UTF8" or not knows:
        raise Misconfigured(
            "database-locale",
            say(
                "PostgreSQL bazası UTF-8 lokalı ilə yaradılmalıdır (LC_CTYPE=C Azərbaycan hərflərini tanımır)."
            ),
        )


@contextmanager
def _connected(database: Database) -> Iterator[Connection]:
    with database.engine.connect() as plain:
        connection = plain.execution_options(writes=True)
        with connection.begin():
            require_utf8(connection)
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
            yield connection


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_folder()))
    config.attributes["connection"] = connection
    return config


def _folder() -> Path:
    return Path(str(migrations.__file__)).parent
