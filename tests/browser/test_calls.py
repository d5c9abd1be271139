"""Calls in a browser: one rings without a reload, is logged, and its pages suit everybody."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.calls import callbacks, copies, recordings, ringing, sealed
from callcenter.calls.course import Told
from callcenter.calls.models import Call
from callcenter.calls.ringing import Push
from callcenter.calls.vocabulary import Event
from callcenter.core import clock
from callcenter.core.sealed_files import Folder
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor, actor_of
from tests.browser.looks import faults_at
from tests.browser.visits import LOG, TEXT, House, Visit

SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 4000


@pytest.fixture
def folder(house: House, tmp_path: Path, sealer: Sealer) -> Iterator[Folder]:
    kept = house.app.extensions[sealed.EXTENSION]
    house.app.extensions[sealed.EXTENSION] = found = Folder(tmp_path / "recordings", sealer)
    yield found
    house.app.extensions[sealed.EXTENSION] = kept


def tell(house: House, user: User, call_id: str, event: Event, number: str) -> Call:
    now = clock.now()
    push = Push(call_id, Told(event, now - timedelta(seconds=5), number=number, operator=user.name))
    with house.database.transaction() as session:
        return ringing.note(session, push, by=Actor(), now=now)[0]


def test_a_call_rings_on_the_open_desk_and_is_logged_with_its_number(
    house: House, visit: Callable[..., Visit], employ: Callable[..., User]
) -> None:
    user = employ(Role.OPERATOR)
    operator = visit()
    operator.sign_in(user)
    page = operator.page
    page.goto("/desk")
    expect(page.locator(".call")).to_have_count(0)
    tell(house, user, "browser-1", Event.RINGING, "0505550011")
    expect(page.locator(".call-rings")).to_contain_text("+994 50 555 00 11")
    expect(page).to_have_title("☎ Operatorun iş masası · Çağrı")

    page.locator(".call").get_by_role("link").click()
    expect(page.get_by_label("Telefon")).to_have_value("0505550011")
    expect(page.locator(".call")).to_have_count(0)
    page.get_by_label(TEXT).fill("Lisenziya üçün hansı sənədlər lazımdır?")
    operator.press(LOG)
    expect(page.get_by_role("heading", name="Zənglər")).to_be_visible()


def test_a_call_is_taken_into_the_form_that_is_being_filled(
    house: House, visit: Callable[..., Visit], employ: Callable[..., User]
) -> None:
    user = employ(Role.OPERATOR)
    operator = visit()
    operator.sign_in(user)
    page = operator.page
    operator.write_appeal("Bu mətn zəngdən əvvəl yazılıb.", phone="")
    call = tell(house, user, "browser-4", Event.ANSWERED, "0505550066")
    page.get_by_role("button", name="Bu formanı zənglə əlaqələndir").click()
    expect(page.get_by_label("Telefon")).to_have_value("0505550066")
    expect(page.get_by_label(TEXT)).to_have_value("Bu mətn zəngdən əvvəl yazılıb.")
    expect(page.locator("[name=call]")).to_have_value(str(call.id))
    # What was carried over stands in no other form any more.
    page.goto("/appeals/new")
    expect(page.get_by_label(TEXT)).to_have_value("")


def test_without_script_a_call_is_offered_when_the_page_is_loaded_again(
    house: House, visit: Callable[..., Visit], employ: Callable[..., User]
) -> None:
    user = employ(Role.OPERATOR)
    operator = visit(java_script_enabled=False)
    operator.sign_in(user)
    operator.page.goto("/calls/mine")
    tell(house, user, "browser-2", Event.RINGING, "0505550022")
    operator.page.get_by_role("link", name="Yenilə").click()
    expect(operator.page.locator(".call-rings")).to_contain_text("+994 50 555 00 22")


def test_the_pages_of_calls_suit_everybody(
    house: House, visit: Callable[..., Visit], employ: Callable[..., User], folder: Folder
) -> None:
    user, head = employ(Role.OPERATOR), employ(Role.CENTRE_HEAD)
    call = tell(house, user, "browser-3", Event.ANSWERED, "0505550033")
    kept = recordings.receive(folder, call.id, [SOUND])
    now = clock.now()
    with house.database.transaction() as session:
        recordings.keep(session, call.id, kept, now=now)
        actor = actor_of(session, session.merge(user))
        copies.register(session, call.id, name="Aytən Sınaq", identity="Vəsiqə", by=actor, now=now)
        mine = callbacks.order(session, "0505550044", note="Axşam.", by=actor, now=now)
        callbacks.take(session, mine.id, by=actor, now=now)
        callbacks.order(session, "0505550055", note="", by=actor, now=now)
    operator, boss = visit(), visit()
    operator.sign_in(user)
    boss.sign_in(head)
    addresses = (
        "/calls",
        "/calls/mine",
        "/callbacks",
        "/calls/copies",
        f"/calls/{call.id}",
        f"/appeals/new?call={call.id}",
    )
    found = faults_at(operator, *addresses)
    assert found + faults_at(boss, "/calls/copies", f"/calls/{call.id}") == []
