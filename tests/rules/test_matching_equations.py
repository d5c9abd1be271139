"""Sparse products and the linear system, against numpy's plain ones."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from knowledge_base.matching import learning
from knowledge_base.matching.equations import product, solve
from knowledge_base.matching.vectors import Floats, Postings, Vector, own_products, scale_rows


def drawn() -> np.random.Generator:
    """The same numbers for each test, whatever ran before it."""
    return np.random.default_rng(7)


def sparse_rows(rows: int, features: int) -> Floats:
    dense = drawn().random((rows, features), dtype=np.float32)
    dense[dense < 0.7] = 0.0
    return dense


def vector(weights: dict[int, float]) -> Vector:
    return Vector(np.array(list(weights), dtype=np.int64), np.array(list(weights.values()), dtype=np.float32))


@pytest.mark.parametrize("equations", [1, 63, 64, 65, 300])
@pytest.mark.parametrize("classes", [1, 5])
def test_the_solution_is_that_of_the_whole_system(equations: int, classes: int) -> None:
    draw = drawn()
    rows = draw.random((equations, 20), dtype=np.float32)
    own, diagonal = rows @ rows.T, draw.random(equations) + 1.0
    targets = draw.random((equations, classes), dtype=np.float32)
    found = solve(np.tril(own), diagonal, targets)
    assert np.allclose((own + np.diag(diagonal)) @ found, targets, atol=1e-3)


def test_a_product_in_pieces_is_the_product() -> None:
    draw = drawn()
    left, right = draw.random((2, 3000), dtype=np.float32), draw.random((3000, 300), dtype=np.float32)
    assert np.allclose(product(left, right), left @ right, rtol=1e-4)


def test_a_product_of_nothing_is_zero() -> None:
    assert product(np.zeros((2, 0), np.float32), np.zeros((0, 3), np.float32)).tolist() == [[0.0] * 3] * 2


@pytest.mark.parametrize("rows", [0, 1, 40, 600])
def test_own_products_fill_the_lower_triangle(rows: int) -> None:
    dense = sparse_rows(rows, 12)
    products = own_products(csr_array(dense))
    assert np.allclose(np.tril(products), np.tril(dense @ dense.T), atol=1e-5)


def test_a_query_meets_each_row_that_has_its_features() -> None:
    dense = sparse_rows(9, 12)
    found = Postings(csr_array(dense)).dot(vector({3: 1.0, 7: 2.0}))
    assert np.allclose(found, dense[:, 3] + 2 * dense[:, 7])


def test_the_rarest_features_choose_the_nearest_rows() -> None:
    dense = np.zeros((100, 3), dtype=np.float32)
    dense[:, 0], dense[:5, 1], dense[2, 2] = 1.0, 1.0, 1.0
    postings = Postings(csr_array(dense))
    assert postings.nearest(vector({0: 1.0, 1: 1.0, 2: 1.0}), 3, most=50).tolist() == [0, 1, 2]
    assert postings.nearest(vector({0: 1.0}), 3, most=50).tolist() == []


def test_rows_are_scaled_in_place_and_empty_ones_stay_empty() -> None:
    rows = csr_array(np.array([[3.0, 4.0], [0.0, 0.0], [0.0, 2.0], [5.0, 0.0]], dtype=np.float32))
    scale_rows(rows, np.array([0.0, 1.0], dtype=np.float32), 2.0)
    assert rows.toarray().tolist() == [[0.0, 2.0], [0.0, 0.0], [0.0, 2.0], [0.0, 0.0]]


@pytest.mark.parametrize("seed", range(5))
def test_conjugate_gradients_say_of_each_row_what_the_exact_layer_says(seed: int) -> None:
    draw = np.random.default_rng(seed)
    dense = draw.random((300, 80), dtype=np.float32)
    dense[dense < 0.7] = 0.0
    rows, trust = csr_array(dense), draw.random(300) + 0.1
    targets = learning.targets_of([place % 4 for place in range(300)], 4)
    exact = dense @ (rows.T @ learning.fit(rows, targets, trust))
    found = dense @ learning.fit_many(rows, targets, trust)
    assert np.abs(found - exact).max() < 0.02 * np.abs(exact).max()
    assert (found.argmax(axis=1) == exact.argmax(axis=1)).mean() > 0.98


def test_an_example_of_half_trust_teaches_less() -> None:
    rows = csr_array(np.ones((1, 1), dtype=np.float32))
    full, half = (learning.fit(rows, np.ones((1, 1), np.float32), np.array([t]))[0, 0] for t in (1.0, 0.5))
    assert (full, half) == (pytest.approx(1 / 5), pytest.approx(1 / 9))
