"""Whose a statute is: the body that keeps it already, the one that is named, or a new one that is said to be new."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.directory.models import Body, Unit
from knowledge_base.language.folding import fold
from knowledge_base.models import Statute
from knowledge_base.statutes import doubting
from knowledge_base.statutes.doubting import doubt
from knowledge_base.statutes.statute import Doubt, StatuteText

SLIPS = 3
"""Two names of bodies that so few letters tell apart are one name, until a person says otherwise."""


@dataclass(frozen=True)
class Owner:
    """The body of a statute; or code and name of the one to be founded; and what a person should look at."""

    body: Body | None = None
    founded: tuple[str, str] | None = None
    doubts: tuple[Doubt, ...] = ()


def owner_of(session: Session, statute: StatuteText, code: str | None, *, new: bool = False) -> Owner:
    """Return whose the statute is. A statute that is kept stays with its body, whatever its text says.

    code is the body that a person named; new says that it is to be founded. InvalidInput (body) where no such
    body is known, where another one keeps the statute, and where a new name is nearly a known one.
    """
    bodies = session.scalars(select(Body).order_by(Body.code)).all()
    by_code = {body.code: body for body in bodies}
    named = next((one for one in bodies if fold(one.name) == fold(statute.body or "")), None)
    kept = _keeps(session, statute.code)
    if code is not None and code not in by_code:
        return _founded(statute, code, named or kept, known=", ".join(by_code), new=new)
    if kept is not None:
        return _kept(statute, kept, code)
    if code is not None or named is not None:
        return Owner(by_code[code] if code is not None else named)
    # An act without units, such as a president's decree, founds no body that appeals could go to.
    if statute.body is None or not statute.units:
        return Owner()
    for body in bodies if not new else ():
        if OSA.distance(fold(body.name), fold(statute.body)) <= SLIPS:
            raise _refused(
                say(
                    "Mətndəki «%(name)s» adı «%(known)s» (%(code)s) adına çox oxşayır: qurumu özünüz göstərin.",
                    name=statute.body,
                    known=body.name,
                    code=body.code,
                )
            )
    return _new(f"statute-{statute.code}", statute.body)


def _keeps(session: Session, code: str) -> Body | None:
    """The body of the statute of this code, or of the units that came under it."""
    return session.scalar(select(Body).join(Statute).where(Statute.code == code)) or session.scalar(
        select(Body).join(Unit).where(Unit.statute_code == code).order_by(Unit.id).limit(1)
    )


def _founded(statute: StatuteText, code: str, there: Body | None, *, known: str, new: bool) -> Owner:
    if not new:
        raise _refused(
            say("Belə dövlət qurumu yoxdur: «%(code)s». Bilinən kodlar: %(known)s.", code=code, known=known)
        )
    if there is not None:
        raise _refused(say("«%(name)s» artıq «%(code)s» kodu ilə var.", name=there.name, code=there.code))
    if statute.body is None:
        raise _refused(say("Mətndə dövlət qurumunun adı yoxdur: yenisini yaratmaq olmaz."))
    return _new(code, statute.body)


def _kept(statute: StatuteText, kept: Body, code: str | None) -> Owner:
    if code is not None and code != kept.code:
        raise _refused(
            say(
                "«%(statute)s» əsasnaməsi «%(code)s» qurumunundur: başqa quruma keçirilmir.",
                statute=statute.code,
                code=kept.code,
            )
        )
    if statute.body is None or fold(statute.body) == fold(kept.name):
        return Owner(kept)
    told = doubt(doubting.OTHER_NAME, statute.code, name=statute.body, kept=kept.name)
    return Owner(kept, doubts=(told,))


def _new(code: str, name: str) -> Owner:
    return Owner(founded=(code, name), doubts=(doubt(doubting.FOUNDED, code, name=name, code=code),))


def _refused(sentence: Sentence) -> InvalidInput:
    return InvalidInput({"body": sentence})
