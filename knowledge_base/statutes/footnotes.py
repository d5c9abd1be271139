"""Marks like [7] in the text, and what the publisher prints after it: sources of amendments and the notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from knowledge_base.statutes import doubting
from knowledge_base.statutes.doubting import at, doubt
from knowledge_base.statutes.lines import Spelling, ends_sentence, joined, lowered, width_of
from knowledge_base.statutes.numbering import clause_number
from knowledge_base.statutes.statute import AmendingAct, Doubt, Footnote, Place

MARK = re.compile(r" ?\[([0-9]{1,3})\]")
NOTE = re.compile(r"\[([0-9]{1,3})\] ?")
ENTRY = re.compile(r"([0-9]{1,3})[.)](?![0-9]) ?")
SOURCES = "istifadə olunmuş mənbə sənədlərinin siyahısı"
CHANGES = "dəyişiklik və əlavələrin siyahısı"
LONGEST_HEADING = 200
WIDEST_WRAPPED = 200

MONTH_NAMES = (
    *("yanvar", "fevral", "mart", "aprel", "may", "iyun"),
    *("iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr"),
)
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, start=1)}
DAY = re.compile(rf"\b([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}})(?:-?c[iıuü])? il", re.IGNORECASE)
YEAR_FIRST = re.compile(
    rf"\b([0-9]{{4}})-?c[iıuü] il(?:in)? ([0-9]{{1,2}}) ({'|'.join(MONTHS)})\b", re.IGNORECASE
)
ACT_NUMBER = re.compile(
    r"tarixli,? ([0-9][\w/-]{0,15}|[A-ZƏÇÖÜŞĞİ]{1,3}-?[0-9][\w/-]{0,15}) (?:nömrəli|saylı|№-li)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a footnote's mark stands in the text."""

    number: str
    place: Place
    at: str
    key: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Trailer:
    """What stands after the statute's last clause."""

    acts: tuple[AmendingAct, ...]
    notes: tuple[tuple[str, str], ...]
    doubts: tuple[Doubt, ...]


def without_marks(text: str) -> tuple[str, list[str]]:
    """Return the text without its footnote marks, and the marks' numbers in order, each once."""
    return (
        (MARK.sub("", text).strip(), list(dict.fromkeys(MARK.findall(text)))) if "[" in text else (text, [])
    )


def day_in(text: str) -> date | None:
    """Return the first date in words (`12 noyabr 2012-ci il`, `2012-ci il 12 noyabr`), None without one that exists."""
    plain, turned = DAY.search(text), YEAR_FIRST.search(text)
    if turned and (not plain or turned.start() < plain.start()):
        year, day, month = turned.groups()
    elif plain:
        day, month, year = plain.groups()
    else:
        return None
    try:
        return date(int(year), MONTHS[lowered(month)], int(day))
    except (ValueError, KeyError):
        return None


def act_number_in(text: str) -> str | None:
    """Return the first act's number (`tarixli 378 nömrəli`)."""
    found = ACT_NUMBER.search(text)
    return found[1] if found else None


def heading_of(line: str) -> tuple[str, str] | None:
    """Return which list the line opens (`sources` or `changes`) and what is glued behind the heading."""
    if "SİYAHISI" not in line and "siyahısı" not in line:
        return None
    plain = lowered(line[:LONGEST_HEADING])
    for name, words in (("sources", SOURCES), ("changes", CHANGES)):
        place = plain.find(words)
        title, rest = line[: place + len(words)], line[place + len(words) :].lstrip(" :")
        if place >= 0 and (title.isupper() or not rest):
            return name, rest
    return None


def trailer_start(lines: Sequence[str], after: int) -> int:
    """Return the index of the first line after the statute proper; a note `[1]` opens it when no heading does."""
    for index in range(after, len(lines)):
        if heading_of(lines[index]):
            return index
    for index in range(after, len(lines)):
        note = NOTE.match(lines[index])
        if note and note[1] == "1" and DAY.match(lines[index], note.end()):
            return index
    return len(lines)


