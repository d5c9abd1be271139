"""The published articles in memory, found by what a caller says, and read again when the knowledge base changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from sqlalchemy.orm import Session

from knowledge_base import queries as knowledge_base
from knowledge_base.articles import queries
from knowledge_base.articles.models import ArticleText, ArticleVersion
from knowledge_base.articles.validity import may_be_read_out, validity
from knowledge_base.articles.vocabulary import FlagReason, Validity
from knowledge_base.language.scripts import guess_language
from knowledge_base.matching.cards import Card
from knowledge_base.matching.index import Index
from knowledge_base.models import Competence
from knowledge_base.newest import Newest

LOOK_EVERY = 2.0
SHOWN = 3
# Measured on two invented questions an article and on labelled appeals to units, of which few are for an article.
RELEVANT = 0.72
RANKED = 8
# The days of validity speak for themselves.
DOUBTED = frozenset({FlagReason.ACT_CHANGED, FlagReason.REPORTED})
_OF_A_UNIT = "competence"
# Statute 002: the duties of informing by telephone, which articles serve. Every other competence is no article's.
INFORMING = frozenset({"002:3.0.2", "002:3.0.5", "002:3.0.6", "002:3.0.7"})


@dataclass(frozen=True)
class Found:
    """An article for a caller, in the language in which it is to be read out; alike is its score.

    doubts say why it may be wrong: open flags of its act or of readers, and that its last day is near.
    """

    code: str
    reference: str
    version_id: int
    language: str
    title: str
    answer: str
    steps: tuple[str, ...]
    certain: bool
    alike: float
    valid_to: date | None = None
    doubts: tuple[FlagReason, ...] = ()


@dataclass(frozen=True)
class _Text:
    title: str
    answer: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class _Known:
    code: str
    reference: str
    version_id: int
    valid_from: date
    valid_to: date | None
    certain: bool
    texts: Mapping[str, _Text]


@dataclass(frozen=True)
class Articles:
    """The articles of one version of the knowledge base, never changed once built.

    `version` is the number with which articles, cards or statutes last changed: what routings teach is not read
    here. `until` is the first day on which another version of one of them is read; none is approved where it is None.
    """

    version: int
    until: date | None
    index: Index
    known: Mapping[str, _Known]

    def find(self, text: str, *, today: date, language: str = "", limit: int = SHOWN) -> tuple[Found, ...]:
        """Return the articles that answer the text and are valid today, best first; often there is none.

        Without a language it is the one of the text; what is not written in it comes in Azerbaijani.
        """
        wanted = language or guess_language(text)
        ranked = self.index.rank(text, limit=RANKED).candidates
        # Behind a unit's competence nothing is shown: then it is an appeal for the unit.
        before_units = takewhile(lambda one: one.competence in self.known and one.score >= RELEVANT, ranked)
        found = (
            self._found(known, wanted, one.score, today)
            for one in before_units
            for known in [self.known[one.competence]]
            if may_be_read_out(known.valid_from, known.valid_to, today)
        )
        return tuple(found)[:limit]

    def _found(self, known: _Known, wanted: str, score: float, today: date) -> Found:
        ends = validity(known.valid_from, known.valid_to, today) is Validity.EXPIRING
        language = wanted if wanted in known.texts else "az"
        text = known.texts[language]
        return Found(
            known.code,
            known.reference,
            known.version_id,
            language,
            text.title,
            text.answer,
            text.steps,
            known.certain,
            score,
            known.valid_to,
            (FlagReason.EXPIRES_SOON,) if ends else (),
        )


class ArticleShelf:
    """Keeps the newest Articles of a process; asks the database for its number at most every two seconds."""

    def __init__(self) -> None:
        self._newest = Newest[Articles]()

    def articles(self, session: Session, today: date) -> Articles:
        """Return the articles as they are now; the old ones serve while new ones are being read."""
        return self._newest.seen(lambda known: _looked_up(session, known, today), every=LOOK_EVERY)

    def find(
        self, session: Session, text: str, *, today: date, language: str = "", limit: int = SHOWN
    ) -> tuple[Found, ...]:
        """Return what `Articles.find` does, each with the doubts about it that nobody has settled."""
        found = self.articles(session, today).find(text, today=today, language=language, limit=limit)
        # Not kept in memory: a flag that was just raised is to be seen with the next word typed.
        open_ones = queries.open_reasons(session, [one.code for one in found]) if found else {}
        return tuple(
            replace(one, doubts=(*(r for r in open_ones.get(one.code, ()) if r in DOUBTED), *one.doubts))
            for one in found
        )


def _looked_up(session: Session, known: Articles | None, today: date) -> Articles:
    if (
        known is not None
        and known.version == knowledge_base.standing_of(session)[1]
        and (known.until is None or today < known.until)
    ):
        return known
    return read_shelf(session, today)


def read_shelf(session: Session, today: date) -> Articles:
    """Return the articles of the database as they are read on a day, built anew."""
    _, number = knowledge_base.standing_of(session)
    coming = [one.valid_from for one in queries.approved(session) if one.valid_from > today]
    versions = queries.read_on(session, today)
    cards = [_card(one) for one in versions]
    if cards:
        cards += _no_articles(knowledge_base.competences(session))
    return Articles(
        number,
        min(coming, default=None),
        Index.build(cards),
        {one.article.code: _known(one) for one in versions},
    )


def _no_articles(competences: Iterable[Competence]) -> list[Card]:
    """The competences that no article serves, so that an appeal for one of them finds none."""
    return [
        Card(
            code=f"{_OF_A_UNIT}:{one.code}",
            unit=_OF_A_UNIT,
            body="",
            title=one.title,
            summary=one.summary,
            clauses=(),
            role="duty",
            keywords=tuple(one.keywords),
            phrases=tuple({phrase.language: phrase.text for phrase in reversed(one.phrases)}.values()),
        )
        for one in competences
        if not INFORMING.intersection(one.clauses[:1])
    ]


def _card(version: ArticleVersion) -> Card:
    return Card(
        code=version.article.code,
        unit=version.article.code,
        body="",
        title=". ".join(text.title for text in version.texts),
        summary=version.text_in("az").answer,
        clauses=(),
        role="duty",
        keywords=(),
        phrases=tuple(question for text in version.texts for question in text.questions),
    )


def _known(version: ArticleVersion) -> _Known:
    return _Known(
        code=version.article.code,
        reference=version.reference,
        version_id=version.id,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        certain=version.certainty.value == "confirmed",
        texts={text.language: _text(text) for text in version.texts},
    )


def _text(text: ArticleText) -> _Text:
    return _Text(text.title, text.answer, tuple(text.steps))
