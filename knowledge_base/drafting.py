"""Acts of two editors: one takes a statute in from a file, another one lets it come into force, or the first withdraws it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.models import Body
from knowledge_base import revisions
from knowledge_base.draft_models import StatuteDraft
from knowledge_base.language.folding import fold
from knowledge_base.models import Statute, StatuteVersion
from knowledge_base.statutes.comparing import Compared
from knowledge_base.statutes.plain_data import fingerprint, statute_from
from knowledge_base.statutes.statute import StatuteText, to_json
from knowledge_base.vocabulary import DraftStanding

# An address may hold any number; PostgreSQL cannot even compare a larger one.
LARGEST = 2**31 - 1
LISTED = 30


class OtherVersionMeanwhile(Refused):
    """Another version came into force after this person had read the comparison."""

    status = 412

    def __init__(self) -> None:
        super().__init__(
            "other-version-meanwhile",
            say(
                "Siz baxarkən bu əsasnamənin başqa versiyası qüvvəyə minib. Müqayisə yeniləndi: ona baxıb yenidən təsdiqləyin."
            ),
        )


def take_in(
    session: Session, statute: StatuteText, *, file_name: str, body_code: str | None, by: User, now: datetime
) -> StatuteDraft:
    """Keep what was read of a file until another editor lets it come into force; nothing changes yet.

    InvalidInput for a text without clauses, one that is in force or waits already, a code under which another
    body's statute is in force, and a body that is not in the directory.
    """
    kept = session.scalar(select(Statute).where(Statute.code == statute.code))
    named = _body(session, statute, body_code)
    present = revisions.in_force(session, statute.code)
    content_hash = fingerprint(statute)
    _check_text(session, statute, content_hash, present)
    _check_body(kept, named, statute)
    if body_code is None and statute.body is None and kept and kept.body:
        body_code = kept.body.code

    draft = StatuteDraft(
        code=statute.code,
        body_code=body_code,
        title=statute.title or statute.act.title or statute.code,
        file_name=file_name,
        content=to_json(statute),
        content_hash=content_hash,
        against=present,
        counted=counts(revisions.compared_with(session, present, statute)),
        standing=DraftStanding.WAITING,
        by=by,
        at=now,
    )
    session.add(draft)
    session.flush()
    return draft


def confirm(session: Session, draft_id: int, *, against: int | None, by: User, now: datetime) -> StatuteDraft:
    """Note that another editor lets the draft come into force; the caller imports its text in the same transaction.

    against is the version whose comparison this person saw, none for a first one. NotAllowed (own-draft) for
    the author; OtherVersionMeanwhile when that version is no longer in force.
    """
    draft = _to_settle(session, draft_id)
    if draft.by_id == by.id:
        raise NotAllowed(
            "own-draft",
            say(
                "Öz göndərdiyiniz əsasnaməni özünüz qüvvəyə mindirə bilməzsiniz: bunu başqa redaktor etməlidir."
            ),
        )
    # Of two drafts of one statute the second waits here, and then finds another version in force.
    revisions.take_turn(session)
    present = revisions.in_force(session, draft.code)
    if (present.id if present else None) != against:
        raise OtherVersionMeanwhile

    draft.standing, draft.confirmed_by, draft.settled_at = DraftStanding.CONFIRMED, by, now
    session.flush()
    return draft


def withdraw(session: Session, draft_id: int, *, by: User, now: datetime) -> StatuteDraft:
    """Take the own draft back; it stays in the list."""
    draft = _to_settle(session, draft_id)
    if draft.by_id != by.id:
        raise NotAllowed("not-the-author", say("Bunu yalnız əsasnaməni göndərən redaktor edə bilər."))

    draft.standing, draft.settled_at = DraftStanding.WITHDRAWN, now
    session.flush()
    return draft


def draft_numbered(session: Session, draft_id: int) -> StatuteDraft:
    """Return a draft; NotFound (unknown-draft) when there is none."""
    found = session.get(StatuteDraft, draft_id) if draft_id <= LARGEST else None
    if found is None:
        raise NotFound("unknown-draft", say("Belə idxal yoxdur: siyahıdan seçin."))
    return found


def drafts(session: Session) -> Sequence[StatuteDraft]:
    """Return the drafts that wait, the oldest first, and then the settled ones, the newest first."""
    waiting = StatuteDraft.standing == DraftStanding.WAITING
    found = session.scalars(select(StatuteDraft).where(waiting).order_by(StatuteDraft.id)).all()
    settled = session.scalars(
        select(StatuteDraft).where(~waiting).order_by(StatuteDraft.settled_at.desc()).limit(LISTED)
    ).all()
    return [*found, *settled]


def waiting_count(session: Session) -> int:
    """Return how many drafts wait for another editor."""
    waiting = select(func.count(StatuteDraft.id)).where(StatuteDraft.standing == DraftStanding.WAITING)
    return session.scalar(waiting) or 0


def text_of(draft: StatuteDraft) -> StatuteText:
    """Return the statute that the draft holds."""
    return statute_from(draft.content)


def counts(compared: Sequence[Compared]) -> dict[str, int]:
    """Return how many clauses took each turn."""
    return dict(Counter(one.turn.value for one in compared))


def _to_settle(session: Session, draft_id: int) -> StatuteDraft:
    if draft_id <= LARGEST:
        session.execute(select(StatuteDraft.id).where(StatuteDraft.id == draft_id).with_for_update())
    draft = draft_numbered(session, draft_id)
    if draft.standing is not DraftStanding.WAITING:
        raise Refused(
            "settled-draft",
            say("Bu əsasnamə artıq təsdiq gözləmir: %(standing)s.", standing=draft.standing),
        )
    return draft


def _body(session: Session, statute: StatuteText, code: str | None) -> Body | None:
    if code is not None:
        try:
            return directory.body_coded(session, code)
        except NotFound as refused:
            raise InvalidInput({"body": refused.sentence}) from refused
    wanted = fold(statute.body) if statute.body else None
    return next((one for one in directory.bodies(session) if fold(one.name) == wanted), None)


def _check_text(
    session: Session, statute: StatuteText, content_hash: str, present: StatuteVersion | None
) -> None:
    if not statute.clauses:
        raise InvalidInput(
            {"file": say("Faylda heç bir bənd tapılmadı: əsasnamənin mətni olan faylı seçin.")}
        )
    if present is not None and present.content_hash == content_hash:
        raise InvalidInput({"file": say("Bu mətn onsuz da qüvvədədir: idxal ediləsi dəyişiklik yoxdur.")})
    waiting = select(StatuteDraft.id).where(
        StatuteDraft.content_hash == content_hash, StatuteDraft.standing == DraftStanding.WAITING
    )
    if session.scalar(waiting.limit(1)) is not None:
        raise InvalidInput({"file": say("Bu mətn artıq göndərilib və təsdiq gözləyir.")})


def _check_body(kept: Statute | None, named: Body | None, statute: StatuteText) -> None:
    if kept is None or kept.body is None or (named is None and statute.body is None):
        return
    if named is None or named.id != kept.body_id:
        raise InvalidInput(
            {
                "code": say(
                    "«%(code)s» kodu ilə başqa qurumun əsasnaməsi qüvvədədir: %(body)s. Kodu və ya qurumu düzəldin.",
                    code=statute.code,
                    body=kept.body.name,
                )
            }
        )
