"""Who calls in the example past: the invented people first, then as many more as are needed (pure)."""

from collections.abc import Iterable, Sequence
from random import Random

from callcenter.appeals.vocabulary import Kind
from callcenter.callers.identification import CallerDraft
from callcenter.callers.vocabulary import CallerType
from callcenter.upkeep.example_texts import Said
from knowledge_base.language.folding import fold

EACH_CALLS = 2
FROM_THE_LIST = 0.6
NUMBER_ALONE = 0.3
WITH_EMAIL, WITH_ADDRESS = 0.6, 0.4
PREFIXES = ("10", "50", "51", "55", "60", "70", "77", "99")
FIRMS_SAY = ("şirkət", "mmc", "müəssisə", "kompaniya", "компани", "предприят", "ооо")


class Callers:
    """Deals out callers: nobody says the same text twice unless they call again on purpose."""

    def __init__(self, people: Sequence[CallerDraft], chance: Random) -> None:
        self._chance = chance
        self._waiting: dict[str, list[CallerDraft]] = {"ru": [], "firm": [], "person": []}
        for person in people:
            self._waiting[_group_of(person)] += [person] * EACH_CALLS
        for group in self._waiting.values():
            chance.shuffle(group)
        self._said: set[tuple[str, str]] = set()
        self._addresses = [person.address for person in people if person.address]
        self._names = {language: _names(people, language) for language in ("az", "ru")}

    def caller(self, said: Said) -> CallerDraft:
        """Return somebody who may say this and has not said it before."""
        group = self._waiting["ru" if said.language == "ru" else _speaker(said)]
        if group and self._chance.random() < FROM_THE_LIST:
            person = group.pop()
            if (person.phone, said.text) not in self._said:
                self._said.add((person.phone, said.text))
                return person
            group.insert(0, person)
        return self._invented(said.language)

    def _invented(self, language: str) -> CallerDraft:
        local = f"{self._chance.randrange(2_000_000, 10_000_000)}"
        phone = f"+994 {self._chance.choice(PREFIXES)} {local[:3]} {local[3:5]} {local[5:]}"
        if self._chance.random() < NUMBER_ALONE:
            return CallerDraft(phone=phone)
        women, men, neutral = self._names.get(language, self._names["az"])
        given, surnames = self._chance.choice((women, men))
        name, surname = self._chance.choice(given), self._chance.choice((*surnames, *neutral))
        mailbox = f"{fold(name)}.{fold(surname)}{local[-2:]}@example.com"
        return CallerDraft(
            name=f"{name} {surname}",
            phone=phone,
            email=mailbox if self._chance.random() < WITH_EMAIL else "",
            address=self._chance.choice(self._addresses) if self._chance.random() < WITH_ADDRESS else "",
        )


def _group_of(person: CallerDraft) -> str:
    if _cyrillic(person.name):
        return "ru"
    return "firm" if person.type is CallerType.LEGAL_PERSON else "person"


def _speaker(said: Said) -> str:
    text = said.text.lower()
    firm = said.kind is not Kind.COMPLAINT and any(word in text for word in FIRMS_SAY)
    return "firm" if firm else "person"


_Names = tuple[tuple[Sequence[str], Sequence[str]], tuple[Sequence[str], Sequence[str]], Sequence[str]]


def _names(people: Iterable[CallerDraft], language: str) -> _Names:
    """Return given names and surnames of women, those of men, and the surnames that both have."""
    women: tuple[list[str], list[str]] = [], []
    men: tuple[list[str], list[str]] = [], []
    neutral: list[str] = []
    for person in people:
        words = person.name.split()
        if len(words) != 2 or _cyrillic(person.name) != (language == "ru"):
            continue
        given, surname = words
        if surname.endswith(("va", "ва", "ая")):
            women[0].append(given)
            women[1].append(surname)
        elif surname.endswith(("v", "в", "ин")):
            men[0].append(given)
            men[1].append(surname)
        elif person.type is not CallerType.LEGAL_PERSON:
            neutral.append(surname)
    return women, men, neutral


def _cyrillic(name: str) -> bool:
    return any("а" <= letter <= "я" for letter in name.lower())
