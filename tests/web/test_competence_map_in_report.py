"""The competence map is a table of the report: kept with it, and the same in every document."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from callcenter.accounts.vocabulary import Role
from callcenter.core import clock
from callcenter.core.clock import baku_date
from knowledge_base import queries as knowledge
from reports import compiling, writing
from reports.models import Report
from reports.periods import period_of
from reports.vocabulary import PeriodKind
from tests import factories
from tests.factories import Desk
from tests.usecases.report_past import invent


def built(desk: Desk, kind: PeriodKind) -> Report:
    with desk.database.transaction() as session:
        period = period_of(kind, baku_date(clock.now()))
        report = compiling.build(session, period, by=None, now=clock.now())
        session.flush()
        session.expunge(report)
    return report


@pytest.fixture
def report(desk: Desk) -> Report:
    with desk.database.transaction() as session:
        invent(session, clock.now() - timedelta(days=21), days=21, a_day=3)
    return built(desk, PeriodKind.WEEKLY)


def test_a_weekly_report_keeps_the_map_of_the_ninety_days_to_its_end(desk: Desk, report: Report) -> None:
    kept = report.content["map"]
    assert kept["to"] == report.last_day.isoformat()
    assert kept["from"] == (report.last_day - timedelta(days=89)).isoformat()
    assert kept["quiet"]
    assert kept["contested"]
    with desk.database.reading() as session:
        cards = {clause for card in knowledge.competences(session) for clause in card.clauses}
    assert {one["clause"] for one in kept["quiet"]} <= cards
    assert all(len(one["units"]) > 1 for one in kept["contested"])
    assert kept["duties"] >= len(kept["quiet"])


def test_every_document_shows_the_gaps(desk: Desk, report: Report) -> None:
    leader = desk.open(Role.LEADERSHIP)
    quiet = report.content["map"]["quiet"][0]
    page = leader.get(f"/reports/{report.id}").text
    assert "<h2>Səlahiyyət xəritəsi</h2>" in page
    assert quiet["clause"] in page
    assert "Səlahiyyət xəritəsi" in writing.bytes_of(report, "html").decode()
    assert json.loads(leader.get(f"/reports/{report.id}.json").data)["map"] == report.content["map"]
    sheet = load_workbook(BytesIO(leader.get(f"/reports/{report.id}.xlsx").data))["Səlahiyyət xəritəsi"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert ("Müraciət olmayan bəndlər", quiet["clause"], quiet["units"][0], 0, quiet["about"]) in rows
    document = PdfReader(BytesIO(leader.get(f"/reports/{report.id}.pdf").data))
    assert "Səlahiyyət xəritəsi" in " ".join(one.extract_text() for one in document.pages)


def test_a_daily_report_and_one_kept_before_have_no_map(desk: Desk) -> None:
    daily = built(desk, PeriodKind.DAILY)
    assert "map" not in daily.content
    leader = desk.open(Role.LEADERSHIP)
    assert "<h2>Səlahiyyət xəritəsi</h2>" not in leader.get(f"/reports/{daily.id}").text
    assert leader.get(f"/reports/{daily.id}.pdf").status_code == 200


def test_the_map_reads_in_the_language_of_the_reader(report: Report) -> None:
    english = writing.edition_of(report, "en").map
    assert english is not None
    assert english.label == "Competence map"
    assert factories.NETWORK not in {row.units for row in english.rows}
