"""The dated wordings of each clause, worked out backwards from the printed text and its footnotes (pure)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from knowledge_base.statutes.amendments import Change, changes_of, former_clauses, paragraphs_of
from knowledge_base.statutes.numbering import clause_number
from knowledge_base.statutes.statute import Clause, StatuteText
from knowledge_base.statutes.unwinding import (
    UNKNOWN,
    Body,
    body_of,
    body_of_lines,
    says_only_repealed,
    struck,
    unwound,
)
from knowledge_base.vocabulary import Amendment, Known

LOST_NOTE = re.compile(r"\[(\d+)\] işarəsinin qeydi yoxdur")
WHOLE_CLAUSE = frozenset({Amendment.CLAUSE_ADDED, Amendment.CLAUSE_REWORDED, Amendment.CLAUSE_REPEALED})


@dataclass(frozen=True, slots=True)
class Wording:
    """How a clause read from a day to a day; since None: the source does not tell, until None: in force.

    text is None where it is unknown or the clause was not in being; fragment is then what is known of it, with
    gaps. changes are what made this wording.
    """

    key: str
    since: date | None
    until: date | None
    known: Known
    text: str | None
    fragment: str | None = None
    in_being: bool = True
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Histories:
    """The wordings of each clause that any footnote changes, oldest first, and what could not be placed."""

    wordings: dict[str, tuple[Wording, ...]]
    changes: tuple[Change, ...]
    unplaced: tuple[Change, ...]
    mentions: int
    acts_not_explained: tuple[str, ...]

    @property
    def earlier(self) -> tuple[Wording, ...]:
        """Every wording that is no longer the newest one of its clause."""
        return tuple(one for of in self.wordings.values() for one in of[:-1] if one.in_being)

    def count(self, *known: Known) -> int:
        """Return how many earlier wordings are known in one of these ways."""
        return sum(one.known in known for one in self.earlier)


@dataclass(frozen=True, slots=True)
class _State:
    """A clause at one time: its body (None: not in being), and how we know it."""

    body: Body | None
    known: Known


def histories_of(statute: StatuteText) -> Histories:
    """Work out the dated wordings of a statute from its footnotes."""
    changes = changes_of(statute)
    printed = {clause.key: clause for clause in statute.clauses}
    numbers = {clause.key: clause.number for clause in statute.clauses}
    for number in _other_numbers(changes):
        numbers.setdefault(f"{statute.code}:{number}", number)
    lost = _lost_notes(statute)
    found: dict[str, tuple[Wording, ...]] = {}
    used: set[Change] = set()
    for key, number in numbers.items():
        own = [change for change in changes if _touches(change, number)]
        start = _start(printed.get(key), own)
        gone = key in printed and start.body is None
        if not own and number not in lost and not gone:
            continue
        wordings = _unwound(key, number, start, own, gone=gone)
        if number in lost:
            wordings = _with_lost_notes(wordings, lost[number])
        if gone or len(wordings) > 1 or wordings[0].changes:
            found[key] = tuple(wordings)
            used.update(change for one in wordings for change in one.changes)
    named = {(change.act, change.day) for change in changes}
    return Histories(
        found,
        changes,
        tuple(change for change in changes if change not in used),
        paragraphs_of(statute),
        tuple(act.text for act in statute.amending_acts if (act.number, act.date) not in named),
    )


def standing_texts(statute: StatuteText, histories: Histories | None = None) -> dict[str, str]:
    """Return by key the words in force of each clause in force: without what is repealed and printed all the same."""
    told = (histories or histories_of(statute)).wordings
    return {
        clause.key: (told[clause.key][-1].text or clause.text) if clause.key in told else clause.text
        for clause in statute.clauses
        if clause.key not in told or told[clause.key][-1].in_being
    }


def _lost_notes(statute: StatuteText) -> dict[str, list[str]]:
    """Return by clause number the marks whose notes the source lost: something changed there, nobody says what."""
    found: dict[str, list[str]] = {}
    for doubt in statute.doubts:
        if mark := LOST_NOTE.match(doubt.what):
            found.setdefault(doubt.where, []).append(mark[1])
    return found


def _with_lost_notes(wordings: Sequence[Wording], marks: Sequence[str]) -> list[Wording]:
    """Mark that the clause changed on an unknown day: what was worked out backwards past that day is not known."""
    told = tuple(Change(None, None, mark, Amendment.UNCLEAR, None, "") for mark in marks)
    *earlier, newest = (
        replace(one, known=Known.UNKNOWN, text=None, fragment=None) if one.known is Known.COMPUTED else one
        for one in wordings
    )
    return [*earlier, replace(newest, changes=(*newest.changes, *told))]


def _other_numbers(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        if change.what is Amendment.CLAUSE_REWORDED:
            yield from former_clauses(change.former)
        if change.place and change.place.number and not change.place.up_to:
            yield change.place.number


def _touches(change: Change, number: str) -> bool:
    place = change.place
    if place is None or change.day is None:
        return False
    if place.number is None:
        chapter = place.section == int(number.partition(".")[0])
        everywhere = place.section is None and change.what is Amendment.WORDS_REPLACED
        return everywhere or (chapter and change.what is Amendment.CLAUSE_REWORDED)
    if place.up_to:
        return _steps(place.number) <= _steps(number) <= _steps(place.up_to) and _depth(number) == _depth(
            place.number
        )
    return place.number == number or (
        change.what is Amendment.CLAUSE_REWORDED
        and number.startswith(f"{place.number}.")
        and len(former_clauses(change.former).get(place.number, ())) > 1
    )


def _start(clause: Clause | None, changes: Sequence[Change]) -> _State:
    if clause is None:
        return _State(None, Known.PRINTED)
    if says_only_repealed(clause.text):
        return _State(None, Known.PRINTED)
    printed = body_of(clause)
    standing = struck(printed, changes)
    return _State(standing, Known.PRINTED if standing == printed else Known.STRUCK)


def _steps(number: str) -> tuple[tuple[int, int], ...]:
    read = clause_number(f"{number}. ")
    return read[0].steps if read else ()


def _depth(number: str) -> int:
    return number.count(".")


def _unwound(key: str, number: str, start: _State, changes: Sequence[Change], *, gone: bool) -> list[Wording]:
    """Return the wordings of one clause, oldest first; gone: the source prints of it only that it was repealed."""
    dated = sorted(changes, key=lambda change: (change.day or date.min, change.act or ""))
    acts = [list(of) for _, of in groupby(dated, key=lambda change: (change.day, change.act))]
    state, until = start, None
    found: list[Wording] = []
    if acts and any(_repeals(change) for change in acts[-1]):
        state = _State(None, Known.PRINTED)
    elif gone:
        # By an act of which no note tells: what was before it, and until when, is not known.
        found.append(_wording(key, state, None, None, ()))
        state = _State(UNKNOWN, Known.UNKNOWN) if acts else state
    for act in reversed(acts):
        doing = [change for change in act if _acts_on(change, state)]
        if not doing:
            continue
        day = doing[0].day
        found.append(_wording(key, state, day, until, tuple(doing)))
        state, until = _earlier(number, state, doing, start), day
        older = [change for change in dated if change.day and day and change.day < day]
        if state.body is None and not any(_knows(change, number) for change in older):
            break
    if state.body is not None:
        found.append(_wording(key, state, None, until, ()))
    return list(reversed(found))


def _knows(change: Change, number: str) -> bool:
    """Whether a change speaks of the clause itself, or prints an earlier text of it."""
    named = change.place is not None and change.place.number == number
    return named or number in former_clauses(change.former)


def _repeals(change: Change) -> bool:
    return change.what is Amendment.CLAUSE_REPEALED


def _acts_on(change: Change, state: _State) -> bool:
    """A change to the whole text concerns a clause only where the new words stand in it."""
    if change.place is not None and change.place.number is None and change.place.section is None:
        return bool(change.after and state.body and change.after in state.body.shown)
    return True


def _earlier(number: str, state: _State, act: Sequence[Change], start: _State) -> _State:
    whole = next((change for change in act if change.what in WHOLE_CLAUSE), None)
    if whole is None:
        if state.body is None:
            return _State(UNKNOWN, Known.UNKNOWN)
        body = unwound(state.body, act)
        return _State(body, Known.COMPUTED if body.text is not None else Known.UNKNOWN)
    if whole.what is Amendment.CLAUSE_ADDED:
        return _State(None, Known.COMPUTED)
    if whole.what is Amendment.CLAUSE_REPEALED:
        return _before_repeal(number, whole, start)
    former = former_clauses(whole.former)
    if number in former:
        return _State(body_of_lines(former[number]), Known.GIVEN)
    if not former:
        return _State(UNKNOWN, Known.UNKNOWN)
    # All of the earlier text is printed, and this clause is not in it.
    return _State(None, Known.GIVEN)


def _before_repeal(number: str, repeal: Change, start: _State) -> _State:
    former = former_clauses(repeal.former)
    if number in former:
        return _State(body_of_lines(former[number]), Known.GIVEN)
    if repeal.former and not former and repeal.place and repeal.place.number == number:
        return _State(body_of_lines(repeal.former), Known.GIVEN)
    # The publisher goes on printing what was repealed; that is the text of before.
    return start if start.body is not None else _State(UNKNOWN, Known.UNKNOWN)


def _wording(
    key: str, state: _State, since: date | None, until: date | None, changes: tuple[Change, ...]
) -> Wording:
    if state.body is None:
        return Wording(key, since, until, state.known, None, in_being=False, changes=changes)
    text = state.body.text
    known = state.known if text is not None else Known.UNKNOWN
    fragment = None if text is not None or state.body.lost else state.body.shown
    return Wording(key, since, until, known, text, fragment, changes=changes)
