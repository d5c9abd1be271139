"""Statutes of a few clauses with footnotes, for what follows from the notes."""

from datetime import date

from knowledge_base.statutes.statute import Act, Clause, Doubt, Footnote, Item, Section, StatuteText
from knowledge_base.statutes.wordings import Wording, histories_of

FIRST = "3 may 2019-cu il tarixli 11 nömrəli Nazirliyin Qərarı ilə "
SECOND = "7 iyun 2021-ci il tarixli 22 nömrəli Nazirliyin Qərarı (“Qəzet”, 8 iyun 2021-ci il, № 5) ilə "
DAY, LATER = date(2019, 5, 3), date(2021, 6, 7)


def statute(
    texts: dict[str, str], *notes: str, items: tuple[Item, ...] = (), doubts: tuple[Doubt, ...] = ()
) -> StatuteText:
    return StatuteText(
        code="900",
        body=None,
        title="Sınaq",
        act=Act(None, None, None),
        sections=(Section("1", "Bir", 1), Section("2", "İki", 2)),
        clauses=tuple(
            Clause(number, f"900:{number}", number[0], None, text, "duty", items=items)
            for number, text in texts.items()
        ),
        footnotes=tuple(Footnote(str(place), "900:2.1", text) for place, text in enumerate(notes, start=1)),
        doubts=doubts,
    )


def wordings(text: str, *notes: str, items: tuple[Item, ...] = ()) -> tuple[Wording, ...]:
    return histories_of(statute({"2.1": text}, *notes, items=items)).wordings["900:2.1"]
