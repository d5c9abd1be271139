"""Any tree printed as a statute is read back the same; any text is read or refused."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from knowledge_base.statutes.parsing import parse, to_json
from knowledge_base.statutes.pdf_files import FEWEST_LETTERS
from knowledge_base.statutes.reading import UnreadableStatute, read_text
from knowledge_base.statutes.statute import StatuteText
from tests.rules.statute_files import pdf_of, web_page_of, word_of

LETTERS = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
TITLES = (
    "Ümumi müddəalar",
    "Fəaliyyət istiqamətləri",
    "Şöbənin vəzifələri",
    "Şöbənin hüquqları",
    "Yekun qaydalar",
)
ROMAN = ("I", "II", "III", "IV", "V")
HEADS = (
    "{number}. {title}",
    "{roman}. {title}",
    "Fəsil {roman}. {title}",
    "Fəsil {number}\n{title}",
    "{roman} fəsil. {title}",
    "{number}-ci fəsil\n{title}",
    "Maddə {number}. {title}",
    "{number}.\n{title}",
)
COUNTED_HEADS = (
    "{roman}. {title}",
    "{roman}.\n{title}",
    "Fəsil {roman}. {title}",
    "Fəsil {number}. {title}",
    "{number}-ci fəsil\n{title}",
    "Maddə {number}. {title}",
)
PLAIN_HEADS = ("{number}. {title}", "{number}.\n{title}")
BARE_PAGES = """#set page(width: 120mm, height: 160mm, footer: context align(center)[#counter(page).display()])
#set text(font: "DejaVu Sans", size: 9pt, hyphenate: false)
#for line in json(bytes(sys.inputs.lines)) { par(text(line)) }
"""

words = st.text(alphabet=LETTERS, min_size=2, max_size=12)
sentences = st.lists(words, min_size=1, max_size=25).map(" ".join)


@dataclass(frozen=True)
class Printed:
    """A statute to print: per chapter its title and its clauses as (number, text)."""

    chapters: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    @property
    def clauses(self) -> list[tuple[str, str]]:
        return list(chain.from_iterable(clauses for _, clauses in self.chapters))


@st.composite
def chapters(draw: st.DrawFn, ordinal: int) -> tuple[str, tuple[tuple[str, str], ...]]:
    clauses: list[tuple[str, str]] = []
    first = draw(st.sampled_from([0, 1]))
    for number in range(first, first + draw(st.integers(1, 4))):
        below = draw(st.integers(0, 12))
        clauses.append((f"{ordinal}.{number}", draw(sentences) + (":" if below else ".")))
        clauses += [(f"{ordinal}.{number}.{child}", draw(sentences) + ";") for child in range(1, below + 1)]
        if draw(st.booleans()):
            clauses.append((f"{ordinal}.{number}-1", draw(sentences) + "."))
    return TITLES[ordinal - 1], tuple(clauses)


@st.composite
def statutes(draw: st.DrawFn) -> Printed:
    found = Printed(tuple(draw(chapters(ordinal)) for ordinal in range(1, draw(st.integers(1, 5)) + 1)))
    return (
        found
        if len(found.clauses) > 1
        else Printed((*found.chapters, ("Son", (("2.1", "bir;"), ("2.2", "iki.")))))
    )


@st.composite
def counted_statutes(draw: st.DrawFn) -> Printed:
    """Clauses 1, 2, 3 … through all chapters, some with clauses 3.1, 3.2 … and 3.1.1 … below."""
    found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    number = 0
    for title in TITLES[: draw(st.integers(1, 5))]:
        clauses: list[tuple[str, str]] = []
        for _ in range(draw(st.integers(1, 4)) + (not found)):
            number += 1
            below = draw(st.sampled_from([0, 0, 1, 2, 11]))
            clauses.append((str(number), draw(sentences) + (":" if below else ".")))
            for child in range(1, below + 1):
                deeper = draw(st.sampled_from([0, 0, 0, 2]))
                clauses.append((f"{number}.{child}", draw(sentences) + (":" if deeper else ";")))
                clauses += [(f"{number}.{child}.{at}", draw(sentences) + ";") for at in range(1, deeper + 1)]
            if draw(st.integers(0, 5)) == 0:
                clauses.append((f"{number}-1", draw(sentences) + "."))
        found.append((title, tuple(clauses)))
    return Printed(tuple(found))


@st.composite
def plainly_headed_statutes(draw: st.DrawFn, *, starts_over: bool) -> Printed:
    """Headings 1, 2 … in words over clauses 1, 2 …, which begin again under each heading or go through."""
    found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    number = 0
    for title in TITLES[: draw(st.integers(2, 5))]:
        number = 0 if starts_over else number
        count = draw(st.integers(1, 4)) + (not found)
        clauses = [(str(at), draw(sentences) + ".") for at in range(number + 1, number + count + 1)]
        found.append((title, tuple(clauses)))
        number += count
    return Printed(tuple(found))


@st.composite
def layouts(draw: st.DrawFn, heads: tuple[str, ...] = HEADS) -> dict[str, object]:
    return {
        "width": draw(st.integers(20, 110)),
        "gap": draw(st.sampled_from(["\n", "\n\n", "\n \n", "\r\n", "\x0c"])),
        "indent": draw(st.sampled_from(["", "   ", "\t", "\xa0\xa0"])),
        "dot": draw(st.sampled_from([".", ""])),
        "space": draw(st.sampled_from([" ", "  ", "\xa0"])),
        "head": draw(st.sampled_from(heads)),
    }


printings = st.one_of(st.tuples(statutes(), layouts()), st.tuples(counted_statutes(), layouts(COUNTED_HEADS)))
# A page that leaves no gap below a heading joins it with the clause below: there this shape may be refused.
printings_by_lines = st.one_of(
    printings, st.tuples(plainly_headed_statutes(starts_over=False), layouts(PLAIN_HEADS))
)


def printed(statute: Printed, layout: dict[str, object]) -> str:
    return str(layout["gap"]).join(printed_lines(statute, layout))


def printed_lines(statute: Printed, layout: dict[str, object]) -> list[str]:
    lines: list[str] = []
    for ordinal, (title, clauses) in enumerate(statute.chapters, start=1):
        head = str(layout["head"]).format(number=ordinal, roman=ROMAN[ordinal - 1], title=title)
        lines += head.split("\n")
        for number, text in clauses:
            first, *rest = textwrap.wrap(
                text, int(str(layout["width"])), break_long_words=False, break_on_hyphens=False
            )
            dot = layout["dot"] if "." in number else "."
            lines += [f"{layout['indent']}{number}{dot}{layout['space']}{first}", *rest]
    return lines


def has_both_sorts(statute: Printed) -> bool:
    """Where every number has clauses below it, or none has, numbers without headings may be chapters or points."""
    return any(f"{number}.1" in dict(statute.clauses) for number, _ in statute.clauses) and any(
        "." not in number and text.endswith(".") for number, text in statute.clauses
    )


def assert_read_back(statute: Printed, data: bytes, name: str) -> None:
    understood = parse(read_text(data, name), code="900")
    assert [(clause.number, clause.text) for clause in understood.clauses] == statute.clauses
    assert [section.title for section in understood.sections] == [title for title, _ in statute.chapters]
    assert [doubt for doubt in understood.doubts if doubt.where != "başlıq"] == []


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(statutes(), layouts())
def test_any_tree_printed_as_a_statute_is_read_back_the_same(
    statute: Printed, layout: dict[str, object]
) -> None:
    assert_read_back(statute, printed(statute, layout).encode(), "a.txt")


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(counted_statutes(), layouts(COUNTED_HEADS))
def test_any_tree_counted_through_its_chapters_is_read_back_the_same(
    statute: Printed, layout: dict[str, object]
) -> None:
    assert_read_back(statute, printed(statute, layout).encode(), "a.txt")


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(plainly_headed_statutes(starts_over=False), layouts(PLAIN_HEADS))
def test_clauses_that_go_through_headings_numbered_like_them_are_read_back_the_same(
    statute: Printed, layout: dict[str, object]
) -> None:
    assert_read_back(statute, printed(statute, layout).encode(), "a.txt")


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(plainly_headed_statutes(starts_over=True), layouts(PLAIN_HEADS))
def test_clauses_that_begin_again_under_headings_numbered_like_them_are_read_back_and_doubted(
    statute: Printed, layout: dict[str, object]
) -> None:
    understood = parse(read_text(printed(statute, layout).encode(), "a.txt"), code="900")
    assert [(clause.number, clause.text) for clause in understood.clauses] == statute.clauses
    assert [section.title for section in understood.sections] == [title for title, _ in statute.chapters]
    over = [f"fəsil {roman}" for roman in ROMAN[1 : len(statute.chapters)]]
    assert [doubt.where for doubt in understood.doubts if doubt.where != "başlıq"] == over


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.booleans().flatmap(lambda way: plainly_headed_statutes(starts_over=way)), st.data())
def test_one_number_that_does_not_fit_headings_numbered_like_clauses_is_never_read_silently(
    statute: Printed, data: st.DataObject
) -> None:
    lines = printed_lines(
        statute, {"width": 2000, "indent": "", "dot": ".", "space": " ", "head": "{number}. {title}"}
    )
    at = data.draw(st.integers(0, len(lines) - 1))
    number, _, rest = lines[at].partition(". ")
    lines[at] = f"{data.draw(st.integers(0, 9).filter(lambda other: str(other) != number))}. {rest}"
    understood = outcome("\n".join(lines))
    assert isinstance(understood, UnreadableStatute) or [
        doubt for doubt in understood.doubts if doubt.where != "başlıq"
    ]


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(counted_statutes().filter(has_both_sorts), layouts())
def test_clauses_counted_without_any_heading_are_all_read(
    statute: Printed, layout: dict[str, object]
) -> None:
    text = printed(Printed((("", tuple(statute.clauses)),)), {**layout, "head": "Yol haqqında Əsasnamə"})
    understood = parse(read_text(text.encode(), "a.txt"), code="900")
    assert [(clause.number, clause.text) for clause in understood.clauses] == statute.clauses
    assert [doubt.where for doubt in understood.doubts if doubt.where != "başlıq"] == ["fəsil I"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(printings_by_lines, st.sampled_from([word_of, web_page_of]))
def test_any_tree_is_read_back_the_same_from_word_files_and_web_pages(
    printing: tuple[Printed, dict[str, object]], made_by: Callable[[list[str]], bytes]
) -> None:
    statute, layout = printing
    assert_read_back(statute, made_by(printed_lines(statute, layout)), "a")


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(printings)
@example(
    (
        Printed((("Ümumi müddəalar", (("1", "aa."), ("1-1", "aa."), ("2", "aa."), ("2-1", "aa."))),)),
        {"indent": "   ", "dot": ".", "space": " ", "head": "Fəsil {number}. {title}"},
    )
)
def test_any_tree_is_read_back_the_same_from_a_pdf(printing: tuple[Printed, dict[str, object]]) -> None:
    statute, layout = printing
    lines = printed_lines(statute, {**layout, "width": 2000})
    assume(sum(map(str.isalpha, "".join(lines))) >= FEWEST_LETTERS)
    assert_read_back(statute, pdf_of(lines, BARE_PAGES), "a.pdf")


fragments = st.one_of(
    st.text(max_size=20),
    st.builds("{}.{}. {}".format, st.integers(0, 9), st.integers(0, 9), sentences),
    st.builds(
        "{}.{}.{}-{} {}".format,
        st.integers(0, 9),
        st.integers(0, 9),
        st.integers(0, 99),
        st.integers(0, 9),
        sentences,
    ),
    st.builds("{}. {}".format, st.one_of(st.integers(0, 9), st.sampled_from(ROMAN)), sentences),
    st.builds("[{}] {}".format, st.integers(0, 9), sentences),
    st.sampled_from(
        [
            *TITLES,
            *(
                "1.1",
                "3.",
                "-",
                "[1]",
                "12",
                "Ə S A S N A M Ə",
                "QƏRAR",
                "QEYDİYYAT NÖMRƏSİ",
                "ADI",
                "99.99.9999",
            ),
            "İSTİFADƏ OLUNMUŞ MƏNBƏ SƏNƏDLƏRİNİN SİYAHISI",
            "Yol şöbəsi (bundan sonra - Şöbə)",
            "1.1. Yol sektorunun vəzifələri aşağıdakılardır:",
            "Şöbənin strukturuna Yol, və sektorları daxildir.",
            "32 mart 0000-ci il tarixli 5 nömrəli qərarı ilə təsdiq edilmişdir",
        ]
    ),
)


def outcome(text: str) -> StatuteText | UnreadableStatute:
    try:
        return parse(text, code="900")
    except UnreadableStatute as refused:
        return refused


@settings(max_examples=300)
@given(st.lists(fragments, max_size=30), st.sampled_from(["\n", "\n\n", " "]))
def test_any_text_is_read_or_refused_with_a_code(lines: list[str], gap: str) -> None:
    understood = outcome(gap.join(lines))
    if isinstance(understood, StatuteText):
        assert len({clause.key for clause in understood.clauses}) == len(understood.clauses)
        assert to_json(understood)["clauses"]
    else:
        assert understood.code in {
            *("not-a-statute", "bad-characters", "several-statutes", "statute-in-russian")
        }


@given(st.text())
def test_free_text_never_breaks_the_reader(text: str) -> None:
    assert isinstance(outcome(text), (StatuteText, UnreadableStatute))
