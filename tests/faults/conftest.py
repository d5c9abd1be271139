"""What the tests of several at once share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from callcenter.core.db import Database
from tests.conftest import filled


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def shared_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of this test alone, on which transactions really commit."""
    url = f"sqlite:///{tmp_path}/together.db"
    if request.param == "postgres":
        url = request.getfixturevalue("empty_postgres_url")
    database = filled(url)
    yield database
    database.dispose()
