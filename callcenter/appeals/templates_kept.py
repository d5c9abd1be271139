"""Acts: make, change and retire ready texts of answers, and read them. Every wording stays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from callcenter.accounts.models import User
from callcenter.appeals import answer_templates, template_seed
from callcenter.appeals.template_models import AnswerTemplate
from callcenter.appeals.vocabulary import Kind, Outcome
from callcenter.core.clock import BAKU
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.wording import Sentence, say

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+){0,9}")
_SHIPPED = datetime.combine(date(2026, 1, 1), time(), BAKU)


@dataclass(frozen=True)
class TemplateDraft:
    """A ready text as it was typed."""

    code: str
    language: str
    title: str
    text: str
    kind: Kind | None = None
    outcome: Outcome | None = None


def make(session: Session, draft: TemplateDraft, *, by: User, now: datetime) -> AnswerTemplate:
    """Add a ready text; InvalidInput for a code that is taken in its language or names that are not in the list."""
    faults = _faults(draft)
    if not faults and _in_use(session, draft.code, draft.language) is not None:
        faults = {"code": say("Bu kodla həmin dildə şablon artıq var: başqa kod yazın.")}
    if faults:
        raise InvalidInput(faults)
    return _add(session, draft, by=by, now=now)


def change(
    session: Session, template_id: int, draft: TemplateDraft, *, by: User, now: datetime
) -> AnswerTemplate:
    """Put a new wording in place of the one that was read; its code and language stay."""
    before = _to_change(session, template_id)
    draft = TemplateDraft(before.code, before.language, draft.title, draft.text, draft.kind, draft.outcome)
    if faults := _faults(draft):
        raise InvalidInput(faults)

    _retire(before, by, now)
    session.flush()
    return _add(session, draft, by=by, now=now)


def retire(session: Session, template_id: int, *, by: User, now: datetime) -> AnswerTemplate:
    """Offer the ready text no longer; answers that began from it keep its name."""
    template = _to_change(session, template_id)

    _retire(template, by, now)
    session.flush()
    return template


def in_use(session: Session) -> Sequence[AnswerTemplate]:
    """Return the ready texts that are offered, by code and language."""
    return session.scalars(
        select(AnswerTemplate)
        .where(AnswerTemplate.retired_at.is_(None))
        .order_by(AnswerTemplate.code, AnswerTemplate.language)
    ).all()


def fitting(session: Session, *, kind: Kind, language: str) -> Sequence[AnswerTemplate]:
    """Return the ready texts for a kind of appeal in its language."""
    return session.scalars(
        select(AnswerTemplate)
        .where(
            AnswerTemplate.retired_at.is_(None),
            AnswerTemplate.language == language,
            or_(AnswerTemplate.kind.is_(None), AnswerTemplate.kind == kind),
        )
        .order_by(AnswerTemplate.title)
    ).all()


def template(session: Session, template_id: int) -> AnswerTemplate:
    """Return one wording; NotFound (unknown-template) when there is none."""
    found = session.get(AnswerTemplate, template_id)
    if found is None:
        raise NotFound("unknown-template", say("Belə şablon yoxdur."))
    return found


def history(session: Session, of: AnswerTemplate) -> Sequence[AnswerTemplate]:
    """Return every wording of a ready text, the newest first."""
    return session.scalars(
        select(AnswerTemplate)
        .where(AnswerTemplate.code == of.code, AnswerTemplate.language == of.language)
        .options(selectinload(AnswerTemplate.made_by), selectinload(AnswerTemplate.retired_by))
        .order_by(AnswerTemplate.number.desc())
    ).all()


def load_templates(session: Session) -> bool:
    """Write the shipped ready texts; False, and nothing done, when there are some already."""
    if session.scalar(select(AnswerTemplate.id).limit(1)) is not None:
        return False
    session.add_all(
        AnswerTemplate(
            code=one.code,
            language=language,
            number=1,
            title=title,
            kind=one.kind,
            outcome=one.outcome,
            text=text,
            made_at=_SHIPPED,
        )
        for one in template_seed.SHIPPED
        for language, (title, text) in one.texts.items()
    )
    session.flush()
    return True


def _faults(draft: TemplateDraft) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if not _CODE.fullmatch(draft.code):
        faults["code"] = say(
            "Kod kiçik latın hərfləri, rəqəm və defisdən ibarət olmalıdır, məsələn: izahat-2."
        )
    if not draft.title:
        faults["title"] = say("Şablonun adını yazın.")
    if not draft.text:
        faults["text"] = say("Şablonun mətnini yazın.")
    return faults | answer_templates.name_faults(draft.text)


def _in_use(session: Session, code: str, language: str) -> AnswerTemplate | None:
    return session.scalar(
        select(AnswerTemplate).where(
            AnswerTemplate.code == code,
            AnswerTemplate.language == language,
            AnswerTemplate.retired_at.is_(None),
        )
    )


def _to_change(session: Session, template_id: int) -> AnswerTemplate:
    found = session.get(AnswerTemplate, template_id, with_for_update=True)
    if found is None:
        raise NotFound("unknown-template", say("Belə şablon yoxdur."))
    if found.retired_at is not None:
        raise Refused("template-retired", say("Bu şablonun yeni mətni var və ya o, istifadədən çıxarılıb."))
    return found


def _retire(template: AnswerTemplate, by: User, now: datetime) -> None:
    template.retired_at, template.retired_by_id = now, by.id


def _add(session: Session, draft: TemplateDraft, *, by: User, now: datetime) -> AnswerTemplate:
    last = session.scalar(
        select(func.max(AnswerTemplate.number)).where(
            AnswerTemplate.code == draft.code, AnswerTemplate.language == draft.language
        )
    )
    made = AnswerTemplate(
        code=draft.code,
        language=draft.language,
        number=(last or 0) + 1,
        title=draft.title,
        kind=draft.kind,
        outcome=draft.outcome,
        text=draft.text,
        made_by_id=by.id,
        made_at=now,
    )
    session.add(made)
    session.flush()
    return made
