"""Articles from the first draft to the last day, by two people."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.clock import BAKU
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.upkeep import setting_up
from knowledge_base import queries as knowledge_base
from knowledge_base import recent
from knowledge_base.articles import (
    expiring,
    flags,
    queries,
    reviewing,
    showing,
    stocking,
    watching,
    writing,
)
from knowledge_base.articles.drafts import ArticleDraft, SourceDraft, TextDraft
from knowledge_base.articles.models import ArticleVersion
from knowledge_base.articles.vocabulary import Certainty, FlagReason, Topic, VersionState
from knowledge_base.articles.watching import ActDraft
from tests.clauses import clause
from tests.conftest import SETTINGS

SHIPPED = "appeal-deadlines"
NEXT_YEAR = date(2027, 1, 1)
DRAFT = ArticleDraft(
    topic=Topic.STARTING,
    certainty=Certainty.CONFIRMED,
    valid_from=date(2026, 10, 1),
    valid_to=None,
    review_due=None,
    clause_keys=("900:3.0.1",),
    texts={
        "az": TextDraft("Sınaq məqaləsi", "Sınaq cavabı budur.", ("Sınaq necə keçirilir?",)),
        "ru": TextDraft("Пробная статья", "Это пробный ответ."),
    },
    sources=(SourceDraft("Sınaq haqqında Qanun", "900-VIQ", date(2026, 1, 5)),),
)


@pytest.fixture
def code(session: Session, author: User, reviewer: User, now: datetime) -> str:
    """A published article that two people wrote and reviewed."""
    made = writing.write_article(session, DRAFT, by=author, now=now).code
    writing.submit(session, made)
    reviewing.publish(session, made, by=reviewer, now=now)
    return made


def rewritten(session: Session, code: str, by: User, now: datetime, draft: ArticleDraft = DRAFT) -> None:
    mark = writing.version_mark(queries.article_coded(session, code))
    writing.rewrite(session, code, draft, as_read=mark, by=by, now=now)


def open_reasons(session: Session, code: str) -> list[FlagReason]:
    session.expire_all()
    return [flag.reason for flag in queries.article_coded(session, code).open_flags]


def test_an_article_is_published_by_a_second_person(
    session: Session, code: str, author: User, reviewer: User
) -> None:
    version = queries.version_named(session, code)
    assert (version.author_id, version.reviewer_id) == (author.id, reviewer.id)
    assert version.text_in("ru").answer == "Это пробный ответ."
    assert version.text_in("en").language == "az"


def test_nobody_publishes_what_they_wrote_themselves(session: Session, author: User, now: datetime) -> None:
    code = writing.write_article(session, DRAFT, by=author, now=now).code
    writing.submit(session, code)
    with pytest.raises(NotAllowed):
        reviewing.publish(session, code, by=author, now=now)


def test_the_database_too_refuses_one_person_for_two(session: Session, code: str, author: User) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(
            update(ArticleVersion).where(ArticleVersion.author_id == author.id).values(reviewer_id=author.id)
        )


def test_the_database_refuses_a_second_published_version(
    session: Session, code: str, author: User, reviewer: User, now: datetime
) -> None:
    rewritten(session, code, author, now)
    draft = queries.article_coded(session, code).open_version
    assert draft is not None
    second = update(ArticleVersion).where(ArticleVersion.id == draft.id)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(second.values(state=VersionState.PUBLISHED, reviewer_id=reviewer.id))


def test_a_newer_version_replaces_the_older_which_stays_readable(
    session: Session, code: str, author: User, reviewer: User, now: datetime
) -> None:
    newer = replace(DRAFT, texts={"az": TextDraft("Sınaq məqaləsi", "Sınaq cavabı dəyişib.")})
    rewritten(session, code, author, now, newer)
    assert queries.version_named(session, code).number == 1, "a draft changes nothing for the operators"
    writing.submit(session, code)
    number = knowledge_base.version_number(session)
    reviewing.publish(session, code, by=reviewer, now=now)

    assert queries.version_named(session, code).text_in("az").answer == "Sınaq cavabı dəyişib."
    assert queries.version_named(session, f"{code}/1").state is VersionState.WITHDRAWN
    assert knowledge_base.version_number(session) == number + 1
    first, second = queries.article_coded(session, code).versions
    changed = {(one.language, one.name.text) for one in showing.differences(first, second)}
    assert ("az", "Zəng edənə oxunan cavab") in changed


def test_a_returned_version_is_written_again_even_by_who_returned_it(
    session: Session, author: User, reviewer: User, now: datetime
) -> None:
    code = writing.write_article(session, DRAFT, by=author, now=now).code
    writing.submit(session, code)
    with pytest.raises(InvalidInput):
        reviewing.send_back(session, code, note="", by=reviewer, now=now)
    assert reviewing.send_back(session, code, note="Mənbə yoxdur.", by=reviewer, now=now).review_note
    rewritten(session, code, reviewer, now)
    writing.submit(session, code)
    assert reviewing.publish(session, code, by=author, now=now).author_id == reviewer.id


def test_two_people_do_not_write_over_each_other(
    session: Session, code: str, author: User, reviewer: User, now: datetime
) -> None:
    mark = writing.version_mark(queries.article_coded(session, code))
    writing.rewrite(session, code, DRAFT, as_read=mark, by=author, now=now + timedelta(minutes=1))
    with pytest.raises(Refused, match="dəyişdirilib"):
        writing.rewrite(session, code, DRAFT, as_read=mark, by=reviewer, now=now + timedelta(minutes=2))


def test_what_is_under_review_is_not_written_in_and_an_empty_queue_is_said(
    session: Session, code: str, author: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="redaksiya yoxdur"):
        writing.submit(session, code)
    rewritten(session, code, author, now)
    writing.submit(session, code)
    with pytest.raises(Refused, match="yoxlamadadır"):
        rewritten(session, code, author, now)


@pytest.fixture
def approved(session: Session, code: str, author: User, reviewer: User, now: datetime) -> str:
    """A published article whose next version is approved for the first day of the next year."""
    rewritten(session, code, author, now, replace(DRAFT, valid_from=NEXT_YEAR))
    writing.submit(session, code)
    reviewing.publish(session, code, by=reviewer, now=now)
    return code


def test_a_version_of_a_day_to_come_is_approved_and_takes_no_answer_away(
    session: Session, approved: str, now: datetime
) -> None:
    expiring.flag_expiring(session, now)
    session.expire_all()
    article = queries.article_coded(session, approved)
    assert (article.published, article.approved) == (article.versions[0], article.versions[1])
    assert article.read_on(NEXT_YEAR - timedelta(days=1)) == article.versions[0]
    assert article.read_on(NEXT_YEAR) == article.versions[1]


def test_an_approved_version_takes_the_place_of_the_old_one_at_the_beginning_of_its_first_day(
    session: Session, approved: str, reviewer: User
) -> None:
    for _ in range(2):
        expiring.flag_expiring(session, datetime(2027, 1, 1, 3, tzinfo=BAKU))
    session.expire_all()
    article = queries.article_coded(session, approved)
    assert article.published == article.versions[1]
    assert [one.state for one in article.versions] == [VersionState.WITHDRAWN, VersionState.PUBLISHED]
    assert article.versions[0].withdrawn_at == datetime(2027, 1, 1, tzinfo=BAKU)
    assert article.versions[1].reviewer_id == reviewer.id


def test_an_act_that_changes_before_the_first_day_puts_what_was_approved_in_doubt(
    session: Session, code: str, author: User, reviewer: User, now: datetime
) -> None:
    rewritten(session, code, author, now, replace(DRAFT, valid_from=NEXT_YEAR, clause_keys=("900:5",)))
    writing.submit(session, code)
    reviewing.publish(session, code, by=reviewer, now=now)
    flags.flag_for_change(session, ["900:5"], "900", now=now + timedelta(days=1))
    expiring.flag_expiring(session, datetime(2027, 1, 1, 3, tzinfo=BAKU))
    assert open_reasons(session, code) == [FlagReason.ACT_CHANGED]


def test_an_act_that_changed_puts_an_article_before_the_editors_once_with_all_its_versions(
    session: Session, approved: str, author: User, now: datetime
) -> None:
    act = watching.watch(session, ActDraft("Sınaq haqqında Qanun", 30), now=now)
    assert watching.look(session, act.id, changed=True, note="3-cü maddə.", by=author, now=now) == 1
    assert open_reasons(session, approved) == [FlagReason.ACT_CHANGED]


def test_what_is_approved_is_changed_only_after_it_was_sent_back(
    session: Session, approved: str, author: User, reviewer: User, now: datetime
) -> None:
    for refused in (
        lambda: rewritten(session, approved, author, now),
        lambda: reviewing.publish(session, approved, by=reviewer, now=now),
    ):
        with pytest.raises(Refused, match="təsdiqlənib"):
            refused()
    reviewing.send_back(session, approved, note="Qanun təxirə salınıb.", by=reviewer, now=now)
    expiring.flag_expiring(session, datetime(2027, 1, 1, 3, tzinfo=BAKU))
    session.expire_all()
    article = queries.article_coded(session, approved)
    assert (article.published, article.approved) == (article.versions[0], None)


def test_a_withdrawn_article_needs_a_reason_and_is_not_removed(
    session: Session, code: str, reviewer: User, now: datetime
) -> None:
    with pytest.raises(InvalidInput):
        reviewing.withdraw(session, code, reason="", by=reviewer, now=now)
    reviewing.withdraw(session, code, reason="Xidmət ləğv olunub.", by=reviewer, now=now)
    with pytest.raises(NotFound):
        queries.version_named(session, code)
    assert queries.version_named(session, f"{code}/1").withdrawal == "Xidmət ləğv olunub."
    said = [(one.name, str(one.what)) for one in recent.changes_this_week(session, now=now)]
    assert ("Sınaq məqaləsi", "məqalə dərcdən çıxarılıb") in said


def test_a_changed_clause_flags_the_articles_on_it_once(session: Session, code: str, now: datetime) -> None:
    assert [one.article.code for one in queries.resting_on(session, ["900:3.0.1"])] == [code]
    assert flags.flag_for_change(session, ["900:9.9"], "900", now=now) == []
    for _ in range(2):
        flags.flag_for_change(session, ["900:3.0.1"], "900", now=now)
    assert open_reasons(session, code) == [FlagReason.ACT_CHANGED]


def test_publishing_settles_the_flags_that_were_up_when_it_was_written(
    session: Session, code: str, author: User, reviewer: User, now: datetime
) -> None:
    flags.flag_for_change(session, ["900:3.0.1"], "900", now=now)
    rewritten(session, code, author, now + timedelta(hours=1))
    writing.submit(session, code)
    reviewing.report_mistake(session, code, note="Ünvan köhnədir.", by=reviewer, now=now + timedelta(hours=2))
    reviewing.publish(session, code, by=reviewer, now=now + timedelta(hours=3))
    assert open_reasons(session, code) == [FlagReason.REPORTED]
    [flag] = queries.article_coded(session, code).open_flags
    reviewing.settle_flag(session, code, flag.id, by=reviewer, now=now)
    assert open_reasons(session, code) == []


def test_what_expires_is_flagged_before_and_after_and_the_job_may_run_twice(
    session: Session, code: str, now: datetime
) -> None:
    version = queries.version_named(session, code)
    version.valid_to = date(2026, 10, 20)
    session.flush()
    assert [flag.reason for flag in expiring.flag_expiring(session, now)] == [FlagReason.EXPIRES_SOON]
    assert expiring.flag_expiring(session, now) == []
    later = now + timedelta(days=10)
    assert [flag.reason for flag in expiring.flag_expiring(session, later)] == [FlagReason.EXPIRED]
    assert open_reasons(session, code) == [FlagReason.EXPIRED]
    version.valid_to = None
    session.flush()
    expiring.flag_expiring(session, later)
    assert open_reasons(session, code) == []


@clause("002:3.0.5")
def test_a_watched_act_that_changed_flags_the_articles_that_name_it(
    session: Session, code: str, author: User, now: datetime
) -> None:
    act = watching.watch(
        session,
        ActDraft("Sınaq haqqında Qanun", 30, number="900-VIQ", made_on=date(2026, 1, 5)),
        now=now,
    )
    assert watching.look(session, act.id, changed=False, note="", by=author, now=now) == 0
    with pytest.raises(InvalidInput):
        watching.look(session, act.id, changed=True, note="", by=author, now=now)
    assert watching.look(session, act.id, changed=True, note="3-cü maddə.", by=author, now=now) == 1
    assert open_reasons(session, code) == [FlagReason.ACT_CHANGED]
    said = [str(one.what) for one in recent.changes_this_week(session, now=now)]
    assert "akt dəyişib" in said


@clause("002:3.0.5")
def test_an_act_is_known_by_its_name_until_both_say_a_number(
    session: Session, author: User, reviewer: User, now: datetime
) -> None:
    unsure = replace(DRAFT, sources=(SourceDraft("SINAQ haqqında Qanun"),))
    made = writing.write_article(session, unsure, by=author, now=now).code
    writing.submit(session, made)
    reviewing.publish(session, made, by=reviewer, now=now)
    assert [one.name for one in queries.unwatched(session)] == ["SINAQ haqqında Qanun"]
    draft = ActDraft("Sınaq haqqında Qanun", 30, number="900-VIQ", made_on=date(2026, 1, 5))
    act = watching.watch(session, draft, now=now)
    assert queries.unwatched(session) == []
    waiting = queries.waiting_count(session)
    assert watching.look(session, act.id, changed=True, note="3-cü maddə.", by=author, now=now) == 1
    assert open_reasons(session, made) == [FlagReason.ACT_CHANGED]
    assert queries.waiting_count(session) == waiting + 1


def test_the_watch_list_starts_with_what_was_never_looked_at(
    session: Session, author: User, now: datetime
) -> None:
    acts = queries.watched_acts(session)
    looked = acts[0]
    watching.look(session, looked.id, changed=False, note="", by=author, now=now)
    session.expire_all()
    listed = showing.watched(queries.watched_acts(session), today=date(2026, 10, 13))
    assert listed[-1].act.id == looked.id
    assert not listed[-1].late
    assert all(one.late for one in listed[:-1])
    watching.stop_watching(session, looked.id, now=now)
    assert looked.id not in [act.id for act in queries.watched_acts(session)]


def test_this_week_tells_of_people_not_of_what_was_shipped(
    session: Session, code: str, now: datetime
) -> None:
    assert [one.name for one in recent.changes_this_week(session, now=now)] == ["Sınaq məqaləsi"]
    assert recent.changes_this_week(session, now=now + timedelta(days=8)) == []


def test_shipped_articles_are_loaded_once(session: Session) -> None:
    assert not stocking.load_articles(session)
    version = queries.version_named(session, SHIPPED)
    assert version.shipped
    assert version.author_id is None


def test_a_database_that_has_cards_but_no_articles_gets_them(session: Session) -> None:
    for article in queries.articles(session):
        for version in article.versions:
            session.delete(version)
        session.flush()
        session.delete(article)
    session.flush()
    assert not setting_up.fill(session, SETTINGS), "the cards are there"
    assert queries.version_named(session, SHIPPED)


def test_articles_are_searched_in_any_spelling_and_language(session: Session) -> None:
    lines = showing.lines(queries.articles(session), language="az", today=date(2026, 10, 13))
    for words in ("kənd həyatı yoxdur",):
        assert showing.narrowed(lines, words=words) == []
    for words in ("istehlakci", "İSTEHLAKÇI", "hüquq istehlakçı"):
        assert "consumer-rights" in [line.article.code for line in showing.narrowed(lines, words=words)]
    assert {line.article.topic for line in showing.narrowed(lines, topic=Topic.TAXES)} == {Topic.TAXES}
