"""The register in the database: filled, replaced by the decree, and the same for whoever holds a position."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.core.errors import InvalidInput
from callcenter.directory import queries, registering, upkeep
from callcenter.directory.models import Position, StaffMember
from callcenter.directory.position_seed import SHIPPED
from callcenter.directory.vocabulary import BodyGroup, PositionClass
from callcenter.upkeep import doctor
from knowledge_base import importing
from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.reading import read_text
from knowledge_base.statutes.statute import Act, Clause, Footnote, Item, Section, StatuteText
from tests import factories

MINISTRIES = "Azərbaycan Respublikası mərkəzi icra hakimiyyəti orqanlarının aparatlarında"
CLAUSE = ("004:2.1.6", f"İnzibati vəzifələrin beşinci təsnifatı: 2. {MINISTRIES} sektor müdiri, məsləhətçi.")


def import_decree(session: Session, shared: Path, now: datetime) -> importing.Imported:
    file = shared / "statutes" / "004-decree-911-positions.txt"
    return importing.import_statute(
        session, parse(read_text(file.read_bytes(), file.name), code="004"), now=now
    )


def names(session: Session) -> list[str]:
    return [one.name for one in queries.positions(session)]


def test_a_new_database_has_the_positions_of_a_ministrys_apparatus(session: Session) -> None:
    assert names(session) == [one.name for one in SHIPPED]
    assert all(one.shipped for one in queries.positions(session))


def test_whoever_was_appointed_before_the_register_holds_what_is_printed_for_them(session: Session) -> None:
    session.execute(delete(Position))
    place = queries.unit_named(session, factories.NETWORK)
    known = upkeep.appoint(session, place, "Aysel Sınaq", "Baş məsləhətçi", head=False)
    unknown = upkeep.appoint(session, place, "Vüsal Sınaq", "sistem mühəndisi", head=False)
    registering.ship_positions(session)
    assert known.held is not None
    assert (known.held.name, unknown.held) == ("baş məsləhətçi", None)


def test_the_imported_decree_wins_and_whoever_held_a_position_holds_it_still(
    session: Session, shared: Path, now: datetime
) -> None:
    person = factories.make_actor(
        session, Role.UNIT_STAFF, unit=factories.NETWORK, position="böyük məsləhətçi"
    )
    assert person.staff is not None
    assert person.staff.held is not None
    held = person.staff.held.id
    import_decree(session, shared, now)
    assert session.scalar(select(func.count()).select_from(Position)) == 308
    assert not any(one.shipped for one in queries.positions(session))
    assert [one.name for one in queries.positions(session, BodyGroup.CENTRAL)] == [
        one.name for one in SHIPPED
    ]
    session.refresh(person.staff)
    assert person.staff.held.id == held
    assert (person.staff.held.key, person.staff.held.cls) == ("004:2.1.6", PositionClass.FIFTH)


def test_importing_the_decree_again_changes_nothing(session: Session, shared: Path, now: datetime) -> None:
    import_decree(session, shared, now)
    before = [(one.id, one.rank) for one in queries.positions(session)]
    assert not import_decree(session, shared, now).changed
    assert [(one.id, one.rank) for one in queries.positions(session)] == before


def test_a_position_that_the_decree_dropped_goes_out_of_force_and_its_holder_is_named(
    session: Session,
) -> None:
    person = factories.make_actor(session, Role.UNIT_STAFF, unit=factories.NETWORK, position="baş mütəxəssis")
    assert registering.register_positions(session, [CLAUSE]) == 2
    assert names(session) == ["sektor müdiri", "məsləhətçi"]
    assert person.staff in queries.home_staff_without_position(session)


def test_a_register_that_lists_more_than_the_decree_in_force_is_named(
    session: Session, shared: Path, now: datetime
) -> None:
    import_decree(session, shared, now)
    assert list(doctor._positions(session)) == []
    session.scalars(select(Position).where(~Position.shipped)).all()[0].clause = "9.9"
    session.flush()
    assert "təsnifat toplusunu yenidən idxal edin" in str(next(doctor._positions(session)))
    import_decree(session, shared, now)
    assert list(doctor._positions(session)) == []


def test_a_statute_without_positions_leaves_the_register_alone(session: Session) -> None:
    clause = ("003:6.1.6", "şəbəkənin fasiləsiz işini təmin edir;")
    assert registering.register_positions(session, [clause]) == 0
    assert names(session) == [one.name for one in SHIPPED]


@pytest.mark.parametrize("typed", ["böyük məsləhətçi", "BÖYÜK MƏSLƏHƏTÇİ", "boyuk meslehetci"])
def test_a_position_is_given_by_its_name_in_any_spelling(session: Session, typed: str) -> None:
    user = factories.make_user(session, Role.UNIT_STAFF, unit=factories.NETWORK)
    member = registering.give_position(session, user, typed)
    assert member.held is not None
    assert member.held.name == "böyük məsləhətçi"


def test_the_units_own_words_for_a_position_stay(session: Session, now: datetime) -> None:
    user = upkeep.add_person(
        session,
        "yeni.emekdas",
        role="unit_staff",
        unit=factories.NETWORK,
        display_name="Yeni Əməkdaş",
        password="uzun-parol-2026",
        now=now,
    )
    member = registering.give_position(session, user, "baş mütəxəssis")
    assert member.position == "baş mütəxəssis"
    member.position = "sistem mühəndisi"
    assert registering.give_position(session, user, "baş məsləhətçi").position == "sistem mühəndisi"


def test_what_the_register_does_not_have_is_refused(session: Session) -> None:
    user = factories.make_user(session, Role.UNIT_STAFF, unit=factories.NETWORK)
    with pytest.raises(InvalidInput) as refused:
        registering.give_position(session, user, "kosmonavt")
    assert set(refused.value.fields) == {"position"}


def test_nobody_without_a_unit_holds_a_position(session: Session, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        registering.give_position(session, factories.make_user(session, Role.LEADERSHIP), "baş məsləhətçi")
    assert set(refused.value.fields) == {"position"}
    with pytest.raises(InvalidInput) as refused:
        upkeep.add_person(
            session,
            "rehber",
            role="leadership",
            unit=None,
            display_name=None,
            password="uzun-parol-2026",
            now=now,
            position="baş məsləhətçi",
        )
    assert set(refused.value.fields) == {"unit"}


def test_the_reporting_line_knows_rank_and_who_is_away(session: Session, now: datetime) -> None:
    head = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.NETWORK, position="sektor müdiri")
    gone = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.EGOV, position="şöbə müdiri")
    assert gone.user is not None
    gone.user.disabled_at = now
    session.flush()
    line = queries.reporting_line(session)
    ids = {member.user_id: member.id for member in session.scalars(select(StaffMember))}
    there, away = line.people[ids[head.user_id]], line.people[ids[gone.user_id]]
    assert there.rank is not None
    assert away.rank is not None
    assert away.rank < there.rank
    assert (there.away, away.away) == (False, True)
    assert line.apparatus == queries.head_of_apparatus(session).id


def test_positions_that_were_repealed_and_are_printed_all_the_same_are_not_in_the_register(
    session: Session, now: datetime
) -> None:
    text = f"1. {MINISTRIES} baş məsləhətçi. 2. {MINISTRIES} sektor müdiri, məsləhətçi."
    items = (
        Item("1", f"{MINISTRIES} baş məsləhətçi."),
        Item("2", f"{MINISTRIES} sektor müdiri, məsləhətçi."),
    )
    clause = Clause(
        *("2.1.6", "904:2.1.6", "2", None, f"İnzibati vəzifələrin beşinci təsnifatı: {text}", "general"),
        items=items,
    )
    said = "3 may 2019-cu il tarixli 11 nömrəli Nazirliyin Qərarı ilə "
    notes = (
        f"{said}2.1.6-cı yarımbəndin 1-ci abzası ləğv edilmişdir.",
        f"{said}2.1.6-cı yarımbəndin 2-ci abzasından “sektor müdiri,” sözləri çıxarılmışdır.",
    )
    decree = StatuteText(
        code="904",
        body=None,
        title="Təsnifat toplusu",
        act=Act(None, None, None),
        sections=(Section("2", "Təsnifatlar", 2),),
        clauses=(clause,),
        footnotes=tuple(Footnote(str(place), clause.key, text) for place, text in enumerate(notes, start=1)),
    )
    importing.import_statute(session, decree, now=now)
    listed = [(one.entry, one.name) for one in queries.positions(session) if one.statute == "904"]
    assert listed == [("2", "məsləhətçi")]


def test_the_decree_as_it_is_in_force_names_no_position_twice(
    session: Session, shared: Path, now: datetime
) -> None:
    import_decree(session, shared, now)
    entries = {(one.clause, one.entry) for one in queries.positions(session)}
    gone = {("2.1.2", entry) for entry in ("1", "3", "4-1", "7")} | {("2.1.4", "2"), ("2.1.4", "14/2")}
    assert entries.isdisjoint(gone | {("2.1.5", "0")})
    # Amended after the paragraph before them was repealed: these stand.
    assert {("2.1.4", "15"), ("2.1.5", "1")} <= entries
