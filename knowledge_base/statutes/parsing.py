"""Text of a statute becomes its understanding: body, act, units, chapters, clauses, footnotes and doubts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from callcenter.core.wording import say
from knowledge_base.statutes import doubting
from knowledge_base.statutes.approval import Approval, is_own_name, read_approval
from knowledge_base.statutes.cyrillic import in_latin, is_azerbaijani, is_cyrillic
from knowledge_base.statutes.doubting import doubt
from knowledge_base.statutes.footnotes import Mark, hung, read_trailer, trailer_start, without_marks
from knowledge_base.statutes.lines import Spelling, joined, lowered, printed_lines, spelling_of
from knowledge_base.statutes.numbering import clause_number, point_number
from knowledge_base.statutes.outline import ClauseDraft, Outline, SectionDraft, outline_of
from knowledge_base.statutes.refusals import (
    UnreadableStatute,
    in_russian,
    several_statutes,
    without_clauses,
    without_legal_words,
)
from knowledge_base.statutes.running_on import inner_number, second_statute
from knowledge_base.statutes.shapes import shaped
from knowledge_base.statutes.statute import Clause, Doubt, Item, Role, Section, StatuteText, Unit, to_json
from knowledge_base.statutes.units import (
    COUNTRY,
    body_in,
    main_unit_in,
    main_unit_of_title,
    tree_of,
    unit_of_duties,
    units_of_structure,
)

__all__ = ["parse", "to_json"]

MAX_LINES = 50_000
FEWEST_CLAUSES = 2
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
LEGAL_WORDS = re.compile(
    r"əsasnamə|müddəa|vəzifə|hüquq|fərman|qərar|nazirli|şöbə|sektor|idarə|qayda|toplu|maddə|bənd"
)
ROLES: tuple[tuple[str, Role], ...] = (
    (r"ümumi müddəa", "general"),
    (r"fəaliyyət istiqamət|istiqamətləri\b", "direction"),
    (r"\b(?:vəzifələri?|funksiyaları?)\b", "duty"),
    (r"\bhüquqları?\b", "right"),
    (r"fəaliyyətinin təşkili|işinin təşkili|strukturu\b|rəhbərlik", "organisation"),
)
CATCH_ALL = re.compile(
    r"\bdigər (?:istiqamətlərdə fəaliyyət|vəzifə(?:ləri)?\b|funksiyaları?\b|hüquqları?\b|məsələləri\b"
    r"|səlahiyyətləri\b|tapşırıqları(?:nı)?\b)[^;]*\Z"
)


def parse(text: str, *, code: str) -> StatuteText:
    """Read a statute; `code` qualifies the keys of its clauses (`000:6.2.6`, `000:6.2.6/2`), empty for none.

    What the text leaves open is kept as doubts. Raises UnreadableStatute: `not-a-statute`, `statute-in-russian`,
    `bad-characters`, `statute-too-long` (over 50 000 lines with words), `several-statutes`.
    """
    text, script_doubts = _in_latin(text)
    lines, shape_doubts = shaped(_readable_lines(text))
    end = trailer_start(lines, 1)
    outline = outline_of(lines[:end])
    if name := second_statute(lines, outline.start):
        raise several_statutes(name)
    if sum(len(section.clauses) for section in outline.sections) < FEWEST_CLAUSES:
        raise without_clauses()
    if not any(LEGAL_WORDS.search(lowered(line)) for line in lines):
        raise without_legal_words()
    spelling = spelling_of(lines)
    approval = read_approval(lines[: outline.start], spelling)
    trailer = read_trailer(lines[end:], spelling)
    sections, clauses, marks = _texts(outline.sections, code, spelling)
    main, body = _whose(clauses, approval)
    units, unit_doubts = _units(main, sections, clauses)
    footnotes, mark_doubts = hung(trailer.notes, (*approval.marks, *marks))
    doubts = [
        *script_doubts,
        *_act_doubts(approval),
        *shape_doubts,
        *_left_out_doubts(lines, outline.start),
        *outline.doubts,
        *_inner_doubts(outline, spelling),
        *unit_doubts,
        *_nameless_doubts(approval, units),
        *trailer.doubts,
        *mark_doubts,
    ]
    return StatuteText(
        code=code,
        body=body,
        title=approval.title,
        act=approval.act,
        units=tuple(units),
        sections=tuple(sections),
        clauses=tuple(_with_units(clauses, sections, main, units)),
        footnotes=tuple(footnotes),
        amending_acts=trailer.acts,
        decision_points=approval.points,
        doubts=tuple(doubts),
    )


def _in_latin(text: str) -> tuple[str, list[Doubt]]:
    if not is_cyrillic(text):
        return text, []
    if not is_azerbaijani(text):
        raise in_russian()
    return in_latin(text), [doubt(doubting.CYRILLIC, doubting.AT_LETTERS)]


def _readable_lines(text: str) -> list[str]:
    if UNSTORABLE.search(text):
        sentence = say("Mətndə yazı işarəsi olmayan simvollar var; fayl zədələnib və ya mətn faylı deyil.")
        raise UnreadableStatute("bad-characters", sentence)
    lines = printed_lines(text)
    if len(lines) > MAX_LINES:
        sentence = say(
            "Mətn çox uzundur: %(lines)s sətir (ən çoxu %(limit)s sətir ola bilər).",
            lines=len(lines),
            limit=MAX_LINES,
        )
        raise UnreadableStatute("statute-too-long", sentence)
    return lines


def _texts(
    drafts: Sequence[SectionDraft], code: str, spelling: Spelling
) -> tuple[list[Section], list[Clause], list[Mark]]:
    sections: list[Section] = []
    clauses: list[Clause] = []
    marks: list[Mark] = []
    keys = _Keys(code)
    for draft in drafts:
        title, title_marks = without_marks(joined(draft.title, spelling))
        rest, text_marks = without_marks(joined(draft.lines, spelling))
        section = Section(draft.number, title, draft.ordinal, rest)
        sections.append(section)
        marks += [Mark(number, "section", draft.number) for number in (*title_marks, *text_marks)]
        role = role_of(section)
        for clause_draft, following in zip(draft.clauses, [*draft.clauses[1:], None], strict=False):
            clause, found = _clause(clause_draft, following, section, role, keys, spelling)
            clauses.append(clause)
            marks += found
    return sections, clauses, marks


@dataclass
class _Keys:
    """Gives each occurrence of a number its own key."""

    code: str

    def __post_init__(self) -> None:
        self.times: dict[str, int] = {}

    def next(self, number: str) -> str:
        self.times[number] = times = self.times.get(number, 0) + 1
        qualified = f"{self.code}:{number}" if self.code else number
        return qualified if times == 1 else f"{qualified}/{times}"


def _clause(
    draft: ClauseDraft,
    following: ClauseDraft | None,
    section: Section,
    role: Role,
    keys: _Keys,
    spelling: Spelling,
) -> tuple[Clause, list[Mark]]:
    text, numbers = without_marks(joined(draft.lines, spelling))
    number, key = draft.number.printed, keys.next(draft.number.printed)
    items = tuple(
        Item(item.point.printed, without_marks(joined(item.lines, spelling))[0]) for item in draft.items
    )
    depth = len(draft.number.steps)
    parent = (
        following is not None
        and following.number.steps[:depth] == draft.number.steps != following.number.steps
    )
    clause = Clause(
        number=number,
        key=key,
        section=section.number,
        unit=None,
        text=text,
        role=role,
        catch_all=bool(CATCH_ALL.search(lowered(text[-250:]))),
        lead=parent and text.endswith(":"),
        items=items,
    )
    of_item = {
        mark: item.point.printed
        for item in draft.items
        for line in item.lines
        for mark in without_marks(line)[1]
    }
    return clause, [Mark(mark, "clause", number, key, of_item.get(mark)) for mark in numbers]


def role_of(section: Section) -> Role:
    """Return what a chapter's clauses are, by its title; chapters of other acts are general."""
    title = lowered(section.title)
    return next((role for words, role in ROLES if re.search(words, title)), "general")


