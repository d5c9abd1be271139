"""Letters to the Head of the Apparatus, and the folder into which both we and the document exchange look."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from callcenter.appeals import referral_queries, referring
from callcenter.appeals.models import Appeal
from callcenter.appeals.referral_models import Referral
from callcenter.channels import edms
from callcenter.directory.actors import Actor

Exchange = Callable[[], None]


def refer(session: Session, appeal: Appeal, by: Actor, now: datetime, **more: bool) -> Referral:
    note = referring.draft_note(appeal)
    referring.refer(session, appeal.number, appeal.version, note=note, by=by, now=now, **more)
    found = referral_queries.open_about(session, appeal)
    assert found is not None
    return found


def report(
    session: Session, appeal: Appeal, by: Actor, now: datetime, result: str = "Araşdırıldı."
) -> Appeal:
    return referring.report_back(session, appeal.number, appeal.version, result=result, by=by, now=now)


def take_back(
    session: Session, appeal: Appeal, by: Actor, now: datetime, reason: str = "Artıq lazım deyil."
) -> Appeal:
    return referring.take_back(session, appeal.number, appeal.version, reason=reason, by=by, now=now)


def look(session: Session, folder: Path, now: datetime) -> None:
    """Let the job look into the folder once, in the test's own transaction."""
    session.flush()
    edms.send(session, folder, now)
    edms.receive(_Nested(session), folder, now)  # type: ignore[arg-type]  # the test's one transaction


class _Nested:
    """The test's session in place of a database: each transaction is a savepoint."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def transaction(self) -> "_Nested":
        self.point = self.session.begin_nested()
        return self

    def __enter__(self) -> Session:
        self.point.__enter__()
        return self.session

    def __exit__(self, *fault: object) -> None:
        self.point.__exit__(*fault)


def reply(folder: Path, name: str, content: object) -> None:
    """Put a file where the exchange puts its answers."""
    (folder / "in").mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / "in" / name).write_text(text, encoding="utf-8")


def answer(folder: Path, name: str, referral: Referral, result: object) -> None:
    """Put the result of a letter where the exchange puts its answers."""
    reply(folder, name, {"in_reply_to": referral.message_id, "result": result})
