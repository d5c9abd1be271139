"""What the forms of cards and units share: a draft is kept, new or changed, and may have moved in another window."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, NotFound
from callcenter.core.wording import Sentence
from callcenter.directory.models import Unit
from callcenter.web import forms
from callcenter.web.database import transaction
from callcenter.web.display import sentence
from knowledge_base import open_work
from knowledge_base.editing import applying, change_page, proposing, queries, showing
from knowledge_base.editing import forms as typing
from knowledge_base.editing.applying import AnyContent
from knowledge_base.editing.contents import CardContent, UnitContent
from knowledge_base.editing.forms import RetireSchema
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.review import ChangedMeanwhile
from knowledge_base.editing.vocabulary import Subject
from knowledge_base.models import Competence

Kind = TypeVar("Kind", CardContent, UnitContent)


@dataclass(frozen=True)
class Filled:
    """What stands in a form, of which draft, by which state it began, and what is wrong with it."""

    typed: Mapping[str, str]
    draft: KnowledgeChange | None = None
    since: str = ""
    errors: Mapping[str, Sentence] = field(default_factory=dict)


def begun(draft: KnowledgeChange, typed: Mapping[str, str]) -> Filled:
    """Return the form of a draft that is to be revised; typed is what it proposes."""
    present = applying.present(draft)
    own = {
        "reason": draft.reason,
        "base": present.fingerprint if present else "",
        "version": str(draft.version),
    }
    return Filled({**typed, **own}, draft, draft.base)


def earlier(session: Session, of: Competence | Unit, present: Kind) -> Kind:
    """Return the state before a change of this card or unit, where the address asks to begin with that one."""
    asked = request.args.get("before", type=int)
    if asked is None:
        return present
    change = queries.change(session, asked)
    content = applying.before(change)
    whose = change.competence if change.subject is Subject.CARD else change.unit
    if whose is not of or not isinstance(content, type(present)):
        raise NotFound
    return content


def given_back(
    draft: KnowledgeChange | None, present: AnyContent | None, errors: Mapping[str, Sentence]
) -> Filled:
    """Return the form with everything typed; where what it changes moved on, ready to be sent again."""
    typed = dict(request.form.items())
    base = present.fingerprint if present else ""
    return Filled({**typed, "base": base}, draft, typed.get("base", ""), errors)


def shown(session: Session, filled: Filled, present: AnyContent | None) -> dict[str, Any]:
    """Return what every form shows beside its fields: with what changed since it began."""
    moved_on = bool(filled.since) and filled.since != filled.typed.get("base")
    began = queries.content_with(session, filled.since) if moved_on else None
    before = applying.before(began) if began else None
    return {
        "draft": filled.draft,
        "typed": filled.typed,
        "errors": filled.errors,
        "moved_on": moved_on,
        "since": change_page.between(session, before, present) if before and present else [],
        "field_name": showing.field_name,
    }


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


def posted(
    draft: KnowledgeChange | None,
    keep: Callable[[Session], KnowledgeChange],
    again: Callable[[Mapping[str, Sentence]], str],
    *,
    said: Sentence,
) -> ResponseReturnValue:
    """Keep what was typed and go there; refused, show the form again with what is wrong."""
    try:
        with transaction() as session:
            return go_to(keep(session), said)
    except (InvalidInput, ChangedMeanwhile) as refused:
        if isinstance(refused, ChangedMeanwhile) and _version_moved(draft):
            raise
        errors = refused.fields if isinstance(refused, InvalidInput) else {}
        return again(errors), refused.status


def retire(find: Callable[[Session], Competence | Unit], *, said: Sentence) -> ResponseReturnValue:
    """Keep the draft of a retirement, or of its opposite; refused, ask again with what is wrong."""

    def again(errors: Mapping[str, Sentence]) -> str:
        with transaction() as session:
            of = find(session)
            content = applying.content_of(of)
            return render_template(
                "knowledge/retire.html",
                of=of,
                card=isinstance(of, Competence),
                fingerprint=content.fingerprint,
                left=open_work.left(session, of, current_user()),
                errors=errors,
                reason=request.form.get("reason", ""),
            )

    return posted(None, lambda session: _retirement(session, find(session)), again, said=said)


def _retirement(session: Session, of: Competence | Unit) -> KnowledgeChange:
    """Propose to take a card or a unit out of use, or to put it back, as the form says."""
    found = forms.read(RetireSchema(), request.form)
    return proposing.propose_retirement(
        session,
        of,
        base=found["base"],
        reason=found["reason"],
        by=session.merge(current_user()),
        now=clock.now(),
    )


def go_to(change: KnowledgeChange, said: Sentence) -> ResponseReturnValue:
    """Show the change, with what was done."""
    flash(sentence(said), "success")
    return redirect(url_for("editing.show", change_id=change.id), 303)


def _version_moved(draft: KnowledgeChange | None) -> bool:
    """Whether the draft itself, not what it changes, was changed meanwhile: in another window of the author."""
    return draft is not None and request.form.get("version") != str(draft.version)
