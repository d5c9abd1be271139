"""docs/lives.md: five appeals played from the call to the end, one of each kind, and printed as the console prints them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session

from callcenter.accounts.vocabulary import Role
from callcenter.appeal_commands import life_of, lines_of
from callcenter.appeals import (
    answering,
    consulting,
    forwarding,
    handling,
    joining,
    pacing,
    reception,
    splitting,
)
from callcenter.appeals.forwarding import LetterDraft
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception import UrgentTime
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Channel, Delivery, Kind, Outcome, Pace
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor, actor_of
from knowledge_base.suggesting import Knowledge, read_knowledge
from tests import factories
from tests.factories import CALL_CENTRE, EGOV, NETWORK, SOFTWARE

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "lives.md"
HEAD = """# Five lives

One appeal of each kind, played through the acts of the product and printed by `callcenter appeals show`: the steps with
their day and who took them, the due date (→) wherever it moved, and at the end its sum. Drawn by `make docs`; a test
plays them again and fails when a step, a name or a day differs. The people are invented.
"""
# Tuesday, 13 October 2026, 12:00 in Baku.
BEGINS = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)
REPAIRED = "Nasaz avadanlıq dəyişdirildi, bağlantı bərpa olundu."


@dataclass
class Office:
    """The people of the ministry and the time of their day."""

    session: Session
    knowledge: Knowledge
    sealer: Sealer
    people: dict[str, Actor]
    now: datetime = BEGINS

    def wait(self, days: int = 0, minutes: int = 7) -> None:
        """Let time pass."""
        self.now += timedelta(days=days, minutes=minutes)

    def log(self, text: str, kind: Kind | None, **more: Any) -> Appeal:
        """The operator takes an appeal down."""
        return factories.log(
            self.session,
            self.people["operator"],
            knowledge=self.knowledge,
            sealer=self.sealer,
            now=self.now,
            text=text,
            kind=kind,
            **more,
        )

    def does(self, who: str, act: Callable[..., Appeal], appeal: Appeal, **typed: Any) -> None:
        """Somebody takes a step, and a few minutes pass."""
        self.wait()
        act(self.session, appeal.number, appeal.version, by=self.people[who], now=self.now, **typed)

    def staff(self, who: str) -> int:
        """The id of somebody's place."""
        staff = self.people[who].staff
        assert staff is not None
        return staff.id

    def works_out(
        self, appeal: Appeal, unit: str, text: str, outcome: Outcome = Outcome.SATISFIED, *, days: int = 1
    ) -> None:
        """A unit accepts what it was sent, gives it out, and after some days drafts and approves."""
        self.does(f"head {unit}", handling.accept, appeal)
        self.gives(appeal, unit)
        self.wait(days=days)
        self.does(f"executor {unit}", answering.draft, appeal, text=text, outcome=outcome)
        self.does(f"head {unit}", answering.approve, appeal)

    def gives(self, appeal: Appeal, unit: str) -> None:
        """The head gives it to the executor."""
        given = {"executor": self.staff(f"executor {unit}"), "instruction": "Yerində baxın."}
        self.does(f"head {unit}", handling.assign, appeal, **given)

    def tells(self, appeal: Appeal, outcome: Outcome) -> None:
        """The operator tells the caller and closes."""
        self.does(
            "operator",
            answering.deliver,
            appeal,
            delivery=Delivery.PHONE,
            note="Özünə deyildi.",
            outcome=None,
        )
        self.does("operator", answering.close, appeal, outcome=outcome)


