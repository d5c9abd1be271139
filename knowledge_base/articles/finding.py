"""The published articles in memory, found by what a caller says, and read again when the knowledge base changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from sqlalchemy.orm import Session

from knowledge_base import queries as knowledge_base
from knowledge_base.articles import queries
from knowledge_base.articles.models import ArticleText, ArticleVersion
from knowledge_base.articles.validity import may_be_read_out
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
_OF_A_UNIT = "competence"
# Statute 002: the duties of informing by telephone, which articles serve. Every other competence is no article's.
INFORMING = frozenset({"002:3.0.2", "002:3.0.5", "002:3.0.6", "002:3.0.7"})


@dataclass(frozen=True)
class Found:
    """An article for a caller, in the language in which it is to be read out; alike is its score."""

    code: str
    reference: str
    version_id: int
    language: str
    title: str
    answer: str
    steps: tuple[str, ...]
    certain: bool
    alike: float


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
    """The articles of one version of the knowledge base, never changed once built."""

    version: int
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
            self._found(known, wanted, one.score)
            for one in before_units
            for known in [self.known[one.competence]]
            if may_be_read_out(known.valid_from, known.valid_to, today)
        )
        return tuple(found)[:limit]

    def _found(self, known: _Known, wanted: str, score: float) -> Found:
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
        )


class ArticleShelf:
    """Keeps the newest Articles of a process; asks the database for its number at most every two seconds."""

    def __init__(self) -> None:
        self._newest = Newest[Articles]()

    def articles(self, session: Session) -> Articles:
        """Return the articles as they are now; the old ones serve while new ones are being read."""
        return self._newest.seen(lambda known: _looked_up(session, known), every=LOOK_EVERY)


def _looked_up(session: Session, known: Articles | None) -> Articles:
    if known is not None and known.version == knowledge_base.version_number(session):
        return known
    return read_shelf(session)


def read_shelf(session: Session) -> Articles:
    """Return the articles of the database, built anew."""
    number = knowledge_base.version_number(session)
    published = queries.published(session)
    cards = [_card(one) for one in published]
    if cards:
        cards += _no_articles(knowledge_base.competences(session))
    return Articles(number, Index.build(cards), {one.article.code: _known(one) for one in published})


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
