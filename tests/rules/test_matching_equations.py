"""Sparse products and the linear system, against numpy's plain ones."""

import numpy as np
import pytest

from knowledge_base.matching.equations import product, solve
from knowledge_base.matching.vectors import Entries, Floats, Postings

DRAW = np.random.default_rng(7)


def sparse_rows(rows: int, features: int) -> Floats:
    dense = DRAW.random((rows, features), dtype=np.float32)
    dense[dense < 0.7] = 0.0
    return dense


def entries_of(dense: Floats) -> Entries:
    row, feature = np.nonzero(dense)
    return Entries(row, feature, dense[row, feature].astype(np.float64), *dense.shape)


@pytest.mark.parametrize("equations", [1, 63, 64, 65, 300])
@pytest.mark.parametrize("classes", [1, 5])
def test_the_solution_is_that_of_the_whole_system(equations: int, classes: int) -> None:
    rows = DRAW.random((equations, 20), dtype=np.float32)
    own, diagonal = rows @ rows.T, DRAW.random(equations) + 1.0
    targets = DRAW.random((equations, classes), dtype=np.float32)
    found = solve(np.tril(own), diagonal, targets)
    assert np.allclose((own + np.diag(diagonal)) @ found, targets, atol=1e-3)


def test_a_product_in_pieces_is_the_product() -> None:
    left, right = DRAW.random((2, 3000), dtype=np.float32), DRAW.random((3000, 300), dtype=np.float32)
    assert np.allclose(product(left, right), left @ right, rtol=1e-4)


def test_a_product_of_nothing_is_zero() -> None:
    assert product(np.zeros((2, 0), np.float32), np.zeros((0, 3), np.float32)).tolist() == [[0.0] * 3] * 2


@pytest.mark.parametrize("rows", [0, 1, 15, 16, 40])
def test_own_products_fill_the_lower_triangle_alone(rows: int) -> None:
    dense, products = sparse_rows(rows, 12), np.zeros((rows, rows), dtype=np.float32)
    Postings(entries_of(dense)).add_own_products(products, 0.5)
    assert np.allclose(products, np.tril(0.5 * dense @ dense.T), atol=1e-5)


def test_a_query_meets_each_row_that_has_its_features() -> None:
    dense = sparse_rows(9, 12)
    found = Postings(entries_of(dense)).dot({3: 1.0, 7: 2.0})
    assert np.allclose(found, dense[:, 3] + 2 * dense[:, 7])


def test_rows_are_scaled_to_length_one_and_empty_ones_stay_empty() -> None:
    dense = np.array([[3.0, 4.0], [0.0, 0.0], [0.0, 2.0]], dtype=np.float32)
    scaled = entries_of(dense).unit_length()
    assert scaled.weight.tolist() == pytest.approx([0.6, 0.8, 1.0])
    assert (scaled.row.tolist(), scaled.rows) == ([0, 0, 2], 3)
