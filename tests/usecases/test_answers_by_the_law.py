"""An answer by the law: reasons for a refusal, clauses in force, a draft that waits, how it was told, how it ends."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answer_rules, answering, forwarding, handling, sending_letters, wordings
from callcenter.appeals.delivery_models import DeliveryNote, SavedDraft
from callcenter.appeals.letter_models import Letter
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Delivery, Outcome, Purpose, State
from callcenter.core.errors import InvalidInput, NotAllowed, NotFound, Refused
from callcenter.core.outbox import OutboxMessage
from callcenter.directory.actors import Actor
from knowledge_base import citing, importing
from knowledge_base.citing import Standing
from knowledge_base.statutes.parsing import parse
from tests import factories
from tests.clauses import clause

Log = Callable[..., Appeal]
REASONS = "Göstərdiyiniz avadanlıq nazirliyin balansında deyil."
STATUTE = """
Azərbaycan Respublikası İqtisadiyyat Nazirliyinin Sınaq şöbəsinin
ƏSASNAMƏSİ

1. Ümumi müddəalar
1.1. Sınaq şöbəsi Nazirliyin struktur bölməsidir.

3. Şöbənin vəzifələri
3.0. Şöbənin vəzifələri aşağıdakılardır:
3.0.1. sınaqları keçirmək;
{more}
"""


def refused(appeal: Appeal, session: Session, by: Actor, now: datetime, **more: object) -> Appeal:
    given: dict[str, object] = {"text": "Müraciətiniz təmin edilmədi.", "outcome": Outcome.REFUSED, **more}
    return answering.draft(session, appeal.number, appeal.version, by=by, now=now, **given)  # type: ignore[arg-type]  # fields of the form


def import_statute(session: Session, now: datetime, more: str = "") -> None:
    importing.import_statute(session, parse(STATUTE.format(more=more), code="900"), now=now)


# Refusals.


@clause("002:3.0.1")
def test_a_refusal_without_reasons_or_the_way_to_complain_does_not_reach_the_head(
    session: Session, in_work: Appeal, executor: Actor, now: datetime
) -> None:
    for more in ({}, {"reasons": REASONS}):
        with pytest.raises(InvalidInput) as found:
            refused(in_work, session, executor, now, **more)
        assert set(found.value.fields) == {"reasons"}
    assert in_work.state is State.IN_WORK


def test_the_standard_sentence_is_added_in_the_language_of_the_appeal(
    session: Session, in_work: Appeal, executor: Actor, now: datetime
) -> None:
    refused(in_work, session, executor, now, reasons=REASONS, adds_route=True)
    told = in_work.answers[-1].told
    assert told.startswith("Müraciətiniz təmin edilmədi.\n\n" + REASONS)
    assert told.endswith(answer_rules.route_in("az"))


def test_a_name_of_a_ready_text_that_is_still_there_refuses_the_draft(
    session: Session, in_work: Appeal, executor: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as found:
        answering.draft(
            session,
            in_work.number,
            in_work.version,
            text="{nömrə} nömrəli müraciətinizə baxıldı.",
            outcome=Outcome.EXPLAINED,
            by=executor,
            now=now,
        )
    assert "{nömrə}" in str(found.value.fields["text"])


def test_an_appeal_answered_without_reasons_is_not_closed_as_refused(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    answering.approve(session, drafted.number, drafted.version, by=head, now=now)
    answering.deliver(
        session,
        drafted.number,
        drafted.version,
        delivery=Delivery.PHONE,
        note="",
        outcome=None,
        by=operator,
        now=now,
    )
    for outcome in (Outcome.REFUSED, Outcome.FORWARDED, Outcome.WITHDRAWN, Outcome.WRITTEN_OFFERED):
        with pytest.raises(InvalidInput) as found:
            answering.close(session, drafted.number, drafted.version, outcome=outcome, by=operator, now=now)
        assert set(found.value.fields) == {"outcome"}
    answering.close(session, drafted.number, drafted.version, outcome=Outcome.SATISFIED, by=operator, now=now)
    assert drafted.outcome is Outcome.SATISFIED


def test_what_was_forwarded_ends_as_forwarded_and_nothing_else(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    forwarding.forward(session, appeal.number, 1, body="labour", letter="1-2", by=operator, now=now)
    with pytest.raises(InvalidInput):
        answering.close(session, appeal.number, 2, outcome=Outcome.EXPLAINED, by=operator, now=now)
    answering.close(session, appeal.number, 2, outcome=Outcome.FORWARDED, by=operator, now=now)
    assert appeal.outcome is Outcome.FORWARDED


# Clauses.


def standings(session: Session, text: str, now: datetime) -> dict[str, Standing]:
    return {one.name: one.standing for one in citing.cited(session, text, today=now.date())}


def test_cited_clauses_are_held_against_the_text_in_force(session: Session, now: datetime) -> None:
    import_statute(session, now, "3.0.2. nəticələri elan etmək.")
    text = (
        "900: 3.0.1, 900: 3.0.2, 900: 3.0.77 və Əsasnamənin 3.0.2-ci bəndi. "
        "1308-IVQ-nin 10.1-ci bəndi, 1308-IVQ-nin 99.1-ci bəndi, 580-IIQ-nin 11.1-ci maddəsi."
    )
    before = standings(session, text, now)
    assert before["900: 3.0.1"] is before["900: 3.0.2"] is before["3.0.2"] is Standing.IN_FORCE
    assert before["900: 3.0.77"] is Standing.UNKNOWN
    assert before["1308-IVQ: 10.1"] is Standing.IN_FORCE
    assert before["1308-IVQ: 99.1"] is before["580-IIQ: 11.1"] is Standing.NO_TEXT
    import_statute(session, now + timedelta(days=1))
    after = standings(session, text, now)
    assert after["900: 3.0.1"] is Standing.IN_FORCE
    assert after["900: 3.0.2"] is after["3.0.2"] is Standing.REPEALED


def test_a_text_on_a_repealed_clause_is_approved_only_by_who_looked(
    session: Session, in_work: Appeal, executor: Actor, head: Actor, now: datetime
) -> None:
    import_statute(session, now, "3.0.2. nəticələri elan etmək.")
    import_statute(session, now + timedelta(minutes=1))
    answering.draft(
        session,
        in_work.number,
        in_work.version,
        text="900: 3.0.2 bəndinə əsasən baxıldı.",
        outcome=Outcome.EXPLAINED,
        by=executor,
        now=now,
    )
    with pytest.raises(InvalidInput) as found:
        answering.approve(session, in_work.number, in_work.version, by=head, now=now)
    assert "900: 3.0.2" in str(found.value.fields["looked"])
    assert in_work.state is State.AWAITING_APPROVAL
    answering.approve(session, in_work.number, in_work.version, looked=True, by=head, now=now)
    assert in_work.events[-1].details["looked"] == ["900:3.0.2"]


# Drafts and wordings.


def test_a_saved_draft_waits_for_nobody_and_goes_on_from_there(
    session: Session, in_work: Appeal, executor: Actor, now: datetime
) -> None:
    answering.write(session, in_work.number, in_work.version, text="Yarımçıq", by=executor, now=now)
    answering.write(session, in_work.number, in_work.version, text="Yarımçıq cavab", by=executor, now=now)
    assert (in_work.state, in_work.answers) == (State.DRAFT, [])
    saved = wordings.saved(session, in_work)
    assert saved is not None
    assert (saved.text, saved.saved_by_id) == ("Yarımçıq cavab", executor.user_id)
    answering.draft(
        session,
        in_work.number,
        in_work.version,
        text="Tam cavab.",
        outcome=Outcome.EXPLAINED,
        by=executor,
        now=now,
    )
    assert session.scalar(select(SavedDraft)) is None
    assert [event.action for event in in_work.events[-3:]] == [Action.WRITE, Action.WRITE, Action.DRAFT]


def test_only_the_executor_writes(session: Session, in_work: Appeal, now: datetime) -> None:
    colleague = factories.make_actor(session, Role.UNIT_STAFF, unit=factories.NETWORK)
    with pytest.raises(NotAllowed):
        answering.write(session, in_work.number, in_work.version, text="Mən də", by=colleague, now=now)


def test_what_changed_from_one_wording_to_the_next_is_shown(
    session: Session, drafted: Appeal, head: Actor, executor: Actor, now: datetime
) -> None:
    better = "Nasaz avadanlıq dəyişdirildi, bağlantı dünən bərpa olundu."
    answering.revise(
        session, drafted.number, drafted.version, reason="Günü yazın.", suggested=better, by=head, now=now
    )
    assert drafted.answers[-1].suggested == better
    answering.draft(
        session,
        drafted.number,
        drafted.version,
        text=better,
        outcome=Outcome.SATISFIED,
        by=executor,
        now=now,
    )
    first, second = wordings.told(drafted)
    assert first.changes == ()
    assert [piece.text for piece in second.changes if piece.fate == "added"] == ["dünən "]
    with pytest.raises(NotAllowed):
        answering.approve(session, drafted.number, drafted.version, by=executor, now=now)


# On the line.


@clause("002:3.0.2")
def test_an_oral_answer_is_given_with_consent_which_is_kept(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    with pytest.raises(InvalidInput) as found:
        answering.answer_on_line(
            session,
            appeal.number,
            1,
            text="İzah edildi.",
            outcome=Outcome.EXPLAINED,
            consent=False,
            by=operator,
            now=now,
        )
    assert "yönləndirin" in str(found.value.fields["consent"])
    answering.answer_on_line(
        session,
        appeal.number,
        1,
        text="İzah edildi.",
        outcome=Outcome.EXPLAINED,
        consent=True,
        template="explained/1",
        by=operator,
        now=now,
    )
    told = appeal.events[1]
    assert (told.details["consent"], told.details["template"]) == (True, "explained/1")


@clause("002:3.0.3")
def test_who_is_not_satisfied_is_offered_to_write_and_the_written_appeal_names_the_oral_one(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    answering.answer_on_line(
        session, appeal.number, 1, text="İzah edildi.", outcome=None, consent=True, by=operator, now=now
    )
    answering.offer_written(
        session, appeal.number, 2, accepted=False, note="Düşünəcək.", by=operator, now=now
    )
    assert appeal.state is State.ANSWERED_ON_LINE
    answering.offer_written(session, appeal.number, 3, accepted=True, by=operator, now=now)
    assert (appeal.state, appeal.outcome) == (State.CLOSED, Outcome.WRITTEN_OFFERED)
    written = log(text="Yazılı şəkildə: kompüterim açılmır.", follows=appeal.number)
    assert written.repeat_of_id == appeal.id


def test_a_followed_number_that_nobody_knows_is_said_at_its_field(log: Log) -> None:
    with pytest.raises(InvalidInput) as found:
        log(follows="M-1999-000001")
    assert set(found.value.fields) == {"follows"}


# Telling.


def approved(session: Session, drafted: Appeal, head: Actor, now: datetime, email: str = "") -> Appeal:
    assert drafted.caller is not None
    drafted.caller.email = email or None
    return answering.approve(session, drafted.number, drafted.version, by=head, now=now)


def deliver(session: Session, appeal: Appeal, by: Actor, now: datetime, **more: object) -> Appeal:
    given: dict[str, object] = {"delivery": Delivery.PHONE, "note": "", "outcome": None, **more}
    return answering.deliver(session, appeal.number, appeal.version, by=by, now=now, **given)  # type: ignore[arg-type]  # fields of the form


def test_by_telephone_it_is_kept_who_was_told_when_and_what_they_said(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    approved(session, drafted, head, now)
    later = now + timedelta(days=2)
    deliver(session, drafted, operator, later, told_to="Qızına", day=date(2026, 10, 14), accepted=True)
    note = session.scalars(select(DeliveryNote)).one()
    assert (note.told_to, note.on_day, note.accepted) == ("Qızına", date(2026, 10, 14), True)
    assert drafted.answered_at is not None
    assert drafted.answered_at.date() == date(2026, 10, 14)


@pytest.mark.parametrize("day", [date(2026, 10, 12), date(2026, 10, 16)])
def test_nothing_is_told_before_the_approval_or_in_the_future(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime, day: date
) -> None:
    approved(session, drafted, head, now)
    with pytest.raises(InvalidInput) as found, session.begin_nested():
        deliver(session, drafted, operator, now + timedelta(days=2), day=day)
    assert set(found.value.fields) == {"day"}


def test_by_e_mail_the_answer_is_posted_and_its_subject_names_nobody(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    approved(session, drafted, head, now, "ayten@example.com")
    deliver(session, drafted, operator, now, delivery=Delivery.EMAIL)
    posted = session.scalars(select(OutboxMessage)).one()
    assert (posted.recipient, posted.body) == ("ayten@example.com", drafted.answers[-1].told)
    assert posted.subject == f"{drafted.number} nömrəli müraciətiniz"


@pytest.mark.parametrize("email", ["", "a@b.az\r\nBcc: x@y.az", "a@b.az, x@y.az", "yox"])
def test_without_exactly_one_address_no_mail_leaves(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime, email: str
) -> None:
    approved(session, drafted, head, now, email)
    with pytest.raises(InvalidInput) as found:
        deliver(session, drafted, operator, now, delivery=Delivery.EMAIL)
    assert set(found.value.fields) == {"delivery"}
    assert session.scalar(select(OutboxMessage)) is None


def test_a_letter_has_its_number(
    session: Session, drafted: Appeal, head: Actor, operator: Actor, now: datetime
) -> None:
    approved(session, drafted, head, now)
    with pytest.raises(InvalidInput) as found, session.begin_nested():
        deliver(session, drafted, operator, now, delivery=Delivery.LETTER)
    assert set(found.value.fields) == {"letter"}
    session.refresh(drafted)
    deliver(session, drafted, operator, now, delivery=Delivery.LETTER, letter="12-345/26")
    assert session.scalars(select(DeliveryNote.letter)).one() == "12-345/26"


# Reopening.


def test_a_closed_appeal_is_reopened_within_the_window_only(
    session: Session, log: Log, operator: Actor, now: datetime
) -> None:
    appeal = log()
    answering.answer_on_line(
        session,
        appeal.number,
        1,
        text="İzah edildi.",
        outcome=Outcome.EXPLAINED,
        consent=True,
        by=operator,
        now=now,
    )
    late = now + timedelta(days=31)
    with pytest.raises(Refused) as found:
        answering.reopen(session, appeal.number, 3, reason="Yeni sənəd.", by=operator, now=late)
    assert found.value.code == "reopen-too-late"
    answering.reopen(
        session, appeal.number, 3, reason="Yeni sənəd.", by=operator, now=now + timedelta(days=30)
    )
    assert appeal.state is State.REOPENED


# Notices.


@pytest.fixture
def extended(session: Session, routed: Appeal, head: Actor, now: datetime) -> Appeal:
    return handling.extend(
        session,
        routed.number,
        routed.version,
        ground="extended",
        days=5,
        reason="Avadanlıq gözlənilir",
        by=head,
        now=now,
    )


@clause("1308-IVQ:10.2")
def test_an_extension_owes_the_applicant_a_notice(
    session: Session, extended: Appeal, operator: Actor
) -> None:
    [letter] = sending_letters.waiting(session, operator)
    assert (letter.appeal_id, letter.purpose) == (extended.id, Purpose.EXTENDED)
    assert letter.due_on < extended.due_on
    for said in (extended.number, "Avadanlıq gözlənilir", f"{extended.due_on:%d.%m.%Y}", "10.2"):
        assert said in letter.text


def test_more_study_by_the_law_owes_no_notice(
    session: Session, routed: Appeal, head: Actor, now: datetime
) -> None:
    handling.extend(
        session,
        routed.number,
        routed.version,
        ground="study",
        days=None,
        reason="Yerində baxış",
        by=head,
        now=now,
    )
    assert session.scalar(select(Letter)) is None


def test_a_notice_is_sent_once_in_the_words_that_a_person_read(
    session: Session, extended: Appeal, operator: Actor, now: datetime
) -> None:
    [letter] = sending_letters.waiting(session, operator)
    for means, note, field in (
        (None, "", "means"),
        (Delivery.PHONE, "", "note"),
        (Delivery.EMAIL, "", "means"),
    ):
        with pytest.raises(InvalidInput) as found:
            sending_letters.send_letter(
                session,
                extended.number,
                letter.id,
                text="Mətn.",
                means=means,
                note=note,
                by=operator,
                now=now,
            )
        assert set(found.value.fields) == {field}
    assert extended.caller is not None
    extended.caller.email = "ayten@example.com"
    sending_letters.send_letter(
        session,
        extended.number,
        letter.id,
        text="Düzəldilmiş mətn.",
        means=Delivery.EMAIL,
        by=operator,
        now=now,
    )
    assert session.scalars(select(OutboxMessage.body)).one() == "Düzəldilmiş mətn."
    assert sending_letters.waiting(session, operator) == []
    with pytest.raises(Refused) as again:
        sending_letters.send_letter(
            session, extended.number, letter.id, text="Yenə.", means=Delivery.EMAIL, by=operator, now=now
        )
    assert again.value.code == "letter-sent"


def test_a_notice_of_an_appeal_out_of_sight_is_not_there(
    session: Session, extended: Appeal, now: datetime
) -> None:
    stranger = factories.make_actor(session, Role.UNIT_HEAD, unit=factories.SOFTWARE)
    letter = session.scalars(select(Letter)).one()
    with pytest.raises(NotFound):
        sending_letters.send_letter(
            session,
            extended.number,
            letter.id,
            text="Mətn.",
            means=Delivery.PHONE,
            note="x",
            by=stranger,
            now=now,
        )
    assert sending_letters.waiting(session, stranger) == []


def test_nobody_is_owed_a_notice_who_cannot_be_reached(
    session: Session, log: Log, operator: Actor, head: Actor, now: datetime
) -> None:
    appeal = log(phone="")
    handling.route(session, appeal.number, 1, unit=factories.NETWORK, by=operator, now=now)
    handling.extend(
        session, appeal.number, 2, ground="extended", days=5, reason="Gözlənilir", by=head, now=now
    )
    assert session.scalar(select(Letter)) is None
