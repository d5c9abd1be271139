"""The real application, served on this machine to a real browser, with form tokens looked at.

Each process that runs tests serves its own database file. People are made for the test that needs them and
sign in by the page; where Chromium is not here the tests are skipped and say so.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
import time_machine
from playwright.sync_api import Browser, Error, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator

from callcenter.accounts import signing_in
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.app import create_app
from callcenter.core.db import Database
from callcenter.core.sealing import Sealer
from callcenter.directory import queries as directory
from callcenter.directory import upkeep
from callcenter.upkeep import migrating, setting_up
from knowledge_base import importing
from tests import factories
from tests.browser.scene import People, Scene, play
from tests.browser.visits import PASSWORD, PATIENCE, House, Visit
from tests.conftest import SETTINGS, missing
from tests.short_statutes import OF_THE_SECTOR

# A Tuesday at noon in Baku; the clock goes on from there.
OPENED = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)
QUIET = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Silent(WSGIRequestHandler):
    """Keeps connections, and writes no line for each request: a failed test would drown in them."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing."""


def in_one_piece(app: WSGIApplication) -> WSGIApplication:
    """Answer with the whole body and let go of its file: the test server forgets to, where a browser hangs up."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as body:
            return [b"".join(body)]

    return answer


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. It goes with this folder: its event loop would be in the way of other tests."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missing("browser", "no chromium on the path")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(executable_path=chromium, args=[*root, *QUIET])
        except Error as fault:
            missing("browser", fault.message.splitlines()[0])
        yield found
        found.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The product, open for the tests of this folder."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('house')}/house.db")
    migrating.upgrade(database)
    with database.transaction() as session:
        setting_up.fill(session, SETTINGS)
        importing.import_statute(session, OF_THE_SECTOR, now=OPENED)
    app = create_app(SETTINGS, database)
    with database.reading() as session:
        # As a starting web process does: the first caller does not wait for the knowledge base.
        app.extensions["callcenter.library"].knowledge(session)
    server = make_server("127.0.0.1", 0, in_one_piece(app), threaded=True, request_handler=Silent)
    serving = Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield House(f"http://127.0.0.1:{server.server_port}", app, database)
    server.shutdown()
    serving.join()
    server.server_close()
    database.dispose()


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Each test begins at the same moment, and time passes."""
    with time_machine.travel(OPENED, tick=True):
        yield


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of everybody's password, made once."""
    return signing_in.hash_password(PASSWORD)


@pytest.fixture(scope="session")
def employ(house: House, password_hash: str) -> Callable[..., User]:
    """Make a new person of a role, in a unit where one is named, who can sign in."""

    def employed(role: Role, *, unit: str | None = None, display_name: str = "") -> User:
        with house.database.transaction() as session:
            user = factories.make_user(session, role)
            user.password_hash = password_hash
            user.display_name = display_name or user.display_name
            if unit is not None:
                place = directory.unit_named(session, unit)
                head = role is Role.UNIT_HEAD
                upkeep.appoint(session, place, user.display_name, "məsləhətçi", head=head, user=user)
            return user

    return employed


@pytest.fixture
def visit(house: House, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open a browser window of its own; at the end of the test none may have complained."""
    opened: list[Visit] = []

    def open_one(**options: Any) -> Visit:
        context = browser.new_context(base_url=house.url, locale="az-AZ", reduced_motion="reduce", **options)
        opened.append(Visit(context))
        return opened[-1]

    yield open_one
    complaints = [said for one in opened for said in one.complaints]
    for one in opened:
        one.context.close()
    assert complaints == []


@pytest.fixture
def at_desk(employ: Callable[..., User], visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Open the window of a new person who has just signed in by the page."""

    def seated(role: Role, *, unit: str | None = None, display_name: str = "", **options: Any) -> Visit:
        one = visit(**options)
        one.sign_in(employ(role, unit=unit, display_name=display_name))
        return one

    return seated


@pytest.fixture(scope="session")
def scene(house: House, employ: Callable[..., User], sealer: Sealer) -> Scene:
    """An appeal in each state, and a report of their day."""
    people = People(
        employ(Role.OPERATOR),
        employ(Role.UNIT_HEAD, unit=factories.NETWORK),
        employ(Role.UNIT_STAFF, unit=factories.NETWORK),
    )
    with house.database.reading() as session:
        knowledge = house.app.extensions["callcenter.library"].knowledge(session)
    with house.database.transaction() as session:
        return play(session, people, knowledge=knowledge, sealer=sealer, now=OPENED)
