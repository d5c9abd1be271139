"""Acts: the ministry's own synonyms, beside the shipped ones: set one, switch a shipped one off, take it back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import InvalidInput, NotFound
from callcenter.core.wording import say
from knowledge_base import queries
from knowledge_base.language.folding import fold, tokens
from knowledge_base.learning import queries as learning
from knowledge_base.models import Synonym

MOST_WORDS = 12


def set_synonym(session: Session, said: str, meant: str, *, by: User, now: datetime) -> Synonym:
    """Keep what callers say and what the statutes say for it, several separated by commas."""
    said, words = _tidy(said), [_tidy(word) for word in meant.split(",") if word.strip()]
    wrong = {}
    if not tokens(said):
        wrong["said"] = say("Zəng edənlərin işlətdiyi sözü yazın.")
    if not words or not all(tokens(word) for word in words):
        wrong["meant"] = say("Əsasnamədəki sözü və ya sözləri vergüllə ayıraraq yazın.")
    elif len(words) > MOST_WORDS:
        wrong["meant"] = say("Ən çoxu %(most)d söz yazmaq olar.", most=MOST_WORDS)
    elif fold(said) in map(fold, words):
        wrong["meant"] = say("Söz özünün sinonimi ola bilməz.")
    if wrong:
        raise InvalidInput(wrong)

    return _keep(session, said, words, by, now)


def switch_off(session: Session, said: str, *, by: User, now: datetime) -> Synonym:
    """Let a shipped synonym have no effect any more."""
    if _tidy(said) not in learning.shipped_synonyms():
        raise NotFound("unknown-synonym", say("Hazır siyahıda belə söz yoxdur."))

    return _keep(session, _tidy(said), [], by, now)


def take_back(session: Session, said: str) -> None:
    """Remove the ministry's own row: the shipped one, if there is any, is in force again."""
    own = session.scalar(select(Synonym).where(Synonym.said == _tidy(said)))
    if own is None:
        raise NotFound("unknown-synonym", say("Belə sinonim yoxdur."))

    session.delete(own)
    queries.note_lesson(session)
    session.flush()


def _keep(session: Session, said: str, meant: list[str], by: User, now: datetime) -> Synonym:
    own = session.scalar(select(Synonym).where(Synonym.said == said)) or Synonym(said=said)
    own.meant, own.by_id, own.changed_at = meant, by.id, now
    session.add(own)
    queries.note_lesson(session)
    session.flush()
    return own


def _tidy(word: str) -> str:
    return " ".join(word.split())
