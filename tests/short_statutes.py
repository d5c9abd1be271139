"""Statutes of a clause or two, as texts to be read and as what was read from one."""

from datetime import date

from knowledge_base.statutes.statute import Act, AmendingAct, Clause, Doubt, Footnote, Section, StatuteText

MINISTRY = "Azərbaycan Respublikası İqtisadiyyat Nazirliyi"
# The sector's own statute, with all that a page of a statute can show; a card rests on its 3.0.1.
OF_THE_SECTOR = StatuteText(
    code="002",
    body=MINISTRY,
    title="Çağrı mərkəzi sektorunun əsasnaməsi",
    act=Act("Çağrı mərkəzi sektorunun əsasnaməsi", "12/34", date(2020, 3, 5)),
    decision_points=(),
    units=(),
    sections=(Section("3", "Vəzifələr", 3),),
    clauses=(
        Clause("3.0.1", "002:3.0.1", "3", None, "Sınaq bəndinin mətni budur.", "duty"),
        Clause("3.0.9", "002:3.0.9", "3", None, "İkinci sınaq bəndi.", "duty"),
    ),
    footnotes=(Footnote("1", "002:3.0.9", "Sınaq qeydi."),),
    amending_acts=(AmendingAct("56", None, "Sınaq qərarı, № 56"),),
    doubts=(Doubt("3.0.2 nömrəsi yoxdur.", "3-cü bölmə"),),
)


def of_a_department(repairs: str, *footnotes: Footnote) -> StatuteText:
    """Statute 003 with two clauses, of which 6.1.5 says who repairs."""
    return StatuteText(
        code="003",
        body=MINISTRY,
        title="Şöbənin əsasnaməsi",
        act=Act(None, None, None),
        sections=(Section("6", "Vəzifələr", 6),),
        clauses=(
            Clause("6.1.4", "003:6.1.4", "6", None, "şəbəkəyə qoşulmanı təşkil edir;", "duty"),
            Clause("6.1.5", "003:6.1.5", "6", None, repairs, "duty"),
        ),
        footnotes=footnotes,
    )


def of_one_clause(code: str, number: str) -> StatuteText:
    """A statute of this code with this clause alone."""
    return StatuteText(
        code=code,
        body=MINISTRY,
        title=f"{code} aktı",
        act=Act(None, None, None),
        sections=(Section(number.partition(".")[0], "Bölmə", 1),),
        clauses=(Clause(number, f"{code}:{number}", number.partition(".")[0], None, "bənd;", "duty"),),
    )


def text_of(*more: str, ministry: str = "Sınaq") -> str:
    """A statute as it stands in a file, whose last clause is 3.0.1; more holds the clauses after it."""
    after = "".join(f"{one}\n" for one in more)
    return f"""
Azərbaycan Respublikası {ministry} Nazirliyinin Sınaq şöbəsinin
ƏSASNAMƏSİ

1. Ümumi müddəalar
1.1. Sınaq şöbəsi Nazirliyin struktur bölməsidir.

3. Şöbənin vəzifələri
3.0. Şöbənin vəzifələri aşağıdakılardır:
3.0.1. sınaqları keçirmək;
{after}"""
