"""Footnotes become dated wordings: what the notes say, what follows from it, and what is left unknown."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.statutes.amendments import changes_of, paragraphs_of
from knowledge_base.statutes.parsing import parse
from knowledge_base.statutes.places import ordinal, places_in
from knowledge_base.statutes.reading import read_text
from knowledge_base.statutes.statute import Doubt, Item, StatuteText
from knowledge_base.statutes.wordings import Histories, histories_of
from knowledge_base.vocabulary import Amendment, Known
from tests.rules.amended_statutes import DAY, FIRST, LATER, SECOND, statute, wordings


def test_replaced_words_are_put_back() -> None:
    before, now = wordings(
        "sənədləri yoxlayır;",
        FIRST + "2.1-ci bənddə “qəbul edir” sözləri “yoxlayır” sözü ilə əvəz edilmişdir.",
    )
    assert (before.text, before.since, before.until) == ("sənədləri qəbul edir;", None, DAY)
    assert (before.known, now.known) == (Known.COMPUTED, Known.PRINTED)
    assert (now.since, now.until, now.changes[0].act) == (DAY, None, "11")


def test_replaced_words_that_stand_twice_are_not_put_back() -> None:
    before, _ = wordings(
        "yoxlayır, sonra yenə yoxlayır;",
        FIRST + "2.1-ci bənddə “baxır” sözü “yoxlayır” sözü ilə əvəz edilmişdir.",
    )
    assert (before.known, before.text) == (Known.UNKNOWN, None)


def test_both_are_put_back_where_the_note_says_so() -> None:
    before, _ = wordings(
        "yoxlayır, sonra yenə yoxlayır;",
        FIRST + "2.1-ci bənddə (hər iki halda) “baxır” sözü “yoxlayır” sözü ilə əvəz edilmişdir.",
    )
    assert before.text == "baxır, sonra yenə baxır;"


def test_words_in_other_cases_are_put_back_only_where_the_ending_fits_both() -> None:
    note = (
        FIRST
        + "2.1-ci bənddə ismin müvafiq hallarında “{}” sözləri ismin müvafiq hallarında “{}” sözləri ilə əvəz edilmişdir."
    )
    alike, _ = wordings("Dövlət Xidmətinin rəisi;", note.format("Köhnə Xidmət", "Dövlət Xidmət"))
    other, _ = wordings("Agentliyin rəisi;", note.format("İdarə", "Agentliy"))
    assert (alike.text, other.text) == ("Köhnə Xidmətinin rəisi;", None)


@pytest.mark.parametrize(
    ("now", "note", "before"),
    [
        ("bir, iki, üç;", "“bir,” sözündən sonra “iki,” sözü əlavə edilmişdir.", "bir, üç;"),
        ("bir və iki;", "“iki” sözündən əvvəl “bir və” sözləri əlavə edilmişdir.", "iki;"),
        ("müdir, müavin;", "“müdir” sözündən sonra “, müavin” sözü əlavə edilmişdir.", "müdir;"),
    ],
)
def test_added_words_are_taken_out_again(now: str, note: str, before: str) -> None:
    assert wordings(now, FIRST + "2.1-ci bəndə " + note)[0].text == before


def test_removed_words_that_the_source_does_not_print_leave_the_earlier_text_unknown() -> None:
    before, now = wordings("arxivi saxlayır;", FIRST + "2.1-ci bənddən “elektron” sözü çıxarılmışdır.")
    assert (before.known, now.text) == (Known.UNKNOWN, "arxivi saxlayır;")


def test_removed_words_that_are_still_printed_were_struck_through() -> None:
    before, now = wordings(
        "elektron arxivi saxlayır;", FIRST + "2.1-ci bənddən “elektron” sözü çıxarılmışdır."
    )
    assert (before.text, now.text) == ("elektron arxivi saxlayır;", "arxivi saxlayır;")
    assert now.known is Known.STRUCK


def test_lost_quotation_marks_are_seen_where_nothing_else_can_be_meant() -> None:
    before, _ = wordings(
        "müşaviri və köməkçisi;",
        FIRST + "2.1-ci bəndinə köməkçisi sözündən əvvəl müşaviri və sözləri əlavə edilmişdir.",
    )
    assert before.text == "köməkçisi;"


def test_a_printed_earlier_wording_is_kept() -> None:
    before, now = wordings(
        "yeni mətn;",
        FIRST + "2.1-ci bənd yeni redaksiyada verilmişdir.\nƏvvəlki redaksiyada deyilirdi:\n2.1. köhnə mətn;",
    )
    assert (before.text, before.known, now.text) == ("köhnə mətn;", Known.GIVEN, "yeni mətn;")


def test_a_new_wording_without_the_earlier_one_leaves_it_unknown() -> None:
    before, _ = wordings("yeni mətn;", FIRST + "2.1-ci bənd yeni redaksiyada verilmişdir.")
    assert (before.known, before.text, before.in_being) == (Known.UNKNOWN, None, True)


def test_an_added_clause_was_not_there_before() -> None:
    (now,) = wordings("arxivi saxlayır;", FIRST + "yeni məzmunda 2.1-ci bənd əlavə edilmişdir.")
    assert (now.since, now.changes[0].what) == (DAY, Amendment.CLAUSE_ADDED)


def test_changes_are_undone_from_the_latest_on() -> None:
    oldest, middle, now = wordings(
        "A üç;",
        FIRST + "2.1-ci bənddə “bir” sözü “iki” sözü ilə əvəz edilmişdir.",
        SECOND + "2.1-ci bənddə “iki” sözü “üç” sözü ilə əvəz edilmişdir.",
    )
    assert [oldest.text, middle.text, now.text] == ["A bir;", "A iki;", "A üç;"]
    assert [(one.since, one.until) for one in (oldest, middle, now)] == [
        (None, DAY),
        (DAY, LATER),
        (LATER, None),
    ]


def test_what_came_before_an_unknown_text_is_unknown_too_until_a_text_is_printed() -> None:
    found = wordings(
        "üç;",
        FIRST + "2.1-ci bənd yeni redaksiyada verilmişdir.\nƏvvəlki redaksiyada deyilirdi:\n2.1. lap köhnə;",
        SECOND + "2.1-ci bənddən “dörd” sözü çıxarılmışdır.",
    )
    assert [(one.known, one.text) for one in found] == [
        (Known.GIVEN, "lap köhnə;"),
        (Known.UNKNOWN, None),
        (Known.PRINTED, "üç;"),
    ]


LIST = "siyahı: 1. bir; 1-1. bir və yarım; 2. iki."
ITEMS = (Item("1", "bir;"), Item("1-1", "bir və yarım;"), Item("2", "iki."))


def test_an_added_paragraph_is_taken_out_again() -> None:
    before, _ = wordings(LIST, FIRST + "2.1-ci bəndə 1-1-ci abzas əlavə edilmişdir.", items=ITEMS)
    assert before.text == "siyahı: 1. bir; 2. iki."


def test_a_repealed_paragraph_that_is_still_printed_counts_until_its_repeal_only() -> None:
    before, now = wordings(LIST, FIRST + "2.1-ci bəndin 1-1-ci abzası ləğv edilmişdir.", items=ITEMS)
    assert (before.text, now.text) == (LIST, "siyahı: 1. bir; 2. iki.")


def test_an_unknown_paragraph_leaves_a_gap_and_the_rest_is_kept() -> None:
    before, _ = wordings(LIST, FIRST + "2.1-ci bəndin 2-ci abzası yeni redaksiyada verilmişdir.", items=ITEMS)
    assert (before.known, before.text) == (Known.UNKNOWN, None)
    assert before.fragment == "siyahı: 1. bir; 1-1. bir və yarım; 2. […]"


def test_a_lost_note_is_told_and_nothing_is_worked_out_past_it() -> None:
    lost = Doubt("[9] işarəsinin qeydi yoxdur.", "2.1")
    note = FIRST + "2.1-ci bənddə “bir” sözü “iki” sözü ilə əvəz edilmişdir."
    before, now = histories_of(statute({"2.1": "iki;"}, note, doubts=(lost,))).wordings["900:2.1"]
    assert (before.known, before.text) == (Known.UNKNOWN, None)
    assert [(one.what, one.note, one.day) for one in now.changes][-1] == (Amendment.UNCLEAR, "9", None)


def test_what_a_note_says_in_its_own_way_is_kept_as_unclear() -> None:
    before, now = wordings("mətn;", FIRST + "2.1-ci bənddə müəyyən düzəliş edilmişdir.")
    assert (before.known, now.changes[0].what) == (Known.UNKNOWN, Amendment.UNCLEAR)
    assert now.changes[0].told == "2.1-ci bənddə müəyyən düzəliş edilmişdir."


def test_clauses_without_a_note_have_no_history() -> None:
    found = histories_of(statute({"2.1": "iki;", "2.2": "başqa;"}, FIRST + "2.1-ci bənd ləğv edilmişdir."))
    assert set(found.wordings) == {"900:2.1"}


def test_places_are_read_as_they_are_written() -> None:
    assert [place.number for place in places_in("1.9.2-ci, 1.9.2-2-ci və 1.9.22-ci yarımbəndlər")] == [
        "1.9.2",
        "1.9.2-2",
        "1.9.22",
    ]
    (run,) = places_in("1.5–1.8-ci bəndləri")
    assert (run.number, run.up_to) == ("1.5", "1.8")
    (item,) = places_in("2.1.2-ci yarımbəndin 8-1-ci abzasında")
    assert item.item is not None
    assert item.item.label == "8-1"
    assert ordinal("on dördüncü") == 14
    assert ordinal("iyirmi birinci") == 21
    assert ordinal("on on üçüncü") == 13


# Decree 911: 78 notes. The counts are taken from the file itself, by other means than the product's.


@pytest.fixture
def decree(shared: Path) -> Path:
    (file,) = (shared / "statutes").glob("004*.txt")
    return file


@pytest.fixture
def source(decree: Path) -> str:
    text = decree.read_text(encoding="utf-8")
    return text[text.index("FƏRMANA EDİLMİŞ DƏYİŞİKLİK") :]


@pytest.fixture
def read(decree: Path) -> StatuteText:
    return parse(read_text(decree.read_bytes(), decree.name), code="004")


@pytest.fixture
def histories(read: StatuteText) -> Histories:
    return histories_of(read)


def test_every_act_that_the_notes_name_is_read(read: StatuteText, source: str) -> None:
    named = re.findall(r"\d{1,2} [a-zğüşıöçə]+ \d{4}-c. il tarixli \d+ nömrəli", source)
    assert paragraphs_of(read) == len(named) == 114
    days = {(change.day, change.act) for change in changes_of(read)}
    assert len(days) == len(set(named))


def test_every_note_becomes_at_least_one_dated_change(read: StatuteText, source: str) -> None:
    notes = {int(number) for number in re.findall(r"\[(\d+)\] ?\d{1,2} [a-zğüşıöçə]+ \d{4}-c", source)}
    changes = changes_of(read)
    assert {int(change.note) for change in changes} == notes == set(range(1, 79))
    assert all(change.day for change in changes)


def test_each_verb_of_the_notes_is_a_change_of_its_kind(read: StatuteText, source: str) -> None:
    plain = re.sub(r"\s+", " ", source)
    kinds = {
        "ləğv edilmiş": {Amendment.CLAUSE_REPEALED, Amendment.ITEM_REPEALED},
        "redaksiyada verilmiş": {Amendment.CLAUSE_REWORDED, Amendment.ITEM_REWORDED},
    }
    changes = changes_of(read)
    for verb, kind in kinds.items():
        told = {(change.note, change.day) for change in changes if change.what in kind}
        assert len(told) >= plain.count(verb), verb
    assert plain.count("çıxarılmış") <= sum(change.what is Amendment.WORDS_REMOVED for change in changes)


def test_what_is_known_of_the_decree_and_what_is_not(histories: Histories) -> None:
    known = histories.count(Known.PRINTED, Known.GIVEN, Known.COMPUTED)
    assert known >= 120
    assert known + histories.count(Known.UNKNOWN) == len(histories.earlier)
    # Changes to points of the decree itself and the renumbering of chapters belong to no clause.
    assert {change.note for change in histories.unplaced} == {"1", "2", "4"}
    assert len(histories.acts_not_explained) == 20


def test_a_chain_of_nine_wordings_reads_as_the_acts_say(histories: Histories) -> None:
    chain = histories.wordings["004:2.1.1"]
    assert [one.since and one.since.isoformat() for one in chain] == [
        None,
        "2010-02-10",
        "2012-11-01",
        "2016-05-06",
        "2016-06-09",
        "2017-05-30",
        "2018-07-05",
        "2019-08-28",
        "2021-09-20",
    ]
    in_2012 = chain[2].text or ""
    assert in_2012.endswith("Azərbaycan Respublikasının Dövlət müşaviri.")
    assert "Xüsusi Tibb" not in in_2012
    assert "Prezidentinin Xüsusi Tibb Xidmətinin rəisi." in (chain[3].text or "")
    assert "4-1." not in (chain[6].text or "")


def test_earlier_wordings_are_those_that_the_source_prints(histories: Histories, source: str) -> None:
    for key in ("004:1.2", "004:1.7", "004:1.9.5-1", "004:3.2.6"):
        given = next(one for one in histories.wordings[key] if one.known is Known.GIVEN)
        assert (given.text or "") in " ".join(re.sub(r"\[\d+\]", " ", source).split()), key


def test_repealed_and_added_clauses_are_dated(histories: Histories) -> None:
    repealed = histories.wordings["004:1.9.2-2"]
    assert [(one.since, one.in_being) for one in repealed] == [
        (date(2017, 5, 30), True),
        (date(2018, 7, 5), False),
    ]
    gone = histories.wordings["004:2.1.9"][-1]
    assert (gone.in_being, gone.since) == (False, date(2012, 11, 1))


def test_wordings_of_a_clause_follow_each_other_without_a_hole(histories: Histories) -> None:
    for chain in histories.wordings.values():
        for earlier, later in pairwise(chain):
            assert earlier.until == later.since
        assert chain[-1].until is None


PIECES = st.sampled_from(
    [
        FIRST,
        SECOND,
        "\n",
        "2.1-ci bənd",
        "2.1-ci bəndin 2-ci abzası",
        "2.1–2.2-ci bəndlər",
        "2-ci hissə",
        "mətnində",
        "ikinci - üçüncü abzaslar müvafiq olaraq 1-2-ci abzaslar",
        "“bir” sözü",
        "“bir” sözündən sonra",
        "“iki” sözləri ilə",
        "ismin müvafiq hallarında",
        "(hər iki halda)",
        "həmin abzasda",
        "əvəz edilmişdir",
        "çıxarılmışdır",
        "əlavə edilmişdir",
        "ləğv edilmişdir",
        "yeni redaksiyada verilmişdir",
        "hesab edilmişdir",
        "Əvvəlki redaksiyada deyilirdi:\n",
        "2.1. köhnə bir;",
        "“",
        "bir iki",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=14).map(" ".join))
def test_no_note_stops_the_reader_or_leaves_a_hole_in_time(note: str) -> None:
    found = histories_of(statute({"2.1": LIST, "2.2": "bir iki;"}, FIRST + note, items=ITEMS))
    for chain in found.wordings.values():
        assert all(earlier.until == later.since for earlier, later in pairwise(chain))
        assert all((one.text is None) or one.known is not Known.UNKNOWN for one in chain)


@pytest.mark.parametrize(
    "again", ["2.1-ci, ", "bəndə bir sözü ", "“bir” sözü ", "bənd (", "1-ci və ", "3 may 2019-cu il tarixli "]
)
def test_a_note_of_any_length_is_read_in_time(again: str) -> None:
    started = process_time()
    changes_of(statute({"2.1": "bir;"}, FIRST + again * (60_000 // len(again))))
    assert process_time() - started < 5
