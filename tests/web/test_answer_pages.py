"""The pages of answering, as the desks use them: drafts, ready texts, consent, notices, ratings."""

import re
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy import select

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answer_rules, satisfaction
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.satisfaction_models import Satisfaction
from callcenter.appeals.vocabulary import Outcome, State
from callcenter.core import clock
from callcenter.core.outbox import OutboxMessage
from tests.factories import Desk
from tests.web.pages import appeal_of, page
from tests.web.players import Player, in_work, routed

# Drafts.


def test_a_draft_is_saved_by_the_second_button_of_its_form_and_waits_in_it(
    operator: Player, head: Player, executor: Player, desk: Desk
) -> None:
    number = in_work(operator, head, desk)
    assert f'formaction="/appeals/{number}/write"' in executor.reads(number)
    form = {"version": executor.version(number), "draft.text": "Yarımçıq cavab"}
    assert executor.client.post(f"/appeals/{number}/write", data=form).status_code == 303
    assert appeal_of(desk, number).state is State.DRAFT
    assert "Yarımçıq cavab</textarea>" in executor.reads(number)
    empty = executor.client.post(f"/appeals/{number}/write", data={"version": executor.version(number)})
    assert 'href="#f-draft-text"' in page(empty, 422)


def test_a_refusal_is_given_back_with_what_it_lacks_and_all_that_was_typed(
    operator: Player, head: Player, executor: Player, desk: Desk
) -> None:
    number = in_work(operator, head, desk)
    answer = executor.acts(number, "draft", text="Mümkün deyil, çünki…", outcome="refused")
    assert 'href="#f-draft-reasons"' in page(answer, 422)
    assert "Mümkün deyil, çünki…" in page(answer, 422)
    more = {"reasons": "Balansda deyil.", "adds_route": "1"}
    sent = executor.acts(number, "draft", text="Mümkün deyil.", outcome="refused", **more)
    assert sent.status_code == 303
    assert answer_rules.route_in("az") in head.reads(number)


def test_the_approver_sees_the_deadline_what_changed_and_doubtful_clauses(
    operator: Player, head: Player, executor: Player, desk: Desk
) -> None:
    number = in_work(operator, head, desk)
    executor.acts(number, "draft", text="1308-IVQ-nin 99.9-cu bəndinə əsasən.", outcome="explained")
    text = head.reads(number)
    assert "Cavab müddəti:" in text
    assert "aktın mətni bazada yoxdur" in text
    head.acts(number, "revise", reason="Bəndi düzəldin", suggested="1308-IVQ-nin 10.1-ci bəndinə əsasən.")
    assert "1308-IVQ-nin 10.1-ci bəndinə əsasən.</textarea>" in executor.reads(number)
    executor.acts(number, "draft", text="1308-IVQ-nin 10.1-ci bəndinə əsasən.", outcome="explained")
    text = head.reads(number)
    assert re.search(r"<del>99\.9-cu</del><ins>10\.1-ci</ins>", text)
    assert head.acts(number, "approve").status_code == 303


# On the line.


def test_an_answer_on_the_line_asks_for_consent(operator: Player, desk: Desk) -> None:
    number = operator.log()
    refused = operator.acts(number, "answer-on-line", text="Belədir.", outcome="explained")
    assert "razı deyilsə" in page(refused, 422)
    assert "Belədir." in page(refused, 422)
    assert (
        operator.acts(number, "answer-on-line", text="Belədir.", outcome="explained", consent="1").status_code
        == 303
    )
    assert "şifahi cavabla razılıq verib" in operator.reads(number)


def test_an_answer_at_intake_asks_for_consent_beside_its_own_field(operator: Player) -> None:
    form = {"text": "Sual?", "channel": "phone", "caller.phone": "0502124487", "answer": "{nömrə} belədir."}
    refused = operator.client.post("/appeals/new", data=form)
    text = page(refused, 422)
    assert 'href="#f-consent"' in text
    assert 'href="#f-answer"' in text
    assert operator.client.get("/appeals").get_data(as_text=True).count("M-2026") == 0


def test_a_ready_text_is_put_in_without_script_filled_with_the_appeals_values(operator: Player) -> None:
    number = operator.log(kind="complaint")
    text = operator.reads(number)
    link = re.search(r'href="([^"]*template=status-told/1[^"]*)"', text)
    assert link is not None
    chosen = page(operator.client.get(link[1]))
    assert f"{number} nömrəli müraciətiniz" in chosen.split('name="answer-on-line.text"')[1]
    assert 'id="f-answer-on-line-template" value="status-told/1"' in chosen


