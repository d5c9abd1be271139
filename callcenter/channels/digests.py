"""Acts of the timetable: mail the notices, the urgent ones at once and the others as a digest each working morning."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.models import User
from callcenter.appeals import notices
from callcenter.appeals.notice_models import Notice
from callcenter.core.clock import BAKU, baku_date
from callcenter.core.job_runs import claim
from callcenter.core.outbox import Way, post
from callcenter.core.wording import Sentence, say
from callcenter.law import queries as law
from callcenter.web.locale import translations

JOB = "digest"
URGENT_JOB = "urgent-notices"
AT = time(8, 30)
MOST = 200


def mail_urgent(session: Session, now: datetime) -> int:
    """Post to each person, in one mail, the urgent notices that were neither mailed nor seen; return how many went."""
    heaps = _waiting(session, now, urgent=True)
    for heap in heaps:
        # A notice is mailed once, so the first one names the mail.
        _post(session, heap[0].user, heap, key=f"notice:{heap[0].id}", now=now)
    return len(heaps)


def mail_digests(session: Session, now: datetime) -> int:
    """Post each person's digest once a working day, from half past eight in Baku on; return how many went."""
    today = baku_date(now)
    slot = datetime.combine(today, AT, BAKU)
    if now < slot or not law.calendar(session).is_working(today) or not claim(session, JOB, slot, now=now):
        return 0
    heaps = _waiting(session, now, urgent=False)
    for heap in heaps:
        _post(session, heap[0].user, heap, key=f"digest:{heap[0].user_id}:{today}", now=now)
    return len(heaps)


def _waiting(session: Session, now: datetime, *, urgent: bool) -> list[list[Notice]]:
    """Return what each person is to be told; nothing of an appeal that became too secret or turned against them."""
    found = session.scalars(
        select(Notice)
        .join(Notice.user)
        .where(
            Notice.urgent.is_(urgent),
            Notice.mailed_at.is_(None),
            Notice.seen_at.is_(None),
            User.email.is_not(None),
            User.disabled_at.is_(None),
        )
        .options(selectinload(Notice.user))
        .order_by(Notice.user_id, Notice.id)
    ).all()
    of_each = [list(of) for _, of in groupby(found, key=lambda one: one.user_id)]
    known = [notices.still_known(session, heap[0].user, heap, now) for heap in of_each]
    return [heap for heap in known if heap]


def _post(session: Session, user: User, heap: Sequence[Notice], *, key: str, now: datetime) -> None:
    said = [notice.sentence for notice in heap[:MOST]]
    post(
        session,
        key=key,
        way=Way.EMAIL,
        recipient=user.email or "",
        subject=f"Çağrı: {_in(user.language, say('yeni bildirişlər: %(count)s', count=len(heap)))}",
        body=body(user.language, said, more=len(heap) - len(said)),
        now=now,
    )
    for notice in heap:
        notice.mailed_at = now


def body(language: str, said: Iterable[Sentence], *, more: int) -> str:
    """Return the text of a mail: a line for each notice; numbers of appeals, no names and no words of applicants."""
    lines = [f"• {_in(language, one)}" for one in said]
    if more:
        lines.append(_in(language, say("… və daha %(count)s bildiriş.", count=more)))
    lines += ["", _in(language, say("Bildirişlər sistemdə də görünür. Bu məktuba cavab yazmayın."))]
    return "\n".join(lines)


def _in(language: str, said: Sentence) -> str:
    translate = translations(language).gettext
    values = said.named(lambda word: str(translate(word.label)))
    inside = {key: _in(language, one) for key, one in values.items() if isinstance(one, Sentence)}
    return str(translate(said.text)) % (values | inside)
