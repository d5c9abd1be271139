"""Repeats, follow-ups, parts and letters as the desks and other offices' systems see them."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, State
from tests.clauses import clause
from tests.factories import EGOV, NETWORK, WIFI, Desk
from tests.web.offices import APPEAL, Office, body_of
from tests.web.pages import appeal_of, logged, page
from tests.web.players import FORM, Player, staff_id

AGAIN = {
    **FORM,
    "text": "Salam. Nazirlikdə internet tez-tez kəsilir, şəbəkəni düzəldin, sənəd göndərə bilmirik!",
    "caller.phone": "+994502124487",
    "caller.address": "Bakı, Nizami küçəsi 1",
}
TWO = {
    "parts.1.unit": NETWORK,
    "parts.1.text": "Şəbəkə kəsilir.",
    "parts.2.unit": EGOV,
    "parts.2.text": "Portal açılmır.",
}


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return desk.open(Role.OPERATOR)


@pytest.fixture
def operator(client: FlaskClient) -> Player:
    return Player(client)


@pytest.fixture
def centre(desk: Desk) -> Player:
    return Player(desk.open(Role.CENTRE_HEAD))


def acts_of(desk: Desk, number: str) -> list[Action]:
    with desk.database.reading() as session:
        appeal = session.scalars(select(Appeal).where(Appeal.number == number)).one()
        return [event.action for event in appeal.events]


@clause("001:5.12.1")
def test_a_repeat_is_told_of_before_it_is_saved_and_nothing_typed_is_lost(
    client: FlaskClient, desk: Desk
) -> None:
    client.post("/appeals/new", data=FORM)
    response = client.post("/appeals/new", data=AGAIN)
    shown = page(response, 409)
    (first,) = logged(desk)
    assert f"Bu şəxs eyni məsələ ilə artıq müraciət edib: {first.number}" in shown
    assert AGAIN["text"] in shown
    assert 'value="Bakı, Nizami küçəsi 1"' in shown
    assert 'name="anyway" value="1"' in shown
    assert f'name="follow" value="{first.number}"' in shown
    assert client.post("/appeals/new", data={**AGAIN, "anyway": "1"}).status_code == 303
    assert len(logged(desk)) == 2


def test_who_saw_the_warning_beside_the_form_is_not_asked_again(client: FlaskClient, desk: Desk) -> None:
    client.post("/appeals/new", data=FORM)
    panel = page(client.post("/appeals/callers", data=AGAIN))
    warned = re.search(r'name="warned" value="([^"]+)" form="intake"', panel)
    assert warned is not None
    assert client.post("/appeals/new", data={**AGAIN, "warned": warned.group(1)}).status_code == 303
    assert len(logged(desk)) == 2


def test_a_follow_up_is_logged_and_linked_with_one_click(client: FlaskClient, desk: Desk) -> None:
    client.post("/appeals/new", data=FORM)
    (first,) = logged(desk)
    response = client.post("/appeals/new", data={**AGAIN, "follow": first.number})
    assert response.status_code == 303
    _, second = logged(desk)
    assert second.repeat_of_id == first.id
    assert acts_of(desk, second.number) == [Action.LOG, Action.LINK]
    assert "Bu müraciətin davamıdır:" in page(client.get(response.location))
    assert second.number in page(client.get(f"/appeals/{first.number}"))


def test_the_same_words_of_another_person_are_shown_without_the_person(
    client: FlaskClient, desk: Desk
) -> None:
    client.post("/appeals/new", data=FORM)
    (first,) = logged(desk)
    other = {**AGAIN, "caller.phone": "055 777 66 55", "caller.name": "Rəşad Nümunə"}
    panel = page(client.post("/appeals/callers", data=other))
    assert "Başqa şəxs də eyni sözlərlə müraciət edib:" in panel
    assert first.number in panel
    assert "Aytən" not in panel
    assert "212 44 87" not in panel
    assert client.post("/appeals/new", data=other).status_code == 303


def test_somebody_elses_confidential_appeal_is_no_duplicate_to_show(desk: Desk) -> None:
    desk.open(Role.OPERATOR).post("/appeals/new", data={**FORM, "confidential": "1"})
    other = {**AGAIN, "caller.phone": "055 777 66 55", "caller.name": "Rəşad Nümunə"}
    assert "M-20" not in page(desk.open(Role.OPERATOR).post("/appeals/callers", data=other))


def test_an_appeal_from_another_body_needs_its_letter(client: FlaskClient, desk: Desk) -> None:
    response = client.post("/appeals/new", data={**FORM, "channel": "forwarded"})
    assert "Müraciəti göndərən qurumu yazın." in page(response, 422)
    assert "Göndərən qurumun məktubunun tarixini yazın." in page(response, 422)
    origin = {"origin": "labour", "origin_letter": "7-1/22", "origin_on": "2026-01-05"}
    there = client.post("/appeals/new", data={**FORM, "channel": "forwarded", **origin}).location
    shown = page(client.get(there))
    assert "7-1/22" in shown
    (appeal,) = logged(desk)
    assert appeal.origin is not None
    assert appeal.origin in shown
    assert appeal.number in page(client.get(f"/appeals?origin={appeal.origin}"))
    assert appeal.number not in page(client.get("/appeals?origin=Ba%C5%9Fqa"))


@clause("002:3.0.3")
def test_an_appeal_is_divided_on_its_page_and_its_parts_stand_there(operator: Player, desk: Desk) -> None:
    number = operator.log()
    assert "Hissələrə bölmək" in operator.reads(number)
    wrong = operator.acts(number, "split", **{**TWO, "parts.2.unit": NETWORK})
    assert "iki dəfə seçilib" in page(wrong, 422)
    assert "Portal açılmır." in page(wrong, 422)
    assert operator.acts(number, "split", **TWO).status_code == 303
    shown = operator.reads(number)
    assert f"{number}-1" in shown
    assert "Hazır hissələr: 0 / 2" in shown
    part = operator.reads(f"{number}-1")
    assert "Müraciətin hissəsidir" in part
    assert number in part
    assert "Cavabı çatdırmaq" not in part
    listing = page(operator.client.get("/appeals"))
    assert number in listing
    assert f"{number}-1" not in listing
    unit = page(desk.open(Role.UNIT_HEAD, unit=NETWORK).get("/inbox"))
    assert f"{number}-1" in unit
    found = operator.client.post("/appeals/search", data={"words": f"{number}-1"})
    assert found.location == f"/appeals/{number}-1"


def test_the_division_begins_with_what_each_unit_is_asked(operator: Player) -> None:
    number = operator.log(
        text="Nazirlikdə internet tez-tez kəsilir, şəbəkəni düzəldin. Elektron xidmətlər portalında reyestr açılmır.",
        anyway="1",
    )
    form = operator.reads(number).partition('id="act-split"')[2].partition("</details>")[0]
    assert form.count("internet tez-tez kəsilir") >= 1
    assert 'name="split.parts.2.text"' in form


def test_letters_to_several_bodies_are_kept_from_one_form(operator: Player) -> None:
    number = operator.log()
    given = {"body": "labour", "letter": "4-1", "to.1.body": "Başqa qurum", "to.1.letter": "5-2"}
    missing = operator.acts(number, "forward", **{**given, "to.1.letter": ""})
    assert 'value="Başqa qurum"' in page(missing, 422)
    assert operator.acts(number, "forward", **given).status_code == 303
    shown = operator.reads(number)
    assert "Aidiyyəti qurumlara göndərilib" in shown
    assert "5-2" in shown
    assert operator.acts(number, "forward", body="labour", letter="6").status_code == 422


def test_a_follow_up_is_merged_and_set_apart_on_its_page(operator: Player) -> None:
    first = operator.log()
    second = operator.log(text=AGAIN["text"], anyway="1")
    assert operator.acts(second, "merge", into=first).status_code == 303
    assert "əsas müraciət:" in operator.reads(second)
    assert "cavab hamısına birdir" in operator.reads(first)
    assert "Müraciəti bağlamaq" not in operator.reads(second)
    assert operator.acts(second, "undo-merge", reason="Başqa məsələdir.").status_code == 303
    assert operator.acts(first, "merge", into=second).status_code == 409


def test_the_unit_that_answers_reads_the_follow_up_too(
    operator: Player, head: Player, executor: Player, desk: Desk
) -> None:
    """One answer closes both, so who writes it must know what both say."""
    first = operator.log()
    words = f"{AGAIN['text']} Dördüncü mərtəbədəki qapı da açılmır. " + "Bunu da yazın. " * 20 + "Son söz."
    second = operator.log(text=words, anyway="1")
    assert operator.acts(second, "merge", into=first).status_code == 303
    head.reads(second, 404)
    assert operator.acts(first, "route", unit=NETWORK).status_code == 303
    head.acts(first, "accept")
    head.acts(first, "assign", executor=staff_id(desk), instruction="Baxın")
    for one in (head, executor):
        shown = one.reads(first)
        assert second in shown
        assert "Son söz." in shown
        assert "Aytən Sınaq" in one.reads(second)


def test_the_head_of_the_centre_leaves_an_appeal_and_lets_it_go_on(operator: Player, centre: Player) -> None:
    number = operator.log()
    assert "Baxılmamış saxlamaq" not in operator.reads(number)
    assert "8.1.4" not in centre.reads(number).partition('id="act-leave"')[2].partition("</form>")[0]
    assert centre.acts(number, "leave", ground="court").status_code == 422
    assert centre.acts(number, "leave", ground="court", reason="Qərar var.").status_code == 303
    assert "Niyə baxılmamış saxlanılıb" in operator.reads(number)
    assert "Baxılmasını davam etdirmək" not in operator.reads(number)
    assert centre.acts(number, "resume", reason="Qərar ləğv edilib.").status_code == 303
    assert operator.acts(number, "withdraw", who="Özü", means="phone").status_code == 303
    assert "Geri götürüb:" in operator.reads(number)
    assert operator.acts(number, "close").status_code == 303


def test_the_ledger_shows_the_answers_side_by_side_and_leaves_the_decision_to_a_person(
    operator: Player, centre: Player
) -> None:
    for turn in range(3):
        number = operator.log(text=f"{WIFI} {turn}", anyway="1")
        operator.acts(number, "answer-on-line", text=f"İzah nömrə {turn}.", outcome="explained", consent="1")
    number = operator.log(text=f"{WIFI} yenə", anyway="1")
    shown = centre.reads(number)
    assert all(f"İzah nömrə {turn}." in shown for turn in range(3))
    assert "baxılmamış saxlanıla bilər (1308-IVQ, 8.1.4)" in shown
    assert "qeydə alınıb" in shown
    given = {"ground": "repeat", "reason": "Üç cavab verilib."}
    assert centre.acts(number, "leave", **given).status_code == 422
    assert centre.acts(number, "leave", **given, no_new_facts="1").status_code == 303


def test_more_time_for_a_divided_appeal_is_asked_of_the_head_of_the_call_centre(
    operator: Player, centre: Player, head: Player, desk: Desk
) -> None:
    number = operator.log()
    operator.acts(number, "reclassify", kind="complaint")
    operator.acts(number, "split", **TWO)
    before, part = appeal_of(desk, number).due_on, f"{number}-1"
    assert f"/appeals/{part}/extend" not in head.reads(part)
    asked = {"ground": "extended", "days": "5", "reason": "Avadanlıq gəlir"}
    assert "çağrı mərkəzinin rəhbərindən xahiş edin" in page(head.acts(part, "extend", **asked), 409)
    assert f"/appeals/{number}/extend" in centre.reads(number)
    assert centre.acts(number, "extend", **asked).status_code == 303
    assert before < appeal_of(desk, number).due_on == appeal_of(desk, part).due_on


def test_another_office_extends_the_whole_and_no_part_of_it(office: Office) -> None:
    number = str(body_of(office.post("/appeals", {**APPEAL, "kind": "complaint"}))["number"])
    office.act(number, "split", 1, parts=[{"text": "A.", "unit": NETWORK}, {"text": "B.", "unit": EGOV}])
    asked = {"ground": "extended", "days": 5, "reason": "Avadanlıq gəlir"}
    refused = office.act(f"{number}-1", "extend", 2, **asked)
    assert (refused.status_code, body_of(refused)["code"]) == (409, "part-of-a-whole")
    whole = body_of(office.act(number, "extend", 2, **asked))
    assert {part["due"] for part in whole["parts"]} == {whole["due"]}  # type: ignore[attr-defined]  # JSON


def test_another_office_divides_joins_and_hears_of_repeats(office: Office, desk: Desk) -> None:
    first = body_of(office.post("/appeals", APPEAL))
    assert (first["repeat_of"], first["duplicates"]) == (None, [])
    again = body_of(office.post("/appeals", APPEAL))
    assert (again["repeat_of"], again["duplicates"]) == (first["number"], [])
    other = body_of(office.post("/appeals", {**APPEAL, "caller": {"phone": "+994557776655"}}))
    assert other["repeat_of"] is None
    assert isinstance(other["duplicates"], list)
    assert first["number"] in other["duplicates"]

    number = str(first["number"])
    parts = [{"text": "Şəbəkə.", "unit": NETWORK}, {"text": "Portal.", "unit": EGOV}]
    one = office.act(number, "split", 1, parts=parts[:1])
    assert one.status_code == 422
    assert "ən azı 2, ən çoxu 6 hissəyə" in str(body_of(one))
    split = body_of(office.act(number, "split", 1, parts=parts))
    assert split["state"] == "split"
    assert isinstance(split["parts"], list)
    assert [part["number"] for part in split["parts"]] == [f"{number}-1", f"{number}-2"]
    assert body_of(office.get(f"/appeals/{number}-1"))["part_of"] == number
    assert office.act(number, "split", 1, parts=parts).status_code == 412
    refused = office.act(number, "join", 2, text="Cavab.", outcome="explained")
    assert (refused.status_code, body_of(refused)["code"]) == (409, "parts-not-ready")
    listed = body_of(office.get("/appeals"))["appeals"]
    assert isinstance(listed, list)
    assert len(listed) == 3
    assert {one["state"] for one in listed} == {"split", "registered"}


def test_another_office_links_merges_and_withdraws_but_leaves_nothing_unconsidered(office: Office) -> None:
    numbers = [str(body_of(office.post("/appeals", APPEAL))["number"]) for _ in range(3)]
    first, second, third = numbers
    assert body_of(office.act(second, "link", 1, to=first))["repeat_of"] == first
    assert body_of(office.act(second, "unlink", 2, reason="Başqa."))["repeat_of"] is None
    assert body_of(office.act(second, "merge", 3, into=first))["merged_into"] == first
    chain = office.act(third, "merge", 1, into=second)
    assert (chain.status_code, body_of(chain)["code"]) == (409, "merged-in-a-chain")
    assert office.act(second, "merge", 3, into=first).status_code == 412
    assert body_of(office.act(second, "undo-merge", 4, reason="Səhv."))["state"] == "registered"
    # To leave an appeal unconsidered is a person's decision, never a program's.
    assert office.act(second, "leave", 5, ground="form", reason="İmza.").status_code == 404
    assert body_of(office.act(third, "withdraw", 1, who="Özü", means="phone"))["state"] == "withdrawn"
    assert office.act(third, "close", 2).status_code in (200, 422)
    sent = {"to": [{"body": "labour", "letter": "1"}, {"body": "migration", "letter": "2"}]}
    document = body_of(office.act(first, "forward", 1, **sent))
    assert document["state"] == State.FORWARDED_OUT.value
    assert isinstance(document["forwarded_to"], list)
    assert [one["letter"] for one in document["forwarded_to"]] == ["1", "2"]


@pytest.mark.parametrize(
    "parts", [5, "a", [1], [{"text": "a", "unit": NETWORK, "x": 1}], {"a": 1}, [{"text": 5}] * 2, None]
)
def test_a_broken_list_of_parts_gets_a_sentence(office: Office, parts: object) -> None:
    number = str(body_of(office.post("/appeals", APPEAL))["number"])
    assert office.act(number, "split", 1, parts=parts).status_code == 422


RETOLD = {
    "ru": "Здравствуйте, я уже звонила: сотрудники не могут отправить документы, всё время обрывается.",
    "en": "Hello, I called before: our people cannot send any documents, it drops all the time.",
}


@pytest.mark.parametrize("text", RETOLD.values(), ids=RETOLD)
@pytest.mark.parametrize("name", ["", "Айтен Сынаг", "Aytan Sinag"])
def test_what_runs_for_a_telephone_is_offered_in_whatever_language_it_is_told_again(
    client: FlaskClient, desk: Desk, text: str, name: str
) -> None:
    client.post("/appeals/new", data=FORM)
    (first,) = logged(desk)
    again = {**AGAIN, "text": text, "caller.name": name, "caller.phone": "0502124487"}
    panel = page(client.post("/appeals/callers", data=again))
    assert panel.count(f'name="follow" value="{first.number}"') == 1
    client.post("/appeals/new", data={**again, "follow": first.number})
    assert logged(desk)[-1].repeat_of_id == first.id


def test_what_has_run_stands_before_what_is_over_and_is_not_offered(
    client: FlaskClient, operator: Player, desk: Desk
) -> None:
    running = operator.log()
    over = []
    for turn in range(4):
        over.append(operator.log(text=f"Vergi bəyannaməsi sualı {turn}.", anyway="1"))
        operator.acts(over[-1], "answer-on-line", text="İzah.", outcome="explained", consent="1")
    panel = page(client.post("/appeals/callers", data={**AGAIN, "text": RETOLD["ru"]}))
    shown = panel.partition("<details>")[0]
    assert shown.index(running) < shown.index(over[-1])
    assert f'name="follow" value="{running}"' in shown
    assert f'name="follow" value="{over[-1]}"' not in panel


def test_somebody_elses_confidential_appeal_is_not_offered_by_its_telephone(desk: Desk) -> None:
    desk.open(Role.OPERATOR).post("/appeals/new", data={**FORM, "confidential": "1"})
    other = {**AGAIN, "caller.name": "Айтен Сынаг"}
    assert "M-20" not in page(desk.open(Role.OPERATOR).post("/appeals/callers", data=other))
