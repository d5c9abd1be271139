"""A statute that one editor takes in from a file and another one lets come into force."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from knowledge_base import drafting, importing, revisions
from knowledge_base.draft_models import StatuteDraft
from knowledge_base.drafting import OtherVersionMeanwhile
from knowledge_base.statutes.statute import StatuteText
from knowledge_base.vocabulary import DraftStanding
from tests.short_statutes import of_a_department

OLD = of_a_department("avadanlığın təmirini aparır;")
NEW = of_a_department("avadanlığın və printerlərin təmirini aparır;")


@pytest.fixture
def old(session: Session, now: datetime) -> int:
    """The number of the version in force."""
    importing.import_statute(session, OLD, now=now)
    present = revisions.in_force(session, "003")
    assert present is not None
    return present.id


def take_in(
    session: Session, by: User, now: datetime, text: StatuteText = NEW, body: str | None = None
) -> StatuteDraft:
    return drafting.take_in(session, text, file_name="003.txt", body_code=body, by=by, now=now)


def refused(session: Session, by: User, now: datetime, **more: Any) -> set[str]:
    """Take something in that cannot be, and return the fields that say why."""
    with pytest.raises(InvalidInput) as found:
        take_in(session, by, now, **more)
    return set(found.value.fields)


def assert_refused_by_the_database(session: Session, draft: StatuteDraft, **values: object) -> None:
    written = update(StatuteDraft).where(StatuteDraft.id == draft.id).values(**values)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(written)


def test_a_draft_changes_nothing_until_another_editor_confirms_it(
    session: Session, old: int, author: User, reviewer: User, now: datetime
) -> None:
    draft = take_in(session, author, now)
    present = revisions.in_force(session, "003")
    assert present is not None
    assert present.id == old
    assert draft.counted == {"changed": 1}

    confirmed = drafting.confirm(session, draft.id, against=old, by=reviewer, now=now)
    session.expire_all()
    assert drafting.text_of(confirmed) == NEW
    assert confirmed.standing is DraftStanding.CONFIRMED
    assert (confirmed.by_id, confirmed.confirmed_by_id) == (author.id, reviewer.id)


def test_the_author_never_confirms(session: Session, old: int, author: User, now: datetime) -> None:
    draft = take_in(session, author, now)
    with pytest.raises(NotAllowed):
        drafting.confirm(session, draft.id, against=old, by=author, now=now)
    assert_refused_by_the_database(
        session, draft, standing=DraftStanding.CONFIRMED, confirmed_by_id=author.id, settled_at=now
    )


def test_the_database_knows_no_confirmation_without_a_second_person(
    session: Session, old: int, author: User, now: datetime
) -> None:
    draft = take_in(session, author, now)
    assert_refused_by_the_database(session, draft, standing=DraftStanding.CONFIRMED, settled_at=now)


def test_a_comparison_with_a_version_that_is_no_longer_in_force_confirms_nothing(
    session: Session, old: int, author: User, reviewer: User, now: datetime
) -> None:
    draft = take_in(session, author, now)
    importing.import_statute(
        session, of_a_department("başqa mətn qüvvəyə minib;"), now=now + timedelta(hours=1)
    )
    with pytest.raises(OtherVersionMeanwhile):
        drafting.confirm(session, draft.id, against=old, by=reviewer, now=now)
    assert (draft.settled_at, draft.against_id) == (None, old)
    present = revisions.in_force(session, "003")
    assert present is not None
    drafting.confirm(session, draft.id, against=present.id, by=reviewer, now=now)
    assert draft.standing is DraftStanding.CONFIRMED


def test_the_first_version_of_a_statute_is_compared_with_nothing(
    session: Session, author: User, reviewer: User, now: datetime
) -> None:
    draft = take_in(session, author, now, replace(OLD, code="017"))
    assert draft.against_id is None
    assert draft.counted == {"added": 2}
    drafting.confirm(session, draft.id, against=None, by=reviewer, now=now)


def test_a_draft_is_settled_once(
    session: Session, old: int, author: User, reviewer: User, now: datetime
) -> None:
    draft = take_in(session, author, now)
    with pytest.raises(NotAllowed):
        drafting.withdraw(session, draft.id, by=reviewer, now=now)
    drafting.withdraw(session, draft.id, by=author, now=now)
    with pytest.raises(Refused, match="artıq təsdiq gözləmir"):
        drafting.confirm(session, draft.id, against=old, by=reviewer, now=now)
    assert take_in(session, author, now).standing is DraftStanding.WAITING


@pytest.mark.parametrize("number", [0, 987_654, 2**31, 2**80])
def test_an_unknown_draft_is_not_found(session: Session, number: int) -> None:
    with pytest.raises(NotFound):
        drafting.draft_numbered(session, number)


def test_what_is_in_force_or_waits_already_is_not_taken_in_again(
    session: Session, old: int, author: User, reviewer: User, now: datetime
) -> None:
    assert refused(session, author, now, text=OLD) == {"file"}
    take_in(session, author, now)
    assert refused(session, reviewer, now) == {"file"}


def test_a_text_without_clauses_is_no_statute(session: Session, author: User, now: datetime) -> None:
    assert refused(session, author, now, text=replace(OLD, clauses=())) == {"file"}


def test_a_code_of_another_bodys_statute_is_refused(
    session: Session, old: int, author: User, now: datetime
) -> None:
    labour = replace(NEW, body="Azərbaycan Respublikası Əmək və Əhalinin Sosial Müdafiəsi Nazirliyi")
    assert refused(session, author, now, text=labour) == {"code"}
    assert refused(session, author, now, body="yoxdur") == {"body"}


def test_a_text_that_names_no_body_stays_the_body_of_the_version_in_force(
    session: Session, old: int, author: User, now: datetime
) -> None:
    draft = take_in(session, author, now, replace(NEW, body=None))
    present = revisions.in_force(session, "003")
    assert present is not None
    assert present.statute.body is not None
    assert draft.body_code == present.statute.body.code


def test_waiting_drafts_come_before_the_settled_ones(
    session: Session, old: int, author: User, now: datetime
) -> None:
    gone = take_in(session, author, now)
    drafting.withdraw(session, gone.id, by=author, now=now)
    waiting = take_in(session, author, now, of_a_department("üçüncü redaksiya;"))
    assert [one.id for one in drafting.drafts(session)] == [waiting.id, gone.id]
    assert drafting.waiting_count(session) == 1
