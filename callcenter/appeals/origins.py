"""Which body an appeal came from, when another one forwarded it to us: the body, its letter and the letter's day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from callcenter.appeals.vocabulary import Channel
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory


@dataclass(frozen=True)
class Origin:
    """Where the appeal came from, as it was typed."""

    body: str = ""
    letter: str = ""
    day: date | None = None


def check(session: Session, channel: Channel, origin: Origin, *, today: date) -> None:
    """Refuse an appeal that another body forwarded to us without its name, the number and the day of its letter.

    Our own body is no other one.
    """
    wrong: dict[str, Sentence] = {}
    known = directory.body_if_named(session, origin.body) if origin.body else None
    if known is not None and known.home:
        wrong["origin"] = say("Bu, bizim öz qurumumuzdur: müraciəti bizə göndərən başqa qurumu yazın.")
    if channel is Channel.FORWARDED:
        if not origin.body:
            wrong["origin"] = say("Müraciəti göndərən qurumu yazın.")
        if not origin.letter:
            wrong["origin_letter"] = say("Göndərən qurumun məktubunun nömrəsini yazın.")
        if origin.day is None:
            wrong["origin_on"] = say("Göndərən qurumun məktubunun tarixini yazın.")
    if origin.day is not None and origin.day > today:
        wrong["origin_on"] = say("Məktubun tarixi gələcəkdə ola bilməz.")
    if wrong:
        raise InvalidInput(wrong)


def named(session: Session, body: str) -> str | None:
    """Return the body by the directory's name where it is there, else as it was typed; None for none."""
    known = directory.body_if_named(session, body) if body else None
    return known.name if known else body or None
