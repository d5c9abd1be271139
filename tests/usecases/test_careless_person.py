"""One person who routes wrongly, out of carelessness or on purpose, does not turn the matching."""

from collections.abc import Sequence
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.directory import queries as directory
from callcenter.upkeep import example_texts
from knowledge_base import queries as knowledge_base
from knowledge_base.learning import remembering
from knowledge_base.learning.remembering import Learnt
from knowledge_base.suggesting import Knowledge, read_knowledge
from tests import factories

WRONG = "Protokol sektoru"


def first_units(knowledge: Knowledge, texts: Sequence[str]) -> list[str]:
    return [knowledge.suggest(text, limit=1).candidates[0][1].unit for text in texts]


def teach_wrongly(session: Session, texts: Sequence[str], now: datetime, *, people: int = 1) -> None:
    unit = directory.unit_named(session, WRONG)
    card = next(one for one in knowledge_base.competences(session) if one.unit_id == unit.id)
    careless = [factories.make_user(session, Role.OPERATOR) for _ in range(people)]
    for place, text in enumerate(texts):
        learnt = Learnt(f"M-W-{place}", text, unit.id, card.id, None)
        remembering.remember(session, learnt, by_id=careless[place % people].id, now=now)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Texts as callers say them, in their order."""
    return list(dict.fromkeys(said.text for said in example_texts.read_said()))[:200]


def test_fifty_wrong_routings_of_every_kind_leave_the_suggestions_where_they_were(
    session: Session, knowledge: Knowledge, texts: list[str], now: datetime
) -> None:
    before = first_units(knowledge, texts)
    teach_wrongly(session, texts[::4], now)
    after = first_units(read_knowledge(session), texts)
    moved = sum(one != other for one, other in zip(before, after, strict=True))
    assert moved <= 0.03 * len(texts)


def test_fifty_wrong_routings_of_one_matter_do_not_carry_it_away(
    session: Session, knowledge: Knowledge, now: datetime
) -> None:
    said = [f"{factories.WIFI} Otaq {place}." for place in range(50)]
    asked = [factories.WIFI, "İnternet işləmir.", "Şəbəkə kəsilib, Wi-Fi yoxdur.", said[7]]
    before = first_units(knowledge, asked)
    teach_wrongly(session, said, now)
    assert first_units(read_knowledge(session), asked) == before


def test_nor_do_they_where_the_wrong_unit_has_learnt_much_from_others(
    session: Session, knowledge: Knowledge, now: datetime
) -> None:
    unit = directory.unit_named(session, WRONG)
    card = next(one for one in knowledge_base.competences(session) if one.unit_id == unit.id)
    people = [factories.make_user(session, Role.OPERATOR).id for _ in range(5)]
    for place in range(60):
        text = f"Xarici qonaqların qarşılanması və rəsmi ziyafət, {place} nəfərlik nümayəndə heyəti."
        learnt = Learnt(f"M-R-{place}", text, unit.id, card.id, None)
        remembering.remember(session, learnt, by_id=people[place % 5], now=now)
        remembering.confirm(session, learnt, by_id=people[(place + 1) % 5], now=now)
    said = [f"{factories.WIFI} Otaq {place}." for place in range(50)]
    asked = [factories.WIFI, "İnternet işləmir.", said[7]]
    before = first_units(read_knowledge(session), asked)
    teach_wrongly(session, said, now)
    assert first_units(read_knowledge(session), asked) == before