def _whose(clauses: Sequence[Clause], approval: Approval) -> tuple[str | None, str | None]:
    """Return the main unit and the state body, from the first clause, else from the titles."""
    opening = clauses[0].text if clauses else ""
    main = main_unit_in(opening) or (main_unit_of_title(approval.title) if approval.title else None)
    told = body_in(opening)
    named = [name for name in (told if main else None, approval.body, told) if name]
    # Words of a heading may stand before a name that does not begin with the country's.
    return main, next((name for name in named if name.startswith(COUNTRY)), next(iter(named), None))


def _units(
    main: str | None, sections: Sequence[Section], clauses: Sequence[Clause]
) -> tuple[list[Unit], list[Doubt]]:
    with_duties = [name for section in sections if (name := unit_of_duties(section.title))]
    with_duties += [name for clause in clauses if clause.lead and (name := unit_of_duties(clause.text))]
    listed = [name for clause in clauses if main for name in units_of_structure(clause.text)]
    return tree_of(main, list(dict.fromkeys(with_duties)), listed)


def _with_units(
    clauses: Sequence[Clause], sections: Sequence[Section], main: str | None, units: Sequence[Unit]
) -> Iterator[Clause]:
    """Give each clause its unit: the one named by the clause above it or by the chapter, else the main unit."""
    names = {lowered(unit.name): unit.name for unit in units}
    owners: dict[tuple[str, str], str] = {}
    of_section = {section.number: unit_of_duties(section.title) for section in sections}
    for clause in clauses:
        chapter = clause.section
        if clause.lead and (named := unit_of_duties(clause.text)):
            owners[chapter, clause.number] = names[lowered(named)]
        steps = _upwards(clause.number)
        above = next((owners[chapter, prefix] for prefix in steps if (chapter, prefix) in owners), None)
        by_section = of_section[chapter]
        yield replace(clause, unit=above or (names[lowered(by_section)] if by_section else main))


