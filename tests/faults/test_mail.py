"""Mail leaves at least once, whatever the server does, and holds up nobody."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from socket import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from sqlalchemy import select

from callcenter.channels import delivery
from callcenter.core.db import Database
from callcenter.core.outbox import OutboxMessage, Way, post
from callcenter.upkeep import migrating
from tests.clauses import clause

SENDER = "cagri@nazirlik.example"


class Box:
    """A mail server that keeps what it gets and answers as it is told."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.kept.append(envelope.content)
        return self.answer


@pytest.fixture
def box() -> Iterator[tuple[Box, str]]:
    handler = Box()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    yield handler, f"smtp://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def posted(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/mail.db")
    migrating.upgrade(database)
    yield database
    database.dispose()


def put(database: Database, now: datetime, *, subject: str = "Bildiriş") -> None:
    with database.transaction() as session:
        post(
            session,
            key=f"test:{subject}",
            way=Way.EMAIL,
            recipient="kimsə@nazirlik.example".replace("ə", "e"),
            subject=subject,
            body="Müraciətin icra müddəti bu gün bitir.",
            now=now,
        )


def message(database: Database) -> OutboxMessage:
    with database.reading() as session:
        return session.scalars(select(OutboxMessage)).one()


@clause("003:3.0.4")
def test_a_message_is_sent_once_with_our_own_id(
    posted: Database, box: tuple[Box, str], now: datetime
) -> None:
    put(posted, now)
    server, address = box
    assert delivery.deliver_due(posted, delivery.smtp(address), sender=SENDER, now=now) == 1
    assert delivery.deliver_due(posted, delivery.smtp(address), sender=SENDER, now=now) == 0
    assert len(server.kept) == 1
    assert message(posted).message_id.encode() in server.kept[0]


def test_what_the_server_refuses_for_now_is_tried_later_and_later(
    posted: Database, box: tuple[Box, str], now: datetime
) -> None:
    put(posted, now)
    server, address = box
    server.answer = "451 try later"
    waits = []
    for _ in range(9):
        delivery.deliver_due(posted, delivery.smtp(address), sender=SENDER, now=now)
        again = message(posted).next_try_at
        assert again is not None
        waits.append((again - now) // timedelta(minutes=1))
        now = again
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    server.answer = "250 OK"
    assert delivery.deliver_due(posted, delivery.smtp(address), sender=SENDER, now=now) == 1


def test_a_server_that_is_not_there_loses_nothing(posted: Database, now: datetime) -> None:
    put(posted, now)
    assert delivery.deliver_due(posted, delivery.smtp("smtp://127.0.0.1:9"), sender=SENDER, now=now) == 0
    assert message(posted).fault == "ConnectionRefusedError"
    assert message(posted).sent_at is None


def test_a_reply_that_is_lost_sends_the_same_message_again(posted: Database, now: datetime) -> None:
    put(posted, now)
    seen: list[str] = []

    def cut(mail: EmailMessage) -> None:
        seen.append(str(mail["Message-ID"]))
        if len(seen) == 1:
            raise SMTPServerDisconnected

    delivery.deliver_due(posted, cut, sender=SENDER, now=now)
    delivery.deliver_due(posted, cut, sender=SENDER, now=now + timedelta(minutes=2))
    assert len(seen) == 2
    assert len(set(seen)) == 1


def test_an_address_that_does_not_exist_is_parked_and_the_others_flow(
    posted: Database, now: datetime
) -> None:
    put(posted, now)
    put(posted, now, subject="İkinci")
    sent: list[str] = []

    def refuse(mail: EmailMessage) -> None:
        if mail["Subject"] == "Bildiriş":
            raise SMTPRecipientsRefused({})
        sent.append(str(mail["Subject"]))

    assert delivery.deliver_due(posted, refuse, sender=SENDER, now=now) == 1
    assert sent == ["İkinci"]
    with posted.reading() as session:
        assert delivery.parked(session) == 1


def test_a_subject_cannot_begin_another_header(posted: Database, now: datetime) -> None:
    put(posted, now, subject="Bildiriş\r\nBcc: hamı@nazirlik.example")
    mail = delivery.written(message(posted), SENDER)
    assert mail["Bcc"] is None
    assert "\n" not in str(mail["Subject"])


def test_a_message_that_another_process_has_is_left_alone(posted: Database, now: datetime) -> None:
    put(posted, now)
    taken: list[int] = []

    def slow(_mail: EmailMessage) -> None:
        taken.append(1)
        # While one process sends, another looks.
        assert delivery.deliver_due(posted, slow, sender=SENDER, now=now) == 0

    assert delivery.deliver_due(posted, slow, sender=SENDER, now=now) == 1
    assert taken == [1]
