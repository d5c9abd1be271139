"""Acts: deliver the e-mail that waits in the outbox, and park what cannot be delivered.

A message is leased in one transaction, sent in none, and marked in another: a mail server that answers slowly holds up
nobody. Whoever falls over between the last two sends it again, under the same Message-ID.
"""

import logging
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.core import clock
from callcenter.core.db import Database
from callcenter.core.outbox import OutboxMessage, Way
from callcenter.settings import Settings

log = logging.getLogger(__name__)

JOB = "mail"
LEASE = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=3)
PATIENCE = 30
AT_ONCE = 50

Send = Callable[[EmailMessage], None]


def deliver(database: Database, settings: Settings, now: datetime) -> int:
    """Deliver through the mail server of the settings; without one mail waits, and doctor says so."""
    if not settings.smtp_url:
        return 0
    return deliver_due(database, smtp(settings.smtp_url), sender=settings.mail_from, now=now)


def deliver_due(database: Database, send: Send, *, sender: str, now: datetime) -> int:
    """Send what is due and return how many went; each failure is noted and tried again later."""
    sent = 0
    for _ in range(AT_ONCE):
        with database.transaction() as session:
            message = _lease(session, now)
            if message is None:
                return sent
            mail = written(message, sender)
            key = message.id
        fault = _try(send, mail)
        with database.transaction() as session:
            _note(session, key, fault, clock.now() if fault is None else now)
        sent += fault is None
    return sent


def _lease(session: Session, now: datetime) -> OutboxMessage | None:
    """Take one message for this process alone; another process may have it when the lease is over."""
    message = session.scalar(
        select(OutboxMessage)
        .where(
            OutboxMessage.way == Way.EMAIL, OutboxMessage.sent_at.is_(None), OutboxMessage.next_try_at <= now
        )
        .order_by(OutboxMessage.next_try_at, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if message is not None:
        message.next_try_at = now + LEASE
        message.tries += 1
        session.flush()
    return message


def _try(send: Send, mail: EmailMessage) -> str | None:
    """Return the kind of failure, none when it was sent."""
    try:
        send(mail)
    except (OSError, smtplib.SMTPException) as fault:
        return type(fault).__name__
    return None


def _note(session: Session, key: int, fault: str | None, now: datetime) -> None:
    message = session.get_one(OutboxMessage, key)
    message.fault = fault
    if fault is None:
        message.sent_at, message.next_try_at = now, None
        return
    message.next_try_at = next_try(message.tries, message.posted_at, now, final=fault in FINAL)
    # The words of a failure can hold an address: only its kind is kept.
    log.warning("message %d not sent: %s", key, fault)


# No later try can mend these.
FINAL = frozenset({"SMTPRecipientsRefused", "SMTPSenderRefused", "SMTPNotSupportedError"})


def next_try(tries: int, posted: datetime, now: datetime, *, final: bool) -> datetime | None:
    """Return when to try again: after 1, 2, 4 … minutes, at most an hour; none when it is of no use any more."""
    if final or now - posted >= GIVEN_UP_AFTER:
        return None
    return now + min(timedelta(minutes=2 ** min(tries - 1, 10)), LONGEST_WAIT)


def written(message: OutboxMessage, sender: str) -> EmailMessage:
    """Return the message as mail; what stands in one header cannot begin another."""
    mail = EmailMessage()
    mail["From"], mail["To"] = _one_line(sender), _one_line(message.recipient)
    mail["Subject"] = _one_line(message.subject)
    mail["Message-ID"] = f"<{message.message_id}>"
    mail["Date"] = message.posted_at
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body)
    return mail


def _one_line(text: str) -> str:
    return " ".join(text.split())


def is_address(url: str) -> bool:
    """Say whether this is the address of a mail server."""
    try:
        address = urlsplit(url)
        return address.scheme in ("smtp", "smtps") and bool(address.hostname) and address.port != 0
    except ValueError:
        return False


def smtp(url: str) -> Send:
    """Return how to send through a server: smtp://user:password@host:587 (with STARTTLS where offered) or smtps://."""
    address = urlsplit(url)

    def send(mail: EmailMessage) -> None:
        context = ssl.create_default_context()
        host = address.hostname or "localhost"
        if address.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, address.port or 465, timeout=PATIENCE, context=context
            )
        else:
            server = smtplib.SMTP(host, address.port or 25, timeout=PATIENCE)
        with server:
            if address.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=context)
            if address.username:
                server.login(unquote(address.username), unquote(address.password or ""))
            server.send_message(mail)

    return send


def parked(session: Session) -> int:
    """Return how many messages are not tried any more."""
    return (
        session.scalar(
            select(func.count()).where(OutboxMessage.sent_at.is_(None), OutboxMessage.next_try_at.is_(None))
        )
        or 0
    )
