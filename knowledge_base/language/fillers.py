"""Words with which a call begins or hesitates: they say nothing of what it is about."""

from knowledge_base.language.folding import tokens

FILLERS = frozenset(
    token.stem
    for token in tokens(
        "salam salamlar sabahınız günortanız axşamınız günaydın mərhəba xeyir alo allo eşidirsiniz eşidirsizmi buyurun "
        "necəsiniz necəsən hə bəli xeyr yox var nə nəsə nəsən hm hmm hmmm ee eee aha oy bilmirəm bilmirik bilim bilmədim "
        "sual verəcəm verəcəyəm soruşacam kömək edin lazımdır zəng etmişəm test sınaq yoxlama "
        "görüm deyim danışım mənə sizə "
        "привет здравствуйте здравствуй добрый день вечер утро алло слышите слышно да нет ну хм не знаю помогите "
        "hello hi hey yes no ok okay um hmm"
    )
)


def says_something(stem: str) -> bool:
    """Say whether a stem may tell what a text is about: it is no filler, no bare number and more than a letter."""
    return len(stem) > 1 and not stem.isdigit() and stem not in FILLERS
