"""Migrations: one line of numbered forms, and each can be gone up and down on both databases."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from callcenter.core.db import Database
from callcenter.upkeep import migrating

VERSIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}/empty.db"
    if request.param == "postgres":
        url = request.getfixturevalue("empty_postgres_url")
    database = Database(url)
    yield database
    database.dispose()


def test_forms_are_numbered_in_one_line() -> None:
    files = sorted(file.name for file in VERSIONS.glob("[0-9]*.py"))
    assert [name[:4] for name in files] == [f"{place:04d}" for place in range(1, len(files) + 1)]
    assert len(ScriptDirectory(str(VERSIONS.parent)).get_heads()) == 1


def test_version_files_know_nothing_of_the_models() -> None:
    for file in VERSIONS.glob("[0-9]*.py"):
        assert not re.search(
            r"import (callcenter|knowledge_base|reports)|from (callcenter|knowledge_base|reports)",
            file.read_text(encoding="utf-8"),
        )


def test_the_newest_form_is_what_the_models_say(empty: Database) -> None:
    migrating.upgrade(empty)
    assert migrating.check(empty) == []


def test_a_database_goes_up_down_and_up_again(empty: Database) -> None:
    migrating.upgrade(empty)
    migrating.downgrade(empty, "base")
    assert set(inspect(empty.engine).get_table_names()) == {"alembic_version"}
    migrating.upgrade(empty)
    assert migrating.revision_of(empty) == migrating.newest_revision()


def test_a_database_without_form_is_named_as_such(empty: Database) -> None:
    assert migrating.revision_of(empty) is None
    assert migrating.check(empty)
