"""What a proposed card or unit must satisfy, one clear sentence each, and what an editor should look at. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from callcenter.core.wording import Sentence, say
from knowledge_base.editing.contents import CardContent, UnitContent
from knowledge_base.language.folding import fold

TITLE = (5, 200)
SUMMARY = (20, 1000)
MOST_CLAUSES, MOST_KEYWORDS, MOST_PHRASES, MOST_LOOK_ALIKES = 12, 40, 120, 12
PHRASE_LIMIT, KEYWORD_LIMIT = 400, 80
UNIT_NAME = (3, 200)
_CLAUSE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,19}:\d{1,3}(\.\d{1,3})*(-\d{1,3})?(/\d{1,2})?")
# What a phrase taken from an appeal may not carry into a card that everybody reads.
# Two years side by side are no telephone number.
_PERSONAL = re.compile(
    r"\S+@\S+\.\S+|\b(?!(?:19|20)\d\d\W+(?:19|20)\d\d\b)(?:\d[\s()-]*){7,}|\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{7}\b"
)


@dataclass(frozen=True)
class Surroundings:
    """What the rest of the knowledge base says: clauses in force with their units' names, imported statutes,
    and phrases of other units' cards (folded) with the card's title and the unit's name."""

    unit_name: str
    clauses: Mapping[str, str | None] = field(default_factory=dict)
    imported: frozenset[str] = frozenset()
    taken: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def card_errors(card: CardContent, around: Surroundings) -> dict[str, Sentence]:
    """Return what must be mended before the card can be proposed, by field."""
    found: dict[str, Sentence | None] = {
        "title": _length(card.title, TITLE),
        "summary": _length(card.summary, SUMMARY),
        "clauses": _clauses(card.clauses, around),
        "keywords": _many(card.keywords, MOST_KEYWORDS) or _long(card.keywords, KEYWORD_LIMIT),
        "phrases.az": _phrases(card),
        "not_this": _many(card.not_this, MOST_LOOK_ALIKES),
    }
    return {name: said for name, said in found.items() if said is not None}


def card_warnings(card: CardContent, around: Surroundings) -> list[Sentence]:
    """Return what is allowed and yet deserves a second look."""
    return [*_foreign_clauses(card, around), *_unchecked_clauses(card, around), *_taken(card, around)]


def unit_errors(unit: UnitContent, names: Iterable[str]) -> dict[str, Sentence]:
    """Return what must be mended in a unit; names are those of the body's other units."""
    if said := _length(unit.name, UNIT_NAME):
        return {"name": said}
    if fold(unit.name) in map(fold, names):
        return {"name": say("Bu qurumda həmin adda struktur bölmə artıq var.")}
    return {}


def unit_code(body: str, name: str, taken: Iterable[str]) -> str:
    """Return a code for a new unit, made of its body's code and its name, which no unit has yet."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:40].strip("-")
    return _free(f"{body}-{words or 'unit'}", taken)


def card_code(unit: str, taken: Iterable[str]) -> str:
    """Return a code for a new card of the unit, made of the unit's code and a number."""
    known = set(taken)
    number = next(number for number in range(1, len(known) + 2) if f"{unit}-{number}" not in known)
    return f"{unit}-{number}"


def phrase_of(text: str) -> str:
    """Return an appeal's words as a phrase: one line, cut after a whole word where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= PHRASE_LIMIT else line[:PHRASE_LIMIT].rpartition(" ")[0]


def _free(wanted: str, taken: Iterable[str]) -> str:
    known = set(taken)
    if wanted not in known:
        return wanted
    return next(code for number in range(2, len(known) + 3) if (code := f"{wanted}-{number}") not in known)


def _length(text: str, limits: tuple[int, int]) -> Sentence | None:
    least, most = limits
    if len(text) < least:
        return say("Çox qısadır: ən azı %(count)d simvol yazın.", count=least)
    if len(text) > most:
        return say("Çox uzundur: ən çoxu %(count)d simvol ola bilər.", count=most)
    return None


def _many(listed: Sequence[object], most: int) -> Sentence | None:
    if len(listed) > most:
        return say("Ən çoxu %(most)d sətir ola bilər (indi %(count)d).", most=most, count=len(listed))
    return None


def _long(listed: Sequence[str], limit: int) -> Sentence | None:
    for text in listed:
        if len(text) > limit:
            return say(
                "Bu sətir çox uzundur, ən çoxu %(limit)d simvol ola bilər: «%(said)s…»",
                limit=limit,
                said=text[:40],
            )
    return None


def _clauses(keys: Sequence[str], around: Surroundings) -> Sentence | None:
    if not keys:
        return say("Kart ən azı bir bəndə əsaslanmalıdır, məsələn: 003:6.1.2.")
    for key in keys:
        if not _CLAUSE.fullmatch(key):
            return say("Bənd belə yazılır: 003:6.1.2. «%(key)s» belə deyil.", key=key[:40])
        if key.partition(":")[0] in around.imported and key not in around.clauses:
            return say("İdxal edilmiş əsasnamədə belə bənd yoxdur: %(key)s.", key=key)
    return _many(keys, MOST_CLAUSES)


def _phrases(card: CardContent) -> Sentence | None:
    texts = [one.text for one in card.phrases]
    if not texts:
        return say("Zəng edənlərin dediyi ən azı bir ifadə yazın: kart bunsuz tapılmır.")
    for text in texts:
        if _PERSONAL.search(text):
            return say(
                "İfadədə telefon, e-poçt və ya şəxsi kod var, onu silin: «%(said)s…»",
                said=_PERSONAL.sub("***", text)[:40],
            )
        if not fold(text).strip(" .,!?-"):
            return say("İfadədə söz yoxdur: «%(said)s».", said=text[:40])
    return _many(texts, MOST_PHRASES) or _long(texts, PHRASE_LIMIT)


def _foreign_clauses(card: CardContent, around: Surroundings) -> Iterable[Sentence]:
    for key in card.clauses:
        owner = around.clauses.get(key)
        if owner and owner != around.unit_name:
            yield say("%(key)s bəndi əsasnamədə başqa bölmənin vəzifəsidir: %(unit)s.", key=key, unit=owner)


def _unchecked_clauses(card: CardContent, around: Surroundings) -> Iterable[Sentence]:
    for statute in sorted({key.partition(":")[0] for key in card.clauses} - around.imported):
        yield say(
            "%(statute)s əsasnaməsi idxal edilməyib: onun bəndlərinin düzgünlüyü yoxlanmadı.", statute=statute
        )


def _taken(card: CardContent, around: Surroundings) -> Iterable[Sentence]:
    for one in card.phrases:
        if owner := around.taken.get(fold(one.text)):
            title, unit = owner
            yield say(
                "«%(said)s» ifadəsi başqa bölmənin kartında da var: %(unit)s, «%(title)s».",
                said=one.text[:80],
                unit=unit,
                title=title,
            )
