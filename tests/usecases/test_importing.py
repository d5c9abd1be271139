"""Taking statutes into the knowledge base: whole, once, and without touching the cards."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from callcenter.core.errors import InvalidInput, NotFound
from callcenter.directory.models import Body, Unit
from knowledge_base import importing, queries
from knowledge_base.models import Clause, Competence, StatuteVersion
from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.reading import read_text
from knowledge_base.statutes.statute import StatuteText
from knowledge_base.vocabulary import Turn
from tests.short_statutes import text_of

SAMPLE = text_of("3.0.2. nəticələri elan etmək.")


@pytest.fixture
def sample() -> StatuteText:
    return parse(SAMPLE, code="900")


def test_a_statute_brings_its_body_units_and_clauses(
    session: Session, sample: StatuteText, now: datetime
) -> None:
    done = importing.import_statute(session, sample, now=now)
    assert done.changed
    assert done.count(Turn.ADDED) == len(sample.clauses)
    unit = session.scalars(select(Unit).where(Unit.statute_code == "900")).one()
    assert unit.body.name == sample.body
    clauses = queries.clauses_in_force(session, ["900:3.0.1"])
    assert clauses["900:3.0.1"].unit is unit


def test_importing_the_same_again_changes_nothing(
    session: Session, sample: StatuteText, now: datetime
) -> None:
    importing.import_statute(session, sample, now=now)
    number = queries.version_number(session)
    again = importing.import_statute(session, sample, now=now)
    assert (again.changed, again.compared) == (False, ())
    assert queries.version_number(session) == number
    assert session.scalar(select(func.count()).select_from(StatuteVersion)) == 1


def test_a_newer_wording_replaces_the_one_in_force_and_keeps_it(
    session: Session, sample: StatuteText, now: datetime
) -> None:
    importing.import_statute(session, sample, now=now)
    newer = parse(SAMPLE.replace("sınaqları keçirmək", "sınaqları hər il keçirmək"), code="900")
    done = importing.import_statute(session, newer, now=now)
    assert [one.turn for one in done.compared] == [Turn.CHANGED]
    assert "hər il" in queries.clauses_in_force(session)["900:3.0.1"].text
    assert session.scalar(select(func.count()).select_from(StatuteVersion)) == 2


def test_an_earlier_wording_can_come_into_force_again(
    session: Session, sample: StatuteText, now: datetime
) -> None:
    importing.import_statute(session, sample, now=now)
    newer = replace(sample, clauses=sample.clauses[:-1])
    importing.import_statute(session, newer, now=now)
    importing.import_statute(session, sample, now=now)
    assert "900:3.0.2" in queries.clauses_in_force(session)
    assert session.scalar(select(func.count()).select_from(StatuteVersion)) == 2


def test_cards_are_never_touched(session: Session, sample: StatuteText, now: datetime) -> None:
    before = session.scalar(select(func.count()).select_from(Competence))
    importing.import_statute(session, sample, now=now)
    assert session.scalar(select(func.count()).select_from(Competence)) == before


def test_the_code_comes_from_the_files_name() -> None:
    assert importing.code_of("002-economy.txt", None) == "002"
    assert importing.code_of("economy.txt", "077") == "077"
    with pytest.raises(InvalidInput):
        importing.code_of("economy.txt", None)


def test_an_unknown_statute_is_named_as_such(session: Session) -> None:
    with pytest.raises(NotFound):
        queries.statute_coded(session, "900")


def test_the_five_statutes_come_in_whole(session: Session, shared: Path, now: datetime) -> None:
    bodies = session.scalar(select(func.count()).select_from(Body))
    units = session.scalar(select(func.count()).select_from(Unit))
    found = {}
    for file in sorted((shared / "statutes").glob("*.txt")):
        statute = parse(read_text(file.read_bytes(), file.name), code=importing.code_of(file.name, None))
        found[statute.code] = importing.import_statute(session, statute, now=now).clauses
    assert found == {"000": 99, "001": 123, "002": 38, "003": 79, "004": 101}
    # Their bodies and units are those of the catalogue, under the same names.
    assert session.scalar(select(func.count()).select_from(Body)) == bodies
    assert session.scalar(select(func.count()).select_from(Unit)) == units
    assert session.scalar(select(func.count()).select_from(Clause).where(Clause.number == "4.0.09")) == 1


def test_every_duty_clause_rests_in_a_card_and_every_card_on_a_clause(
    session: Session, shared: Path, now: datetime
) -> None:
    for code in ("000", "001", "002", "003"):
        (file,) = (shared / "statutes").glob(f"{code}*.txt")
        importing.import_statute(session, parse(read_text(file.read_bytes(), file.name), code=code), now=now)
    assert [clause.key for clause in queries.clauses_without_a_card(session)] == []
    assert queries.cards_of_lost_clauses(session) == []


def names(session: Session) -> tuple[list[str], list[str]]:
    """Every body and unit by name."""
    return sorted(session.scalars(select(Body.name))), sorted(session.scalars(select(Unit.name)))


def test_an_unknown_body_is_refused_with_the_known_ones_and_founds_nothing(
    session: Session, sample: StatuteText, now: datetime
) -> None:
    before = names(session)
    with pytest.raises(InvalidInput) as refused:
        importing.import_statute(session, sample, now=now, body_code="nosuch")
    said = str(refused.value.fields["body"])
    assert "nosuch" in said
    assert "economy" in said
    assert names(session) == before


def test_a_new_body_is_founded_where_it_is_said_to_be_new_and_not_under_a_known_name(
    session: Session, sample: StatuteText, now: datetime
) -> None:
    home = session.scalars(select(Body).where(Body.home)).one()
    theirs = replace(sample, body=home.name)
    with pytest.raises(InvalidInput) as refused:
        importing.import_statute(session, theirs, now=now, body_code="second", new_body=True)
    assert "economy" in str(refused.value.fields["body"])
    done = importing.import_statute(session, sample, now=now, body_code="trial", new_body=True)
    assert session.scalars(select(Body.name).where(Body.code == "trial")).one() == sample.body
    assert [doubt.where for doubt in done.doubts] == ["trial"]


def test_a_kept_statute_stays_with_its_body_whatever_its_text_says(
    session: Session, sample: StatuteText, now: datetime
) -> None:
    importing.import_statute(session, sample, now=now)
    before = names(session)
    renamed = replace(sample, body="Tamam Başqa Agentlik", clauses=sample.clauses[:-1])
    done = importing.import_statute(session, renamed, now=now)
    assert names(session) == before
    assert "Tamam Başqa Agentlik" in done.doubts[0].what
    kept = queries.statute_coded(session, "900")
    assert kept.statute.body is not None
    assert kept.statute.body.name == sample.body
    assert done.doubts[0].what in [one.what for one in kept.doubts]


def test_a_shipped_statute_of_another_name_founds_no_second_home_body(
    session: Session, sample: StatuteText, now: datetime
) -> None:
    bodies = session.scalar(select(func.count()).select_from(Body))
    importing.import_statute(session, replace(sample, code="002"), now=now)
    assert session.scalar(select(func.count()).select_from(Body)) == bodies
    other = session.scalars(select(Body.code).where(~Body.home).order_by(Body.code)).first()
    with pytest.raises(InvalidInput) as refused:
        importing.import_statute(session, replace(sample, code="002"), now=now, body_code=other)
    assert "keçirilmir" in str(refused.value.fields["body"])


def test_a_name_with_a_slip_is_asked_about(session: Session, sample: StatuteText, now: datetime) -> None:
    home = session.scalars(select(Body).where(Body.home)).one()
    with pytest.raises(InvalidInput) as refused:
        importing.import_statute(session, replace(sample, body=home.name + "n"), now=now)
    assert "oxşayır" in str(refused.value.fields["body"])