def complaint(office: Office) -> Iterator[Appeal]:
    """Returned three times, decided by the head of the call centre, extended, redrafted, reopened."""
    appeal = office.log(factories.WIFI, Kind.APPLICATION)
    office.does("operator", handling.reclassify, appeal, kind=Kind.COMPLAINT)
    office.does("operator", consulting.consult, appeal, units=[EGOV], question="Bu şəbəkə sizindir?")
    office.does(f"head {EGOV}", consulting.advise, appeal, text="Xeyr, şəbəkə sektorunundur.")
    for unit, clause in ((SOFTWARE, "003:6.1.6"), (EGOV, "003:6.1.6"), (NETWORK, "003:6.2.8")):
        office.wait(days=1)
        office.does("operator", handling.route, appeal, unit=unit)
        office.does(f"head {unit}", handling.send_back, appeal, reason="Bizə aid deyil.", clause=clause)
    decided = {"unit": NETWORK, "reason": "Avadanlıq şəbəkə sektorunun balansındadır."}
    office.does("centre head", handling.route, appeal, **decided)
    office.does(f"head {NETWORK}", handling.accept, appeal)
    office.gives(appeal, NETWORK)
    office.wait(days=6)
    longer = {"ground": "extended", "days": 5, "reason": "Avadanlıq sifariş olunub."}
    office.does(f"head {NETWORK}", handling.extend, appeal, **longer)
    office.does(f"executor {NETWORK}", answering.write, appeal, text="Avadanlıq gəldi.")
    office.wait(days=7)
    draft = {"text": REPAIRED, "outcome": Outcome.SATISFIED}
    office.does(f"executor {NETWORK}", answering.draft, appeal, **draft)
    office.does(f"head {NETWORK}", answering.revise, appeal, reason="Hansı mərtəbədə olduğunu yazın.")
    draft["text"] = f"Üçüncü mərtəbədə: {REPAIRED}"
    office.does(f"executor {NETWORK}", answering.draft, appeal, **draft)
    office.does(f"head {NETWORK}", answering.approve, appeal)
    office.tells(appeal, Outcome.SATISFIED)
    office.wait(days=4)
    office.does("operator", answering.reopen, appeal, reason="İnternet yenidən kəsilir.")
    office.does("operator", handling.route, appeal, unit=NETWORK)
    office.works_out(appeal, NETWORK, "Kabel dəyişdirildi.")
    office.tells(appeal, Outcome.SATISFIED)
    yield appeal


def inquiry(office: Office) -> Iterator[Appeal]:
    """Made clear, urgent, asked about and drafted in a unit, given back, and forwarded to the two bodies that have it."""
    appeal = office.log(
        "Mənə nazirlikdəki şəbəkə, əmək pensiyası və yaşayış icazəsi barədə məlumat verin.", Kind.INQUIRY
    )
    office.does("operator", pacing.clarify, appeal, question="Hansı illər üzrə?")
    office.does("operator", pacing.clarified, appeal, text="2024-cü və 2025-ci illər.")
    hurry = {"pace": Pace.URGENT, "reason": "Sabah məhkəməyə təqdim olunmalıdır."}
    office.does("operator", pacing.set_pace, appeal, **hurry)
    office.does("operator", handling.route, appeal, unit=NETWORK)
    office.does(f"head {NETWORK}", handling.accept, appeal)
    office.gives(appeal, NETWORK)
    asked = {"units": [EGOV], "question": "Şəbəkənin hansı hissəsi portalındır?"}
    office.does(f"executor {NETWORK}", consulting.consult, appeal, **asked)
    office.does(f"head {EGOV}", consulting.advise, appeal, text="Yalnız server otağı.")
    draft = {"text": "Şəbəkə barədə məlumat əlavə olunur.", "outcome": Outcome.EXPLAINED}
    office.does(f"executor {NETWORK}", answering.draft, appeal, **draft)
    office.does(
        f"head {NETWORK}", answering.revise, appeal, reason="Pensiya və icazə bizdə deyil: göndərilsin."
    )
    back = {"reason": "Qalan məlumat başqa qurumlardadır.", "clause": "003:6.2.8"}
    office.does(f"head {NETWORK}", handling.send_back, appeal, **back)
    letters = [LetterDraft("1", "labour", "4-12/7"), LetterDraft("2", "migration", "4-12/8")]
    office.does("operator", forwarding.forward, appeal, to=letters)
    office.does("operator", answering.close, appeal, outcome=Outcome.FORWARDED)
    yield appeal


def application(office: Office) -> Iterator[Appeal]:
    """Two matters in one letter: each unit answers its own, and one joint answer goes out."""
    appeal = office.log(
        "Kabinetdə internet yoxdur. Portal da açılmır.", Kind.APPLICATION, channel=Channel.LETTER
    )
    parts = [
        PartDraft("1", "Kabinetdə internet yoxdur.", NETWORK),
        PartDraft("2", "Portal açılmır.", EGOV),
    ]
    office.does("operator", splitting.split, appeal, parts=parts)
    first, second = appeal.parts
    office.works_out(first, NETWORK, REPAIRED)
    office.works_out(second, EGOV, "Portal texniki işlərə görə bağlı idi, açılıb.", Outcome.EXPLAINED)
    text, outcome = joining.proposed(office.session, appeal)
    office.does("operator", joining.join, appeal, text=text, outcome=outcome or Outcome.EXPLAINED)
    office.does("centre head", answering.approve, appeal)
    office.tells(appeal, Outcome.PARTLY_SATISFIED)
    yield from (appeal, first, second)