def test_a_caller_who_will_write_is_offered_to(operator: Player, desk: Desk) -> None:
    number = operator.log()
    operator.acts(number, "answer-on-line", text="Belədir.", consent="1")
    assert "Yazılı müraciət təklif etmək" in operator.reads(number)
    operator.acts(number, "offer-written", accepted="1")
    assert appeal_of(desk, number).outcome is Outcome.WRITTEN_OFFERED
    written = operator.log(text="Yazılı müraciətim: şəbəkə.", follows=number)
    assert appeal_of(desk, written).repeat_of_id == appeal_of(desk, number).id


def test_a_number_that_nobody_knows_is_a_field_to_set_right(operator: Player) -> None:
    form = {"text": "Yazılı.", "channel": "letter", "follows": "M-1999-000009"}
    refused = operator.client.post("/appeals/new", data=form)
    assert 'href="#f-follows"' in page(refused, 422)


# Closing and telling.


def test_the_form_of_closing_offers_what_may_follow(operator: Player) -> None:
    number = operator.log(text="Dövlət Miqrasiya Xidmətində işə qəbul müsabiqəsi nə vaxt olacaq?")
    operator.acts(number, "forward", body="Azərbaycan Respublikası Dövlət Miqrasiya Xidməti", letter="1")
    form = operator.reads(number).split('name="close.outcome"')[1].split("</select>")[0]
    assert re.findall(r'value="(\w+)"', form) == ["forwarded"]
    assert operator.acts(number, "close", outcome="satisfied").status_code == 422


def test_how_it_was_told_is_kept_and_shown(
    operator: Player, head: Player, executor: Player, desk: Desk
) -> None:
    number = in_work(operator, head, desk)
    executor.acts(number, "draft", text="Xətt bərpa edildi.", outcome="satisfied")
    head.acts(number, "approve")
    future = operator.acts(number, "deliver", delivery="phone", day="2099-01-01", told_to="Qızı")
    assert 'value="Qızı"' in page(future, 422)
    told = operator.acts(number, "deliver", delivery="letter", letter="12-3/26", accepted="true")
    assert told.status_code == 303
    assert "12-3/26" in operator.reads(number)


def test_who_does_not_accept_the_answer_is_offered_to_write_before_it_is_closed(
    operator: Player, head: Player, executor: Player, desk: Desk
) -> None:
    number = in_work(operator, head, desk)
    executor.acts(number, "draft", text="Xətt bərpa edildi.", outcome="satisfied")
    head.acts(number, "approve")
    told = operator.acts(
        number, "deliver", delivery="phone", told_to="Özü", accepted="false", outcome="satisfied"
    )
    assert told.status_code == 303
    assert re.search(r'id="act-offer-written" open', operator.reads(number))
    assert operator.acts(number, "offer-written", accepted="").status_code == 303
    assert re.search(r'id="act-close" open', operator.reads(number))
    assert operator.acts(number, "close", outcome="satisfied").status_code == 303


# Notices.


def test_a_notice_is_put_right_and_sent_from_the_page(operator: Player, head: Player, desk: Desk) -> None:
    number = routed(operator)
    head.acts(number, "extend", ground="extended", days="5", reason="Avadanlıq gəlir")
    assert "Göndəriləcək bildirişlər" in page(operator.client.get("/desk"))
    assert "Avadanlıq gəlir" in operator.reads(number)
    with desk.database.reading() as session:
        letter = session.scalars(select(Letter)).one()
    there = f"/appeals/{number}/letters/{letter.id}"
    assert there in operator.reads(number)
    assert there not in head.reads(number)
    refused = operator.client.post(there, data={"text": "Düzəldilmiş mətn", "means": "phone"})
    assert "Düzəldilmiş mətn</textarea>" in page(refused, 422)
    sent = operator.client.post(there, data={"text": "Düzəldilmiş mətn", "means": "phone", "note": "Özünə"})
    assert sent.status_code == 303
    assert "Düzəldilmiş mətn" in head.reads(number)


# Ready texts.


