"""A person before a browser: what they do in the pages, by what the pages say, and what the browser noticed."""

import re
from dataclasses import dataclass, field

from flask import Flask
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    WebError,
    expect,
)
from sqlalchemy import select

from callcenter.accounts.models import SignIn, User
from callcenter.appeals.models import Appeal
from callcenter.core import clock
from callcenter.core.db import Database

PASSWORD = "sınaq üçün uzun parol"
# Milliseconds until a page counts as stuck; a busy machine is slow, not wrong.
PATIENCE = 20_000
NUMBER = re.compile(r"M-\d{4}-\d{6}")
LOG = "Qeydə al"
TEXT = "Müraciətin mətni"
_REFUSED = re.compile(r"responded with a status of (\d{3})")


@dataclass(frozen=True)
class House:
    """The running product: where it is, its application, which is in this process, and its database."""

    url: str
    app: Flask
    database: Database

    def appeals_saying(self, text: str) -> list[Appeal]:
        """Return the appeals with exactly this text."""
        with self.database.reading() as session:
            return list(session.scalars(select(Appeal).where(Appeal.text == text)))

    def end_sessions_of(self, user: User) -> None:
        """End whatever sessions the person has, as an idle half-hour does."""
        with self.database.transaction() as session:
            for one in session.scalars(select(SignIn).where(SignIn.user_id == user.id)):
                one.ended_at = clock.now()


@dataclass
class Visit:
    """One browser window. It notes console errors, script faults, dialogs and requests to anywhere else.

    refused holds the statuses that the test provokes: the browser calls each of them an error.
    """

    context: BrowserContext
    page: Page = field(init=False)
    user: User = field(init=False)
    refused: set[int] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", self._hear)
        self.context.on("weberror", self._note_fault)
        self.context.on("dialog", self._dismiss)
        self.context.on("request", self._note_request)
        self.page = self.context.new_page()

    def sign_in(self, user: User) -> None:
        """Sign in by the page, on which the browser already is or which it opens."""
        self.user = user
        if "/sign-in" not in self.page.url:
            self.page.goto("/sign-in")
        self.type_name_and_password(user)
        self.page.get_by_role("button", name="Daxil ol").click()
        expect(self.page.get_by_role("button", name="Çıxış")).to_be_visible()

    def type_name_and_password(self, user: User) -> None:
        """Fill the sign-in form."""
        self.page.get_by_label("Giriş adı").fill(user.name)
        self.page.get_by_label("Parol").fill(PASSWORD)

    def type_name_and_password_by_keyboard(self, user: User) -> None:
        """Fill and send the sign-in form, in which the focus stands already, without touching the mouse."""
        keyboard = self.page.keyboard
        keyboard.type(user.name)
        keyboard.press("Tab")
        keyboard.type(PASSWORD)
        keyboard.press("Enter")

    def write_appeal(self, text: str, *, phone: str = "050 212 44 87", name: str = "") -> None:
        """Open the form and type what the caller says, without saving it."""
        self.page.goto("/appeals/new")
        self.page.get_by_label("Telefon").fill(phone)
        self.page.get_by_label("Ad, soyad və ya təşkilat").fill(name)
        self.page.get_by_label(TEXT).fill(text)

    def settle(self) -> None:
        """Wait for the scripts of the page: its words are there before them, and a key pressed then is lost."""
        self.page.wait_for_load_state("domcontentloaded")

    def press(self, name: str) -> None:
        """Press the button of exactly this name."""
        self.settle()
        self.page.get_by_role("button", name=name, exact=True).click()

    def number_said(self) -> str:
        """Return the registration number in the heading of the page, once it is there."""
        heading = self.page.get_by_role("heading", level=1)
        expect(heading).to_contain_text(NUMBER)
        found = NUMBER.search(heading.inner_text())
        assert found is not None
        self.settle()
        return found.group()

    def panel(self, heading: str) -> Locator:
        """Return the part of the page under a heading."""
        return self.page.get_by_role("region", name=heading, exact=True)

    def act(self, summary: str) -> Locator:
        """Return the part of an appeal's page that holds an act, opened."""
        part = self.page.get_by_role("group").filter(has=self.page.locator("summary", has_text=summary)).first
        self.settle()
        if part.get_attribute("open") is None:
            part.locator("summary").first.click()
        return part

    def _hear(self, message: ConsoleMessage) -> None:
        status = _REFUSED.search(message.text)
        if message.type == "error" and not (status and int(status.group(1)) in self.refused):
            self.complaints.append(f"console: {message.text} ({message.location['url']})")

    def _note_fault(self, fault: WebError) -> None:
        self.complaints.append(f"script: {fault.error}")

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.complaints.append(f"request: {request.url}")
