"""Where an appeal or a part of it may be routed: a unit of the home body that is there and is not complained of."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.appeals import conflicts
from callcenter.appeals.models import Appeal, Suggestion
from callcenter.core.errors import Refused
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory.models import Unit
from knowledge_base.models import Competence


def unit_in_use(session: Session, name: str) -> Unit:
    """Return the unit of a code or a name.

    Refused (not-home-unit) for another body's unit: that is forwarded out; (retired-unit) for a unit that is no
    longer there; NotFound (unknown-unit) when there is none.
    """
    unit = directory.unit_named(session, name)
    if not unit.body.home:
        raise Refused(
            "not-home-unit",
            say("«%(unit)s» başqa qurumun bölməsidir: müraciəti aidiyyəti quruma göndərin.", unit=unit.name),
        )
    if unit.retired_at is not None:
        raise Refused(
            "retired-unit",
            say(
                "«%(unit)s» istifadədən çıxarılıb və yeni müraciət qəbul etmir: başqa bölmə seçin.",
                unit=unit.name,
            ),
        )
    return unit


def card_for(session: Session, appeal: Appeal, unit: Unit) -> Competence | None:
    """Return the likeliest competence in use that was suggested for the appeal and is the unit's."""
    return session.scalar(
        select(Competence)
        .join(Suggestion, Suggestion.competence_code == Competence.code)
        .where(
            Suggestion.appeal_id == appeal.id, Competence.unit_id == unit.id, Competence.retired_at.is_(None)
        )
        .order_by(Suggestion.rank)
        .limit(1)
    )


def may_not_examine(session: Session, appeal: Appeal, unit: Unit) -> bool:
    """Say whether the appeal complains of the unit, so that the unit may not examine it."""
    accused = conflicts.Accused(
        appeal.about_unit_id,
        appeal.about_staff_id,
        appeal.about_staff.unit_id if appeal.about_staff else None,
    )
    if not accused:
        return False
    parents = dict(iter(session.execute(select(Unit.id, Unit.parent_id))))
    return conflicts.may_not_examine(unit.id, accused, parents)


def conflict() -> Refused:
    """Return the refusal to let the accused examine a complaint of them."""
    return Refused(
        "conflict-of-interest",
        say(
            "Şikayət edilən tərəf bu şikayətə özü baxa bilməz: müraciəti Aparatın rəhbərinə yönləndirin (002, 4.0.09)."
        ),
    )
