"""Products and systems of some thousand equations, without waiting for other processors.

BLAS spreads a large product over all processors, and where other programs use those, waiting for each other
costs several times the product itself. So every product is cut into pieces that it leaves to one processor.
"""

import numpy as np
from numpy.typing import NDArray

from knowledge_base.matching.vectors import Floats

# OpenBLAS spreads no product of up to so many multiplications.
PIECE = 262_144
# A piece of the large products: many rows would be written back more often than they are computed with.
ROWS, WIDTH = 4, 64
DEPTH = PIECE // (ROWS * WIDTH)


def product(left: Floats, right: Floats) -> Floats:
    """Return left @ right for a few rows on the left."""
    depth = max(1, PIECE // max(1, left.shape[0] * right.shape[1]))
    total = np.zeros((left.shape[0], right.shape[1]), dtype=np.float32)
    for at in range(0, left.shape[1], depth):
        total += left[:, at : at + depth] @ right[at : at + depth]
    return total


def solve(lower: Floats, diagonal: NDArray[np.float64], targets: Floats) -> Floats:
    """Return x for which (lower + its mirror + diagonal) x = targets, by Cholesky's method block by block.

    Of `lower` the part above its diagonal is not read. The targets lie beneath the system as rows, so that
    making it triangular eliminates them along with it and only the substitution backwards is left.
    """
    equations, classes = targets.shape
    system = _laid_out(lower, diagonal, targets)
    size = system.shape[1]
    blocks = [slice(at, at + WIDTH) for at in range(0, size, WIDTH)]
    inverses = []
    for block in blocks:
        below = system[block.start :]
        below[:, block] -= _product(below[:, : block.start], system[block, : block.start].T)
        inverses.append(np.linalg.inv(np.linalg.cholesky(system[block, block])))
        system[block.stop :, block] = _product(system[block.stop :, block], inverses[-1].T)
    solution = system[size:]
    for block, inverse in zip(reversed(blocks), reversed(inverses), strict=True):
        rest = _product(solution[:, block.stop :], system[block.stop : size, block])
        solution[:, block] = _product(solution[:, block] - rest, inverse)
    return solution[:classes, :equations].T.copy()


def _laid_out(lower: Floats, diagonal: NDArray[np.float64], targets: Floats) -> Floats:
    """The system above its targets, filled up to whole blocks by equations that say nothing."""
    equations, classes = targets.shape
    size = equations + -equations % WIDTH
    system = np.zeros((size + classes + -classes % ROWS, size), dtype=np.float32)
    system[:equations, :equations] = lower
    system[size : size + classes, :equations] = targets.T
    every = np.arange(size)
    system[every, every] += np.append(diagonal, np.ones(size - equations)).astype(np.float32)
    return system


def _product(left: Floats, right: Floats) -> Floats:
    """Return left @ right; `left` has a multiple of ROWS rows and `right` at most WIDTH columns."""
    total = np.zeros((len(left), right.shape[1]), dtype=np.float32)
    right = np.ascontiguousarray(right)
    for at in range(0, left.shape[1], DEPTH):
        part = left[:, at : at + DEPTH]
        pieces = part.reshape(-1, ROWS, part.shape[1]) @ right[at : at + DEPTH]
        total += pieces.reshape(total.shape)
    return total
