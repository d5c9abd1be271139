"""What speaks against a proposed card or unit, read from the whole knowledge base."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.core.errors import NotFound
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.models import Body, Unit
from knowledge_base.editing import checking, queries
from knowledge_base.editing.applying import AnyContent
from knowledge_base.editing.contents import CardContent, UnitContent
from knowledge_base.models import Competence


def errors(session: Session, content: AnyContent, of: Competence | Unit | None) -> dict[str, Sentence]:
    """Return what must be mended, by field; of is the card or the unit as it is, None for a new one."""
    found = dict(obstacles(session, content, of))
    if content.retired:
        return found
    if isinstance(content, CardContent):
        unit = directory.unit_named(session, content.unit)
        around = queries.surroundings(session, content, unit, of.id if of else None)
        return {**checking.card_errors(content, around), **found}
    names = session.scalars(
        select(Unit.name).join(Unit.body).where(Body.code == content.body, Unit.id != (of.id if of else 0))
    ).all()
    return {**checking.unit_errors(content, names), **found}


def warnings(session: Session, content: AnyContent, of: Competence | Unit | None) -> list[Sentence]:
    """Return what deserves a second look."""
    if isinstance(content, UnitContent) or content.retired:
        return []
    unit = directory.unit_named(session, content.unit)
    return checking.card_warnings(
        content, queries.surroundings(session, content, unit, of.id if of else None)
    )


def obstacles(
    session: Session, content: AnyContent, of: Competence | Unit | None
) -> Iterator[tuple[str, Sentence]]:
    """Yield what stands in the way whatever the words of the card or unit are."""
    if isinstance(content, CardContent):
        unit = directory.unit_named(session, content.unit)
        if unit.retired_at is not None and not content.retired:
            yield "unit", say("Bu bölmə istifadədən çıxarılıb: başqa bölmə seçin.")
        return
    body = directory.body_coded(session, content.body)
    if isinstance(of, Unit) and of.body_id != body.id:
        raise NotFound
    if isinstance(of, Unit) and content.retired:
        yield from _still_needed(session, of)
    elif content.parent is not None:
        parent = directory.unit_named(session, content.parent)
        if parent.body.code != content.body or parent.retired_at is not None or _within(parent, of):
            yield "parent", say("Bölmə bu bölmənin tabeliyində ola bilməz: başqasını seçin.")


def _still_needed(session: Session, unit: Unit) -> Iterator[tuple[str, Sentence]]:
    cards = session.scalar(
        select(func.count(Competence.id)).where(
            Competence.unit_id == unit.id, Competence.retired_at.is_(None)
        )
    )
    below = [child.name for child in unit.children if child.retired_at is None]
    if unit.head_of_apparatus:
        yield "retired", say("Bu bölmə qanuna görə şikayətlərə baxır: onu istifadədən çıxarmaq olmaz.")
    if cards:
        yield (
            "retired",
            say(
                "Bölmənin istifadədə olan kartları var (%(count)d): əvvəlcə onları başqa bölməyə verin və ya istifadədən çıxarın.",
                count=cards,
            ),
        )
    if below:
        yield (
            "retired",
            say(
                "Bölmənin tabeliyində istifadədə olan bölmələr var: %(names)s. Əvvəlcə onların tabeliyini dəyişin.",
                names=", ".join(below),
            ),
        )


def _within(unit: Unit | None, of: Competence | Unit | None) -> bool:
    while unit is not None:
        if isinstance(of, Unit) and unit.id == of.id:
            return True
        unit = unit.parent
    return False
