"""What an editor writes about an article, read once and never changed. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from knowledge_base.articles.vocabulary import Certainty, Topic


@dataclass(frozen=True)
class TextDraft:
    """An article in one language."""

    title: str
    answer: str
    questions: tuple[str, ...] = ()
    details: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceDraft:
    """An act on which an article rests."""

    name: str
    number: str | None = None
    made_on: date | None = None
    clauses: str = ""
    address: str = ""


@dataclass(frozen=True)
class ArticleDraft:
    """A whole version; `texts` are by language and hold at least Azerbaijani."""

    topic: Topic
    certainty: Certainty
    valid_from: date
    valid_to: date | None
    review_due: date | None
    clause_keys: tuple[str, ...]
    texts: Mapping[str, TextDraft]
    sources: tuple[SourceDraft, ...]
