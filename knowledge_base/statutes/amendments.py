"""Footnotes of a consolidated text become dated changes: which act did what to which clause.

The publisher's notes have one grammar: day and number of the act, its place of printing, `ilə`, and then what it did,
verb last. Each verb ends one change; words count as changed only where they stand in quotation marks before `söz…`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from knowledge_base.statutes.footnotes import DAY, act_number_in, day_in, without_marks
from knowledge_base.statutes.lines import lowered
from knowledge_base.statutes.numbering import clause_number
from knowledge_base.statutes.places import Place, places_in
from knowledge_base.statutes.statute import Footnote, StatuteText
from knowledge_base.vocabulary import Amendment

FORMER = re.compile(r"əvvəlki (?:redaksiyada|mətndə)\s+\w+:?\s*", re.IGNORECASE)
ACT_NAME = re.compile(
    r"(?:fərman|qərar|qanun|sərəncam|qaydalar|əmr)\w*\s*(?:\((?:[^()]|\([^()]*\))*\)\s*)?ilə\s+",
    re.IGNORECASE,
)
VERB = re.compile(
    r"(?P<replaced>əvəz edil)|(?P<removed>çıxarıl)|(?P<added>əlavə (?:əvəz )?(?:edil|olun))|(?P<repealed>[ləı]?ğv (?:edil|olun))"
    r"|(?P<reworded>redaksiyada (?:veril|ifadə))|(?P<renumbered>hesab edil)"
)
QUOTED = re.compile(
    r"[“”\"„«]([^“”\"„«»]+)[“”\"»]\s*(?:\([^)]*\)\s*)?(?:ismin \w+ hal\w+ )?(söz\w*|rəqəm\w*)"
)
INFLECTED = "ismin müvafiq hal"
EACH_TIME = re.compile(r"\(?hər (iki|üç) halda\)?")
TIMES = {"iki": 2, "üç": 3}
AT = r"(?P<at>(?:bənd|abzas)(?:ı|i)?(?:n?d[aə]n?|n?a|nə|ə) )"
# No verb stands in the words: with one it would be two changes.
LOST = r"[“\"]?(?P<{0}>(?:(?!çıxarıl|əvəz edil)[^“”\"„«»]){{1,300}}?)"
LOST_QUOTES = (
    re.compile(
        AT
        + LOST.format("first")
        + r" (?P<mid>söz(?:ü|ləri) )"
        + LOST.format("second")
        + r" (?P<end>söz(?:ü|ləri) ilə əvəz)"
    ),
    re.compile(
        AT
        + LOST.format("first")
        + r" (?P<mid>söz(?:ündən|lərindən) (?:sonra|əvvəl) )"
        + LOST.format("second")
        + r" (?P<end>söz(?:ü|ləri) əlavə)"
    ),
    re.compile(AT + LOST.format("first") + r" (?P<end>söz(?:ü|ləri) çıxarıl)"),
)
# What an earlier text under a note may be the text of.
FORMER_OF_CLAUSES = frozenset({Amendment.CLAUSE_REWORDED, Amendment.CLAUSE_REPEALED})
FORMER_OF_ITEMS = frozenset({Amendment.ITEM_REWORDED, Amendment.ITEM_REPEALED})
NAME_IN_MARKS = re.compile(r"[“”\"„«][^“”\"„«»]*[“”\"»](?=n[ıiuü]n|n[aə]\b|n?d[aə]\b|\s+təsdiq)")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing an act did to one place; told is the note's own sentence.

    former: the earlier text where the note prints it, by paragraph. times: how often the words stood there; None
    where the note says that they stand in various grammatical cases.
    """

    act: str | None
    day: date | None
    note: str
    what: Amendment
    place: Place | None
    told: str
    before: str | None = None
    after: str | None = None
    anchor: str | None = None
    anchor_first: bool = True
    times: int | None = 1
    former: tuple[str, ...] = ()


@dataclass
class _Paragraph:
    """What one act did, as one note tells it, and the earlier wording printed beneath."""

    note: Footnote
    told: str
    former: list[str] = field(default_factory=list)


def changes_of(statute: StatuteText) -> tuple[Change, ...]:
    """Return every change that the footnotes tell of, each once, in the order of the notes."""
    found = [
        change
        for note in statute.footnotes
        for paragraph in _paragraphs(note)
        for change in _changes(paragraph)
    ]
    once = {replace(change, note="", told=""): change for change in reversed(found)}
    return tuple(change for change in found if once[replace(change, note="", told="")] is change)


def paragraphs_of(statute: StatuteText) -> int:
    """Return how many times the footnotes name an act and tell what it did."""
    return sum(len(_paragraphs(note)) for note in statute.footnotes)


