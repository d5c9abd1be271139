"""Reports as leaders, heads and other systems get them."""

import json
import re
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.core import clock
from callcenter.core.clock import BAKU
from callcenter.core.errors import InvalidInput, Misconfigured
from knowledge_base.models import Competence
from reports import compiling, drawing, editions, queries, typesetting, workbook, writing
from reports.models import Report
from reports.periods import Period
from reports.vocabulary import PeriodKind
from tests.factories import Desk, make_key
from tests.usecases.report_past import invent, surge

WEEK = Period(PeriodKind.WEEKLY, date(2026, 9, 7), date(2026, 9, 13))
MONDAY = datetime(2026, 9, 14, 8, 0, tzinfo=BAKU)
STRANGE = '=HYPERLINK("http://x") #let x = 1 $a$ <b>Əmək və İş</b> ıIiİ ğşçöü'


@pytest.fixture
def report(desk: Desk) -> Report:
    """The report of a week with a past, built by the timetable."""
    with desk.database.transaction() as session:
        invent(session, datetime(2026, 8, 17, tzinfo=BAKU), days=28, a_day=3)
        card = session.scalars(select(Competence).order_by(Competence.id)).first()
        assert card is not None
        surge(session, WEEK, card, 15)
        return compiling.build(session, WEEK, by=None, now=MONDAY)


@pytest.fixture
def leader(desk: Desk, report: Report) -> FlaskClient:
    """The browser of a leader, with a report to read."""
    return desk.open(Role.LEADERSHIP)


def test_a_leader_reads_the_sentences_first(leader: FlaskClient, report: Report) -> None:
    page = leader.get(f"/reports/{report.id}").text
    said = writing.edition_of(report, "az").narrative
    assert page.index("<h1>Həftəlik hesabat</h1>") < page.index(said[0]) < page.index('class="tiles"')
    assert "7–13 sentyabr 2026" in page


def test_each_number_of_the_page_leads_to_a_list_of_that_length(desk: Desk, report: Report) -> None:
    head = desk.open(Role.CENTRE_HEAD)
    page = head.get(f"/reports/{report.id}").text
    links = re.findall(rf'href="(/reports/{report.id}/list/[^"]+)">([\d.]+)</a>', page)
    assert len(links) > 60
    for address, number in links[::9]:
        shown = head.get(address).text
        assert f"Siyahıda {number} müraciət var." in shown, address


def test_a_leader_is_told_what_a_list_leaves_out(leader: FlaskClient, report: Report) -> None:
    shown = leader.get(f"/reports/{report.id}/list/received").text
    assert "görmək icazəniz olmayan" in shown


def test_a_list_says_when_appeals_changed_after_the_report(
    desk: Desk, leader: FlaskClient, report: Report
) -> None:
    with desk.database.transaction() as session:
        invent(session, WEEK.start, days=1, a_day=2, seed=8)
    counted = report.content["measures"]["received"]["value"]
    shown = leader.get(f"/reports/{report.id}/list/received").text
    assert f"Hesabat hazırlananda bu rəqəm {counted} idi, indi {counted + 2} müraciət" in shown


def test_the_charts_need_no_style_that_the_policy_forbids(leader: FlaskClient, report: Report) -> None:
    answer = leader.get(f"/reports/{report.id}")
    assert answer.text.count('<svg class="chart"') == 3
    assert "style=" not in answer.text
    assert "<style" not in answer.text
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_a_list_of_a_figure_that_does_not_exist_is_not_found(leader: FlaskClient, report: Report) -> None:
    assert leader.get(f"/reports/{report.id}/list/nothing").status_code == 404
    assert leader.get(f"/reports/{report.id}/list/received/by_kind:x").status_code == 404
    assert leader.get("/reports/999999").status_code == 404


