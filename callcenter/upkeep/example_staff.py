"""Act: give the example staff their places and, in the home body, their accounts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from callcenter.accounts import api_keys
from callcenter.accounts.models import ApiKey, User
from callcenter.accounts.signing_in import hash_password
from callcenter.accounts.upkeep import new_password
from callcenter.accounts.vocabulary import Role, Scope
from callcenter.core.errors import Refused
from callcenter.core.wording import say
from callcenter.directory import queries as directory
from callcenter.directory import upkeep
from callcenter.directory.actors import Actor, actor_of
from callcenter.directory.models import StaffMember, Unit
from callcenter.upkeep.example_texts import CALL_CENTRE, Member

PASSWORD = "numune-parol-2026"  # noqa: S105  # nosec B105  # for trying out, printed on the screen
SITE = "nümunə sayt"
# The first part of the sign-in names at a desk, by the code of its unit.
PLACES = {
    "economy-apparatus": "apparatus",
    "economy-call-centre": "centre",
    "economy-egov": "egov",
    "economy-network": "network",
    "economy-software": "software",
}
DESKS = {Role.UNIT_HEAD: "head", Role.UNIT_STAFF: "staff"}
NAMES = {
    Role.OPERATOR: "operator",
    Role.CENTRE_HEAD: "centre.head",
    Role.LEADERSHIP: "leader",
    Role.KNOWLEDGE_EDITOR: "editor",
    Role.ADMINISTRATOR: "admin",
    Role.INSPECTOR: "inspector",
}


@dataclass(frozen=True)
class Staff:
    """Who may act in the example past: units by name, everybody read once and usable in any session."""

    accounts: tuple[tuple[str, Role], ...]
    operators: Sequence[Actor]
    centre_head: Actor
    administrator: Actor
    heads: Mapping[str, Actor]
    executors: Mapping[str, Sequence[Actor]]
    site: Actor

    @property
    def entrusted(self) -> Actor:
        """The operator who was authorised to receive reports of corruption."""
        return self.operators[1]

    @property
    def centre_deputy(self) -> Actor:
        """Who runs the call centre's own desk as a unit."""
        return self.heads[CALL_CENTRE]


def appoint_staff(session: Session, members: Sequence[Member], *, now: datetime) -> Staff:
    """Open what is missing of the example accounts and places, and return everybody.

    The known password opens example accounts only where there were no accounts at all: beside real ones
    they stand in the past but nobody can sign in with them. Refused where a sign-in name is somebody else's.
    """
    units = {unit.name: unit for unit in directory.units(session)}
    _refuse_other_home(units, members)
    alone = session.scalar(select(User.id).limit(1)) is None
    hashed = hash_password(PASSWORD if alone else new_password())
    actors = []
    for member, name in _named(units, members):
        user = _account(session, member, name, hashed, now) if name else None
        if member.unit is not None:
            _place(session, units[member.unit], member, user)
        if user is not None:
            actors.append(actor_of(session, user))
            # Read now: the acts ask for the unit after this session is over.
            _ = actors[-1].staff and actors[-1].staff.unit.body
    return Staff(
        accounts=tuple((actor.user.name, actor.user.role) for actor in actors if actor.user),
        operators=[actor for actor in actors if actor.role is Role.OPERATOR],
        centre_head=_with_role(actors, Role.CENTRE_HEAD)[0],
        administrator=_with_role(actors, Role.ADMINISTRATOR)[0],
        heads={actor.staff.unit.name: actor for actor in _with_role(actors, Role.UNIT_HEAD) if actor.staff},
        executors=_by_unit(_with_role(actors, Role.UNIT_STAFF)),
        site=Actor(api_key=_site_key(session, now)),
    )


def _refuse_other_home(units: Mapping[str, Unit], members: Sequence[Member]) -> None:
    home = {unit.code for unit in units.values() if unit.body.home}
    known = all(member.unit is None or member.unit in units for member in members)
    if not known or not home.issuperset(PLACES):
        raise Refused(
            "no-examples-for-this-body",
            say(
                "Nümunələr İqtisadiyyat Nazirliyinin bölmələri üçün yazılıb: CALLCENTER_HOME_BODY=economy "
                "ilə boş baza göstərin və ya nümunəsiz işləyin (`callcenter db upgrade`)."
            ),
        )


def _named(units: Mapping[str, Unit], members: Sequence[Member]) -> Iterator[tuple[Member, str | None]]:
    """Yield each member with a sign-in name, None for people of other bodies."""
    taken: Counter[str] = Counter()
    for member in members:
        unit = units[member.unit] if member.unit else None
        if unit is not None and not unit.body.home:
            yield member, None
            continue
        # The call centre is headed by a role of its own; whoever runs its desk as a unit is the deputy.
        name = NAMES.get(member.role) or _desk_name(unit, member.role)
        taken[name] += 1
        yield member, name if taken[name] == 1 else f"{name}{taken[name]}"


def _desk_name(unit: Unit | None, role: Role) -> str:
    place = PLACES[unit.code] if unit else "ministry"
    return "centre.deputy" if (place, role) == ("centre", Role.UNIT_HEAD) else f"{place}.{DESKS[role]}"


def _account(session: Session, member: Member, name: str, hashed: str, now: datetime) -> User:
    user = session.scalar(select(User).where(User.name == name))
    if user is None:
        user = User(
            name=name, display_name=member.name, role=member.role, password_hash=hashed, created_at=now
        )
        session.add(user)
        session.flush()
    elif (user.role, user.display_name) != (member.role, member.name):
        raise Refused(
            "example-name-taken",
            say("«%(name)s» giriş adı başqasınındır: nümunələri boş bazaya yazın.", name=name),
        )
    return user


def _place(session: Session, unit: Unit, member: Member, user: User | None) -> None:
    there = select(StaffMember.id).where(StaffMember.unit_id == unit.id, StaffMember.full_name == member.name)
    if session.scalar(there) is None:
        head = member.role in (Role.UNIT_HEAD, Role.CENTRE_HEAD)
        # The other bodies' people serve under laws of their own.
        held = directory.position_named(session, member.held or member.position) if unit.body.home else None
        upkeep.appoint(session, unit, member.name, member.position, head=head, user=user, held=held)


def _site_key(session: Session, now: datetime) -> ApiKey:
    """Return the key under which the example site's appeals stand; revoked, so that nobody can use it."""
    named = select(ApiKey).where(ApiKey.name == SITE)
    if session.scalar(named) is None:
        api_keys.add_key(session, SITE, [Scope.APPEALS_WRITE.value], now=now)
        api_keys.revoke_key(session, SITE, now=now)
    return session.scalars(named).one()


def _with_role(actors: Sequence[Actor], role: Role) -> list[Actor]:
    return [actor for actor in actors if actor.role is role]


def _by_unit(actors: Sequence[Actor]) -> Mapping[str, Sequence[Actor]]:
    found: dict[str, list[Actor]] = {}
    for actor in actors:
        if actor.staff is not None:
            found.setdefault(actor.staff.unit.name, []).append(actor)
    return found
