"""The operator's one screen, with and without script, with good input and bad."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Kind, State
from tests.factories import NETWORK, WIFI, Desk
from tests.web.pages import form_key, logged, page
from tests.web.players import FORM


@pytest.fixture
def operator(desk: Desk) -> FlaskClient:
    return desk.open(Role.OPERATOR)


def submit(client: FlaskClient, **changed: str) -> TestResponse:
    return client.post("/appeals/new", data={**FORM, "form_key": form_key(client), **changed})


def test_the_empty_form_warns_of_nothing(operator: FlaskClient) -> None:
    text = page(operator.get("/appeals/new"))
    assert "anonim" not in text
    assert "data-keep" in text


def test_a_saved_appeal_shows_its_number_and_due_date(operator: FlaskClient, desk: Desk) -> None:
    response = submit(operator)
    (appeal,) = logged(desk)
    assert response.status_code == 303
    assert response.location == f"/appeals/{appeal.number}"
    shown = page(operator.get(response.location))
    assert f"Müraciət qeydə alındı: {appeal.number}. İcra müddəti:" in shown
    assert appeal.kind_confirmed


def test_no_address_of_the_screen_holds_what_the_caller_said(operator: FlaskClient) -> None:
    location = submit(operator).location
    assert re.fullmatch(r"/appeals/M-\d{4}-\d{6}", location)


def test_a_double_click_makes_one_appeal(operator: FlaskClient, desk: Desk) -> None:
    key = form_key(operator)
    first = operator.post("/appeals/new", data={**FORM, "form_key": key})
    second = operator.post("/appeals/new", data={**FORM, "form_key": key})
    assert first.location == second.location
    assert len(logged(desk)) == 1


def test_two_tabs_with_the_same_words_make_one_appeal(operator: FlaskClient, desk: Desk) -> None:
    assert submit(operator).location == submit(operator).location
    assert len(logged(desk)) == 1


def test_a_guess_that_arrived_between_two_clicks_makes_no_second_appeal(
    operator: FlaskClient, desk: Desk
) -> None:
    key = form_key(operator)
    first = operator.post("/appeals/new", data={**FORM, "form_key": key, "kind": ""})
    second = operator.post("/appeals/new", data={**FORM, "form_key": key, "kind": "complaint"})
    assert first.location == second.location
    assert len(logged(desk)) == 1


def test_a_form_that_already_made_an_appeal_does_not_make_another_with_other_words(
    operator: FlaskClient, desk: Desk
) -> None:
    key = form_key(operator)
    operator.post("/appeals/new", data={**FORM, "form_key": key})
    again = operator.post("/appeals/new", data={**FORM, "form_key": key, "text": "Tamam başqa məsələdir."})
    assert "artıq qeydə alınıb" in page(again, 422)
    assert "Tamam başqa məsələdir." in page(again, 422)
    assert key not in page(again, 422)
    assert len(logged(desk)) == 1


def test_an_empty_text_is_asked_for_and_the_rest_is_kept(operator: FlaskClient, desk: Desk) -> None:
    response = submit(operator, text="   ")
    assert "Bu sahəni doldurun." in page(response, 422)
    assert 'value="Aytən Sınaq"' in page(response, 422)
    assert logged(desk) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("zərərli\x00mətn", "oxunmayan simvol"), ("a" * 20_001, "Mətn çox uzundur")],
    ids=["NUL", "long"],
)
def test_a_text_that_cannot_be_kept_is_refused_beside_its_field(
    operator: FlaskClient, desk: Desk, text: str, said: str
) -> None:
    response = submit(operator, text=text)
    assert said in page(response, 422)
    assert 'href="#f-text"' in page(response, 422)
    assert logged(desk) == []


def test_ten_megabytes_are_refused_with_one_sentence(operator: FlaskClient, desk: Desk) -> None:
    response = operator.post("/appeals/new", data={**FORM, "text": "ə" * 5_000_000})
    assert "həddən böyükdür" in page(response, 413)
    assert logged(desk) == []


def test_half_a_letter_does_not_break_the_screen(operator: FlaskClient) -> None:
    body = b"text=" + WIFI.encode() + b"%ED%A0%80&channel=phone&kind=question"
    response = operator.post("/appeals/new", data=body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in {303, 422}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("about_unit", "Olmayan şöbə", "Belə struktur bölmə yoxdur"),
        ("about_staff", "Olmayan Şəxs", "Belə əməkdaş yoxdur"),
        ("kind", "nağıl", "Bu dəyərlərdən biri olmalıdır: inquiry, "),
        ("channel", "göyərçin", "Bu dəyərlərdən biri olmalıdır: phone, "),
        ("caller.type", "robot", "Bu dəyərlərdən biri olmalıdır: person, "),
    ],
)
def test_an_unknown_name_is_said_beside_its_field(
    operator: FlaskClient, desk: Desk, field: str, value: str, said: str
) -> None:
    response = submit(operator, **{field: value})
    assert said in page(response, 422)
    assert f'href="#f-{field.replace(".", "-")}"' in page(response, 422)
    assert WIFI in page(response, 422)
    assert logged(desk) == []


def test_a_wrong_fin_and_phone_are_doubted_and_kept(operator: FlaskClient, desk: Desk) -> None:
    typed = {"caller.phone": "12", "caller.fin": "OOO"}
    doubts = page(operator.post("/appeals/callers", data=typed))
    assert "Nömrə natamam görünür" in doubts
    assert "FİN 7 hərf və rəqəmdən" in doubts
    assert submit(operator, **typed).status_code == 303
    with desk.database.reading() as session:
        (appeal,) = session.scalars(select(Appeal))
        assert appeal.caller is not None
        assert appeal.caller.phone_typed == "12"


def test_words_in_the_place_of_a_phone_are_said_to_be_no_number(operator: FlaskClient) -> None:
    said = page(operator.post("/appeals/callers", data={"caller.phone": WIFI}))
    assert "telefon nömrəsinə oxşamır" in said


def test_what_would_make_the_appeal_anonymous_is_said_while_typing(operator: FlaskClient) -> None:
    without = page(operator.post("/appeals/callers", data={"text": WIFI, "caller.name": "Aytən"}))
    with_phone = page(operator.post("/appeals/callers", data={"text": WIFI, "caller.phone": "050 212 44 87"}))
    assert "anonim sayılacaq" in without
    assert "anonim" not in with_phone


def test_earlier_appeals_and_a_likely_repeat_are_shown_while_typing(
    operator: FlaskClient, desk: Desk
) -> None:
    submit(operator)
    (appeal,) = logged(desk)
    panel = page(operator.post("/appeals/callers", data={"caller.phone": "+994502124487", "text": WIFI}))
    assert "Bu şəxs bu gün eyni məsələ ilə müraciət edib:" in panel
    assert f'name="follow" value="{appeal.number}"' in panel
    assert "Aytən Sınaq" in panel


def test_somebody_elses_confidential_appeal_stays_out_of_the_panel(desk: Desk) -> None:
    submit(desk.open(Role.OPERATOR), confidential="1")
    panel = page(desk.open(Role.OPERATOR).post("/appeals/callers", data={"caller.phone": "050 212 44 87"}))
    assert "M-20" not in panel


def test_suggestions_name_the_unit_the_clause_and_the_kind(operator: FlaskClient) -> None:
    panel = page(operator.post("/appeals/suggestions", data={"text": WIFI}))
    assert "Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru" in panel
    assert re.search(r"003, bənd \d", panel)
    assert re.search(r'data-kind="\w+"', panel)
    assert "<mark>" in panel


def test_suggestions_say_when_another_body_is_competent(operator: FlaskClient) -> None:
    text = "Dövlət Miqrasiya Xidmətində işə qəbul müsabiqəsi nə vaxt elan olunacaq?"
    assert "başqa qurum" in page(operator.post("/appeals/suggestions", data={"text": text}))


@pytest.mark.parametrize("text", ["", "   ", "\x00", "ə" * 20_000, "<script>alert(1)</script>", "🙂"])
def test_any_text_gets_a_panel_or_a_sentence(operator: FlaskClient, text: str) -> None:
    response = operator.post("/appeals/suggestions", data={"text": text})
    assert response.status_code in {200, 422}
    assert "<script>alert" not in response.get_data(as_text=True)


def test_without_script_a_button_shows_the_panels_and_saves_nothing(
    operator: FlaskClient, desk: Desk
) -> None:
    response = submit(operator, show="1", kind="")
    text = page(response)
    assert response.status_code == 200
    assert "Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru" in text
    assert WIFI in text
    assert "Sistem təxmin edib" in text
    assert logged(desk) == []


def test_a_kind_that_nobody_chose_is_guessed_and_waits_on_the_desk(operator: FlaskClient, desk: Desk) -> None:
    submit(operator, kind="")
    (appeal,) = logged(desk)
    assert not appeal.kind_confirmed
    assert "Növü təsdiqlənməlidir" in page(operator.get("/desk"))
    assert appeal.number in page(operator.get("/desk"))


def test_a_complaint_keeps_whom_it_complains_of(operator: FlaskClient, desk: Desk) -> None:
    submit(operator, kind="complaint", about_unit=NETWORK)
    with desk.database.reading() as session:
        (appeal,) = session.scalars(select(Appeal))
        assert appeal.kind is Kind.COMPLAINT
        assert appeal.state is State.REGISTERED
        assert appeal.about_unit is not None
        assert appeal.about_unit.code == NETWORK


def test_what_was_typed_into_a_hidden_key_is_no_way_in(operator: FlaskClient, desk: Desk) -> None:
    assert submit(operator, form_key="'; drop table appeal; --" * 50).status_code == 303
    assert len(logged(desk)) == 1


def test_an_ended_session_gives_the_typed_words_back(app: Flask, desk: Desk) -> None:
    response = app.test_client().post("/appeals/new", data=FORM)
    assert WIFI in page(response, 401)
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Appeal)) == 0
