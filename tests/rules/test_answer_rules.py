"""What an answer must hold, by the law, and how ready texts are filled: names are looked up, never evaluated."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.appeals import answer_rules, answer_templates, outcomes, satisfaction_rules, template_seed
from callcenter.appeals.answer_templates import BLANK, Variable, filled, unfilled, unknown_names
from callcenter.appeals.vocabulary import Delivery, Outcome, State
from callcenter.core.errors import InvalidInput
from callcenter.core.fields import mail_address

DAY = date(2026, 10, 13)


def test_an_ordinary_answer_needs_its_text_alone() -> None:
    assert answer_rules.faults("Düzəldildi.", Outcome.SATISFIED, "") == {}
    assert set(answer_rules.faults("", Outcome.SATISFIED, "")) == {"text"}


@pytest.mark.parametrize("outcome", sorted(answer_rules.REFUSALS))
def test_what_is_not_granted_needs_reasons_and_the_way_to_complain(outcome: Outcome) -> None:
    assert set(answer_rules.faults("Mümkün deyil.", outcome, "")) == {"reasons"}
    assert set(answer_rules.faults("Mümkün deyil.", outcome, "Qanun icazə vermir.")) == {"reasons"}
    with_route = f"Qanun icazə vermir. {answer_rules.route_in('az')}"
    assert answer_rules.faults("Mümkün deyil.", outcome, with_route) == {}


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_the_standard_sentence_is_found_in_each_language(language: str) -> None:
    assert answer_rules.says_route(answer_rules.route_in(language))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Qərardan məhkəməyə şikayət edə bilərsiniz.", True),
        ("İMTİNADAN İNZİBATİ QAYDADA ŞİKAYƏT EDƏ BİLƏRSİNİZ", True),
        ("Qerardan mehkemeye sikayet ede bilersiniz.", True),
        ("Вы вправе обжаловать ответ в суд.", True),
        ("You may appeal against this decision in court.", True),
        ("Şikayətiniz əsassızdır.", False),
        ("Məhkəmə qərarı var.", False),
    ],
)
def test_the_way_to_complain_is_recognised_in_ones_own_words(text: str, says: bool) -> None:
    assert answer_rules.says_route(text) is says


def test_a_name_or_a_blank_that_nobody_filled_refuses_the_answer() -> None:
    for left in ("{nömrə}", "{number}", BLANK):
        found = answer_rules.faults(f"Cavab: {left}", Outcome.EXPLAINED, "")
        assert left in str(found["text"])


def test_an_oral_answer_needs_consent() -> None:
    assert set(answer_rules.check_consent(consent=False)) == {"consent"}
    assert answer_rules.check_consent(consent=True) == {}
    assert answer_rules.check_consent(consent=None) == {}


def test_nothing_is_told_in_the_future_or_before_it_was_approved() -> None:
    def faults(day: date, means: Delivery = Delivery.PHONE, **more: str) -> set[str]:
        given: dict[str, str | None] = {"letter": "", "address": None, "spoken_to": "Özünə", **more}
        return set(
            answer_rules.delivery_faults(
                means,
                day=day,
                letter=given["letter"] or "",
                address=given["address"],
                spoken_to=given["spoken_to"] or "",
                approved_on=date(2026, 10, 12),
                today=DAY,
            )
        )

    assert faults(DAY) == faults(date(2026, 10, 12)) == set()
    assert faults(date(2026, 10, 14)) == faults(date(2026, 10, 11)) == {"day"}
    assert faults(DAY, spoken_to="") == {"told_to"}
    assert faults(DAY, Delivery.LETTER) == {"letter"}
    assert faults(DAY, Delivery.LETTER, letter="12-3") == set()
    assert faults(DAY, Delivery.EMAIL) == {"delivery"}
    assert faults(DAY, Delivery.EMAIL, address="a@b.az") == set()


def test_the_clock_stops_on_the_day_on_which_the_applicant_was_told() -> None:
    now = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)
    approved = datetime(2026, 10, 12, 12, 0, tzinfo=UTC)
    assert answer_rules.told_at(DAY, approved_at=approved, now=now) == now
    assert answer_rules.told_at(date(2026, 10, 12), approved_at=approved, now=now) == approved


@pytest.mark.parametrize(
    "typed",
    [
        "a@b.az\r\nBcc: x@y.az",
        "a@b.az\nBcc: x@y.az",
        "a@b.az, x@y.az",
        "a@b.az;x@y.az",
        "<a@b.az>",
        "Ad <a@b.az>",
        "a b@c.az",
        "a@b",
        "a@@b.az",
        "a@b.az\x00",
        "",
        "a@" + "b" * 300 + ".az",
    ],
)
def test_what_is_not_exactly_one_address_gets_no_mail(typed: str) -> None:
    assert mail_address(typed) is None


def test_one_address_is_taken_as_it_is() -> None:
    assert mail_address(" aytən.s@nazirlik.gov.az ") == "aytən.s@nazirlik.gov.az"


# Ready texts.

VALUES = {Variable.NUMBER: "M-2026-000001", Variable.APPLICANT: "Aytən {bənd} {{7*7}}"}


@pytest.mark.parametrize(
    "typed", ["{{7*7}}", "${7*7}", "{x.__class__}", "{0}", "{nömrə!r}", "{% for %}", "%s"]
)
def test_what_is_no_name_of_the_list_stays_as_it_was_typed(typed: str) -> None:
    assert filled(typed, VALUES) == typed


def test_a_value_is_put_in_once_and_never_read_again() -> None:
    assert filled("{müraciət edən}", VALUES) == "Aytən {bənd} {{7*7}}"


def test_names_are_words_or_codes() -> None:
    assert filled("{nömrə} {number} { nömrə }", VALUES) == " ".join(["M-2026-000001"] * 3)


def test_a_value_that_is_not_known_leaves_its_name_for_the_author() -> None:
    assert unfilled(filled("{bölmə}: {nömrə} […]", VALUES)) == ("{bölmə}", BLANK)


def test_unknown_names_are_named() -> None:
    assert unknown_names("{nömrə} {{7*7}} {x.__class__} {adı}") == ("{7*7}", "{x.__class__}", "{adı}")
    assert "{adı}" in str(answer_templates.name_faults("{adı}")["text"])


@given(st.text(max_size=300))
def test_any_text_is_filled_without_a_fault(text: str) -> None:
    assert filled(text, {}) == text
    assert isinstance(filled(text, VALUES), str)


def test_the_shipped_texts_are_whole_in_three_languages() -> None:
    assert len(template_seed.SHIPPED) >= 8
    assert len({one.code for one in template_seed.SHIPPED}) == len(template_seed.SHIPPED)
    for one in template_seed.SHIPPED:
        assert set(one.texts) == {"az", "ru", "en"}
        assert [unknown_names(text) for _, text in one.texts.values()] == [()] * 3
        assert len({tuple(sorted(unfilled(text))) for _, text in one.texts.values()}) == 1, one.code


# Outcomes.


def test_an_outcome_follows_from_how_the_consideration_ended() -> None:
    for state in outcomes.ALLOWED:
        allowed = outcomes.outcomes_of(state, written_offered=True)
        assert allowed
        for outcome in Outcome:
            if outcome in allowed:
                outcomes.check(state, outcome, written_offered=True)
            else:
                with pytest.raises(InvalidInput):
                    outcomes.check(state, outcome, written_offered=True)


def test_every_state_that_can_be_closed_has_its_outcomes() -> None:
    from callcenter.appeals.lifecycle import NEXT
    from callcenter.appeals.vocabulary import Action

    assert {state for state, action in NEXT if action is Action.CLOSE} == set(outcomes.ALLOWED)
    assert set().union(*outcomes.ALLOWED.values()) == set(Outcome)


def test_writing_must_have_been_offered() -> None:
    assert Outcome.WRITTEN_OFFERED not in outcomes.outcomes_of(State.DELIVERED, written_offered=False)
    assert Outcome.WRITTEN_OFFERED in outcomes.outcomes_of(State.DELIVERED, written_offered=True)


def test_no_author_proposes_what_only_a_step_can_mean() -> None:
    assert set(outcomes.proposal_faults(Outcome.FORWARDED)) == {"outcome"}
    assert set(outcomes.proposal_faults(None)) == {"outcome"}


# Satisfaction.


def test_an_answer_has_a_rating_of_five_and_says_whether_it_was_solved() -> None:
    assert satisfaction_rules.faults(5, solved=True, comment="") == {}
    assert set(satisfaction_rules.faults(0, solved=None, comment="a" * 1001)) == {
        "rating",
        "solved",
        "comment",
    }


@pytest.mark.parametrize("language", ["az", "ru", "en", "de"])
def test_the_question_names_the_appeal_and_the_link(language: str) -> None:
    text = satisfaction_rules.mail_of("M-1", "https://x/feedback/t", 30, language)
    assert "M-1" in text
    assert "https://x/feedback/t" in text


@pytest.mark.parametrize(
    ("answered", "beyond"),
    [
        (Outcome.REFUSED, {Outcome.SATISFIED, Outcome.PARTLY_SATISFIED}),
        (Outcome.PARTLY_SATISFIED, {Outcome.SATISFIED}),
        (Outcome.SATISFIED, set()),
        (Outcome.EXPLAINED, set()),
        (None, set()),
    ],
)
def test_who_closes_makes_no_more_of_an_answer_than_it_grants(
    answered: Outcome | None, beyond: set[Outcome]
) -> None:
    every = set(outcomes.outcomes_of(State.DELIVERED, written_offered=True))
    left = outcomes.outcomes_of(State.DELIVERED, written_offered=True, answered=answered)
    assert every - set(left) == beyond
    for outcome in beyond:
        with pytest.raises(InvalidInput):
            outcomes.check(State.DELIVERED, outcome, written_offered=True, answered=answered)
