"""Units under review, and phrases taken from corrected appeals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.appeals import handling
from callcenter.appeals.models import Appeal
from callcenter.core.errors import InvalidInput, Refused
from callcenter.directory import queries as directory
from callcenter.directory.actors import Actor
from callcenter.directory.models import Unit
from knowledge_base import queries
from knowledge_base.editing import proposing, publishing
from knowledge_base.editing import queries as editing
from knowledge_base.editing.applying import card_content, unit_content
from knowledge_base.editing.contents import UnitContent
from knowledge_base.editing.models import KnowledgeChange
from knowledge_base.editing.vocabulary import Standing, What
from knowledge_base.models import Example
from knowledge_base.vocabulary import ExampleStanding
from tests import factories

CARD = "callcentre-receiving-appeals"
NEW = UnitContent("economy", "Rəqəmsal inkişaf şöbəsi", "department", None, None)
WHY = "Yeni əsasnamə qüvvəyə minib."


@pytest.fixture
def published(
    session: Session, author: User, reviewer: User, now: datetime
) -> Callable[..., KnowledgeChange]:
    """Take a unit's content through both people."""

    def done(content: UnitContent, of: Unit | None = None) -> KnowledgeChange:
        base = unit_content(of).fingerprint if of else ""
        change = proposing.propose(session, content, of=of, base=base, reason=WHY, by=author, now=now)
        proposing.send(session, change.id, change.version, by=author)
        return publishing.publish(session, change.id, change.version, note="", by=reviewer, now=now)

    return done


def corrected(session: Session, text: str, now: datetime) -> Example:
    """An appeal that was suggested to the network sector and confirmed for the call centre's card."""
    card = queries.competence_coded(session, CARD)
    example = Example(
        text=text,
        unit=card.unit,
        competence=card,
        suggested_unit=directory.unit_named(session, factories.NETWORK),
        standing=ExampleStanding.CONFIRMED,
        added_at=now,
        change=1,
    )
    session.add(example)
    session.flush()
    return example


def test_a_new_unit_gets_a_code_and_takes_appeals_once_published(
    session: Session, published: Callable[..., KnowledgeChange]
) -> None:
    change = published(NEW)
    assert change.what is What.ADD
    unit = directory.unit_named(session, "economy-reqemsal-inkisaf-sobesi")
    assert unit in directory.home_units(session)


def test_a_unit_of_a_known_name_is_refused(session: Session, author: User, now: datetime) -> None:
    same = replace(NEW, name="elektron idarəetmə ŞÖBƏSİ")
    with pytest.raises(InvalidInput) as refused:
        proposing.propose(session, same, of=None, base="", reason=WHY, by=author, now=now)
    assert list(refused.value.fields) == ["name"]


def test_a_renamed_unit_keeps_its_code_and_cards_and_gets_its_name_back(
    session: Session, author: User, now: datetime, published: Callable[..., KnowledgeChange]
) -> None:
    unit = directory.unit_named(session, factories.NETWORK)
    before = unit_content(unit)
    change = published(replace(before, name="Şəbəkə sektoru"), unit)
    assert directory.unit_named(session, factories.NETWORK).name == "Şəbəkə sektoru"
    publishing.undo(session, change.id, change.version, reason="Tezdir.", by=author, now=now)
    assert unit_content(unit) == before


def test_no_unit_stands_below_itself(session: Session, author: User, now: datetime) -> None:
    unit = directory.unit_named(session, factories.EGOV)
    before = unit_content(unit)
    turned = replace(before, parent=factories.NETWORK)
    with pytest.raises(InvalidInput) as refused:
        proposing.propose(session, turned, of=unit, base=before.fingerprint, reason=WHY, by=author, now=now)
    assert list(refused.value.fields) == ["parent"]


@pytest.mark.parametrize("code", [factories.NETWORK, factories.EGOV, factories.APPARATUS])
def test_a_unit_that_is_still_needed_is_not_retired(
    session: Session, author: User, now: datetime, code: str
) -> None:
    unit = directory.unit_named(session, code)
    base = unit_content(unit).fingerprint
    with pytest.raises(InvalidInput) as refused:
        proposing.propose_retirement(session, unit, base=base, reason=WHY, by=author, now=now)
    assert list(refused.value.fields) == ["retired"]