def proposal(office: Office) -> Iterator[Appeal]:
    """Heard by an official first, then studied and answered by the unit."""
    appeal = office.log("Təklif edirəm ki, portala sürətli giriş əlavə edilsin.", Kind.PROPOSAL)
    day = office.now.date() + timedelta(days=1)
    invited = UrgentTime(str(office.staff(f"head {EGOV}")), day, time(11), 30, "Bakı, 205-ci otaq")
    office.does("operator", reception.invite, appeal, urgent=invited, reason="Ezamiyyətə gedir.")
    office.wait(days=1)
    said = "Təklifi danışdı, yazılı cavab gözləyir."
    office.does("operator", reception.receive, appeal, said=said, answered=False)
    office.does("operator", handling.route, appeal, unit=EGOV)
    office.does(f"head {EGOV}", handling.accept, appeal)
    office.gives(appeal, EGOV)
    study = {"ground": "study", "days": None, "reason": "Təklif sınaqdan keçirilməlidir."}
    office.does(f"head {EGOV}", handling.extend, appeal, **study)
    office.wait(days=5)
    answer = {"text": "Təklifiniz qəbul olundu.", "outcome": Outcome.SATISFIED}
    office.does(f"executor {EGOV}", answering.draft, appeal, **answer)
    office.does(f"head {EGOV}", answering.approve, appeal)
    office.tells(appeal, Outcome.SATISFIED)
    yield appeal


def question(office: Office) -> Iterator[Appeal]:
    """Answered on the line and not to the caller's satisfaction; reopened, worked out by a unit, and they will write."""
    appeal = office.log("Müraciətə neçə gün baxılır?", Kind.QUESTION)
    told = {"text": "15 iş günü ərzində.", "outcome": Outcome.EXPLAINED, "consent": True}
    office.does("operator", answering.answer_on_line, appeal, **told)
    office.wait(days=1)
    office.does("operator", answering.reopen, appeal, reason="Portalda başqa müddət göstərilib.")
    office.does("operator", handling.route, appeal, unit=SOFTWARE)
    office.does(
        f"head {SOFTWARE}", handling.send_back, appeal, reason="Portal şöbənindir.", clause="003:6.1.6"
    )
    office.does("operator", handling.route, appeal, unit=EGOV)
    office.works_out(appeal, EGOV, "Portaldakı səhv düzəldildi: müddət 15 iş günüdür.", Outcome.EXPLAINED)
    delivered = {"delivery": Delivery.PHONE, "told_to": "Özünə", "note": "", "outcome": None}
    office.does("operator", answering.deliver, appeal, **delivered)
    office.does("operator", answering.offer_written, appeal, accepted=True, note="Yazılı müraciət edəcək.")
    yield appeal


LIVES: dict[Kind, Callable[[Office], Iterator[Appeal]]] = {
    Kind.COMPLAINT: complaint,
    Kind.INQUIRY: inquiry,
    Kind.APPLICATION: application,
    Kind.PROPOSAL: proposal,
    Kind.QUESTION: question,
}


def drawn(session: Session, knowledge: Knowledge, sealer: Sealer) -> str:
    """Play the five lives in the session's transaction and return the document."""
    office = Office(session, knowledge, sealer, _people(session))
    lines = [HEAD]
    for kind, play in LIVES.items():
        office.now = BEGINS
        lines += [f"## {kind.value.capitalize()} ({kind.label})", "", (play.__doc__ or "").strip()]
        for appeal in play(office):
            lines += ["", "```text", *lines_of(life_of(session, appeal)), "```"]
        lines.append("")
    return "\n".join(lines)


def _people(session: Session) -> dict[str, Actor]:
    seats: list[tuple[str, Role, str, str]] = [
        ("operator", Role.OPERATOR, CALL_CENTRE, "Nigar Operator"),
        ("centre head", Role.CENTRE_HEAD, CALL_CENTRE, "Rəşad Mərkəz"),
    ]
    for unit, name in ((NETWORK, "Şəbəkə"), (SOFTWARE, "Proqram"), (EGOV, "Portal")):
        seats.append((f"head {unit}", Role.UNIT_HEAD, unit, f"Elçin {name}"))
        seats.append((f"executor {unit}", Role.UNIT_STAFF, unit, f"Günay {name}"))
    users = {who: factories.make_user(session, role, unit=unit) for who, role, unit, _ in seats}
    for who, _, _, name in seats:
        actor = actor_of(session, users[who])
        users[who].display_name = name
        assert actor.staff is not None
        actor.staff.full_name = name
    session.flush()
    return {who: actor_of(session, user) for who, user in users.items()}


def _draw() -> str:
    from tests.conftest import SETTINGS, filled

    with TemporaryDirectory() as folder:
        database = filled(f"sqlite:///{folder}/lives.db")
        with database.transaction() as session:
            text = drawn(session, read_knowledge(session), Sealer(SETTINGS.data_key))
        database.dispose()
    return text


if __name__ == "__main__":
    DOCUMENT.write_text(_draw(), encoding="utf-8")