def test_building_the_same_week_twice_leads_to_one_report(leader: FlaskClient, report: Report) -> None:
    form = {"period": "weekly", "first_day": "2026-09-07", "last_day": "13.09.2026"}
    answers = [leader.post("/reports", data=form) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert {answer.location for answer in answers} == {f"/reports/{report.id}"}


def test_a_wrong_period_comes_back_with_what_was_typed(leader: FlaskClient) -> None:
    answer = leader.post(
        "/reports", data={"period": "custom", "first_day": "2026-09-13", "last_day": "2026-09-07"}
    )
    assert answer.status_code == 422
    assert "son gün ilk gündən əvvəl ola bilməz" in answer.text
    assert 'value="2026-09-13"' in answer.text


@pytest.mark.parametrize("day", ["sabah", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_a_date_that_is_none_is_said_so(leader: FlaskClient, day: str) -> None:
    answer = leader.post("/reports", data={"period": "weekly", "first_day": day})
    assert answer.status_code == 422
    assert "Tarixi təqvimdən seçin" in answer.text


def test_an_operator_sees_no_report(desk: Desk, report: Report) -> None:
    operator = desk.open(Role.OPERATOR)
    assert operator.get(f"/reports/{report.id}").status_code == 403
    assert operator.get(f"/reports/{report.id}.pdf").status_code == 403


def test_json_page_and_api_say_the_same(desk: Desk, leader: FlaskClient, report: Report) -> None:
    with desk.database.transaction() as session:
        _, secret = make_key(session, Scope.REPORTS_READ)
    by_key = {"Authorization": f"Bearer {secret}"}
    api = leader.get(f"/api/v1/reports/{report.id}", headers=by_key).get_json()
    file = json.loads(leader.get(f"/reports/{report.id}.json").data)
    assert api["measures"] == file["measures"] == report.content["measures"]
    assert api["period"] == file["period"] == {"kind": "weekly", "from": "2026-09-07", "to": "2026-09-13"}
    assert api["groups"] == file["groups"]
    assert all(isinstance(said, str) for said in api["narrative"])
    listed = leader.get("/api/v1/reports", headers=by_key).get_json()
    assert [one["id"] for one in listed["reports"]] == [report.id]


def test_the_pdf_can_be_copied_with_all_azerbaijani_letters(leader: FlaskClient, report: Report) -> None:
    answer = leader.get(f"/reports/{report.id}.pdf")
    assert answer.mimetype == "application/pdf"
    document = PdfReader(BytesIO(answer.data))
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    for said in writing.edition_of(report, "az").narrative:
        assert said.replace(" ", "") in text.replace(" ", "")
    for words in ("Həftəlik hesabat", "İcra müddəti ötmüş", "Çağrı Mərkəzi", "Şikayət", "Sorğu"):
        assert words in text
    assert str(document.root_object["/Lang"]) == "az"
    assert "/StructTreeRoot" in document.root_object
    assert document.metadata is not None
    assert document.metadata.title == "Həftəlik hesabat, 7–13 sentyabr 2026"


def test_what_people_wrote_never_becomes_code(desk: Desk, report: Report) -> None:
    content = json.loads(json.dumps(report.content))
    for row in (content["groups"]["by_unit"][0], content["groups"]["by_topic"][0]):
        row["label"] = STRANGE
    content["narrative"] = [{"text": "Mövzu: %(topic)s", "values": {"topic": STRANGE}}]
    edition = editions.edition_of(content, built_at=MONDAY, language="az", translate=str)
    words = writing.words_of(edition)
    text = (
        PdfReader(BytesIO(typesetting.pdf_of(edition, writing.charts_of(edition), words, built_at=MONDAY)))
        .pages[0]
        .extract_text()
    )
    assert "Əmək və İş</b> ıIiİ ğşçöü" in " ".join(text.split())
    book = load_workbook(BytesIO(workbook.workbook_of(edition, words)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert STRANGE in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert "<b>" not in writing.charts_of(edition)[-1][1]


def test_the_workbook_holds_numbers_one_sheet_a_table(leader: FlaskClient, report: Report) -> None:
    book = load_workbook(BytesIO(leader.get(f"/reports/{report.id}.xlsx").data))
    kinds = {row[0]: row[1] for row in book["Növlər üzrə"].iter_rows(min_row=2, values_only=True)}
    counted = {row["label"]: row["value"] for row in report.content["groups"]["by_kind"]}
    assert {str(name).lower(): value for name, value in kinds.items()} == counted


@pytest.mark.parametrize(
    ("form", "language"), [("json", "en"), ("html", "az"), ("pdf", "ru"), ("xlsx", "ru"), ("pdf", "en")]
)
def test_a_report_is_written_in_every_format_and_language(
    report: Report, tmp_path: Path, app: Flask, form: str, language: str
) -> None:
    output = tmp_path / f"report.{form}"
    writing.write(report, form, output, language=language)
    assert output.stat().st_size > 5000


def test_a_place_that_cannot_be_written_is_named(report: Report, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured) as refusal:
        writing.write(report, "json", tmp_path / "nowhere" / "report.json")
    assert "nowhere" in str(refusal.value.sentence)


def test_the_command_builds_the_period_that_was_asked_for(desk: Desk, tmp_path: Path) -> None:
    output = tmp_path / "report.json"
    with desk.database.transaction() as session:
        report = writing.build_and_write(
            session, PeriodKind.WEEKLY, first=None, last=None, form="json", output=output, now=MONDAY
        )
        assert queries.period_of_report(report) == WEEK
        with pytest.raises(InvalidInput):
            writing.build_and_write(
                session, PeriodKind.CUSTOM, first=None, last=None, form="json", output=output, now=MONDAY
            )
    assert json.loads(output.read_text())["period"]["from"] == "2026-09-07"


def test_a_report_of_an_empty_past_is_shown_too(desk: Desk) -> None:
    head = desk.open(Role.CENTRE_HEAD)
    answer = head.post("/reports", data={"period": "daily", "first_day": str(clock.baku_date(clock.now()))})
    page = head.get(answer.location).text
    assert "müraciət qeydə alınmayıb" in page
    assert "Dövr hələ bitməyib" in page
    assert head.get(f"{answer.location}.pdf").status_code == 200


def test_a_chart_of_many_units_keeps_every_name() -> None:
    names = [f"Şöbə № {place}" for place in range(12)]
    series = drawing.Series("vaxtında", [1] * 12)
    svg = drawing.by_unit(names, series, series, series, title="Bölmələr")
    assert all(name in svg for name in names)
