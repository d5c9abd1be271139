"""Where an appeal or a part of it may be routed: a unit of the home body that is there and is not complained of."""

from sqlalchemy import select
from sqlalchemy.orm import Session

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
