"""Act: take a statute that was read into the knowledge base, as its wording in force."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.directory import registering
from callcenter.directory import upkeep as directory
from callcenter.directory.models import Body, Unit, UnitKind
from knowledge_base import owning, queries, revisions
from knowledge_base.articles.flags import flag_for_change
from knowledge_base.models import (
    AmendingAct,
    Clause,
    Doubt,
    Footnote,
    Section,
    Statute,
    StatuteVersion,
)
from knowledge_base.statutes.comparing import Compared
from knowledge_base.statutes.plain_data import fingerprint
from knowledge_base.statutes.statute import Doubt as Doubted
from knowledge_base.statutes.statute import StatuteText
from knowledge_base.statutes.wordings import standing_texts
from knowledge_base.vocabulary import ClauseRole, Turn

_DIGITS = re.compile(r"\d+")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,19}")


@dataclass(frozen=True)
class Imported:
    """What an import did: the statute's code, how many clauses it has, and what became of each that is not as it was.

    doubts are those about whose it is: another name in the text, a body that was founded.
    """

    code: str
    changed: bool
    clauses: int
    compared: tuple[Compared, ...] = ()
    first: bool = False
    doubts: tuple[Doubted, ...] = ()

    def count(self, *turns: Turn) -> int:
        """Return how many clauses took one of these turns."""
        return sum(one.turn in turns for one in self.compared)

    @property
    def replaced(self) -> tuple[Compared, ...]:
        """What became of the clauses of the version before; nothing for a first import."""
        return () if self.first else self.compared

    @property
    def figures(self) -> dict[str, str | bool | int]:
        """The import in figures, as `kb import --json` prints them."""
        return {
            "code": self.code,
            "changed": self.changed,
            "clauses": self.clauses,
            "added": self.count(Turn.ADDED),
            "removed": self.count(Turn.REMOVED),
            "reworded": self.count(Turn.CHANGED, Turn.GIVEN),
            "moved": self.count(Turn.MOVED),
        }

    @property
    def told(self) -> Sentence:
        """What happened, in a sentence."""
        if not self.changed:
            return say("Dəyişiklik yoxdur.")
        return say(
            "Yeni bənd: %(added)d, çıxarılan: %(removed)d, dəyişən: %(reworded)d, başqa nömrəyə keçən: %(moved)d.",
            **{name: self.figures[name] for name in ("added", "removed", "reworded", "moved")},
        )


def code_of(file_name: str, given: str | None) -> str:
    """Return the statute's code: the one given, else the leading digits of the file's name."""
    if given is not None:
        if not _CODE.fullmatch(given):
            raise InvalidInput(
                {"code": say("Kod hərf, rəqəm və defisdən ibarət olmalıdır, ən çoxu 20 simvol.")}
            )
        return given
    digits = _DIGITS.match(file_name)
    if digits is None:
        raise InvalidInput(
            {"code": say("«%(name)s» faylının adında kod yoxdur: --code ilə göstərin.", name=file_name)}
        )
    return digits.group()[:20]


def import_statute(
    session: Session,
    statute: StatuteText,
    *,
    now: datetime,
    body_code: str | None = None,
    new_body: bool = False,
) -> Imported:
    """Make the statute the wording in force; importing what is already in force changes nothing.

    Cards are never touched. Clauses of units are tied to the units of the directory, made when new; clauses that list
    civil-service positions become the directory's register. InvalidInput (body) as in `owning.owner_of`.
    """
    revisions.take_turn(session)
    owner = owning.owner_of(session, statute, body_code, new=new_body)
    # Also when nothing changed: a database that is older than the register gets it by importing again.
    registering.register_positions(session, standing_texts(statute).items())
    content_hash = fingerprint(statute)
    present = revisions.in_force(session, statute.code)
    if present is not None and present.content_hash == content_hash:
        if revisions.write_wordings(session, present, statute):
            queries.note_change(session)
        return Imported(statute.code, False, len(present.clauses), doubts=owner.doubts)
    compared = revisions.compared_with(session, present, statute)

    body = directory.found_body(session, *owner.founded, home=False) if owner.founded else owner.body
    statute = replace(statute, doubts=(*statute.doubts, *owner.doubts))
    units = _units(session, statute, body) if body else {}
    kept = session.scalar(select(Statute).where(Statute.code == statute.code)) or Statute(code=statute.code)
    kept.body = body
    session.add(kept)
    session.flush()
    version = _put_in_force(session, kept, statute, content_hash, units, now=now)
    revisions.write_wordings(session, version, statute)
    if present is not None:
        revisions.write_revision(session, present, version, compared, now=now)
        touched = [one.key for one in compared if one.turn is not Turn.ADDED]
        flag_for_change(session, touched, statute.code, now=now)
    queries.note_change(session)
    return Imported(
        statute.code, True, len(statute.clauses), tuple(compared), first=present is None, doubts=owner.doubts
    )


def _put_in_force(
    session: Session,
    kept: Statute,
    statute: StatuteText,
    content_hash: str,
    units: dict[str, Unit],
    *,
    now: datetime,
) -> StatuteVersion:
    earlier = session.scalars(select(StatuteVersion).where(StatuteVersion.statute_id == kept.id)).all()
    for version in earlier:
        version.in_force = False
    session.flush()
    again = next((version for version in earlier if version.content_hash == content_hash), None)
    if again is not None:
        again.in_force = True
        return again
    version = _version(kept, statute, content_hash, units, now=now)
    session.add(version)
    session.flush()
    return version


def _version(
    kept: Statute, statute: StatuteText, content_hash: str, units: dict[str, Unit], *, now: datetime
) -> StatuteVersion:
    return StatuteVersion(
        statute=kept,
        content_hash=content_hash,
        body_name=(statute.body or "")[:400],
        title=statute.title or statute.act.title or _nameless(statute),
        act_number=statute.act.number,
        act_date=statute.act.date,
        imported_at=now,
        in_force=True,
        decision_points=[{"number": point.number, "text": point.text} for point in statute.decision_points],
        sections=[
            Section(position=place, number=section.number, title=section.title)
            for place, section in enumerate(statute.sections)
        ],
        clauses=_clauses(statute, units),
        footnotes=[
            Footnote(
                number=note.number, clause_key=note.clause, place=note.place, at=note.at[:400], text=note.text
            )
            for note in statute.footnotes
        ],
        amending_acts=[
            AmendingAct(position=place, number=act.number, made_on=act.date, text=act.text)
            for place, act in enumerate(statute.amending_acts)
        ],
        doubts=[Doubt(what=doubt.what, where=doubt.where) for doubt in statute.doubts],
    )


def _nameless(statute: StatuteText) -> str:
    """What a statute whose title is not in its text is called: by its unit, else by its code."""
    return f"{statute.units[0].name} (əsasnamə)" if statute.units else statute.code


def _clauses(statute: StatuteText, units: dict[str, Unit]) -> list[Clause]:
    return [
        Clause(
            position=place,
            key=clause.key,
            number=clause.number,
            section=clause.section,
            unit_name=clause.unit,
            unit=units.get(clause.unit) if clause.unit else None,
            role=ClauseRole(clause.role),
            catch_all=clause.catch_all,
            lead=clause.lead,
            items=[{"number": item.number, "text": item.text} for item in clause.items],
            text=clause.text,
        )
        for place, clause in enumerate(statute.clauses)
    ]


def _units(session: Session, statute: StatuteText, body: Body) -> dict[str, Unit]:
    made: dict[str, Unit] = {}
    for place, unit in enumerate(statute.units, start=1):
        made[unit.name] = directory.found_unit(
            session,
            body,
            unit.name,
            code=f"{body.code}-{statute.code}-{place}",
            kind=UnitKind(unit.kind),
            parent=made.get(unit.parent) if unit.parent else None,
            statute_code=statute.code,
        )
    return made


def lost_bases(session: Session) -> list[Sentence]:
    """Return a warning for each card whose clause its imported statute does not have, or has repealed."""
    lost = queries.cards_of_lost_clauses(session)
    printed = queries.clauses_printed(session, [key for _, key in lost])
    return [_lost_basis(card.code, key, printed=key in printed) for card, key in lost]


def unfounded_cards(session: Session) -> list[Sentence]:
    """Return a warning for each card of whose clauses none is in force: nobody is competent by it until it is mended."""
    lost = queries.cards_of_lost_clauses(session)
    gone = Counter(card.code for card, _ in lost)
    cards = {card.code: card for card, _ in lost}
    return [
        say(
            "«%(card)s» kartının heç bir bəndi qüvvədə deyil: bəndini dəyişin və ya kartı istifadədən çıxarın.",
            card=code,
        )
        for code, count in gone.items()
        if count == len(cards[code].clauses)
    ]


def _lost_basis(card: str, key: str, *, printed: bool) -> Sentence:
    if printed:
        return say(
            "«%(card)s» kartı %(clause)s bəndinə əsaslanır, həmin bənd isə ləğv edilib.",
            card=card,
            clause=key,
        )
    return say(
        "«%(card)s» kartı %(clause)s bəndinə əsaslanır, əsasnamədə isə belə bənd yoxdur.",
        card=card,
        clause=key,
    )
