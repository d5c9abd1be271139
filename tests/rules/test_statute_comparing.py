"""What changed between two versions of a statute, clause by clause."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.statutes.comparing import Compared, Provision, compare
from knowledge_base.vocabulary import Turn


def text_of(number: int) -> str:
    words = [
        "şəbəkə",
        "avadanlıq",
        "sənəd",
        "arxiv",
        "hesabat",
        "müqavilə",
        "sertifikat",
        "sorğu",
        "lisenziya",
        "reyestr",
    ]
    return f"{words[number % 10]} üzrə {words[number // 10 % 10]} işini {number} nömrəli qaydada aparır;"


def turns(found: list[Compared]) -> set[tuple[Turn, str, str | None]]:
    return {(one.turn, one.key, one.to_key) for one in found}


def test_versions_with_the_same_clauses_do_not_differ() -> None:
    version = [Provision("9:1.1", "bir"), Provision("9:1.2", "iki")]
    assert compare(version, version) == []


def test_clauses_come_go_and_are_worded_anew() -> None:
    before = [Provision("9:1", "sənədləri qəbul edir;"), Provision("9:2", "arxivi saxlayır;")]
    after = [
        Provision("9:1", "sənədləri qəbul və qeyd edir;"),
        Provision("9:3", "lisenziya verir, geri alır;"),
    ]
    assert turns(compare(before, after)) == {
        (Turn.CHANGED, "9:1", "9:1"),
        (Turn.REMOVED, "9:2", None),
        (Turn.ADDED, "9:3", "9:3"),
    }


def test_a_clause_put_in_between_moves_the_rest_and_changes_none() -> None:
    before = [Provision(f"9:{place}", text_of(place)) for place in range(1, 6)]
    after = [
        before[0],
        Provision("9:2", "tamamilə yeni vəzifə: uşaq bağçalarının siyahısını tutur;"),
        *(Provision(f"9:{place + 1}", text_of(place)) for place in range(2, 6)),
    ]
    found = turns(compare(before, after))
    assert {(Turn.MOVED, f"9:{place}", f"9:{place + 1}") for place in range(2, 6)} | {
        (Turn.ADDED, "9:2", "9:2")
    } == found


def test_a_clause_that_moved_and_lost_a_word_is_still_the_same_clause() -> None:
    before = [Provision("9:1", "dövlət qurumlarının rəsmi saytlarını daim yoxlayır və qiymətləndirir;")]
    after = [Provision("9:7", "dövlət qurumlarının saytlarını daim yoxlayır və qiymətləndirir;")]
    assert turns(compare(before, after)) == {(Turn.MOVED, "9:1", "9:7")}


def test_a_duty_given_to_another_unit_is_told() -> None:
    found = compare([Provision("9:1", "eyni", "A şöbəsi")], [Provision("9:1", "eyni", "B şöbəsi")])
    assert turns(found) == {(Turn.GIVEN, "9:1", "9:1")}


@given(
    st.lists(st.integers(0, 99), max_size=9, unique=True),
    st.lists(st.integers(0, 99), max_size=9, unique=True),
)
def test_every_clause_of_both_versions_is_accounted_for_once(old: list[int], new: list[int]) -> None:
    before = [Provision(f"9:{place}", text_of(number)) for place, number in enumerate(old)]
    after = [Provision(f"9:{place}", text_of(number)) for place, number in enumerate(new)]
    found = compare(before, after)
    was = [one.before for one in found if one.before]
    now = [one.after for one in found if one.after]
    same = [one for one in before if one in after and one not in was]
    assert sorted([*was, *same], key=repr) == sorted(before, key=repr)
    assert sorted([*now, *same], key=repr) == sorted(after, key=repr)


def test_what_is_not_known_is_paired_with_its_own_number_and_never_with_another() -> None:
    before = [Provision("9:1", "[…]", unknown="until 2010"), Provision("9:2", "[…]", unknown="until 2012")]
    after = [Provision("9:3", "[…]", unknown="since 2010"), Provision("9:1", "sənədləri qəbul edir;")]
    assert turns(compare(before, after)) == {
        (Turn.CHANGED, "9:1", "9:1"),
        (Turn.REMOVED, "9:2", None),
        (Turn.ADDED, "9:3", "9:3"),
    }


def test_two_unknown_wordings_of_a_clause_differ_and_one_does_not_differ_from_itself() -> None:
    first, second = (Provision("9:1", "[…]", unknown=one) for one in ("until 2010", "since 2010"))
    assert turns(compare([first], [second])) == {(Turn.CHANGED, "9:1", "9:1")}
    assert compare([first], [first]) == []
