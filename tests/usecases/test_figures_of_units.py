"""What each unit owed and did: a part of a divided appeal is its unit's, by its own clock; the ministry counts appeals.

The case is small enough to be counted by hand. All parts have the same due day:

    appeal  network's part  the portal's part  told to the applicant
    A       on the due day  a day late         two days late
    B       on the due day  never              never
    C       on the due day  on the due day     two days late
    D       not divided: network's alone       on the due day
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering, escalation, forwarding, handling, joining, reminding, splitting
from callcenter.appeals.models import Appeal
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.unit_work import overdue_at
from callcenter.appeals.vocabulary import Action, Kind, Outcome
from callcenter.core.clock import BAKU, baku_date
from callcenter.directory.actors import Actor
from callcenter.sector import queries as sector
from callcenter.sector.discipline import UnitWork
from callcenter.upkeep import queries as upkeep
from reports import compiling, queries, writing
from reports.figures import Figures
from reports.measures import NONE, UNIT_COLUMNS
from reports.periods import Period
from reports.vocabulary import PeriodKind
from tests import factories
from tests.clauses import clause
from tests.factories import EGOV, NETWORK, answer_as_unit, tell

PARTS = [
    PartDraft("1", "Nazirlikdə internet kəsilir.", NETWORK),
    PartDraft("2", "Portalda elektron xidmət açılmır.", EGOV),
]
DAY = timedelta(days=1)


def text_of_pdf(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def text_of_workbook(book: bytes) -> str:
    sheets = load_workbook(BytesIO(book)).worksheets
    return " ".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)


READERS: dict[str, Callable[[bytes], str]] = {
    "html": bytes.decode,
    "json": bytes.decode,
    "pdf": text_of_pdf,
    "xlsx": text_of_workbook,
}


class Case(NamedTuple):
    """The four appeals, the first and the due day, and the period that ends five days after it."""

    first: date
    due: date
    divided: list[Appeal]
    alone: Appeal

    def until(self, last: date) -> Period:
        return Period(PeriodKind.CUSTOM, self.first, last)

    @property
    def period(self) -> Period:
        return self.until(self.due + 5 * DAY)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), BAKU)


@pytest.fixture
def case(session: Session, log: Callable[..., Appeal], operator: Actor, chief: Actor, now: datetime) -> Case:
    divided = [
        splitting.split(
            session, log(phone=f"+994 50 212 44 {place}0").number, 1, parts=PARTS, by=operator, now=now
        )
        for place in range(3)
    ]
    alone = log(phone="+994 50 212 44 40")
    handling.route(session, alone.number, 1, unit=NETWORK, by=operator, now=now)
    due = alone.due_on
    (a, b, c), day = divided, noon(due)
    for whole in divided:
        answer_as_unit(session, whole.parts[0], now=day)
    answer_as_unit(session, c.parts[1], now=day)
    answer_as_unit(session, alone, now=day)
    tell(session, alone, by=operator, now=day)
    answer_as_unit(session, a.parts[1], now=day + DAY)
    for whole in (a, c):
        given: dict[str, Any] = {"text": "Vahid cavab.", "outcome": Outcome.SATISFIED}
        joining.join(session, whole.number, whole.version, **given, by=operator, now=day + 2 * DAY)
        answering.approve(session, whole.number, whole.version, by=chief, now=day + 2 * DAY)
        tell(session, whole, by=operator, now=day + 2 * DAY)
    assert {part.due_on for whole in divided for part in whole.parts} == {due}
    assert b.answered_at is None
    return Case(baku_date(now), due, divided, alone)


def by_unit(content: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    return {
        row["key"]: (row["value"], *(row[column] for column in UNIT_COLUMNS))
        for row in content["groups"]["by_unit"]
    }


def content_of(session: Session, period: Period) -> dict[str, Any]:
    return compiling.content_of(Figures(session), period, today=period.last_day + DAY)


@clause("002:3.0.4")
def test_a_unit_is_counted_its_parts_by_its_own_clock_and_the_ministry_its_appeals(
    session: Session, case: Case
) -> None:
    content = content_of(session, case.period)
    # received, on time, late, open, overdue
    assert by_unit(content) == {
        NETWORK: (4, 4, 0, 0, 0),
        EGOV: (3, 1, 1, 1, 1),
        NONE: (3, 0, 2, 1, 1),
    }
    figures = {name: content["measures"][name]["value"] for name in ("received", *UNIT_COLUMNS)}
    assert figures == {"received": 4, "on_time": 1, "late": 2, "open": 1, "overdue": 1}


def test_at_the_end_of_the_due_day_what_a_unit_still_owes_is_open_and_overdue(
    session: Session, case: Case
) -> None:
    assert by_unit(content_of(session, case.until(case.due))) == {
        NETWORK: (4, 4, 0, 0, 0),
        EGOV: (3, 1, 0, 2, 2),
        NONE: (3, 0, 0, 3, 3),
    }
    assert by_unit(content_of(session, case.until(case.due - DAY))) == {
        NETWORK: (4, 0, 0, 4, 0),
        EGOV: (3, 0, 0, 3, 0),
        NONE: (3, 0, 0, 3, 0),
    }


def test_the_list_behind_each_number_holds_the_parts_too(session: Session, case: Case, chief: Actor) -> None:
    for unit, numbers in by_unit(content_of(session, case.period)).items():
        for measure, number in zip(("received", *UNIT_COLUMNS), numbers, strict=True):
            group = f"by_unit:{unit}"
            listed = queries.list_behind(session, chief, measure, case.period, group).rows
            assert (unit, measure, len(listed)) == (unit, measure, number)
            assert queries.lengths_behind(session, chief, measure, case.period, group)[0] == number
    late = queries.list_behind(session, chief, "late", case.period, f"by_unit:{EGOV}").rows
    assert list(late) == [case.divided[0].parts[1]]


def test_the_table_says_that_it_counts_parts_where_it_does(session: Session, case: Case) -> None:
    assert "hissə" in content_of(session, case.period)["notes"]["by_unit"]["text"]
    earlier = case.period.previous()
    assert content_of(session, earlier)["notes"] == {}


def test_whoever_reads_the_report_finds_the_note_under_the_table(
    session: Session, case: Case, chief: Actor
) -> None:
    report = compiling.build(session, case.period, by=chief, now=noon(case.due + 6 * DAY))
    edition = writing.edition_of(report, "az")
    noted = {table.name: table.note for table in edition.tables if table.note}
    assert list(noted) == ["by_unit"]
    for form, read in READERS.items():
        assert noted["by_unit"] in read(writing.bytes_of(report, form)), form


def test_the_sentences_name_the_unit_that_is_late_not_the_one_that_waits_for_it(
    session: Session, case: Case
) -> None:
    named = [
        said["values"]["units"]
        for said in content_of(session, case.period)["narrative"]
        if "units" in said["values"]
    ]
    portal = case.divided[0].parts[1].unit
    assert portal is not None
    assert named == [[[portal.name, 1]], [[portal.name, 1]]]


def test_a_part_that_was_taken_from_a_unit_is_owed_by_the_next_one(
    session: Session, case: Case, operator: Actor
) -> None:
    part = case.divided[1].parts[1]
    at = noon(case.due + 3 * DAY)
    head = factories.make_actor(session, Role.UNIT_HEAD, unit=EGOV)
    handling.send_back(
        session, part.number, part.version, reason="Bizə aid deyil.", clause="003:6.2.8", by=head, now=at
    )
    counted = by_unit(content_of(session, case.period))
    assert (counted[EGOV], counted[NONE]) == ((2, 1, 1, 0, 0), (3, 0, 2, 1, 1))
    forwarding.forward(session, part.number, part.version, body="labour", letter="7", by=operator, now=at)
    assert by_unit(content_of(session, case.period))[EGOV] == (2, 1, 1, 0, 0)


@pytest.fixture
def month(case: Case) -> tuple[date, date]:
    """The sector's month: long enough for the whole case."""
    return case.first, case.due + 5 * DAY


