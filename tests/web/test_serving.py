"""What a web process does before its first page."""

from flask import Flask

from callcenter import serving


def test_a_process_reads_knowledge_and_articles_ahead(app: Flask) -> None:
    """It is done in a thread beside the first pages: a fault there would be seen by nobody."""
    serving.read_ahead(app)
    with app.extensions["callcenter.database"].reading() as session:
        assert app.extensions["callcenter.library"].knowledge(session).suggest("salam") is not None
