"""The edge to the ministry's electronic document exchange: a folder that both systems look into.

What is to be sent becomes one JSON file under its Message-ID, put there whole or not at all; one that takes another
back ("takes_back") removes that from the folder where it still lies. What comes back is read from in/:
{"in_reply_to": "…", "result": "…"}, or "taken_back" with the reason in place of the result, where the letter was
pulled back over there. A file that was taken goes to done/, one that cannot be to refused/. A result that nobody
awaits any more is taken too, as a late one.
A crash between the database and the folder repeats a step and changes nothing: the same file is written again under
the same name, the same result is known already.
"""

import json
import logging
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from callcenter.appeals import referral_queries, referring
from callcenter.core.db import Database
from callcenter.core.errors import Refused
from callcenter.core.fields import UnreadableText, clean
from callcenter.core.outbox import OutboxMessage, Way
from callcenter.core.wording import Sentence
from callcenter.directory.actors import Actor
from callcenter.settings import Settings

log = logging.getLogger(__name__)

JOB = "edms"
AT_ONCE = 100
# A reply is a few lines; what is larger was not written by the exchange.
LARGEST = 1_000_000
AGAIN_AFTER = timedelta(minutes=5)
# The job looks every minute.
SOON = timedelta(minutes=10)


class UnreadableReply(Refused):
    """A file that is not a reply to one of our letters."""

    def __init__(self, code: str) -> None:
        super().__init__(code, Sentence(code))


def exchange(database: Database, settings: Settings, now: datetime) -> None:
    """Send what waits and take in what came; without a folder the messages go on waiting."""
    if not settings.edms_dir:
        return
    folder = Path(settings.edms_dir)
    with database.transaction() as session:
        send(session, folder, now)
    receive(database, folder, now)


def waiting(session: Session, now: datetime) -> int:
    """Return how many messages should have left for the document exchange by now and have not."""
    unsent = select(func.count(OutboxMessage.id)).where(
        OutboxMessage.way == Way.EDMS,
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.posted_at < now - SOON,
    )
    return session.scalar(unsent) or 0


def send(session: Session, folder: Path, now: datetime) -> None:
    """Write a file for each message that is due; one that cannot be written is tried again later."""
    due = (
        select(OutboxMessage)
        .where(
            OutboxMessage.way == Way.EDMS,
            OutboxMessage.sent_at.is_(None),
            or_(OutboxMessage.next_try_at.is_(None), OutboxMessage.next_try_at <= now),
        )
        .order_by(OutboxMessage.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    for message in session.scalars(due):
        message.tries += 1
        try:
            _put(folder, message)
        except OSError as fault:
            message.fault, message.next_try_at = type(fault).__name__, now + AGAIN_AFTER
            log.warning("edms message %s not written: %s", message.id, type(fault).__name__)
            continue
        message.sent_at, message.next_try_at, message.fault = now, None, None


def receive(database: Database, folder: Path, now: datetime) -> None:
    """Take in every reply, each in a transaction of its own."""
    for file in sorted((folder / "in").glob("*.json"))[:AT_ONCE]:
        try:
            with database.transaction() as session:
                _take(session, file, now)
        except UnreadableReply as refusal:
            log.warning("edms reply refused: %s", refusal.code)
            _move(file, folder / "refused")
        except Refused as refusal:
            # An answer to a letter of ours is not let go of: it is read again next time.
            log.warning("edms reply waits: %s", refusal.code)
        else:
            _move(file, folder / "done")


def _put(folder: Path, message: OutboxMessage) -> None:
    """Write the file beside its place and rename it, so that nobody reads half of it."""
    folder.mkdir(parents=True, exist_ok=True)
    if before := message.document.get("takes_back"):
        (folder / f"{before}.json").unlink(missing_ok=True)
    content = {
        "message_id": message.message_id,
        "recipient": message.recipient,
        "subject": message.subject,
        "note": message.body,
        "posted_at": message.posted_at.isoformat(),
        **message.document,
    }
    unfinished = folder / f".{message.message_id}.part"
    with unfinished.open("w", encoding="utf-8") as written:
        json.dump(content, written, ensure_ascii=False, indent=2)
        written.flush()
        os.fsync(written.fileno())
    unfinished.replace(folder / f"{message.message_id}.json")


def _take(session: Session, file: Path, now: datetime) -> None:
    reply = _read(file)
    referral = referral_queries.of_message(session, str(reply.get("in_reply_to", "")))
    if referral is None:
        raise UnreadableReply("unknown-letter")
    appeal = referral.appeal
    if appeal.erased_at is not None:
        # The term of its file is over: no words come back into it.
        raise UnreadableReply("file-erased")
    if "result" in reply:
        referring.keep_result(session, referral, result=_words(reply, "result"), by=Actor(), now=now)
        return
    reason = _words(reply, "taken_back")
    if referral.reported_at is None:
        referring.take_back(session, appeal.number, appeal.version, reason=reason, by=Actor(), now=now)


def _read(file: Path) -> dict[str, Any]:
    if file.is_symlink() or not file.is_file() or file.stat().st_size > LARGEST:
        raise UnreadableReply("no-plain-file")
    try:
        reply = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise UnreadableReply("no-json") from None
    if not isinstance(reply, dict):
        raise UnreadableReply("no-json")
    return reply


def _words(reply: dict[str, Any], name: str) -> str:
    said = reply.get(name)
    try:
        words = clean(said) if isinstance(said, str) else ""
    except UnreadableText:
        raise UnreadableReply("unreadable-result") from None
    if not words:
        raise UnreadableReply("no-result")
    return words


def _move(file: Path, to: Path) -> None:
    to.mkdir(exist_ok=True)
    try:
        file.replace(to / file.name)
    except FileNotFoundError:
        # Another process took the same file in the same moment.
        return
