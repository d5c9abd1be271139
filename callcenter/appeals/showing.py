"""How an appeal, its suggestions and its caller are put before a reader. Values for templates; nothing is written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from callcenter.appeals import lifecycle
from callcenter.appeals.accused import may_not_examine
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Decision
from callcenter.callers.models import Caller
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.models import Unit
from callcenter.web.display import initials
from knowledge_base import queries as knowledge_base
from knowledge_base.language.folding import fold
from knowledge_base.models import Clause
from knowledge_base.showing import MEETINGS
from knowledge_base.suggesting import CompetenceFacts, Knowledge, Suggestions

ADVICE = {
    Decision.ANSWER: say("Suala xətdə özünüz cavab verə bilərsiniz."),
    Decision.ROUTE: say("Müraciəti birinci göstərilən bölməyə yönləndirin."),
    Decision.FORWARD_OUT: say(
        "Bu məsələ qurumumuzun səlahiyyətinə aid deyil: müraciəti aidiyyəti quruma göndərin."
    ),
    Decision.SEVERAL: say("Müraciət bir neçə bölməyə aid ola bilər: məsələni zəng edənlə dəqiqləşdirin."),
    Decision.ASK: say("Kimin səlahiyyətində olduğu hələ aydın deyil: zəng edəndən əlavə soruşun."),
}
SURE = 0.5
UNFOUNDED = say("Birinci göstərilən kartın bəndi qüvvədə deyil: bölməni özünüz seçin.")


@dataclass(frozen=True)
class Met:
    """A word of the appeal, the word of the card that it met, and how."""

    word: str
    met: str
    how: Sentence


@dataclass(frozen=True)
class Suggested:
    """One ranked competence as a reader sees it; clause is the text of its main clause, when imported."""

    rank: int
    competence: str
    unit_code: str
    unit: str
    body_code: str
    body: str
    home: bool
    title: str
    summary: str
    clauses: tuple[str, ...]
    clause: str
    confidence: float
    matched: tuple[Met, ...]
    not_this: tuple[tuple[str, str], ...] = ()

    @property
    def sureness(self) -> Sentence:
        """The confidence in words."""
        if self.confidence >= 0.85:
            return say("əminlik çox yüksəkdir")
        if self.confidence >= SURE:
            return say("əminlik yüksəkdir")
        return say("əminlik aşağıdır") if self.confidence >= 0.2 else say("ehtimalı azdır")


@dataclass(frozen=True)
class Particulars:
    """What a reader may see of a caller."""

    name: str
    phone: str
    email: str
    fin: str
    voen: str
    address: str
    masked: bool


def clause_name(key: str) -> Sentence:
    """Return a clause as people read it: 002:3.0.1 is «002, bənd 3.0.1», the second of one number says that it is."""
    statute, _, number = key.partition(":")
    number, _, place = number.partition("/")
    if not number:
        return Sentence(key)
    if place:
        return say(
            "%(statute)s, bənd %(number)s (təkrarlanan nömrə: %(place)s)",
            statute=statute,
            number=number,
            place=place,
        )
    return say("%(statute)s, bənd %(number)s", statute=statute, number=number)


def live_suggestions(session: Session, suggestions: Suggestions) -> tuple[Suggested, ...]:
    """Return what the matching says of a text that is being typed."""
    texts = _main_clauses(session, (one.clauses for one, _ in suggestions.candidates))
    return tuple(
        Suggested(
            rank=rank,
            competence=facts.code,
            unit_code=facts.unit_code,
            unit=facts.unit,
            body_code=facts.body,
            body=facts.body_name,
            home=facts.home,
            title=facts.title,
            summary=facts.summary,
            clauses=candidate.clauses,
            clause=_text_of(candidate.clauses, texts),
            confidence=candidate.confidence,
            matched=_met((m.word, m.met, m.kind) for m in candidate.matched),
            not_this=facts.not_this,
        )
        for rank, (candidate, facts) in enumerate(suggestions.candidates, start=1)
    )


def kept_suggestions(session: Session, appeal: Appeal, knowledge: Knowledge) -> tuple[Suggested, ...]:
    """Return what the matching said at intake, as it was kept then."""
    texts = _main_clauses(session, (one.clauses for one in appeal.suggestions))
    return tuple(
        Suggested(
            rank=one.rank,
            competence=one.competence_code,
            unit_code=one.unit.code,
            unit=one.unit.name,
            body_code=one.unit.body.code,
            body=one.unit.body.name,
            home=one.unit.body.home,
            title=facts.title if facts else one.competence_code,
            summary=facts.summary if facts else "",
            clauses=tuple(one.clauses),
            clause=_text_of(one.clauses, texts),
            confidence=one.confidence,
            matched=_met((m["word"], m["met"], m["kind"]) for m in one.matched),
            not_this=facts.not_this if facts else (),
        )
        for one in appeal.suggestions
        for facts in [_facts_of(knowledge, one.competence_code)]
    )


def advice(decision: Decision, suggested: Sequence[Suggested]) -> Sentence:
    """Return in words what to do; who is likely, but by no clause in force, is no reason to ask the caller for more."""
    if (
        decision is Decision.ASK
        and suggested
        and not suggested[0].clauses
        and suggested[0].confidence >= SURE
    ):
        return UNFOUNDED
    return ADVICE[decision]


def advice_on(
    appeal: Appeal, suggested: Sequence[Suggested], *, routes: bool, apparatus_may: bool
) -> Sentence | None:
    """Return what to do with the appeal: those complained of never examine it, whatever the matching says.

    None where it is not to be routed, or not by this reader. apparatus_may: it does not complain of the Apparatus.
    """
    if appeal.state not in lifecycle.ON_OPERATORS_DESK or not routes:
        return None
    if appeal.accuses and apparatus_may:
        return say("Şikayəti şikayət edilən tərəfə vermək olmaz: Aparatın rəhbərinə yönləndirin.")
    if appeal.accuses:
        return say(
            "Şikayəti şikayət edilən tərəfə, Aparata da vermək olmaz: ona tabe olmayan bölməyə yönləndirin."
        )
    return advice(appeal.decision, suggested)


def decision_on(appeal: Appeal) -> Decision:
    """Return the decision that the advice follows: a complaint of somebody is routed past them."""
    return Decision.ROUTE if appeal.accuses else appeal.decision


def unit_advised(session: Session, appeal: Appeal) -> Unit | None:
    """Return the unit that the advice means; never one that the appeal complains of (002:4.0.09).

    Instead of these it is the Head of the Apparatus; None where it complains of the Apparatus too.
    """
    if not appeal.accuses:
        return appeal.suggestions[0].unit if appeal.suggestions else None
    office = directory.head_of_apparatus(session)
    return None if may_not_examine(session, appeal, office) else office


def by_unit(suggested: Iterable[Suggested]) -> list[list[Suggested]]:
    """Return the competences of each unit together, the unit of the likeliest one first."""
    units: dict[str, list[Suggested]] = {}
    for one in suggested:
        units.setdefault(one.unit_code, []).append(one)
    return list(units.values())


def marked(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """Return the text in pieces, those that are matched words marked with True."""
    wanted = sorted({word for word in words if word}, key=len, reverse=True)
    if not wanted:
        return [(text, False)]
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, wanted)) + r")(?!\w)")
    return [(piece, place % 2 == 1) for place, piece in enumerate(pattern.split(text)) if piece]


def particulars(caller: Caller, *, fin: str, in_full: bool) -> Particulars:
    """Return the caller's particulars, masked for those whose business they are not."""
    phone = caller.phone_typed or caller.phone or ""
    if in_full:
        return Particulars(
            name=caller.name or "",
            phone=phone,
            email=caller.email or "",
            fin=fin,
            voen=caller.voen or "",
            address=caller.address or "",
            masked=False,
        )
    return Particulars(
        name=initials(caller.name),
        phone=_hidden(phone, 2),
        email="•••" if caller.email else "",
        fin="•••" if caller.fin_sealed else "",
        voen=_hidden(caller.voen or "", 2),
        address="•••" if caller.address else "",
        masked=True,
    )


def _hidden(value: str, kept: int) -> str:
    return f"•••{value[-kept:]}" if value else ""


def _facts_of(knowledge: Knowledge, code: str) -> CompetenceFacts | None:
    # A card can be withdrawn later; what was suggested at intake stays on the page.
    return knowledge.facts.get(code)


def _main_clauses(session: Session, clauses: Iterable[Sequence[str]]) -> Mapping[str, Clause]:
    return knowledge_base.clauses_in_force(session, sorted({keys[0] for keys in clauses if keys}))


def _text_of(clauses: Sequence[str], texts: Mapping[str, Clause]) -> str:
    main = texts.get(clauses[0]) if clauses else None
    return main.text if main else ""


def _met(matched: Iterable[tuple[str, str, str]]) -> tuple[Met, ...]:
    """The matched words, each once; how the card spells the same word is of no interest."""
    found: dict[str, Met] = {}
    for word, met, kind in matched:
        same = fold(word) == fold(met)
        found.setdefault(fold(word), Met(word, word if same else met, MEETINGS["same" if same else kind]))
    return tuple(found.values())