@dataclass
class _Trailer:
    acts: list[list[str]] = field(default_factory=list)
    notes: list[tuple[str, list[str]]] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    in_notes: bool = False

    def take(self, line: str) -> None:
        if heading := heading_of(line):
            self.in_notes = heading[0] == "changes"
            line = heading[1]
        if not line:
            return
        entry = ENTRY.match(line)
        if (note := NOTE.match(line)) and self._opens_note(note, line):
            self.in_notes = True
            self.notes.append((note[1], [line[note.end() :]]))
        elif not self.in_notes and entry and int(entry[1]) == len(self.acts) + 1:
            self.acts.append([line[entry.end() :]])
        else:
            self._continue(line)

    def _opens_note(self, note: re.Match[str], line: str) -> bool:
        # Former wordings inside a note bear marks, too; a new note counts on by one or opens with its act's date.
        last = int(self.notes[-1][0]) if self.notes else 0
        number = int(note[1])
        return number == last + 1 or (number > last and DAY.match(line, note.end()) is not None)

    def _continue(self, line: str) -> None:
        if self.in_notes and self.notes:
            self.notes[-1][1].append(line)
        elif not self.in_notes and self.acts:
            self.acts[-1].append(line)
        else:
            self.stray.append(line)


def read_trailer(lines: Sequence[str], spelling: Spelling) -> Trailer:
    """Read the list of amending acts and the footnotes; former wordings stay inside their footnote."""
    found = _Trailer()
    for line in lines:
        found.take(line)
    acts = tuple(_act(joined(act, spelling)) for act in found.acts)
    whole = width_of(lines) > WIDEST_WRAPPED
    notes = tuple((number, paragraphs(note, spelling, whole)) for number, note in found.notes)
    doubts = [
        doubt(doubting.NO_ACT_NUMBER, at(doubting.AT_SOURCE, place))
        for place, act in enumerate(acts, start=1)
        if not act.number or not act.date
    ]
    if found.stray:
        doubts.append(doubt(doubting.STRAY_SOURCE, doubting.AT_SOURCES, line=found.stray[0][:80]))
    return Trailer(acts, notes, tuple(doubts))


def _act(text: str) -> AmendingAct:
    return AmendingAct(act_number_in(text), day_in(text), text)


def paragraphs(lines: Sequence[str], spelling: Spelling, whole: bool) -> str:
    """Join the lines of a note, keeping a line end where a sentence, an entry or a former clause ends.

    `whole`: the text is not wrapped, each of its lines is a paragraph already.
    """
    blocks: list[list[str]] = []
    for line in lines:
        if whole or not blocks or ends_sentence(without_marks(blocks[-1][-1])[0]) or clause_number(line):
            blocks.append([])
        blocks[-1].append(line)
    return "\n".join(joined(block, spelling) for block in blocks)


def hung(notes: Sequence[tuple[str, str]], marks: Sequence[Mark]) -> tuple[list[Footnote], list[Doubt]]:
    """Hang each note on its first mark; doubt notes without a mark and marks without a note."""
    first: dict[str, Mark] = {}
    for mark in marks:
        first.setdefault(mark.number, mark)
    known = {number for number, _ in notes}
    footnotes = [_footnote(number, text, first.get(number)) for number, text in notes]
    doubts = [
        doubt(doubting.NOTE_UNMARKED, f"[{note.number}]", number=note.number)
        for note in footnotes
        if note.place == "none"
    ]
    doubts += [
        doubt(
            doubting.MARK_UNNOTED,
            at(doubting.AT_CHAPTER, mark.at) if mark.place == "section" else mark.at,
            number=number,
        )
        for number, mark in first.items()
        if number not in known
    ]
    return footnotes, doubts


def _footnote(number: str, text: str, mark: Mark | None) -> Footnote:
    if mark is None:
        return Footnote(number, None, text)
    return Footnote(number, mark.key, text, mark.place, mark.at, mark.item)