def _upwards(number: str) -> Iterator[str]:
    while number:
        yield number
        number = number.rpartition(".")[0]


def _inner_doubts(outline: Outline, spelling: Spelling) -> Iterator[Doubt]:
    for section in outline.sections:
        for draft in section.clauses:
            if inner := inner_number(joined(draft.lines, spelling), draft.number):
                yield inner


def _left_out_doubts(lines: Sequence[str], start: int) -> Iterator[Doubt]:
    """Doubt numbered lines between the statute's own name and its first chapter: the decision's points stand above it."""
    name = max((at for at, line in enumerate(lines[:start]) if is_own_name(line)), default=start)
    numbered = [line for line in lines[name + 1 : start] if clause_number(line) or point_number(line)]
    if numbered:
        said = {"line": numbered[0][:60], "count": len(numbered)}
        yield doubt(doubting.NUMBERED_ABOVE, doubting.AT_HEAD, **said)


def _nameless_doubts(approval: Approval, units: Sequence[Unit]) -> Iterator[Doubt]:
    if not units and re.search(r"əsasnamə(?:si)?\Z", lowered(approval.title or "")):
        yield doubt(doubting.NAMELESS_UNIT, doubting.AT_HEAD)


def _act_doubts(approval: Approval) -> list[Doubt]:
    doubts = []
    if not approval.title:
        doubts.append(doubt(doubting.NO_TITLE, doubting.AT_HEAD))
    if not approval.act.number or not approval.act.date:
        doubts.append(doubt(doubting.NO_ACT, doubting.AT_HEAD))
    return doubts