def test_a_retired_unit_takes_no_new_appeals(
    session: Session,
    now: datetime,
    published: Callable[..., KnowledgeChange],
    log: Callable[..., Appeal],
    operator: Actor,
) -> None:
    unit = published(NEW).unit
    assert unit is not None
    published(replace(unit_content(unit), retired=True), unit)
    appeal = log()
    with pytest.raises(Refused) as refused:
        handling.route(session, appeal.number, appeal.version, unit=unit.code, by=operator, now=now)
    assert refused.value.code == "retired-unit"
    assert unit not in directory.home_units(session)
    assert unit in directory.home_units(session, retired=True)


def test_a_corrected_appeal_becomes_a_phrase_of_the_author_s_draft(
    session: Session, author: User, now: datetime
) -> None:
    first = corrected(session, "Operator xətti söndürdü, qeydə almadı.", now)
    later = corrected(session, "Nömrə vermədilər,\nnə edim?", now)
    assert {one.id for one in editing.corrected(session)} == {first.id, later.id}

    change = proposing.take_phrase(session, first.id, card=CARD, by=author, now=now)
    again = proposing.take_phrase(session, later.id, card=CARD, by=author, now=now)
    assert again is change
    assert change.standing is Standing.DRAFT
    said = [one["text"] for one in change.proposed["phrases"][-2:]]
    assert said == ["Operator xətti söndürdü, qeydə almadı.", "Nömrə vermədilər, nə edim?"]
    assert editing.corrected(session) == []
    with pytest.raises(Refused):
        proposing.take_phrase(session, first.id, card=CARD, by=author, now=now)


def test_another_editor_s_draft_is_left_alone(
    session: Session, author: User, reviewer: User, now: datetime
) -> None:
    first = proposing.take_phrase(
        session, corrected(session, "Birinci ifadə.", now).id, card=CARD, by=author, now=now
    )
    other = proposing.take_phrase(
        session, corrected(session, "İkinci ifadə.", now).id, card=CARD, by=reviewer, now=now
    )
    assert other is not first
    assert len(other.proposed["phrases"]) == len(first.proposed["phrases"])


def test_what_is_passed_over_is_not_offered_again(session: Session, author: User, now: datetime) -> None:
    example = corrected(session, "Salam, bir sualım var idi.", now)
    assert editing.corrected_count(session) == 1
    proposing.pass_over(session, example.id, by=author, now=now)
    assert editing.corrected_count(session) == 0


@pytest.mark.parametrize("how", ["struck", "right at once"])
def test_only_corrected_appeals_that_still_count_are_offered(
    session: Session, now: datetime, how: str
) -> None:
    example = corrected(session, "Operator xətti söndürdü.", now)
    if how == "struck":
        example.struck_at = now
    else:
        example.suggested_unit = example.unit
    session.flush()
    assert editing.corrected(session) == []


def test_the_test_box_tries_what_two_people_agreed_on(session: Session, now: datetime) -> None:
    example = corrected(session, "Operator xətti söndürdü.", now)
    provisional = corrected(session, "Bir nəfər dedi.", now)
    provisional.standing = ExampleStanding.PROVISIONAL
    session.flush()
    (row,) = editing.labelled(session)
    assert (row.text, row.units) == (example.text, (example.unit.name,))
    assert row.clauses == card_content(queries.competence_coded(session, CARD)).clauses


def test_a_card_written_for_a_unit_that_is_retired_meanwhile_is_not_published(
    session: Session,
    author: User,
    reviewer: User,
    now: datetime,
    published: Callable[..., KnowledgeChange],
) -> None:
    unit = published(NEW).unit
    assert unit is not None
    card = replace(card_content(queries.competence_coded(session, CARD)), unit=unit.code)
    waiting = proposing.propose(session, card, of=None, base="", reason=WHY, by=author, now=now)
    proposing.note_effect(session, waiting.id, waiting.version, {"number": 1})
    proposing.send(session, waiting.id, waiting.version, by=author)
    published(replace(unit_content(unit), retired=True), unit)
    with pytest.raises(InvalidInput) as refused:
        publishing.publish(session, waiting.id, waiting.version, note="", by=reviewer, now=now)
    assert list(refused.value.fields) == ["unit"]
