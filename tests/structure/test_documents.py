"""Documents drawn from the code say what the code says."""

from tests.documents import lifecycle


def test_the_lifecycle_document_is_the_table() -> None:
    assert lifecycle.DOCUMENT.read_text(encoding="utf-8") == lifecycle.drawn(), "make docs"
