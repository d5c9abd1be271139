"""The competence map: what nobody asks about, what nobody is named for, and what two units hold."""

from hypothesis import given
from hypothesis import strategies as st

from reports.gaps import Claim, Duty, Refusal, competence_map

ABOVE = {"egov": None, "network": "egov", "software": "egov", "calls": None}


def claim(clause: str, unit: str, appeals: int = 0, *, main: bool = True, title: str = "Kart") -> Claim:
    return Claim(clause, f"{unit}-{clause}", title, unit, main, appeals)


def test_a_duty_is_quiet_when_no_card_of_it_was_called_about() -> None:
    claims = [claim("003:6.1.5", "network", 4), claim("003:6.1.6", "network")]
    found = competence_map(claims, [], [], {}, ABOVE)
    assert [one.duty.clause for one in found.quiet] == ["003:6.1.6"]
    assert (found.duties, found.called) == (2, 1)


def test_a_duty_without_a_card_comes_first_among_the_quiet_ones() -> None:
    duties = [Duty("003:6.1.2", "network", "Şəbəkəni qurur."), Duty("003:6.1.9", "network", "Kabel çəkir.")]
    found = competence_map([claim("003:6.1.2", "network")], duties, [], {}, ABOVE)
    assert [(one.duty.clause, one.title) for one in found.quiet] == [
        ("003:6.1.9", None),
        ("003:6.1.2", "Kart"),
    ]


def test_an_appeal_counts_for_every_clause_that_its_card_rests_on() -> None:
    claims = [claim("003:6.1.5", "network", 2), claim("003:3.0.13", "network", 2, main=False)]
    duties = [Duty("003:3.0.13", "egov", "Şəbəkə."), Duty("003:6.1.5", "network", "Avadanlıq.")]
    assert competence_map(claims, duties, [], {}, ABOVE).quiet == ()


def test_a_clause_of_two_strangers_stands_before_one_of_a_department_and_its_sector() -> None:
    claims = [
        claim("003:3.0.13", "egov", 9),
        claim("003:3.0.13", "network", 9),
        claim("002:3.0.4", "calls", 1),
        claim("002:3.0.4", "network", 3),
        claim("003:6.1.1", "network", 5),
    ]
    found = competence_map(claims, [], [], {}, ABOVE).contested
    assert [(one.clause, one.related) for one in found] == [("002:3.0.4", False), ("003:3.0.13", True)]
    assert found[0].units == (("network", 3), ("calls", 1))


def test_two_sectors_of_one_department_are_strangers() -> None:
    claims = [claim("003:3.0.1", "network"), claim("003:3.0.1", "software")]
    assert competence_map(claims, [], [], {}, ABOVE).contested[0].related is False


def test_a_refusal_names_whose_duty_the_cited_clause_is() -> None:
    claims = [claim("003:6.2.8", "software")]
    refusals = [
        Refusal("network", "6.2.8", 3),
        Refusal("software", "003:6.2.8", 1),
        Refusal("network", "9.9", 1),
    ]
    found = competence_map(claims, [], refusals, {}, ABOVE).returned
    assert [(one.refusal.appeals, one.owners) for one in found] == [
        (3, ("software",)),
        (1, ()),
        (1, ("software",)),
    ]


def test_clauses_are_listed_in_the_order_of_their_numbers() -> None:
    claims = [claim(f"003:{number}", "network") for number in ("3.0.10", "3.0.2", "10.1", "3.0.2/2")]
    shown = [one.duty.clause for one in competence_map(claims, [], [], {}, ABOVE).quiet]
    assert shown == ["003:3.0.2", "003:3.0.2/2", "003:3.0.10", "003:10.1"]


@given(
    st.lists(
        st.builds(
            claim,
            st.sampled_from(["002:3.0.1", "002:3.0.2", "003:6.1.1"]),
            st.sampled_from(sorted(ABOVE)),
            st.integers(0, 3),
            main=st.booleans(),
        )
    ),
    st.dictionaries(st.sampled_from(["", *ABOVE]), st.integers(1, 9)),
)
def test_every_duty_is_either_quiet_or_called_about(claims: list[Claim], uncovered: dict[str, int]) -> None:
    found = competence_map(claims, [], [], uncovered, ABOVE)
    assert found.called + len(found.quiet) == found.duties == len({one.clause for one in claims if one.main})
    assert {one.clause for one in found.contested} == {
        one.clause
        for one in claims
        if len({other.unit for other in claims if other.clause == one.clause}) > 1
    }
    assert found.not_covered == sum(uncovered.values())
