"""The work plan in the monthly report as leaders and other systems get it."""

import json
from datetime import date, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader

from callcenter.accounts.vocabulary import Role, Scope
from reports import compiling, writing
from reports.models import Report
from reports.periods import period_with
from reports.vocabulary import PeriodKind
from tests.clauses import clause
from tests.factories import Desk, make_key, make_user
from tests.usecases.plan_past import AFTER, DONE, FIRST, LATE, LEFT, SECRET, UNCONFIRMED, at, lived

SAID = (
    "İş planının 5 tədbirindən 1-i vaxtında, 1-i gecikmə ilə icra edilib, 2-si gecikir, "
    "1-i icra edilmiş kimi bildirilib, təsdiq gözləyir."
)
NOVEMBER = at(date(2026, 11, 1))


@pytest.fixture
def report(desk: Desk) -> Report:
    """The report of an October with a plan."""
    return built(desk, PeriodKind.MONTHLY, NOVEMBER)


def built(desk: Desk, kind: PeriodKind, now: datetime) -> Report:
    with desk.database.transaction() as session:
        chief, clerk = make_user(session, Role.CENTRE_HEAD), make_user(session, Role.OPERATOR)
        lived(session, chief, clerk)
        return compiling.build(session, period_with(kind, FIRST), by=None, now=now)


@pytest.fixture
def leader(desk: Desk, report: Report) -> FlaskClient:
    return desk.open(Role.LEADERSHIP)


@clause("002:5.4.3")
def test_a_leader_reads_the_sentence_the_figures_and_the_tasks(leader: FlaskClient, report: Report) -> None:
    page = leader.get(f"/reports/{report.id}").text
    assert SAID in page
    assert "Gecikmə ilə icra edilən tədbirlər" in page
    rows = page[page.index("<h2>İş planı</h2>") :]
    assert [rows.index(what) for what in (LEFT, AFTER, UNCONFIRMED, LATE, DONE)] == sorted(
        rows.index(what) for what in (LEFT, AFTER, UNCONFIRMED, LATE, DONE)
    )
    for shown in ("20 okt 2026", "15 okt 2026", "müddəti ötüb", "gecikmə ilə icra edilib", ">12<"):
        assert shown in rows
    assert SECRET not in page


def test_no_list_of_appeals_is_promised_behind_a_task(leader: FlaskClient, report: Report) -> None:
    page = leader.get(f"/reports/{report.id}").text
    assert "/list/plan_" not in page
    assert leader.get(f"/reports/{report.id}/list/plan_overdue").status_code == 404


def test_every_document_says_the_same(desk: Desk, leader: FlaskClient, report: Report) -> None:
    document = PdfReader(BytesIO(leader.get(f"/reports/{report.id}.pdf").data))
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split()).replace(" ", "")
    assert SAID.replace(" ", "") in text
    book = load_workbook(BytesIO(leader.get(f"/reports/{report.id}.xlsx").data))
    sheet = {row[0]: row[1:] for row in book["İş planı"].iter_rows(min_row=2, values_only=True)}
    assert sheet[LEFT][1:] == ("20 okt 2026", None, 12, "müddəti ötüb")
    assert sheet[LATE][1:] == ("12 okt 2026", "15 okt 2026", 3, "gecikmə ilə icra edilib")
    page = writing.bytes_of(report, "html").decode()
    for what in (LEFT, AFTER, UNCONFIRMED, LATE, DONE):
        assert what in page
        assert what.replace(" ", "") in text
        assert what in sheet


def test_the_api_and_the_file_give_the_tasks_with_codes_and_words(
    desk: Desk, leader: FlaskClient, report: Report
) -> None:
    with desk.database.transaction() as session:
        _, secret = make_key(session, Scope.REPORTS_READ)
    by_key = {"Authorization": f"Bearer {secret}"}
    api = leader.get(f"/api/v1/reports/{report.id}", headers=by_key).get_json()
    file = json.loads(leader.get(f"/reports/{report.id}.json").data)
    assert api["plan"] == file["plan"]
    first = api["plan"]["tasks"][0]
    assert (first["standing"], first["label"], first["days_late"]) == ("overdue", "müddəti ötüb", 12)
    assert api["narrative"][-1] == SAID
    assert api["measures"]["plan_overdue"] == {"value": 2, "previous": 0, "unit": "tasks"}


def test_a_weekly_report_and_one_kept_before_show_no_plan(desk: Desk) -> None:
    report = built(desk, PeriodKind.WEEKLY, NOVEMBER)
    leader = desk.open(Role.LEADERSHIP)
    page = leader.get(f"/reports/{report.id}").text
    assert "<h2>İş planı</h2>" not in page
    assert "İş planının" not in page
    assert "plan" not in json.loads(leader.get(f"/reports/{report.id}.json").data)
    book = load_workbook(BytesIO(leader.get(f"/reports/{report.id}.xlsx").data))
    assert "İş planı" not in book.sheetnames
    assert leader.get(f"/reports/{report.id}.pdf").status_code == 200
