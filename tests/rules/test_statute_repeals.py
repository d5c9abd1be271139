"""What is repealed and printed all the same: it is not in force, and what stood before it is known where it is told."""

import pytest

from knowledge_base.statutes.statute import Item
from knowledge_base.statutes.wordings import histories_of, standing_texts
from knowledge_base.vocabulary import Known
from tests.rules.amended_statutes import DAY, FIRST, SECOND, statute, wordings


def test_a_repealed_clause_is_no_longer_in_being_though_it_is_printed() -> None:
    before, now = wordings("arxivi saxlayır;", FIRST + "2.1-ci bənd ləğv edilmişdir.")
    assert (before.text, before.until) == ("arxivi saxlayır;", DAY)
    assert (now.in_being, now.text, now.since) == (False, None, DAY)


def test_a_paragraph_repealed_before_the_others_were_numbered_is_the_one_without_a_number() -> None:
    text = "işləri: 1. qəbul edir; qeydə alır; 2. göndərir; 3. arxivə verir."
    items = (Item("1", "qəbul edir; qeydə alır;"), Item("2", "göndərir;"), Item("3", "arxivə verir."))
    before, between, now = wordings(
        text,
        FIRST + "2.1-ci bəndin üçüncü abzası ləğv edilmişdir.",
        SECOND + "2.1-ci bənddə ikinci - dördüncü abzaslar müvafiq olaraq 1-3-cü abzaslar hesab edilmişdir.",
        items=items,
    )
    assert before.text == "işləri: qəbul edir; qeydə alır; göndərir; arxivə verir."
    assert between.text == "işləri: qəbul edir; göndərir; arxivə verir."
    assert now.text == "işləri: 1. qəbul edir; 2. göndərir; 3. arxivə verir."


def test_a_paragraph_repealed_before_the_first_number_stands_behind_the_lead() -> None:
    before, _, now = wordings(
        "işləri: qeydə alır; 1. qəbul edir; 2. göndərir; 3. arxivə verir.",
        FIRST + "2.1-ci bəndin ikinci abzası ləğv edilmişdir.",
        SECOND + "2.1-ci bənddə ikinci - dördüncü abzaslar müvafiq olaraq 1-3-cü abzaslar hesab edilmişdir.",
        items=(Item("1", "qəbul edir;"), Item("2", "göndərir;"), Item("3", "arxivə verir.")),
    )
    assert before.text == "işləri: qeydə alır; qəbul edir; göndərir; arxivə verir."
    assert now.text == "işləri: 1. qəbul edir; 2. göndərir; 3. arxivə verir."


@pytest.mark.parametrize("printed", ["ləğv edilmişdir;", "Ləğv edilib.", "(qüvvədən düşüb)"])
@pytest.mark.parametrize("earlier", ["2.1. arxivi saxlayır;", "arxivi saxlayır;"])
def test_the_earlier_wording_under_a_repeal_is_what_stood_before_it(printed: str, earlier: str) -> None:
    note = f"{FIRST}2.1-ci bənd ləğv edilmişdir.\nƏvvəlki redaksiyada deyilirdi:\n{earlier}"
    before, now = wordings(printed, note)
    assert (before.text, before.known, before.until) == ("arxivi saxlayır;", Known.GIVEN, DAY)
    assert (now.in_being, now.since) == (False, DAY)


def test_an_earlier_wording_is_given_to_no_clause_where_several_were_repealed_and_it_names_none() -> None:
    note = (
        FIRST + "2.1-ci və 2.2-ci bəndlər ləğv edilmişdir.\nƏvvəlki redaksiyada deyilirdi:\narxivi saxlayır;"
    )
    found = histories_of(statute({"2.1": "ləğv edilib;", "2.2": "ləğv edilib;"}, note)).wordings
    assert {(one[0].known, one[0].text) for one in found.values()} == {(Known.UNKNOWN, None)}


def test_a_clause_printed_as_repealed_is_not_in_being_though_no_note_tells_of_it() -> None:
    (now,) = wordings("ləğv edilmişdir;")
    assert (now.in_being, now.text, now.since) == (False, None, None)
    assert standing_texts(statute({"2.1": "ləğv edilmişdir;", "2.2": "arxivi saxlayır;"})) == {
        "900:2.2": "arxivi saxlayır;"
    }


def test_the_earlier_text_of_a_repealed_paragraph_is_put_back() -> None:
    items = (Item("1", "qəbul edir;"), Item("2", "ləğv edilmişdir;"))
    note = FIRST + "2.1-ci bəndin 2-ci abzası ləğv edilmişdir.\nƏvvəlki redaksiyada deyilirdi:\nqeydə alır;"
    *_, now = found = wordings("işləri: 1. qəbul edir; 2. ləğv edilmişdir;", note, items=items)
    assert len(found) == 2
    assert "ləğv" not in (found[0].text or "")
    assert "qeydə alır;" in (found[0].text or "")
    assert "qeydə" not in (now.text or "")
