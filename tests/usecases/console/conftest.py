"""The console on a database of its own."""

import sys
from pathlib import Path

import pytest

from callcenter import cli
from callcenter.core.db import Database
from callcenter.upkeep import migrating, setting_up
from tests.conftest import SETTINGS
from tests.usecases.console.shell import Done, Run


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:///{tmp_path_factory.mktemp('console')}/console.db"
    database = Database(address)
    migrating.upgrade(database)
    with database.transaction() as session:
        setting_up.fill(session, SETTINGS)
    database.dispose()
    return address


@pytest.fixture
def run(
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Call the console as the shell would, in this process."""

    def command(*words: str, **environment: str) -> Done:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["callcenter", *words])
        own = {
            "CALLCENTER_DATABASE_URL": url,
            "CALLCENTER_SECRET_KEY": SETTINGS.secret_key,
            "CALLCENTER_DATA_KEY": SETTINGS.data_key,
        }
        for name, value in {**own, **environment}.items():
            monkeypatch.setenv(name, value)
        code = 0
        try:
            cli.main()
        except SystemExit as left:
            code = int(left.code or 0)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return command
