"""What a web process reads before anybody waits for it."""

from flask import Flask

from callcenter import serving
from tests.factories import Desk


def test_a_new_process_reads_the_knowledge_base_and_the_articles_ahead(app: Flask, desk: Desk) -> None:
    serving.read_ahead(app)
    ahead = (app.extensions["callcenter.library"], app.extensions["callcenter.articles"])
    assert all(one._newest._present is not None for one in ahead)
