"""The page of one appeal, played by the people of its desks."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from callcenter.accounts.access import guard_of
from callcenter.accounts.vocabulary import Role
from callcenter.appeals.offers import PERMISSIONS
from callcenter.appeals.showing import clause_name, marked, particulars
from callcenter.appeals.vocabulary import Action, Outcome, State
from callcenter.callers.models import Caller
from tests.factories import APPARATUS, NETWORK, SOFTWARE, Desk
from tests.web.offices import Office, body_of
from tests.web.pages import appeal_of, page
from tests.web.players import Player, in_work, routed, staff_id


def test_an_appeal_goes_through_three_desks_to_its_outcome(
    operator: Player, head: Player, executor: Player, desk: Desk
) -> None:
    number = in_work(operator, head, desk)
    assert "Xətti yoxlayın" in executor.reads(number)

    drafted = executor.acts(number, "draft", text="Xətt bərpa edildi.", outcome="satisfied")
    assert drafted.location == f"/appeals/{number}"
    assert head.acts(number, "approve").status_code == 303
    assert "050 212 44 87" in page(operator.client.get("/desk"))
    told = operator.acts(number, "deliver", delivery="phone", told_to="Özünə", outcome="satisfied")

    assert told.status_code == 303
    appeal = appeal_of(desk, number)
    assert (appeal.state, appeal.outcome) == (State.CLOSED, Outcome.SATISFIED)
    history = operator.reads(number)
    for action in (Action.LOG, Action.ROUTE, Action.ACCEPT, Action.ASSIGN, Action.DRAFT, Action.APPROVE):
        assert action.label in history


def test_one_click_routes_by_the_suggested_clause(operator: Player, desk: Desk) -> None:
    number = operator.log()
    form = re.search(
        r'action="/appeals/[^"]+/route">.*?name="unit" value="([^"]+)">.*?name="competence" value="([^"]+)"',
        operator.reads(number),
        re.DOTALL,
    )
    assert form is not None
    operator.client.post(
        f"/appeals/{number}/route",
        data={"version": operator.version(number), "unit": form.group(1), "competence": form.group(2)},
    )
    appeal = appeal_of(desk, number)
    assert appeal.clause is not None
    assert str(clause_name(appeal.clause)) in operator.reads(number)


def test_the_page_shows_the_sum_of_the_due_date_with_act_and_clause(operator: Player) -> None:
    text = operator.reads(operator.log())
    assert "1308-IVQ" in text
    assert "15/15 iş günü" in text
    assert "bazar" in text


def test_what_the_caller_said_is_never_markup(operator: Player) -> None:
    number = operator.log(text="<img src=x onerror=alert(1)> internet kəsilir & şəbəkə işləmir")
    raw = operator.client.get(f"/appeals/{number}").get_data(as_text=True)
    assert "<img" not in raw
    assert "&lt;img" in raw


def test_matched_words_are_marked_where_they_stand() -> None:
    assert marked("İnternet kəsilir, internetdə", ["internet", "kəsilir"]) == [
        ("İnternet ", False),
        ("kəsilir", True),
        (", internetdə", False),
    ]


def test_a_stale_act_is_refused_with_what_changed_and_nothing_typed_is_lost(
    operator: Player, head: Player
) -> None:
    number = routed(operator)
    version = head.version(number)
    head.acts(number, "accept")
    late = head.acts(number, "send-back", version, reason="Bizə aid deyil, çünki…", clause="003:6.2.6")
    assert "icraya götürüldü" in page(late, 412)
    assert "Bizə aid deyil, çünki…" in page(late, 412)
    assert f'value="{head.version(number)}"' in page(late, 412)


def test_words_typed_into_an_act_that_is_gone_are_shown_all_the_same(operator: Player) -> None:
    number = operator.log()
    version = operator.version(number)
    operator.acts(number, "answer-on-line", text="İzah olundu", outcome="explained", consent="1")
    late = operator.acts(number, "answer-on-line", version, text="Mən də izah etdim", outcome="explained")
    assert "Mən də izah etdim" in page(late, 412)


def test_a_missing_field_is_said_at_its_form(operator: Player, head: Player, desk: Desk) -> None:
    number = routed(operator)
    response = head.acts(number, "send-back", reason="Serverə aiddir")
    assert 'href="#f-send-back-clause"' in page(response, 422)
    assert "Serverə aiddir" in page(response, 422)
    assert appeal_of(desk, number).state is State.ROUTED


def test_an_appeal_sent_back_waits_at_the_operators_desk(operator: Player, head: Player, desk: Desk) -> None:
    number = routed(operator)
    response = head.acts(number, "send-back", reason="Proqrama aiddir", clause="003:6.2.6")
    assert response.location == "/inbox"
    assert number in page(operator.client.get("/desk"))
    assert "003, bənd 6.2.6" in operator.reads(number)


def test_only_who_routes_it_now_is_told_what_to_do_with_it(operator: Player, head: Player) -> None:
    advice = "Müraciəti birinci göstərilən bölməyə yönləndirin."
    number = operator.log()
    assert advice in operator.reads(number)
    operator.acts(number, "route", unit=NETWORK)
    assert advice not in operator.reads(number)
    assert advice not in head.reads(number)


def test_a_complaint_is_led_past_the_unit_complained_of(operator: Player, desk: Desk) -> None:
    number = operator.log(kind="complaint", about_unit=NETWORK)
    text = operator.reads(number)
    assert "Yönləndirmək olmaz:" in text
    assert "002, bənd 4.0.09" in text

    refused = operator.acts(number, "route", unit=NETWORK)
    assert "özü baxa bilməz" in page(refused, 409)
    assert operator.acts(number, "route", unit=APPARATUS).status_code == 303
    assert appeal_of(desk, number).state is State.ROUTED


def test_only_the_head_of_the_centre_overrides_a_conflict_and_says_why(operator: Player, desk: Desk) -> None:
    number = operator.log(kind="complaint", about_unit=NETWORK)
    centre = Player(desk.open(Role.CENTRE_HEAD))
    assert operator.acts(number, "route", unit=NETWORK, override="1", reason="ölçü").status_code == 403
    assert centre.acts(number, "route", unit=NETWORK, override="1").status_code == 422
    assert centre.acts(number, "route", unit=NETWORK, override="1", reason="Texniki rəy").status_code == 303


def test_an_appeal_of_another_body_is_forwarded_with_its_letter(operator: Player, desk: Desk) -> None:
    number = operator.log(text="Dövlət Miqrasiya Xidmətində işə qəbul müsabiqəsi nə vaxt olacaq?")
    body = "Azərbaycan Respublikası Dövlət Miqrasiya Xidməti"
    assert operator.acts(number, "forward", body=body).status_code == 422
    assert operator.acts(number, "forward", body=body, letter="12-34/26").status_code == 303
    appeal = appeal_of(desk, number)
    assert appeal.state is State.FORWARDED_OUT
    assert appeal.clause is not None
    assert appeal.clause.startswith("001:")
    assert "12-34/26" in operator.reads(number)


def test_a_letter_without_the_body_keeps_its_number(operator: Player) -> None:
    response = operator.acts(operator.log(), "forward", letter="12-34/26")
    assert 'value="12-34/26"' in page(response, 422)


def test_answering_on_the_line_closes_with_its_outcome(operator: Player, desk: Desk) -> None:
    number = operator.log()
    operator.acts(
        number, "answer-on-line", text="Təkrar qoşulmaq lazımdır.", outcome="explained", consent="1"
    )
    assert appeal_of(desk, number).state is State.CLOSED
    assert "Təkrar qoşulmaq lazımdır." in operator.reads(number)


def test_a_guessed_kind_is_confirmed_with_one_click(operator: Player, desk: Desk) -> None:
    number = operator.log(kind="")
    assert "təsdiqlənməyib" in operator.reads(number)
    kind = appeal_of(desk, number).kind
    assert operator.acts(number, "reclassify", kind=kind.value).status_code == 303
    assert appeal_of(desk, number).kind_confirmed
    assert "təsdiqlənməyib" not in operator.reads(number)


def test_nobody_approves_their_own_words(
    operator: Player, head: Player, executor: Player, desk: Desk
) -> None:
    number = in_work(operator, head, desk)
    head.acts(number, "draft", text="Özüm yazdım.", outcome="explained")
    assert "/approve" not in head.reads(number)
    refused = head.acts(number, "approve", str(appeal_of(desk, number).version))
    assert "Öz yazdığınız cavabı" in page(refused, 403)


def test_the_law_decides_whether_more_time_is_offered(operator: Player, head: Player) -> None:
    number = operator.log(kind="inquiry")
    operator.acts(number, "route", unit=NETWORK)
    assert "/extend" not in head.reads(number)


def test_more_time_is_given_once_with_its_ground(operator: Player, head: Player, desk: Desk) -> None:
    number = routed(operator)
    before = appeal_of(desk, number).due_on
    assert (
        head.acts(number, "extend", ground="extended", days="5", reason="Avadanlıq gəlir").status_code == 303
    )
    assert appeal_of(desk, number).due_on > before


def test_the_limit_for_study_is_given_once_and_takes_no_days(
    operator: Player, head: Player, desk: Desk
) -> None:
    number = routed(operator)
    asked = {"ground": "study", "reason": "Yoxlanılmalıdır"}
    assert "gün sayını boş saxlayın" in page(head.acts(number, "extend", days="5", **asked), 422)
    assert head.acts(number, "extend", **asked).status_code == 303
    form = head.reads(number).partition('name="extend.ground"')[2].partition("</select>")[0]
    assert 'value="extended"' in form
    assert 'value="study"' not in form
    again = head.acts(number, "extend", **asked)
    assert "artıq verilib" in page(again, 409)


def test_a_pace_said_by_mistake_is_taken_back_on_the_page(operator: Player, desk: Desk) -> None:
    number = operator.log(kind="complaint", pace="urgent")
    assert 'value="ordinary"' in operator.reads(number)
    assert operator.acts(number, "set-pace", pace="ordinary", reason="Səhv seçilib").status_code == 303
    assert appeal_of(desk, number).due_at is None
    assert 'value="ordinary"' not in operator.reads(number)


@pytest.mark.parametrize(
    ("language", "left", "last_hour", "late"),
    [
        ("az", "bu gün 12:00-dək, 2 saat qalıb", "bu gün 12:00-dək, 30 dəqiqə qalıb", "1 saat gecikir"),
        ("ru", "сегодня до 12:00, осталось 2 ч.", "сегодня до 12:00, осталось 30 мин.", "просрочено на 1 ч."),
        (
            "en",
            "until 12:00 today, hours left: 2",
            "until 12:00 today, minutes left: 30",
            "hours overdue: 1",
        ),
    ],
)
def test_a_clock_of_hours_is_shown_by_the_hour(
    operator: Player, travel: time_machine.Traveller, language: str, left: str, last_hour: str, late: str
) -> None:
    number = operator.log(kind="complaint", pace="urgent")
    operator.client.post("/language", data={"language": language})
    logged_at = datetime.now(UTC)
    for hours, said in ((22, left), (23.5, last_hour), (25, late)):
        travel.move_to(logged_at + timedelta(hours=hours), tick=False)
        assert said in operator.reads(number)
        assert said in operator.opens("/appeals")


def test_late_by_the_hour_it_is_in_the_list_of_late_ones_the_same_day(
    operator: Player, office: Office, travel: time_machine.Traveller
) -> None:
    number = operator.log(kind="complaint", pace="urgent")
    travel.shift(timedelta(hours=23))
    assert number not in operator.opens("/appeals?overdue=1")
    assert body_of(office.get("/appeals?overdue=true"))["appeals"] == []
    travel.shift(timedelta(hours=2))
    assert number in operator.opens("/appeals?overdue=1")
    late = body_of(office.get("/appeals?overdue=true"))["appeals"]
    assert [one["number"] for one in late] == [number]  # type: ignore[attr-defined]  # JSON


def test_a_term_of_what_nobody_owes_is_said_to_be_over_and_not_to_be_late(
    operator: Player, travel: time_machine.Traveller
) -> None:
    number = operator.log(kind="application")
    assert "bu müddət keçib" not in operator.reads(number)
    travel.shift(timedelta(days=12))
    shown = operator.reads(number)
    assert shown.count("bu müddət keçib") == 2  # to ask for clarification, to send on
    assert "gün gecikir" not in shown


@pytest.mark.parametrize(("language", "word"), [("ru", "пункт"), ("en", "clause")])
def test_a_clause_is_named_in_the_readers_language(operator: Player, language: str, word: str) -> None:
    number = routed(operator)
    operator.client.post("/language", data={"language": language})
    shown = operator.reads(number)
    assert re.search(rf"\d{{3}}, {word} \d", shown)
    assert ", bənd " not in shown


@pytest.mark.usefixtures("travel")
def test_the_history_shows_which_step_moved_the_due_date_and_to_which_day(operator: Player) -> None:
    number = operator.log(kind="application")
    operator.reads(number)  # what was said of the logging
    assert "İcra müddəti: " not in operator.reads(number)
    operator.acts(number, "reclassify", kind="inquiry")
    assert "İcra müddəti: 22 okt 2026" in operator.reads(number)
    operator.acts(number, "route", unit=NETWORK)
    assert operator.reads(number).count("İcra müddəti: ") == 1


def test_an_executor_of_another_unit_is_refused(operator: Player, head: Player, desk: Desk) -> None:
    number = routed(operator)
    head.acts(number, "accept")
    desk.open(Role.UNIT_STAFF, unit=SOFTWARE)
    response = head.acts(number, "assign", executor=staff_id(desk), instruction="Yoxlayın")
    assert "həmin bölmənin əməkdaşı" in page(response, 422)
    assert "Yoxlayın" in page(response, 422)


def test_particulars_are_masked_for_those_whose_business_they_are_not(
    operator: Player, head: Player, executor: Player, desk: Desk
) -> None:
    number = in_work(operator, head, desk)
    assert "5AB12CD" in operator.reads(number)
    assert "050 212 44 87" in executor.reads(number)
    for reader in (Player(desk.open(Role.LEADERSHIP)), Player(desk.open(Role.UNIT_STAFF, unit=NETWORK))):
        text = reader.reads(number)
        assert "Aytən" not in text
        assert "212 44" not in text
        assert "5AB12CD" not in text


def test_a_caller_without_anything_known_has_nothing_to_mask() -> None:
    assert particulars(Caller(), fin="", in_full=False).phone == ""


@pytest.mark.parametrize("number", ["M-1999-000001", "x", "%00", "M-2026-000001' OR 1=1", "ə" * 500])
def test_an_unknown_number_is_not_found(operator: Player, number: str) -> None:
    assert operator.client.get(f"/appeals/{number}").status_code == 404
    assert operator.client.post(f"/appeals/{number}/route", data={"unit": NETWORK}).status_code == 404


def test_an_act_without_its_version_is_stale(operator: Player) -> None:
    number = operator.log()
    assert operator.acts(number, "route", version="", unit=NETWORK).status_code == 412
    assert operator.acts(number, "route", version="9" * 30, unit=NETWORK).status_code == 412


def test_another_units_head_neither_sees_nor_touches_the_appeal(operator: Player, desk: Desk) -> None:
    number = routed(operator)
    other = Player(desk.open(Role.UNIT_HEAD, unit=SOFTWARE))
    assert other.client.get(f"/appeals/{number}").status_code == 404
    assert other.acts(number, "accept", version="2").status_code == 404


def test_a_clause_that_stands_twice_is_named_with_its_place() -> None:
    assert str(clause_name("000:6.2.6/2")) == "000, bənd 6.2.6 (təkrarlanan nömrə: 2)"
    assert str(clause_name("əsasnamə")) == "əsasnamə"


def test_what_the_page_offers_is_what_the_address_demands(application: Flask) -> None:
    views = application.view_functions
    demanded = {action: guard_of(views[f"appeals.{action.value}"]) for action in PERMISSIONS}
    assert demanded == PERMISSIONS
