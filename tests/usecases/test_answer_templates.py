"""Ready texts: every wording is kept, one is offered, and only names of the list are understood."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import template_values, templates_kept
from callcenter.appeals.models import Appeal
from callcenter.appeals.templates_kept import TemplateDraft
from callcenter.appeals.vocabulary import Kind
from callcenter.core.errors import InvalidInput, NotFound, Refused
from tests import factories

DRAFT = TemplateDraft("outage", "az", "Şəbəkə kəsilməsi", "{nömrə} nömrəli müraciət: {bölmə} baxır.")


@pytest.fixture
def centre(session: Session) -> User:
    return factories.make_user(session, Role.CENTRE_HEAD)


def test_shipped_texts_are_there_and_not_shipped_twice(session: Session) -> None:
    assert len({one.code for one in templates_kept.in_use(session)}) >= 8
    assert templates_kept.load_templates(session) is False


def test_those_of_the_kind_and_language_are_offered(session: Session) -> None:
    codes = {one.code for one in templates_kept.fitting(session, kind=Kind.COMPLAINT, language="az")}
    assert {"complaint-upheld", "explained"} <= codes
    assert "information-given" not in codes


def test_a_change_keeps_the_wording_before(session: Session, centre: User, now: datetime) -> None:
    first = templates_kept.make(session, DRAFT, by=centre, now=now)
    changed = TemplateDraft("başqa", "ru", "Yeni ad", "Yeni mətn: {nömrə}.")
    second = templates_kept.change(session, first.id, changed, by=centre, now=now)
    assert (second.code, second.language, second.number, second.text) == (
        "outage",
        "az",
        2,
        "Yeni mətn: {nömrə}.",
    )
    assert [one.number for one in templates_kept.history(session, second)] == [2, 1]
    with pytest.raises(Refused) as found:
        templates_kept.change(session, first.id, changed, by=centre, now=now)
    assert found.value.code == "template-retired"


def test_a_retired_text_is_offered_no_more_and_its_code_is_free(
    session: Session, centre: User, now: datetime
) -> None:
    one = templates_kept.make(session, DRAFT, by=centre, now=now)
    with pytest.raises(InvalidInput) as taken:
        templates_kept.make(session, DRAFT, by=centre, now=now)
    assert set(taken.value.fields) == {"code"}
    templates_kept.retire(session, one.id, by=centre, now=now)
    assert one not in templates_kept.in_use(session)
    assert templates_kept.make(session, DRAFT, by=centre, now=now).number == 2


@pytest.mark.parametrize("text", ["{{7*7}}", "{x.__class__}", "{adı}", ""])
def test_what_is_not_in_the_list_is_refused_by_name(
    session: Session, centre: User, now: datetime, text: str
) -> None:
    with pytest.raises(InvalidInput) as found:
        templates_kept.make(session, TemplateDraft("x", "az", "Ad", text), by=centre, now=now)
    assert text.strip("{}") in str(found.value.fields["text"])


def test_an_unknown_text_is_not_found(session: Session, centre: User, now: datetime) -> None:
    with pytest.raises(NotFound):
        templates_kept.retire(session, 10**6, by=centre, now=now)


def test_the_values_of_the_appeal_are_put_in(
    session: Session, routed: Appeal, centre: User, now: datetime
) -> None:
    one = templates_kept.make(session, DRAFT, by=centre, now=now)
    assert routed.unit is not None
    ready = template_values.ready(one, template_values.values_of(routed, today=now.date()))
    assert ready.text == f"{routed.number} nömrəli müraciət: {routed.unit.name} baxır."


def test_a_value_that_is_not_known_is_left_for_the_author(
    session: Session, log: Callable[..., Appeal], centre: User, now: datetime
) -> None:
    one = templates_kept.make(session, DRAFT, by=centre, now=now)
    ready = template_values.ready(one, template_values.values_of(log(), today=now.date()))
    assert "{bölmə}" in ready.text
