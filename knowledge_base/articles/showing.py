"""How articles and watched acts are put before a reader. Values for templates; nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from callcenter.core.clock import baku_date
from callcenter.core.wording import Sentence, say
from knowledge_base.articles.models import Article, ArticleText, ArticleVersion, WatchedAct
from knowledge_base.articles.validity import look_due, validity
from knowledge_base.articles.vocabulary import Topic, Validity
from knowledge_base.language.differences import Piece, difference
from knowledge_base.language.folding import fold

FIELDS = {
    "title": say("Başlıq"),
    "answer": say("Zəng edənə oxunan cavab"),
    "details": say("Ətraflı mətn"),
    "steps": say("Addımlar"),
    "questions": say("Zəng edənlər necə soruşur"),
}


@dataclass(frozen=True)
class Line:
    """An article in a list, in the version of the day; read: whether it is one for callers, whatever its last day is."""

    article: Article
    version: ArticleVersion
    text: ArticleText
    validity: Validity
    read: bool


@dataclass(frozen=True)
class Difference:
    """A field of one language that two versions word differently."""

    language: str
    name: Sentence
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Watched:
    """An act on the watch list, with the day by which it is to be looked at; late: today or before."""

    act: WatchedAct
    due: date | None
    late: bool


def lines(articles: Iterable[Article], *, language: str, today: date) -> list[Line]:
    """Return the articles as a list shows them, by title."""
    found = [
        Line(
            one,
            shown,
            shown.text_in(language),
            validity(shown.valid_from, shown.valid_to, today),
            read is not None,
        )
        for one in articles
        for read in [one.read_on(today)]
        for shown in [read or one.shown]
    ]
    return sorted(found, key=lambda line: fold(line.text.title))


def narrowed(found: Iterable[Line], *, topic: Topic | None = None, words: str = "") -> list[Line]:
    """Return the lines on a topic that have every word, in any spelling and any of their languages."""
    wanted = fold(words).split()
    return [
        line
        for line in found
        if (topic is None or line.article.topic is topic)
        and all(word in haystack for haystack in [_folded(line.version)] for word in wanted)
    ]


def differences(earlier: ArticleVersion, later: ArticleVersion) -> list[Difference]:
    """Return what the later version words differently, language by language and field by field."""
    before = {text.language: text for text in earlier.texts}
    found = []
    for text in sorted(later.texts, key=lambda text: ("az", "ru", "en").index(text.language)):
        for field, name in FIELDS.items():
            old, new = _plain(before.get(text.language), field), _plain(text, field)
            if old != new:
                found.append(Difference(text.language, name, difference(old, new)))
    return found


def watched(acts: Iterable[WatchedAct], *, today: date) -> list[Watched]:
    """Return the acts, those never looked at first, then by the day on which they are due."""
    found = []
    for act in acts:
        last = baku_date(act.last_look.at) if act.last_look else None
        due = look_due(last, act.every_days)
        found.append(Watched(act, due, due is None or due <= today))
    return sorted(found, key=lambda one: (one.due or date.min, fold(one.act.name)))


def typed_from(version: ArticleVersion, topic: Topic) -> Mapping[str, str]:
    """Return a version as its form shows it."""
    typed = {
        "topic": topic.value,
        "certainty": version.certainty.value,
        "valid_from": _iso(version.valid_from),
        "valid_to": _iso(version.valid_to),
        "review_due": _iso(version.review_due),
        "clause_keys": ", ".join(version.clause_keys),
    }
    for text in version.texts:
        typed |= {f"{text.language}.{field}": _plain(text, field) for field in FIELDS}
    for place, source in enumerate(version.sources, start=1):
        typed |= {
            f"source{place}.name": source.name,
            f"source{place}.number": source.number or "",
            f"source{place}.made_on": _iso(source.made_on),
            f"source{place}.clauses": source.clauses,
            f"source{place}.address": source.address,
        }
    return typed


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _plain(text: ArticleText | None, field: str) -> str:
    if text is None:
        return ""
    value: str | list[str] = getattr(text, field)
    return value if isinstance(value, str) else "\n".join(value)


def _folded(version: ArticleVersion) -> str:
    return fold(
        " ".join(
            part
            for text in version.texts
            for part in (text.title, text.answer, text.details, *text.questions, *text.steps)
        )
    )
