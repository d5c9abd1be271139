"""How much examples teach: nobody turns a unit alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.learning.trust import FEW, LONE, SHARE, Taught, trust_of

EXAMPLES = st.lists(
    st.builds(
        Taught,
        unit=st.integers(1, 3),
        by=st.one_of(st.none(), st.integers(1, 5)),
        confirmed=st.booleans(),
    ),
    max_size=120,
)


def total(examples: list[Taught], weights: list[float], **wanted: object) -> float:
    return sum(
        weight
        for one, weight in zip(examples, weights, strict=True)
        if all(getattr(one, name) == value for name, value in wanted.items())
    )


@given(EXAMPLES)
def test_a_weight_is_a_share_and_a_second_person_never_lowers_it(examples: list[Taught]) -> None:
    for one, weight in zip(examples, trust_of(examples), strict=True):
        assert 0.0 <= weight <= (1.0 if one.confirmed else LONE)


@given(EXAMPLES)
def test_one_person_never_weighs_more_than_a_quarter_of_the_number_of_a_units_examples(
    examples: list[Taught],
) -> None:
    weights = trust_of(examples)
    for unit in {one.unit for one in examples}:
        number = sum(one.unit == unit for one in examples)
        if number >= FEW:
            for person in {one.by for one in examples}:
                assert total(examples, weights, unit=unit, by=person) <= SHARE * number + 1e-9


@given(EXAMPLES)
def test_what_nobody_else_agreed_with_weighs_at_most_two_routings_however_much_the_unit_has_learnt(
    examples: list[Taught],
) -> None:
    weights = trust_of(examples)
    for unit in {one.unit for one in examples}:
        if sum(one.unit == unit for one in examples) < FEW:
            continue
        for person in {one.by for one in examples}:
            alone = total(examples, weights, unit=unit, by=person, confirmed=False)
            assert alone <= SHARE * FEW + 1e-9


@given(EXAMPLES, st.integers(1, 3))
def test_what_one_unit_was_taught_does_not_change_another(examples: list[Taught], unit: int) -> None:
    alone = trust_of([one for one in examples if one.unit == unit])
    together = [w for one, w in zip(examples, trust_of(examples), strict=True) if one.unit == unit]
    assert together == alone


def test_fifty_routings_of_one_careless_person_weigh_as_much_as_two() -> None:
    assert sum(trust_of([Taught(1, 7, confirmed=False)] * 50)) == pytest.approx(FEW * SHARE)


def test_an_office_of_four_that_agrees_is_heard_in_full() -> None:
    examples = [Taught(1, person, confirmed=True) for person in range(4)] * 10
    assert trust_of(examples) == [1.0] * 40
