"""Acts on the watch list: put an act on it, note that it was looked at, take it off."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import say
from knowledge_base.articles import flags, queries
from knowledge_base.articles.models import ActLook, WatchedAct
from knowledge_base.articles.vocabulary import FlagReason


@dataclass(frozen=True)
class ActDraft:
    """An act to look at every so many days."""

    name: str
    every_days: int
    number: str | None = None
    made_on: date | None = None
    address: str = ""
    statute_code: str | None = None


def watch(session: Session, draft: ActDraft, *, now: datetime) -> WatchedAct:
    """Put an act on the watch list."""
    act = WatchedAct(**asdict(draft), added_at=now)
    session.add(act)
    session.flush()
    return act


def look(session: Session, act_id: int, *, changed: bool, note: str, by: User, now: datetime) -> int:
    """Note that the act was looked at; where it changed, flag the articles on it and return how many they are."""
    act = queries.watched_act(session, act_id)
    if changed and not note:
        raise InvalidInput({"note": say("Nəyin dəyişdiyini qısa yazın.")})

    act.looks.append(ActLook(at=now, by_id=by.id, changed=changed, note=note))
    resting = queries.resting_on_act(session, act) if changed else []
    # One that is read and one approved for a day to come may be of the same article.
    articles = {version.article_id: version.article for version in resting}
    for article in articles.values():
        flags.raise_flag(session, article, FlagReason.ACT_CHANGED, f"{act.name}: {note}", by=by, now=now)
    session.flush()
    return len(articles)


def stop_watching(session: Session, act_id: int, *, now: datetime) -> WatchedAct:
    """Take an act off the list; what was noted about it stays."""
    act = queries.watched_act(session, act_id)
    act.retired_at = now
    session.flush()
    return act
