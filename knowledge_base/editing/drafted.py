"""What the forms of cards and units share: a draft is kept, new or changed, and may have moved in another window."""

from flask import request
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user
from callcenter.core import clock
from callcenter.directory.models import Unit
from knowledge_base.editing import forms as typing
from knowledge_base.editing import proposing
from knowledge_base.editing.applying import AnyContent
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.models import Competence


def kept(
    session: Session,
    read: typing.Draft,
    content: AnyContent,
    *,
    of: Competence | Unit | None,
    draft: KnowledgeChange | None,
) -> KnowledgeChange:
    """Keep what was typed as the given draft of its author, or as a new one."""
    by, now = session.merge(current_user()), clock.now()
    if draft is not None:
        return proposing.revise(
            session, draft.id, read.version, content, base=read.base, reason=read.reason, by=by, now=now
        )
    return proposing.propose(session, content, of=of, base=read.base, reason=read.reason, by=by, now=now)


def version_moved(draft: KnowledgeChange | None) -> bool:
    """Whether the draft itself, not what it changes, was changed meanwhile: in another window of the author."""
    return draft is not None and request.form.get("version") != str(draft.version)
