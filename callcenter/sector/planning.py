"""Acts: make a work plan, sign it, report an item as done, and agree that it is (statute 002, clause 5.4.3)."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import notices, seals
from callcenter.core import trail
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotAllowed, Refused
from callcenter.core.wording import Sentence, say
from callcenter.sector import queries
from callcenter.sector.models import WorkItem, WorkPlan

# In the trail: the plan was signed, with the hash of what stood in it; an item was reported done, with the hash of the
# report; the head agreed, or gave it back.
SIGNED, REPORTED, CONFIRMED, GIVEN_BACK = "plan.signed", "plan.reported", "plan.confirmed", "plan.given_back"


def make_plan(
    session: Session, *, title: str, first_day: date, last_day: date, by: User, now: datetime
) -> WorkPlan:
    """Begin a plan for a period; InvalidInput where the days are the wrong way round or over."""
    wrong = {}
    if not title:
        wrong["title"] = say("İş planının adını yazın.")
    if last_day < first_day:
        wrong["last_day"] = say("Son gün ilk gündən əvvəl ola bilməz.")
    elif last_day < baku_date(now):
        wrong["last_day"] = say("Bu dövr artıq bitib: gələcək dövrü seçin.")
    if wrong:
        raise InvalidInput(wrong)

    made = WorkPlan(title=title, first_day=first_day, last_day=last_day, made_by=by, made_at=now)
    session.add(made)
    session.flush()
    return made


def add_item(session: Session, plan_id: int, *, what: str, owner: str, due_on: date) -> WorkItem:
    """Put an item into a plan that is not signed yet, for a person of the sector."""
    plan = _unsigned(session, plan_id)
    found = next((one for one in queries.people(session) if one.name == owner), None)
    wrong = {}
    if not what:
        wrong["what"] = say("Nə ediləcəyini yazın.")
    if found is None:
        wrong["owner"] = say("İcraçını sektorun əməkdaşlarından seçin.")
    if not plan.first_day <= due_on <= plan.last_day:
        wrong["due_on"] = say("Müddət planın dövrünə düşməlidir.")
    if wrong or found is None:
        raise InvalidInput(wrong)

    added = WorkItem(what=what, owner=found, due_on=due_on)
    plan.items.append(added)
    session.flush()
    return added


def remove_item(session: Session, item_id: int) -> None:
    """Take an item out of a plan that is not signed yet."""
    item = queries.item(session, item_id)
    _unsigned(session, item.plan_id).items.remove(item)
    session.flush()


def sign(session: Session, plan_id: int, *, by: User, now: datetime) -> WorkPlan:
    """Sign the plan: from now on nothing in it changes but what was done. Its owners are told."""
    plan = _unsigned(session, plan_id)
    if not plan.items:
        raise Refused("empty-plan", say("Boş planı imzalamaq olmaz: əvvəlcə tədbirləri əlavə edin."))

    plan.signed_by, plan.signed_at, plan.content_hash = by, now, hash_of(plan)
    session.flush()
    trail.record(session, SIGNED, now=now, user_id=by.id, about=str(plan.id), hash=plan.content_hash)
    _tell_owners(session, plan, now)
    return plan


def report_done(session: Session, item_id: int, *, report: str, by: User, now: datetime) -> WorkItem:
    """Say that an item is done, and how; only its owner does, and only of a signed plan."""
    item = queries.item(session, item_id)
    if item.owner_id != by.id:
        raise NotAllowed
    if item.plan.signed_at is None:
        raise Refused("not-signed", say("Plan hələ imzalanmayıb."))
    if item.reported_at is not None:
        raise Refused("already-reported", say("Bu tədbirin icrası artıq bildirilib."))
    if not report:
        raise InvalidInput({"report": say("Nə edildiyini yazın.")})

    item.reported_at, item.report, item.returned = now, report, None
    session.flush()
    said = seals.print_of(report)
    trail.record(session, REPORTED, now=now, user_id=by.id, about=str(item.id), hash=said)
    news = say(
        "«%(title)s» iş planı: %(who)s müddəti %(due)s olan tədbirin icrasını bildirib, təsdiqinizi gözləyir.",
        who=by.display_name,
        **_named(item),
    )
    _tell(session, item, [item.plan.signed_by_id], news, by=by, now=now)
    return item


def confirm(session: Session, item_id: int, *, by: User, now: datetime) -> WorkItem:
    """Agree that a reported item is done; never one's own."""
    item = _reported(session, item_id, by)

    item.confirmed_by, item.confirmed_at = by, now
    session.flush()
    trail.record(session, CONFIRMED, now=now, user_id=by.id, about=str(item.id))
    return item


def give_back(session: Session, item_id: int, *, reason: str, by: User, now: datetime) -> WorkItem:
    """Say why a reported item is not done yet: it is to be reported anew."""
    item = _reported(session, item_id, by)
    if not reason:
        raise InvalidInput({"reason": say("Tədbirin niyə icra edilmiş sayılmadığını yazın.")})

    item.reported_at, item.returned = None, reason
    session.flush()
    trail.record(session, GIVEN_BACK, now=now, user_id=by.id, about=str(item.id))
    news = say(
        "«%(title)s» iş planı: müddəti %(due)s olan tədbir sizə qaytarılıb, səbəbi planda yazılıb.",
        **_named(item),
    )
    _tell(session, item, [item.owner_id], news, by=by, now=now)
    return item


def hash_of(plan: WorkPlan) -> str:
    """Return the SHA-256 of what a signature covers."""
    said = [
        plan.title,
        plan.first_day.isoformat(),
        plan.last_day.isoformat(),
        [[one.what, one.owner_id, one.due_on.isoformat()] for one in sorted(plan.items, key=lambda i: i.id)],
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _tell_owners(session: Session, plan: WorkPlan, now: datetime) -> None:
    counted = Counter(one.owner_id for one in plan.items if one.owner_id != plan.signed_by_id)
    for owner_id, count in counted.items():
        news = say(
            "«%(title)s» iş planı imzalanıb: orada sizə tapşırılan tədbirlərin sayı %(count)d.",
            title=plan.title,
            count=count,
        )
        notices.tell(session, [owner_id], news, key=f"{SIGNED}:{plan.id}", now=now)


def _tell(
    session: Session, item: WorkItem, users: Iterable[int | None], news: Sentence, *, by: User, now: datetime
) -> None:
    """Tell others than who did it; each time anew, since an item may be given back more than once."""
    key = f"plan-item:{item.id}:{now.isoformat()}"
    notices.tell(session, set(users) - {by.id}, news, key=key, now=now)


def _named(item: WorkItem) -> dict[str, str]:
    return {"title": item.plan.title, "due": f"{item.due_on:%d.%m.%Y}"}


def _unsigned(session: Session, plan_id: int) -> WorkPlan:
    plan = queries.plan(session, plan_id)
    if plan.signed_at is not None:
        raise Refused("signed", say("İmzalanmış plan dəyişdirilmir: yeni plan hazırlayın."))
    return plan


def _reported(session: Session, item_id: int, by: User) -> WorkItem:
    item = queries.item(session, item_id)
    if not by.may(Permission.PLAN_WORK):
        raise NotAllowed
    if item.owner_id == by.id:
        raise NotAllowed("own-item", say("Öz tədbirinizin icrasını özünüz təsdiq edə bilməzsiniz."))
    if item.reported_at is None or item.confirmed_at is not None:
        raise Refused("not-reported", say("Bu tədbir təsdiq gözləmir."))
    return item
