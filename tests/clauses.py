"""Which clause of law a test shows: docs/duties.md is drawn from these marks."""

import pytest


def clause(*codes: str) -> pytest.MarkDecorator:
    """Mark a test as showing these clauses, such as 002:3.0.4."""
    return pytest.mark.clause(*codes)
