"""A clause as it stood before a change: worked out from the text after it, or known to be unknown (pure).

Nothing is invented: a paragraph whose earlier words the note does not let us know becomes None. A publisher strikes
words through instead of taking them out, and a plain text has lost the stroke: words that a note calls removed, and
that stand once where it says, are struck words. They are kept between two marks, to be read again before the change.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge_base.statutes.amendments import Change
from knowledge_base.statutes.lines import lowered
from knowledge_base.statutes.numbering import step_of
from knowledge_base.statutes.places import Item
from knowledge_base.statutes.statute import Clause
from knowledge_base.vocabulary import Amendment

GAP = "[…]"
STRUCK = re.compile("\ue000([^\ue001]*)\ue001")
SPLIT = re.compile("(\ue000[^\ue001]*\ue001)")
STRUCK_REST = re.compile("(.*[;:]) \ue000([^\ue001]*)\ue001")
BEHIND = re.compile(r"([^;]+;) ([^;]+[;.]?)")
LISTED_IN_LEAD = re.compile(r"([^:;]+:) ([^:;]+;)")
ONLY_REPEALED = re.compile(
    r"\W*(?:ləğv (?:edil|olun)(?:mişdir|muşdur|ib|ub)|çıxarıl(?:mışdır|ıb)"
    r"|qüvvədən düş(?:müşdür|üb)|qüvvəsini itir(?:mişdir|ib))\W*"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a clause with its printed label, if any; text is None where it is not known.

    struck: repealed, and still printed.
    """

    text: str | None
    label: str | None = None
    struck: bool = False

    @property
    def shown(self) -> str:
        """The paragraph with its label and without struck words; a gap where it is not known."""
        text = GAP if self.text is None else _read(self.text)
        return f"{self.label}. {text}" if self.label else text


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs of a clause, its lead first."""

    paragraphs: tuple[Paragraph, ...]

    @property
    def standing(self) -> tuple[Paragraph, ...]:
        """The paragraphs that are not repealed."""
        return tuple(one for one in self.paragraphs if not one.struck)

    @property
    def text(self) -> str | None:
        """The whole text; None while any paragraph is unknown."""
        return None if any(one.text is None for one in self.standing) else self.shown

    @property
    def shown(self) -> str:
        """The text with gaps."""
        return " ".join(one.shown for one in self.standing)

    @property
    def lost(self) -> bool:
        """Whether nothing of it is known."""
        return all(one.text is None for one in self.standing)

    @property
    def labelled(self) -> bool:
        """Whether its paragraphs bear printed labels."""
        return any(one.label for one in self.paragraphs)


UNKNOWN = Body((Paragraph(None),))


def body_of(clause: Clause) -> Body:
    """Return a printed clause in paragraphs; in one where its list does not add up to its text."""
    rest = "".join(f" {item.number}. {item.text}" for item in clause.items)
    if not clause.items or not clause.text.endswith(rest):
        return Body((Paragraph(clause.text),))
    lead = Paragraph(clause.text.removesuffix(rest))
    return Body((lead, *(Paragraph(item.text, item.number) for item in clause.items)))


def says_only_repealed(text: str | None) -> bool:
    """Whether the source prints only that it was repealed, in the place of the words."""
    return text is not None and ONLY_REPEALED.fullmatch(lowered(text)) is not None


def body_of_lines(lines: Sequence[str]) -> Body:
    """Return an earlier wording as the note prints it, line by line."""
    return Body(tuple(Paragraph(line) for line in lines if line)) if any(lines) else UNKNOWN


def struck(body: Body, changes: Sequence[Change]) -> Body:
    """Return the printed text with what was removed, and is printed all the same, marked as struck."""
    for change in changes:
        item = change.place.item if change.place else None
        if body.labelled and _counted_before_numbers(change, changes):
            item = Item(label=_number_since(change, changes))
            if change.what is Amendment.ITEM_REPEALED:
                body = _with_struck_rest(body, item)
                continue
        again = any(change.before and change.before in (other.after or "") for other in changes)
        if (
            change.what is Amendment.WORDS_REMOVED
            and change.before
            and not (again and _later(change, changes))
        ):
            body = _with_struck_words(body, item, change.before)
        elif change.what is Amendment.ITEM_REPEALED and item and item.label and body.labelled:
            at = _index(body, item)
            body = body if at is None else _replaced(body, at, replace(body.paragraphs[at], struck=True))
    return body


def _counted_before_numbers(change: Change, changes: Sequence[Change]) -> bool:
    """Whether it names a paragraph by its place in a list that was given its numbers later."""
    counted = change.place is not None and change.place.item is not None and change.place.item.place
    return bool(counted and change.day) and any(
        other.what is Amendment.RENUMBERED and other.day and change.day and other.day >= change.day
        for other in changes
    )


def _number_since(change: Change, changes: Sequence[Change]) -> str:
    """Return the number that a counted paragraph was given; of a repealed one, that of the paragraph before it.

    What was repealed before the numbers were given has none, and those behind it moved up.
    """
    place = _counted(change)
    gone = sum(
        _counted(other) < place
        and other.what is Amendment.ITEM_REPEALED
        and (other.day or date.min) >= (change.day or date.min)
        and _counted_before_numbers(other, changes)
        for other in changes
        if _counted(other)
    )
    return str(place - 1 - gone - (change.what is Amendment.ITEM_REPEALED))


def _counted(change: Change) -> int:
    item = change.place.item if change.place else None
    return (item.place if item else None) or 0


def _with_struck_rest(body: Body, before: Item) -> Body:
    """Mark the paragraph without a number that is printed behind another one, or behind the lead, as struck."""
    at = 0 if before.label == "0" else _index(body, before)
    text = body.paragraphs[at].text if at is not None else None
    printed = (LISTED_IN_LEAD if at == 0 else BEHIND).fullmatch(text or "")
    return _with(body, at, f"{printed[1]} \ue000{printed[2]}\ue001") if printed and at is not None else body


def _later(removal: Change, changes: Sequence[Change]) -> bool:
    """Whether the removed words were put in again afterwards."""
    return any(
        (removal.before or "") in (other.after or "")
        and other.day
        and removal.day
        and other.day >= removal.day
        for other in changes
    )


def _with_struck_words(body: Body, item: Item | None, words: str) -> Body:
    if item:
        at = _index(body, item)
        places = [] if at is None else [at]
    else:
        places = [at for at, one in enumerate(body.paragraphs) if one.text and words in one.text]
    if len(places) != 1:
        return body
    marked = _swapped(body.paragraphs[places[0]].text or "", words, f"\ue000{words}\ue001", 1)
    return body if marked is None else _with(body, places[0], marked)


def _read(text: str) -> str:
    return re.sub(" {2,}", " ", STRUCK.sub("", text)).strip() if "\ue000" in text else text


def unwound(body: Body, changes: Sequence[Change]) -> Body:
    """Return the body as it stood before all the changes that one act made inside the clause."""
    for change in _latest_first(changes):
        body = _before(body, change)
    return body


def _latest_first(changes: Sequence[Change]) -> list[Change]:
    """Later in the act is undone first. What an act does after renumbering names the new numbers, before it the old."""
    backwards = list(reversed(changes))
    if not any(change.what is Amendment.RENUMBERED for change in changes):
        return backwards

    def rank(change: Change) -> int:
        if change.what is Amendment.RENUMBERED:
            return 1
        item = change.place.item if change.place else None
        return 2 if item and item.place else 0

    return sorted(backwards, key=rank)


def _before(body: Body, change: Change) -> Body:
    item = change.place.item if change.place else None
    if change.what is Amendment.RENUMBERED:
        return _with_old_numbers(body, change)
    if change.what is Amendment.ITEM_REPEALED:
        return _with_repealed(body, item, change.former[0] if len(change.former) == 1 else None)
    if item is None:
        return _words_before(body, change) if change.what in WORDS else UNKNOWN
    at = _index(body, item)
    if at is None:
        return UNKNOWN
    if change.what is Amendment.ITEM_ADDED:
        return Body(body.paragraphs[:at] + body.paragraphs[at + 1 :])
    was = change.former[0] if len(change.former) == 1 else None
    if change.what is not Amendment.ITEM_REWORDED:
        text = body.paragraphs[at].text
        was = None if text is None else _undone(text, change)
    return _with(body, at, was)


WORDS = frozenset(
    {Amendment.WORDS_ADDED, Amendment.WORDS_REPLACED, Amendment.WORDS_REMOVED, Amendment.PUNCTUATION}
)


def _words_before(body: Body, change: Change) -> Body:
    """Undo a change of words whose paragraph is not named: only where they stand in one place of a known text."""
    fitting = [
        (at, was)
        for at, one in enumerate(body.paragraphs)
        if one.text is not None and (was := _undone(one.text, change)) is not None
    ]
    words = change.after or ""
    elsewhere = sum(_read(one.text or "").count(words) for one in body.standing) > (change.times or 1)
    unsure = body.text is None or (words and elsewhere) or change.what is Amendment.PUNCTUATION
    if unsure or len(fitting) != 1:
        return UNKNOWN
    return _with(body, *fitting[0])


def _undone(text: str, change: Change) -> str | None:
    if change.what is Amendment.PUNCTUATION:
        before, after = change.before or "", change.after or ""
        return text.removesuffix(after) + before if text.endswith(after) else None
    if change.what is Amendment.WORDS_REMOVED:
        mark = f"\ue000{change.before}\ue001"
        return text.replace(mark, change.before or "") if text.count(mark) == 1 else None
    if not change.after:
        return None
    if change.times is None:
        return _inflected(text, change)
    if change.what is Amendment.WORDS_REPLACED and change.before:
        return _swapped(text, change.after, change.before, change.times)
    if change.what is Amendment.WORDS_ADDED and change.anchor:
        joined = (
            _joined(change.anchor, change.after)
            if change.anchor_first
            else _joined(change.after, change.anchor)
        )
        return _swapped(text, joined, change.anchor, change.times)
    return None


def _inflected(text: str, change: Change) -> str | None:
    """Put the old words back before whatever case ending the new ones bear.

    Only where the same ending fits both by the law of vowel harmony: same last letter, same last vowel. Several
    occurrences are taken only where the note says that there were so many.
    """
    before, after = change.before, change.after
    if change.what is not Amendment.WORDS_REPLACED or not before or not after or change.place is None:
        return None
    vowels = [re.findall("[aəeıioöuü]", lowered(words)) for words in (before, after)]
    alike = before[-1] == after[-1] and all(vowels) and vowels[0][-1] == vowels[1][-1]
    words = re.compile(rf"(?<!\w){re.escape(after)}(?=\w{{0,6}}\b)")
    pieces = SPLIT.split(text)
    count = sum(len(words.findall(piece)) for piece in pieces[::2])
    if (
        not alike
        or change.place.number is None
        or not (count == 1 or (count == 2 and "hər iki halda" in change.told))
    ):
        return None
    pieces[::2] = [words.sub(lambda _: before, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _joined(first: str, second: str) -> str:
    return first + ("" if re.match(r"[,;.:]", second) else " ") + second


def _swapped(text: str, found: str, instead: str, times: int) -> str | None:
    whole = re.compile(rf"(?<!\w){re.escape(found)}(?!\w)")
    pieces = SPLIT.split(text)
    if sum(len(whole.findall(piece)) for piece in pieces[::2]) != times:
        return None
    pieces[::2] = [whole.sub(lambda _: instead, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _with(body: Body, at: int, text: str | None) -> Body:
    return _replaced(body, at, replace(body.paragraphs[at], text=text))


def _replaced(body: Body, at: int, paragraph: Paragraph) -> Body:
    return Body((*body.paragraphs[:at], paragraph, *body.paragraphs[at + 1 :]))


def _index(body: Body, item: Item) -> int | None:
    """Find a paragraph: by its label where labels are printed, else counted from the lead."""
    if item.label and body.labelled:
        return next((at for at, one in enumerate(body.paragraphs) if one.label == item.label), None)
    place = item.place or (int(item.label) if item.label and item.label.isdigit() else 0)
    return place - 1 if 1 <= place <= len(body.paragraphs) else None


def _with_old_numbers(body: Body, change: Change) -> Body:
    """Before it the paragraphs were counted, not numbered; only where all of them are renumbered do we know that."""
    moved = change.place.relabelled if change.place else None
    listed = body.paragraphs[1:]
    labels = [str(number) for number in range(1, len(listed) + 1)]
    if moved is None or moved[1].label != "1" or [one.label for one in listed] != labels[: moved[2]]:
        return UNKNOWN
    return Body((body.paragraphs[0], *(replace(one, label=None) for one in listed)))


def _with_repealed(body: Body, item: Item | None, was: str | None) -> Body:
    """Put a repealed paragraph back: as the note gives it, as it is still printed, else as one that is not known."""
    if item is None:
        return UNKNOWN
    if item.label and body.labelled:
        if (there := _index(body, item)) is not None:
            printed = body.paragraphs[there].text
            was = was or (None if says_only_repealed(printed) else printed)
            return _replaced(body, there, Paragraph(was, item.label))
        later = (
            at
            for at, one in enumerate(body.paragraphs)
            if one.label and step_of(one.label) > step_of(item.label)
        )
        at = next(later, len(body.paragraphs))
        return Body((*body.paragraphs[:at], Paragraph(was, item.label), *body.paragraphs[at:]))
    place = item.place or 0
    if not 2 <= place <= len(body.paragraphs) + 1:
        return UNKNOWN
    if rest := STRUCK_REST.fullmatch(body.paragraphs[place - 2].text or ""):
        body, was = _with(body, place - 2, rest[1]), was or rest[2]
    return Body((*body.paragraphs[: place - 1], Paragraph(was), *body.paragraphs[place - 1 :]))