@lru_cache(maxsize=256)
def former_clauses(lines: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the paragraphs of each clause, by number, of an earlier wording that prints the numbers."""
    found: dict[str, list[str]] = {}
    number = None
    for line in lines:
        plain = without_marks(line)[0]
        opened = clause_number(plain)
        if opened:
            number = opened[0].printed
            found[number] = [opened[1]]
        elif number and plain and not plain.isupper() and not _opens_section(plain):
            found[number].append(plain)
    return {number: tuple(paragraphs) for number, paragraphs in found.items()}


def _opens_section(line: str) -> bool:
    return re.match(r"(?:[IVX]{1,5}|\d{1,2}(?:-c[iıuü])? (?:hissə|fəsil))\.? ", line) is not None


def _paragraphs(note: Footnote) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    former = False
    for line in note.text.split("\n"):
        if DAY.match(line) and "tarixli" in line:
            found.append(_Paragraph(note, line))
            former = False
        elif found and (heading := FORMER.match(line)):
            former = True
            found[-1].former += [rest] if (rest := line[heading.end() :]) else []
        elif found and former:
            found[-1].former.append(line)
        elif found:
            found[-1].told += " " + line
    return found


def _changes(paragraph: _Paragraph) -> Iterator[Change]:
    named = ACT_NAME.search(paragraph.told)
    told = paragraph.told[named.end() :] if named else paragraph.told
    plain = NAME_IN_MARKS.sub(lambda name: " " * len(name[0]), told)
    empty = Change(
        act_number_in(paragraph.told),
        day_in(paragraph.told),
        paragraph.note.number,
        Amendment.UNCLEAR,
        None,
        told.strip(),
    )
    plain = _quoted_again(plain)
    start = 0
    places: tuple[Place, ...] = ()
    found: list[Change] = []
    hidden = QUOTED.sub(lambda quoted: "·" * len(quoted[0]), plain)
    for verb in VERB.finditer(hidden):
        segment, start = plain[start : verb.end()], verb.end()
        for change, at in _one(empty, verb.lastgroup or "", segment, places):
            found.append(change)
            places = at
    yield from _with_former(found, tuple(paragraph.former))
    if not found:
        for place in places_in(plain) or (None,):
            yield replace(empty, place=place)


def _quoted_again(told: str) -> str:
    """Put back quotation marks that the publisher lost, where the place before and the words after leave no choice."""
    for pattern in LOST_QUOTES:
        told = pattern.sub(_with_marks, told)
    return told


def _with_marks(lost: re.Match[str]) -> str:
    found = lost.groupdict()
    second = f"{found['mid']}“{found['second'].strip()}” " if "second" in found else ""
    return f"{found['at']}“{found['first'].strip()}” {second}{found['end']}"


def _with_former(changes: Sequence[Change], former: tuple[str, ...]) -> Iterator[Change]:
    """Give the earlier text to what it is the earlier text of: a paragraph each where there are as many."""
    lines = tuple(without_marks(line)[0] for line in former)
    clauses = [change for change in changes if change.what in FORMER_OF_CLAUSES]
    items = [change for change in changes if change.what in FORMER_OF_ITEMS]
    if len(items) != len(lines):
        items = [change for change in items if change.what is Amendment.ITEM_REWORDED]
    for change in changes:
        repealed_beside = change.what is Amendment.CLAUSE_REPEALED and len(clauses) > 1
        if change in clauses and (former_clauses(lines) or not repealed_beside):
            yield replace(change, former=lines)
        elif change in items and len(items) == len(lines):
            yield replace(change, former=(lines[items.index(change)],))
        else:
            yield change


Said = tuple[Change, tuple[Place, ...]]


def _one(empty: Change, verb: str, segment: str, above: tuple[Place, ...]) -> Iterator[Said]:
    """Yield the changes of one verb; above are the places of the verb before («həmin yarımbənddə»)."""
    quotes = list(QUOTED.finditer(segment))
    if verb == "removed":
        yield from _removed(empty, segment, quotes, above)
        return
    bare = QUOTED.sub(" ", segment)
    places = places_in(bare, above) or above
    times = _times(bare)
    for place in places or (None,):
        yield _told(replace(empty, place=place, times=times), verb, bare, quotes), places


def _told(change: Change, verb: str, bare: str, quotes: Sequence[re.Match[str]]) -> Change:
    item = change.place is not None and bool(change.place.item or change.place.in_items)
    words = [quote[1] for quote in quotes]
    if verb == "replaced":
        if len(words) == 2:
            return replace(change, what=Amendment.WORDS_REPLACED, before=words[0], after=words[1])
        if "nöqtə işarəsi nöqtəli vergül" in bare:
            return replace(change, what=Amendment.PUNCTUATION, before=".", after=";")
        return change
    if verb == "added" and words:
        first = re.search(
            r"söz\w*(?:d[aə]n|dan) (sonra|əvvəl)", " ".join(quote[0] for quote in quotes) + bare
        )
        side = re.search(r"\b(sonra|əvvəl)\b", bare)
        if len(words) == 2 and side and (first or side):
            sonra = side[1] == "sonra"
            return replace(
                change, what=Amendment.WORDS_ADDED, anchor=words[0], after=words[1], anchor_first=sonra
            )
        return change
    if words or _half_quoted(bare):
        return change
    if verb == "renumbered":
        return replace(change, what=Amendment.RENUMBERED)
    kinds = {
        "added": (Amendment.CLAUSE_ADDED, Amendment.ITEM_ADDED),
        "repealed": (Amendment.CLAUSE_REPEALED, Amendment.ITEM_REPEALED),
        "reworded": (Amendment.CLAUSE_REWORDED, Amendment.ITEM_REWORDED),
    }
    return replace(change, what=kinds[verb][item])


def _half_quoted(bare: str) -> bool:
    """True where words are spoken of whose quotation marks the publisher lost."""
    return re.search(r"\bsöz(?:lər)?(?:i|ü|ləri|ündən|lərindən)\b", bare) is not None


def _removed(
    empty: Change, segment: str, quotes: Sequence[re.Match[str]], above: tuple[Place, ...]
) -> Iterator[Said]:
    start, places = 0, above
    for quote in quotes:
        between, start = segment[start : quote.start()], quote.end()
        places = places_in(between, places) or places
        for place in places or (None,):
            change = replace(empty, place=place, what=Amendment.WORDS_REMOVED, before=quote[1])
            yield replace(change, times=_times(segment)), places
    if not quotes:
        for place in (places := places_in(segment, above) or above) or (None,):
            yield replace(empty, place=place), places


def _times(segment: str) -> int | None:
    if INFLECTED in lowered(segment):
        return None
    each = EACH_TIME.search(lowered(segment))
    return TIMES[each[1]] if each else 1
