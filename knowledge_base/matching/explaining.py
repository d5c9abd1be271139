"""Explanation: which words of the appeal met which words of the competence, and how."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge_base.language.folding import Token, tokens
from knowledge_base.matching.reading import STOP_WORDS, PlainReading, Reading, Term

MOST_MATCHES = 12
# Words in the same order that make a phrase.
RUN = 3
# Of the weight of the strongest word: what weighs less says too little to be shown.
TELLING = 1 / 3
# Numerals, auxiliaries and words of time and manner, which any appeal may have: never shown alone.
SAYS_LITTLE = frozenset(
    token.folded
    for token in tokens(
        "sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz on iyirmi otuz qırx əlli yüz min birinci ikinci üçüncü "
        "ildir gün gündür günə həftə həftədir ay aydır saat saatdır il ilin bu belə elə indi artıq hələ "
        "yenə hara harada haradan haraya kim kimin kimdir kimi kimə nə nədir nədən nəyə necə neçə niyə hansı hər heç "
        "olub olmuşam olmur olmayıb olunub olunur oldu olsun olacaq ola olar edib etdim etdi etdilər edirəm edilir "
        "edilib edilməyib etmir edə edim var varmı yoxdur yoxdu deyil imiş idi idim lazım lazımdır gərək istəyirəm "
        "bilər bilir bilərəm bilmirəm gəlib keçib gedib edən edəndə xarab üzrə görə barədə haqqında sonra əvvəl dəfə bunu bunun "
        "ın in un ün nın nin cı ci cu cü mənə məni mənim bizə bizim sizə sizin özüm ona onu onun "
        "один два три четыре пять шесть семь восемь девять десять год лет день дня дней месяц месяца месяцев неделя "
        "есть нет было был была будет быть мне меня мой моя нам нас наш уже еще где куда кто кому какой какая когда "
        "наша наше наши такие такой сколько хочу хочет почему можно нужно надо могу"
    )
)


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the appeal as typed, its place there, and the word or phrase of the card that it met.

    `kind` is same, stem, typo, synonym or entity, or phrase where a run of words met one of the card.
    """

    word: str
    start: int
    end: int
    met: str
    kind: str


class Met(NamedTuple):
    """A word or phrase of a card as written, and its first word folded."""

    words: str
    folded: str


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says: its words by stem, typed entity and folded form, and its runs of RUN stems as written."""

    words: Mapping[str, Met]
    runs: Mapping[tuple[str, ...], tuple[int, int]]
    texts: tuple[tuple[str, tuple[Token, ...]], ...]


def words_met(texts: Iterable[str], read_text: Callable[[str], PlainReading]) -> CardWords:
    """Return the words and the runs of words of a card's texts; the first text goes first."""
    by_stem: dict[str, Met] = {}
    by_form: dict[str, Met] = {}
    runs: dict[tuple[str, ...], tuple[int, int]] = {}
    read = []
    for number, text in enumerate(texts):
        reading = read_text(text)
        read.append((text, reading.tokens))
        for at, token in enumerate(reading.tokens):
            met = Met(text[token.start : token.end], token.folded)
            by_stem.setdefault(token.stem, met)
            by_form.setdefault(token.folded, met)
            runs.setdefault(_run_at(reading.tokens, at), (number, at))
        for term in reading.entities:
            first, last = reading.tokens[term.first], reading.tokens[term.last]
            by_stem.setdefault(term.stem, Met(text[first.start : last.end], first.folded))
    return CardWords(by_stem | by_form, runs, tuple(read))


def explain(
    text: str, reading: Reading, card: CardWords, rarity: Callable[[str], float]
) -> tuple[Match, ...]:
    """Return the matches of the appeal's words with a card's that say something, in the order of the text.

    Where RUN words or more met as many of the card in the same order, they are shown as one phrase.
    """
    best = _met(text, reading, card, rarity)
    if not best:
        return ()
    telling = {place for place in best if not _says_little(reading, place, best[place][1])}
    least = TELLING * max(best[place][0] for place in telling or best)
    for first, last, words in _phrases(reading.tokens, card):
        within = [place for place in best if first <= place[0] and place[1] <= last]
        if len(within) > 1:
            value = sum(best.pop(place)[0] for place in within)
            start, end = reading.tokens[first].start, reading.tokens[last].end
            best[first, last] = (value, Match(text[start:end], start, end, words, "phrase"))
            if telling.intersection(within):
                telling.add((first, last))
    shown = [best[place] for place in telling or best if place in best]
    strongest = sorted(shown, key=lambda pair: -pair[0])[: MOST_MATCHES if telling else 1]
    kept = (match for value, match in strongest if value >= least)
    return tuple(sorted(kept, key=lambda match: match.start))


def _met(
    text: str, reading: Reading, card: CardWords, rarity: Callable[[str], float]
) -> dict[tuple[int, int], tuple[float, Match]]:
    """Return what met the card by its first and last word, with its weight: rarity times likeness."""
    best: dict[tuple[int, int], tuple[float, Match]] = {}
    for term in reading.terms:
        form = reading.tokens[term.first].folded if term.reason == "same" else term.stem
        met = card.words.get(form) or card.words.get(term.stem)
        if met is None:
            continue
        value = term.weight * rarity(term.stem)
        place = (term.first, term.last)
        if place not in best or value > best[place][0]:
            best[place] = (value, _match(text, reading, term, met))
    return best


def _says_little(reading: Reading, place: tuple[int, int], match: Match) -> bool:
    words = reading.tokens[place[0] : place[1] + 1]
    return match.kind != "entity" and all(
        word.folded.isdigit() or word.folded in SAYS_LITTLE or word.stem in STOP_WORDS for word in words
    )


def _run_at(tokens: Sequence[Token], at: int) -> tuple[str, ...]:
    return tuple(token.stem for token in tokens[at : at + RUN])


def _phrases(tokens: Sequence[Token], card: CardWords) -> Iterator[tuple[int, int, str]]:
    """The runs of the text's words that a text of the card has too: first and last word, and as written there."""
    at = 0
    while at + RUN <= len(tokens):
        found = card.runs.get(_run_at(tokens, at))
        if found is None:
            at += 1
            continue
        text, there = card.texts[found[0]]
        length = RUN
        while (
            at + length < len(tokens)
            and found[1] + length < len(there)
            and tokens[at + length].stem == there[found[1] + length].stem
        ):
            length += 1
        yield at, at + length - 1, text[there[found[1]].start : there[found[1] + length - 1].end]
        at += length


def _match(text: str, reading: Reading, term: Term, met: Met) -> Match:
    start, end = reading.tokens[term.first].start, reading.tokens[term.last].end
    word = text[start:end]
    kind = term.reason
    if kind == "same" and met.folded != reading.tokens[term.first].folded:
        kind = "stem"
    return Match(word, start, end, met.words, kind)
