"""From nothing to a running product, once, and never over somebody's data."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.core.db import Database
from callcenter.core.errors import Refused
from callcenter.law import upkeep as law
from callcenter.law.models import LegalParameterRow
from callcenter.settings import read_environment_file
from callcenter.upkeep import migrating, setting_up
from tests import factories

NOW = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dozen examples show what six hundred do."""
    monkeypatch.setattr(setting_up, "EXAMPLE_APPEALS", 12)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"CALLCENTER_DATABASE_URL": f"sqlite:///{tmp_path}/var/new.db"}


def prepare(folder: Path, environ: dict[str, str]) -> list[str]:
    return [str(line) for line in setting_up.prepare(folder / "var" / "secrets.env", environ, now=NOW)]


def counted(environ: dict[str, str]) -> tuple[int, int]:
    """Return how many appeals and accounts there are."""
    database = Database(environ["CALLCENTER_DATABASE_URL"])
    with database.reading() as session:
        found = [session.scalar(select(func.count()).select_from(table)) or 0 for table in (Appeal, User)]
    database.dispose()
    return found[0], found[1]


def test_an_empty_place_gets_secrets_a_database_and_examples_and_a_second_run_does_nothing(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    said = prepare(tmp_path, environ)
    secrets = tmp_path / "var" / "secrets.env"
    appeals, accounts = counted(environ)
    assert appeals == 12
    assert sum(" — " in line for line in said) == accounts
    assert secrets.stat().st_mode & 0o077 == 0
    assert set(read_environment_file(secrets)) == {"CALLCENTER_SECRET_KEY", "CALLCENTER_DATA_KEY"}

    before = secrets.read_text(encoding="utf-8")
    assert prepare(tmp_path, environ) == []
    assert counted(environ) == (appeals, accounts)
    assert secrets.read_text(encoding="utf-8") == before


def test_a_database_with_an_account_gets_no_examples(tmp_path: Path, environ: dict[str, str]) -> None:
    database = Database(environ["CALLCENTER_DATABASE_URL"])
    migrating.upgrade(database)
    with database.transaction() as session:
        factories.make_user(session, Role.ADMINISTRATOR)
    database.dispose()
    prepare(tmp_path, environ)
    assert counted(environ) == (0, 1)


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path, environ: dict[str, str]) -> None:
    file = tmp_path / "var" / "new.db"
    file.parent.mkdir()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE ledger (amount INTEGER)")
    other.close()
    with pytest.raises(Refused, match="başqa proqramın"):
        prepare(tmp_path, environ)
    with sqlite3.connect(file) as other:
        tables = other.execute("SELECT name FROM sqlite_master").fetchall()
    other.close()
    assert tables == [("ledger",)]


def test_a_database_that_stands_gets_the_limits_it_does_not_know_and_keeps_its_own(session: Session) -> None:
    known = session.scalars(select(LegalParameterRow).where(LegalParameterRow.key == "line.opens")).one()
    own = session.scalars(select(LegalParameterRow).where(LegalParameterRow.key == "sla.answered")).one()
    session.delete(known)
    own.value = 95
    session.flush()
    for _ in range(2):
        law.seed_law(session)
    rows = {row.key: row.value for row in session.scalars(select(LegalParameterRow))}
    assert (rows["line.opens"], rows["sla.answered"]) == (540, 95)
