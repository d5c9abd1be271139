"""The page of a change: what it does, what speaks against it, what the test box said, and the steps offered."""

from collections.abc import Mapping

from flask import render_template
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.wording import Sentence
from callcenter.directory import queries as directory
from callcenter.web.display import sentence
from knowledge_base import open_work
from knowledge_base.editing import applying, looking, queries, review, showing
from knowledge_base.editing.applying import AnyContent
from knowledge_base.editing.differences import Difference
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.previewing import Preview
from knowledge_base.editing.vocabulary import Subject
from knowledge_base.present import knowledge


def rendered(
    session: Session,
    change: KnowledgeChange,
    reader: User,
    *,
    errors: Mapping[str, Sentence] | None = None,
    typed: Mapping[str, str] | None = None,
    preview: Preview | None = None,
) -> str:
    """Return the page of a change for its reader."""
    before, proposed, present = applying.before(change), applying.proposed(change), applying.present(change)
    of = change.competence if change.subject is Subject.CARD else change.unit
    waiting = change.standing in review.OPEN
    moved_on = waiting and (present.fingerprint if present else "") != change.base
    return render_template(
        "knowledge/change.html",
        change=change,
        title=showing.title_of(change),
        card=change.subject is Subject.CARD,
        differences=between(session, before, proposed),
        since=between(session, before, present) if moved_on and present else [],
        moved_on=moved_on,
        obstacles=looking.errors(session, proposed, of) if waiting else {},
        warnings=looking.warnings(session, proposed, of) if waiting else [],
        offered=review.offered(
            change.standing, author=change.author_id, reviewer=change.reviewer_id, by=reader.id
        ),
        undone_by=queries.undoing_of(session, change),
        left=open_work.left(session, of, reader) if waiting and of else 0,
        may_undo=present == proposed and change.undo_of_id is None,
        effect=change.effect,
        number=knowledge(session).version,
        preview=preview,
        errors=errors or {},
        typed=typed or {},
        field_name=showing.field_name,
        tone=showing.tone,
    )


def between(session: Session, before: AnyContent | None, after: AnyContent) -> list[Difference]:
    """Return what differs, in the reader's words."""
    names = {unit.code: unit.name for unit in directory.units(session)}
    spoken = {
        **{role.value: sentence(said) for role, said in showing.ROLES.items()},
        **{kind.value: sentence(said) for kind, said in showing.KINDS.items()},
    }
    return showing.differences(before, after, names, spoken)
