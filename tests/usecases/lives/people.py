"""The people among whom an appeal lives, who of them is there today, and the moment at which they act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from hypothesis.vendor.pretty import RepresentationPrinter
from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts import mandates
from callcenter.accounts.models import ApiKey, User
from callcenter.appeals import queries
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception_models import ReceptionSlot
from callcenter.core.clock import baku_date
from callcenter.core.sealing import Sealer
from callcenter.directory.actors import Actor, actor_of
from callcenter.directory.models import StaffMember
from callcenter.directory.standing_in import Away
from knowledge_base.suggesting import Knowledge
from tests.factories import EGOV, NETWORK, SOFTWARE

# No card is of this unit, so that it may be retired; nobody stands above it.
TRIAL = "economy-trial"
UNITS = (NETWORK, SOFTWARE, EGOV, TRIAL)
RETIRED = "economy-retired"
OFFICE, SYSTEM = "key", "nobody"


@dataclass(frozen=True)
class Place:
    """Where somebody sits."""

    staff_id: int
    full_name: str
    unit: str
    head: bool


@dataclass(frozen=True)
class Empowered:
    """Who acts as the head of the call centre from the first day to the last."""

    name: str
    first: date
    last: date


@dataclass(repr=False)
class World:
    """A database with people in it, the appeals that they made in this life, and the time.

    founders are those who are there when a life begins. left are those who went since; absences and mandates are what
    was noted since, by id.
    """

    session: Session
    knowledge: Knowledge
    sealer: Sealer
    now: datetime
    founders: Mapping[str, User]
    office: ApiKey
    slots: Sequence[ReceptionSlot] = ()
    foreign: str = ""
    users: dict[str, User] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    absences: dict[int, Away] = field(default_factory=dict)
    mandates: dict[int, Empowered] = field(default_factory=dict)
    appeals: list[Appeal] = field(default_factory=list)
    last: Appeal | None = None
    _turn: int = 0
    _read: tuple[object, Mapping[str, Actor]] = (None, field(default_factory=dict))

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        # Else a failed life is printed with every field of its world, the whole knowledge base among them.
        printer.text("World()")

    def begin(self, now: datetime) -> None:
        """Begin a new life: nothing has happened yet."""
        self.now, self.appeals, self.last = now, [], None
        self.absences, self.mandates, self.left = {}, {}, set()
        self.users, self.places = dict(self.founders), {}
        for name in self.founders:
            self.take_in(name)

    def take_in(self, name: str) -> None:
        """Note where somebody sits who has come."""
        found = self.session.scalar(select(StaffMember).where(StaffMember.user_id == self.users[name].id))
        if found is not None:
            self.places[name] = Place(found.id, found.full_name, found.unit.code, found.head)
        self.reorganised()

    def reorganised(self) -> None:
        """Note that people or units are no longer what they were: everybody's rights are read anew."""
        self._turn += 1

    @property
    def today(self) -> date:
        """The day in Baku."""
        return baku_date(self.now)

    @property
    def people(self) -> Mapping[str, Actor]:
        """Everybody as they may act today, read anew whenever that may have changed."""
        state = self._turn, frozenset(self.away_today()), frozenset(self.empowered_today())
        if self._read[0] != state:
            there = [name for name in self.users if name not in self.left]
            self._read = state, {name: self.actor(name) for name in (*there, OFFICE, SYSTEM)}
        return self._read[1]

    def actor(self, name: str) -> Actor:
        """Somebody as a request at this moment reads them."""
        if name in (OFFICE, SYSTEM):
            return Actor(api_key=self.office) if name == OFFICE else Actor()
        user = self.users[name]
        user.act_as(mandates.acting_role(self.session, user, self.today))
        return actor_of(self.session, user, now=self.now)

    def away_today(self) -> Mapping[int, Away]:
        """Who is away today, by id of the staff member."""
        noted = self.absences.values()
        return {one.staff_id: one for one in noted if one.first_on <= self.today <= one.last_on}

    def empowered_today(self) -> set[str]:
        """Who acts today as the head of the call centre."""
        return {one.name for one in self.mandates.values() if one.first <= self.today <= one.last}

    def is_there(self, name: str) -> bool:
        """Say whether somebody has not left and is not away today."""
        away = name in self.places and self.places[name].staff_id in self.away_today()
        return name not in self.left and not away

    def unit_code(self, appeal: Appeal) -> str:
        """The code of the unit that has the appeal, "" where none has."""
        return appeal.unit.code if appeal.unit else ""

    def head_of(self, unit: str) -> str:
        """Who decides for a unit today: its head who is there, else who stands in, else somebody above."""
        head = f"head {unit}"
        if head not in self.places:
            return "apparatus"
        if self.is_there(head):
            return head
        away = self.away_today().get(self.places[head].staff_id)
        deputies = [name for name in self.staffed() if away and self.staff_id(name) == away.deputy_id]
        return next(filter(self.is_there, (*deputies, f"head {EGOV}")), "apparatus")

    def executor_of(self, appeal: Appeal) -> str:
        """The name of the appeal's executor, of who decides for its unit where it has none."""
        found = [name for name in self.staffed() if self.staff_id(name) == appeal.executor_id]
        return found[0] if found else self.head_of(self.unit_code(appeal))

    def staffed(self) -> list[str]:
        """Everybody who has a place in a unit and has not left."""
        return [name for name in self.places if name not in self.left]

    def staff_id(self, name: str) -> int:
        """The id of somebody's place."""
        return self.places[name].staff_id

    def sees(self, name: str, appeal: Appeal) -> bool:
        """Say whether somebody may know of the appeal."""
        return name in self.people and queries.is_visible(self.session, self.people[name], appeal)

    def look(self) -> None:
        """See what the last move made: parts are appeals too."""
        self.appeals = list(self.session.scalars(select(Appeal).order_by(Appeal.id)))