def test_what_the_sector_proposes_of_units_rests_on_the_same_count(
    session: Session, case: Case, month: tuple[date, date]
) -> None:
    network, portal = (part.unit for part in case.divided[0].parts)
    assert network is not None
    assert portal is not None
    whole = sector.whole(session, *month, factories.make_actor(session, Role.CENTRE_HEAD))
    assert whole.received == 4
    assert set(whole.units) == {UnitWork(network.name, 4, 0), UnitWork(portal.name, 2, 1)}


@clause("002:5.4.2", "001:5.12.8")
def test_a_person_logged_the_appeal_once_and_routed_each_of_its_parts(
    session: Session, case: Case, operator: Actor, month: tuple[date, date], now: datetime
) -> None:
    part = case.divided[1].parts[1]
    other = factories.make_actor(session, Role.OPERATOR)
    later = noon(case.due + 3 * DAY)
    handling.reclassify(session, part.number, part.version, kind=Kind.INQUIRY, by=other, now=later)
    head = factories.make_actor(session, Role.CENTRE_HEAD)
    conduct = {one.user_id: one for one in sector.conduct(session, *month, head)}
    found = conduct[operator.user_id or 0]
    assert (found.logged, found.routed, found.reclassified, found.told_late) == (4, 7, 0, 0)


def test_a_unit_that_did_its_part_is_late_in_no_list_and_reminded_no_more(
    session: Session, case: Case
) -> None:
    whole = case.divided[1]
    done, owed = whole.parts
    steps, later = len(done.events), case.due + 10 * DAY
    assert set(session.scalars(select(Appeal).where(overdue_at(noon(later))))) == {whole, owed}
    assert [part for part in whole.parts if escalation.is_overdue(part, noon(later))] == [owed]
    reminding.remind_due(session, noon(later))
    assert len(done.events) == steps
    assert owed.events[-1].action is Action.ESCALATE


def test_health_counts_the_appeals_that_are_late_and_no_parts(session: Session, case: Case) -> None:
    assert upkeep.figures(session, now=noon(case.due + 5 * DAY)).overdue == 1
