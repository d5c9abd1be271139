"""What the trail takes down of those who come by page and API, and who may read it."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role, Scope
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Level
from callcenter.audit.showing import KINDS
from callcenter.core.trail import TrailEntry
from tests import factories
from tests.clauses import clause
from tests.factories import NETWORK, WIFI, Desk
from tests.web.pages import page

CALLER = {"caller.name": "Pünhanə Gizlinzadə", "caller.phone": "050 212 44 87"}


def taken_down(desk: Desk, *kinds: str) -> list[TrailEntry]:
    with desk.database.reading() as session:
        rows = session.scalars(select(TrailEntry).order_by(TrailEntry.id)).all()
    return [row for row in rows if not kinds or row.what in kinds]


def log(client: FlaskClient, **more: str) -> str:
    data = {"text": WIFI, "channel": "phone", "kind": "complaint", "anyway": "1", **CALLER, **more}
    response = client.post("/appeals/new", data=data)
    assert response.status_code == 303, page(response)
    return str(response.location).rpartition("/")[2]


@pytest.fixture
def operator(desk: Desk) -> FlaskClient:
    return desk.open(Role.OPERATOR)


@clause("002:5.4.7", "001:3.1.16", "003:3.0.19")
def test_reading_what_is_for_few_eyes_is_taken_down_once_a_minute(operator: FlaskClient, desk: Desk) -> None:
    number, ordinary = log(operator, level="confidential"), log(operator)
    centre = desk.open(Role.CENTRE_HEAD)
    for client in (centre, centre, operator):
        assert client.get(f"/appeals/{number}").status_code == 200
    centre.get(f"/appeals/{ordinary}")
    rows = taken_down(desk, "appeal.read")
    assert [row.about for row in rows] == [number, number]
    assert len({row.user_id for row in rows}) == 2


def test_a_system_that_reads_what_is_for_few_eyes_is_taken_down(app: Flask, desk: Desk) -> None:
    with desk.database.transaction() as session:
        key, secret = factories.make_key(session, Scope.APPEALS_READ, Scope.APPEALS_WRITE)
    client, headers = app.test_client(), {"Authorization": f"Bearer {secret}"}
    sent = {"text": WIFI, "channel": "api", "confidential": True}
    logged = client.post("/api/v1/appeals", json=sent, headers=headers).get_json()
    assert (logged["confidential"], logged["level"]) == (True, "confidential")
    client.get(f"/api/v1/appeals/{logged['number']}", headers=headers)
    [row] = taken_down(desk, "appeal.read")
    assert (row.api_key_id, row.about) == (key.id, logged["number"])


def test_the_api_takes_a_level_too(app: Flask, desk: Desk) -> None:
    with desk.database.transaction() as session:
        _, secret = factories.make_key(session, Scope.APPEALS_READ, Scope.APPEALS_WRITE)
    client, headers = app.test_client(), {"Authorization": f"Bearer {secret}"}
    sent = {"text": WIFI, "channel": "api", "level": "corruption"}
    logged = client.post("/api/v1/appeals", json=sent, headers=headers).get_json()
    assert (logged["confidential"], logged["level"]) == (True, "corruption")
    plain = client.post("/api/v1/appeals", json={"text": WIFI, "channel": "api"}, headers=headers).get_json()
    assert (plain["confidential"], plain["level"]) == (False, "ordinary")


def test_what_is_refused_is_taken_down_and_a_typed_name_is_not(operator: FlaskClient, desk: Desk) -> None:
    number = log(operator, level="confidential")
    other = desk.open(Role.OPERATOR)
    assert other.get(f"/appeals/{number}").status_code == 404
    assert other.get("/appeals/Aytən").status_code == 404
    assert other.get("/people").status_code == 403
    assert other.post(f"/appeals/{number}/accept", data={"version": "1"}).status_code == 403
    rows = taken_down(desk, "appeal.unseen", "access.refused")
    assert [(row.what, row.about) for row in rows] == [
        ("appeal.unseen", number),
        ("access.refused", None),
        ("access.refused", number),
    ]


def test_somebody_unknown_leaves_nothing(app: Flask, desk: Desk) -> None:
    app.test_client().get("/appeals/M-2026-000001")
    assert taken_down(desk) == []


def test_downloading_a_report_is_taken_down(desk: Desk) -> None:
    leader = desk.open(Role.LEADERSHIP)
    report = leader.post("/reports", data={"period": "daily"}).location
    leader.get(f"{report}.json")
    [row] = taken_down(desk, "report.downloaded")
    assert row.details == {"form": "json"}


@clause("002:5.4.7")
def test_the_inspector_reads_who_did_what_and_never_what_was_said(operator: FlaskClient, desk: Desk) -> None:
    number = log(operator, level="corruption")
    operator.get(f"/appeals/{number}")
    inspector = desk.open(Role.INSPECTOR)
    assert inspector.get("/").location == "/trail"
    text = page(inspector.get("/trail"))
    assert number in text
    assert "məxfi müraciəti oxudu" in text
    assert not any(secret in text for secret in ("internet", "Gizlinzadə", "212 44 87"))
    assert inspector.get(f"/appeals/{number}").status_code == 403
    assert number not in page(inspector.get("/trail?what=session.opened"))
    assert number in page(inspector.get(f"/trail?about={number}&first=2020-01-01"))
    refused = inspector.get("/trail?first=dünən")
    assert "Tarixi təqvimdən seçin" in page(refused, 422)


@clause("002:5.4.7")
def test_the_inspector_reads_the_name_of_the_unit_to_which_a_conflict_was_overridden(
    operator: FlaskClient, desk: Desk
) -> None:
    number = log(operator, about_unit=NETWORK)
    centre = desk.open(Role.CENTRE_HEAD)
    sent = {"route.unit": NETWORK, "route.reason": "Başqa bilən yoxdur.", "route.override": "1"}
    assert centre.post(f"/appeals/{number}/route", data={"version": "1", **sent}).status_code == 303
    text = page(desk.open(Role.INSPECTOR).get(f"/trail?about={number}&what=conflict.overridden"))
    assert "bölmə: Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru" in text
    assert "Başqa bilən" not in text


def test_lists_show_nothing_of_what_is_for_few_eyes_and_mask_the_rest(
    operator: FlaskClient, desk: Desk
) -> None:
    text = f"{WIFI} Mənə 055 761 90 34 nömrəsinə zəng edin."
    secret, ordinary = log(operator, level="confidential", text=text), log(operator, text=text)
    for address in ("/appeals", "/desk"):
        listed = page(operator.get(address))
        assert secret in listed
        assert ordinary in listed
        assert "761 90 34" not in listed
        assert listed.count("internet tez-tez") == 1


def test_the_screen_hints_at_a_bribe_and_logs_a_report(operator: FlaskClient, desk: Desk) -> None:
    said = page(operator.post("/appeals/suggestions", data={"text": "İnspektor rüşvət istədi."}))
    assert "rüşvətdən söz gedir" in said
    number = log(operator, level="corruption", text="İnspektor rüşvət istədi.")
    shown = page(operator.get(f"/appeals/{number}"))
    assert "Məlumat verənə deyilməlidir" in shown
    assert "Bölməyə yönləndirmək" not in shown
    sent = {"version": "1", "acknowledge.means": "phone"}
    assert operator.post(f"/appeals/{number}/acknowledge", data=sent).status_code == 303
    with desk.database.reading() as session:
        appeal = session.scalars(select(Appeal).where(Appeal.number == number)).one()
        assert appeal.level is Level.CORRUPTION


def test_the_accused_is_named_from_the_page(operator: FlaskClient, desk: Desk) -> None:
    number = log(operator)
    operator.post(f"/appeals/{number}/route", data={"version": "1", "route.unit": NETWORK})
    head = desk.open(Role.UNIT_HEAD, unit=NETWORK)
    assert head.get(f"/appeals/{number}").status_code == 200
    wrong = operator.post(f"/appeals/{number}/accuse", data={"version": "2", "accuse.unit": NETWORK})
    assert re.search(r'<option value="economy-network" selected', page(wrong, 422))
    sent = {"version": "2", "accuse.unit": NETWORK, "accuse.reason": "Zəng edən dedi."}
    assert operator.post(f"/appeals/{number}/accuse", data=sent).status_code == 303
    assert head.get(f"/appeals/{number}").status_code == 404
    assert "bölmədən geri götürüldü" in page(operator.get(f"/appeals/{number}"))


def test_the_head_of_the_centre_sets_the_level_from_the_page(operator: FlaskClient, desk: Desk) -> None:
    number = log(operator)
    centre = desk.open(Role.CENTRE_HEAD)
    sent = {"version": "1", "set-level.level": "corruption", "set-level.reason": "Rüşvətdən danışılır."}
    assert operator.post(f"/appeals/{number}/set-level", data=sent).status_code == 403
    assert centre.post(f"/appeals/{number}/set-level", data=sent).status_code == 303
    text = page(centre.get(f"/appeals/{number}"))
    assert "adi → korrupsiya barədə məlumat" in text
    [row] = taken_down(desk, "appeal.level")
    assert (row.about, row.details) == (number, {"level": "corruption"})


def test_a_callers_panel_knows_nobody_of_whom_the_reader_may_see_nothing(
    operator: FlaskClient, desk: Desk
) -> None:
    log(operator, level="confidential")
    other = desk.open(Role.OPERATOR)
    asked = {"caller.phone": CALLER["caller.phone"]}
    assert "Gizlinzadə" not in page(other.post("/appeals/callers", data=asked))
    assert "Gizlinzadə" in page(operator.post("/appeals/callers", data=asked))


def test_everything_that_is_taken_down_has_a_word() -> None:
    root = Path(__file__).resolve().parents[2]
    recorded = set[str]()
    for package in ("callcenter", "knowledge_base", "reports"):
        for file in (root / package).rglob("*.py"):
            code = file.read_text(encoding="utf-8")
            recorded.update(re.findall(r'trail\.record\(\s*\w+,\s*"([a-z_.]+)"', code))
    assert recorded
    assert recorded - KINDS.keys() == set(), "say in audit/showing.py what these are called"


def test_no_list_shows_the_words_of_an_appeal_as_they_are() -> None:
    """What is for few eyes is opened to be read, and that is taken down; telephones and codes are masked."""
    root = Path(__file__).resolve().parents[2]
    bare = [
        f"{file.name}: {found}"
        for file in root.glob("callcenter/**/templates/**/*.html")
        for found in re.findall(r"excerpt\(([\w.]+)\)", file.read_text(encoding="utf-8"))
        if found != "text"
    ]
    assert bare == [], "use parts.excerpt_of(appeal), or mask the text"
