"""What others would take: string scorers, BM25 and a linear support vector machine over the same texts."""

from collections.abc import Callable, Sequence

import bm25s
import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC

from knowledge_base.language.folding import fold

# A text -> the places of labels, best first.
Ranker = Callable[[str], list[int]]


def by_strings(texts: Sequence[str], labels: Sequence[int], scorer: Callable[..., float]) -> Ranker:
    """The label of the most similar whole text by one scorer of rapidfuzz."""

    def rank(text: str) -> list[int]:
        found = process.extract(text, texts, scorer=scorer, limit=20)
        return list(dict.fromkeys(labels[place] for _, _, place in found))

    return rank


def by_bm25(texts: Sequence[str], labels: Sequence[int]) -> Ranker:
    """The label of the text with the best BM25 over folded words."""
    index = bm25s.BM25()
    index.index([fold(text).split() for text in texts], show_progress=False)

    def rank(text: str) -> list[int]:
        scores = index.get_scores(fold(text).split())
        return list(dict.fromkeys(labels[place] for place in np.argsort(-scores)[:20].tolist()))

    return rank


def by_svm(texts: Sequence[str], labels: Sequence[int]) -> Ranker:
    """The label by a linear machine over TF-IDF of folded words and of runs of three to five letters."""
    views = make_union(
        TfidfVectorizer(preprocessor=fold, sublinear_tf=True),
        TfidfVectorizer(preprocessor=fold, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True),
    )
    model = make_pipeline(views, LinearSVC())
    model.fit(list(texts), list(labels))
    classes = model.classes_.tolist()

    def rank(text: str) -> list[int]:
        said = np.atleast_1d(model.decision_function([text])[0])
        if len(classes) == 2:
            said = np.array([-said[0], said[0]])
        return [classes[place] for place in np.argsort(-said).tolist()]

    return rank


def every(texts: Sequence[str], labels: Sequence[int]) -> dict[str, Ranker]:
    """Return every baseline made of the same labelled texts."""
    return {
        "rapidfuzz token_set_ratio": by_strings(texts, labels, fuzz.token_set_ratio),
        "rapidfuzz WRatio": by_strings(texts, labels, fuzz.WRatio),
        "BM25 (bm25s), folded words": by_bm25(texts, labels),
        "TF-IDF and linear SVM (scikit-learn)": by_svm(texts, labels),
    }
