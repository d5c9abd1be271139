"""The shipped articles are whole, in two languages, and say where each comes from."""

import re

import pytest

from knowledge_base.articles.catalogue import ShippedArticle, read_acts, read_articles
from knowledge_base.articles.vocabulary import Certainty, Topic

ARTICLES = read_articles()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.code)
def test_an_article_can_be_read_out_in_two_languages(article: ShippedArticle) -> None:
    assert {"az", "ru"} <= set(article.texts)
    for text in article.texts.values():
        assert text.title
        assert len(text.questions) >= 3
        # Half a minute to a minute of reading.
        assert 150 <= len(text.answer) <= 650
    assert article.texts["az"].steps
    assert article.texts["az"].details


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.code)
def test_an_article_names_its_sources_and_marks_what_is_to_confirm(article: ShippedArticle) -> None:
    assert article.sources
    assert all(source.address for source in article.sources)
    assert article.clause_keys
    assert Topic(article.topic)
    if any(source.number is None for source in article.sources):
        assert article.certainty == Certainty.TO_CONFIRM


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.code)
def test_no_rate_and_no_fee_stands_in_an_article(article: ShippedArticle) -> None:
    for text in article.texts.values():
        said = " ".join((text.title, text.answer, text.details, *text.steps))
        assert not re.search(r"\d+\s*(%|faiz|manat|AZN|процент|ман)", said)


def test_codes_are_unique_and_at_least_twenty_are_shipped() -> None:
    codes = [article.code for article in ARTICLES]
    assert len(codes) == len(set(codes)) >= 20


def test_the_acts_that_articles_rest_on_are_watched() -> None:
    watched = {(act.name, act.number, act.made_on) for act in read_acts()}
    cited = {
        (source.name, source.number, source.made_on) for article in ARTICLES for source in article.sources
    }
    assert cited <= watched
