"""The panel beside the intake form: who is calling, and what they and others have said before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from callcenter.appeals import intake, lifecycle, related
from callcenter.appeals.models import Appeal
from callcenter.callers import identification
from callcenter.callers import queries as callers
from callcenter.callers.identification import CallerDraft
from callcenter.callers.models import Caller
from callcenter.callers.persons import same_person
from callcenter.core.clock import baku_date
from callcenter.core.errors import Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import Actor
from callcenter.web.database import sealer
from knowledge_base import present
from knowledge_base.language.scripts import guess_language

PANEL, AT_NUMBER = 20, 5


@dataclass(frozen=True)
class CallerPanel:
    """What the screen says of the caller: what is doubtful, who it may be, what they and others said before.

    earlier: the person's own, those that run first. repeat: that of the same matter, days_ago so many days old.
    at_number: what runs for the same telephone under another name. similar: others' of the same words.
    """

    anonymous: Sentence | None
    doubts: Mapping[str, Sentence]
    known: Caller | None
    earlier: tuple[Appeal, ...]
    repeat: Appeal | None
    days_ago: int
    at_number: tuple[Appeal, ...]
    similar: tuple[Appeal, ...]


class SaidBefore(Refused):
    """The person has said the same before, and the operator who logs it again was not told so yet."""

    def __init__(self, number: str) -> None:
        super().__init__(
            "said-before",
            say(
                "Bu şəxs eyni məsələ ilə artıq müraciət edib: %(number)s. Ona əlavə edin və ya yenə də qeydə alın.",
                number=number,
            ),
        )


def panel_of(session: Session, actor: Actor, draft: CallerDraft, text: str, *, now: datetime) -> CallerPanel:
    """Return the panel for what was typed so far."""
    said_something = bool(text or draft != CallerDraft(type=draft.type))
    today = baku_date(now)
    known = callers.known_callers(session, draft, sealer=sealer())
    ids = same_person(session, [one.id for one in known])
    earlier = tuple(related.of_callers(session, actor, ids)) if ids else ()
    # Somebody of whose appeals the reader may see none is a stranger to them.
    met = {one.caller for one in earlier}
    repeat = _repeat(session, text, earlier, today)
    at_number = _running_at(session, actor, draft.phone, ids)
    similar = related.said_by_others(session, actor, text, today=today, own=ids) if text else ()
    return CallerPanel(
        anonymous=identification.would_be_anonymous(draft) if said_something else None,
        doubts=identification.doubts(draft),
        known=next((one for one in (*known, *met) if one in met), None),
        earlier=earlier[:PANEL],
        repeat=repeat,
        days_ago=(today - baku_date(repeat.registered_at)).days if repeat else 0,
        at_number=at_number,
        similar=tuple(one for one in similar if one not in at_number),
    )


def _running_at(session: Session, actor: Actor, phone: str, own: Collection[int]) -> tuple[Appeal, ...]:
    """What runs for a telephone but for the person's own: the name may be theirs, said in another language or spelling."""
    others = [one for one in callers.callers_at(session, phone) if one not in own]
    found = related.of_callers(session, actor, others) if others else ()
    return tuple(one for one in found if one.state in lifecycle.RUNNING)[:AT_NUMBER]


def _repeat(session: Session, text: str, earlier: tuple[Appeal, ...], today: date) -> Appeal | None:
    if not text or not earlier:
        return None
    language = guess_language(text)
    # Only where words of two languages cannot meet does it take the matching to compare the matters.
    foreign = any(one.language != language for one in earlier)
    matter = intake.matter_of(present.knowledge(session).suggest(text, limit=1)) if foreign else ""
    return related.repeated_of(text, earlier, today=today, language=language, matter=matter)
