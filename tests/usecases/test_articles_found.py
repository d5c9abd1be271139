"""Articles are found while somebody types: the right one first, only where there is one, only while it is valid."""

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.db import Database
from knowledge_base.articles import finding, flags, queries, reviewing, writing
from knowledge_base.articles.drafts import ArticleDraft, SourceDraft, TextDraft
from knowledge_base.articles.finding import Articles, ArticleShelf
from knowledge_base.articles.vocabulary import Certainty, FlagReason, Topic
from knowledge_base.queries import note_change, note_lesson
from tests.clauses import clause
from tests.rules.article_questions import QUESTIONS

TODAY = date(2026, 10, 13)
VOEN = QUESTIONS["sole-trader-registration"][1]


@pytest.fixture(scope="module")
def shelf(sqlite_database: Database) -> Iterator[Articles]:
    """The shipped articles."""
    with sqlite_database.reading() as session:
        yield finding.read_shelf(session, TODAY)


@clause("002:3.0.6", "002:3.0.7")
def test_nine_of_ten_invented_questions_find_their_article_first(shelf: Articles) -> None:
    asked = [(code, said) for code, questions in QUESTIONS.items() for said in questions]
    missed = [
        (code, said)
        for code, said in asked
        if [one.code for one in shelf.find(said, today=TODAY)][:1] != [code]
    ]
    assert len(missed) <= len(asked) // 10, missed
    assert set(QUESTIONS) == set(shelf.known), "write two questions for each shipped article"


def test_appeals_for_units_show_an_article_rarely(shelf: Articles, shared: Path) -> None:
    rows = (shared / "data" / "appeals_dev.tsv").read_text(encoding="utf-8").splitlines()[1:]
    shown = [text for row in rows if shelf.find(text := row.split("\t")[1], today=TODAY)]
    assert len(shown) <= len(rows) * 0.05, shown


def test_an_article_is_found_fast(shelf: Articles) -> None:
    texts = [said for questions in QUESTIONS.values() for said in questions]
    took = []
    for text in texts:
        began = time.process_time()
        shelf.find(text, today=TODAY)
        took.append(time.process_time() - began)
    # A few milliseconds on a quiet machine; this is for a busy one.
    assert sorted(took)[len(took) // 2] < 0.05


def test_a_russian_question_gets_the_russian_text_and_azerbaijani_where_there_is_none(
    shelf: Articles,
) -> None:
    asked = QUESTIONS["llc-registration"][1]
    assert shelf.find(asked, today=TODAY)[0].language == "ru"
    assert shelf.find(asked, today=TODAY, language="en")[0].language == "az"


def test_only_what_is_valid_today_is_found(shelf: Articles) -> None:
    assert shelf.find(VOEN, today=TODAY)
    assert not shelf.find(VOEN, today=date(2025, 12, 31))


def test_an_expired_article_disappears_with_the_next_look_at_the_number(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = ArticleShelf()
    monkeypatch.setattr(finding, "LOOK_EVERY", 3600.0)
    assert shelf.find(session, VOEN, today=TODAY)
    version = queries.version_named(session, "sole-trader-registration")
    version.valid_to = TODAY - timedelta(days=1)
    note_change(session)
    session.flush()
    assert shelf.find(session, VOEN, today=TODAY), "the number is not asked for each time"
    monkeypatch.setattr(finding, "LOOK_EVERY", 0.0)
    assert "sole-trader-registration" not in [one.code for one in shelf.find(session, VOEN, today=TODAY)]


def test_what_a_routing_teaches_lets_nobody_who_types_wait_for_the_articles_to_be_read_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "LOOK_EVERY", 0.0)
    shelf = ArticleShelf()
    read = shelf.articles(session, TODAY)
    note_lesson(session)
    assert shelf.articles(session, TODAY) is read
    note_change(session)
    assert shelf.articles(session, TODAY) is not read


def test_a_database_without_articles_finds_none(session: Session) -> None:
    for version in queries.published(session):
        session.delete(version)
    session.flush()
    assert finding.read_shelf(session, TODAY).find(VOEN, today=TODAY) == ()


def test_an_article_in_doubt_says_so_where_it_is_offered_and_no_longer_once_looked_at(
    session: Session, author: User, now: datetime
) -> None:
    shelf, code = ArticleShelf(), "sole-trader-registration"
    assert shelf.find(session, VOEN, today=TODAY)[0].doubts == ()
    article = queries.article_coded(session, code)
    flag = flags.raise_flag(session, article, FlagReason.ACT_CHANGED, "900:1", by=None, now=now)
    [best, *_] = shelf.find(session, VOEN, today=TODAY)
    assert (best.code, best.doubts) == (code, (FlagReason.ACT_CHANGED,))
    flags.settle([flag], by=author, now=now)
    session.flush()
    assert shelf.find(session, VOEN, today=TODAY)[0].doubts == ()


def test_an_article_whose_last_day_is_near_says_so_before_any_sweep(session: Session) -> None:
    queries.version_named(session, "sole-trader-registration").valid_to = TODAY + timedelta(days=3)
    session.flush()
    [best, *_] = ArticleShelf().find(session, VOEN, today=TODAY)
    assert best.doubts == (FlagReason.EXPIRES_SOON,)
    assert best.valid_to == TODAY + timedelta(days=3)


def test_an_approved_version_is_offered_from_its_first_day_and_the_old_one_until_the_day_before(
    session: Session, author: User, reviewer: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "LOOK_EVERY", 0.0)
    shelf, first = ArticleShelf(), TODAY + timedelta(days=30)
    code = writing.write_article(session, draft("Köhnə qayda", TODAY), by=author, now=now).code
    writing.submit(session, code)
    reviewing.publish(session, code, by=reviewer, now=now)
    mark = writing.version_mark(queries.article_coded(session, code))
    writing.rewrite(session, code, draft("Yeni qayda", first), as_read=mark, by=author, now=now)
    writing.submit(session, code)
    reviewing.publish(session, code, by=reviewer, now=now)
    offered = {
        day: [one.answer for one in shelf.find(session, "Dron uçuşu üçün nə lazımdır?", today=day)]
        for day in (TODAY, first - timedelta(days=1), first)
    }
    assert list(offered.values()) == [["Köhnə qayda"], ["Köhnə qayda"], ["Yeni qayda"]]


def draft(answer: str, first: date) -> ArticleDraft:
    """An article about flights of drones, with this answer."""
    asked = TextDraft("Dron uçuşu", answer, ("Dron uçuşu üçün nə lazımdır?",))
    source = SourceDraft("Dronlar haqqında Qanun", "901-VIQ", date(2026, 1, 5))
    return ArticleDraft(
        Topic.OTHER, Certainty.CONFIRMED, first, None, None, (), {"az": asked}, (source,)
    )  # fmt: skip