def test_the_centre_head_makes_changes_and_retires_ready_texts(desk: Desk) -> None:
    centre = desk.open(Role.CENTRE_HEAD)
    assert "Müraciət təmin edildi" in page(centre.get("/templates"))
    form = {"code": "kesilme", "language": "az", "title": "Kəsilmə", "text": "{nömrə}: {{7*7}}"}
    refused = centre.post("/templates/new", data=form)
    assert "{7*7}" in page(refused, 422)
    made = centre.post("/templates/new", data={**form, "text": "{nömrə}: iş gedir."})
    assert made.status_code == 303
    changed = centre.post(made.location, data={"title": "Kəsilmə", "text": "{nömrə}: iş bitir."})
    assert changed.status_code == 303
    history = page(centre.get(changed.location))
    assert "<del>gedir</del><ins>bitir</ins>" in history
    assert centre.post(f"{changed.location}/retire").status_code == 303
    assert "Kəsilmə" not in page(centre.get("/templates"))
    assert centre.get("/templates/999999").status_code == 404


# Satisfaction.


def closed_with_link(operator: Player, desk: Desk) -> tuple[str, str]:
    number = operator.log(**{"caller.email": "ayten@example.com"})
    operator.acts(number, "answer-on-line", text="Belədir.", outcome="explained", consent="1")
    with desk.database.transaction() as session:
        satisfaction.ask_due(session, clock.now(), public_url="https://x")
        body = session.scalars(select(OutboxMessage.body)).one()
    return number, "/feedback/" + body.split("/feedback/")[1].split()[0]


def test_the_link_asks_without_showing_anything_of_anybody(
    operator: Player, client: FlaskClient, desk: Desk
) -> None:
    number, link = closed_with_link(operator, desk)
    text = page(client.get(link))
    assert "Məsələniz həll olundu?" in text
    for secret in (number, "Aytən", "212 44", "ayten@"):
        assert secret not in text
    missing = client.post(link, data={"comment": "Uzun rəy"})
    assert "Uzun rəy" in page(missing, 422)
    assert "Təşəkkür edirik" in page(
        client.post(link, data={"rating": "2", "solved": "false", "comment": "Gec oldu"})
    )
    assert client.get(link).status_code == 410
    assert client.post(link, data={"rating": "5", "solved": "true"}).status_code == 410
    assert client.get("/feedback/yoxdur").status_code == 404


def test_the_words_of_the_applicant_are_for_the_head_of_the_centre_alone(
    operator: Player, client: FlaskClient, desk: Desk
) -> None:
    number, link = closed_with_link(operator, desk)
    client.post(link, data={"rating": "2", "solved": "false", "comment": "Gec oldu"})
    centre = Player(desk.open(Role.CENTRE_HEAD))
    assert "Gec oldu" in centre.reads(number)
    assert "Gec oldu" in page(centre.client.get("/satisfaction"))
    assert "Gec oldu" not in operator.reads(number)
    assert "2 / 5" in operator.reads(number)
    assert "Gec oldu" not in page(operator.client.get("/satisfaction"))


def test_the_page_speaks_the_language_of_the_appeal(
    operator: Player, client: FlaskClient, desk: Desk
) -> None:
    number, link = closed_with_link(operator, desk)
    with desk.database.transaction() as session:
        session.scalars(select(Appeal).where(Appeal.number == number)).one().language = "ru"
    assert '<html lang="ru">' in client.get(link).get_data(as_text=True)


def test_a_colleague_calls_and_notes_what_was_said(operator: Player, desk: Desk) -> None:
    number = operator.log()
    operator.acts(number, "answer-on-line", text="Belədir.", outcome="explained", consent="1")
    assert operator.reads(number)  # and with it the message of the act
    colleague = desk.open(Role.OPERATOR)
    assert number not in unescape(operator.client.get("/satisfaction").get_data(as_text=True))
    assert number in unescape(colleague.get("/satisfaction").get_data(as_text=True))
    own = operator.client.post(f"/satisfaction/{number}", data={"rating": "5", "solved": "true"})
    assert own.status_code == 403
    missing = colleague.post(f"/satisfaction/{number}", data={"rating": "4", "comment": "Razıdır"})
    assert "Razıdır" in page(missing, 422)
    assert (
        colleague.post(f"/satisfaction/{number}", data={"rating": "4", "solved": "true"}).status_code == 303
    )
    with desk.database.reading() as session:
        assert session.scalars(select(Satisfaction)).one().rating == 4
