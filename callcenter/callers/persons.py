"""Which callers are one person: one may have been written down twice, by the number and by the e-mail."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session

from callcenter.callers.models import Caller, CallerContact
from knowledge_base.language.folding import fold

# So many rows at most are taken for one person, and so many that share something are read at a time.
MOST, AT_ONCE = 50, 100


def same_person(session: Session, callers: Iterable[int]) -> list[int]:
    """Return the ids of all callers who are the same person as those given, these first.

    They share a FIN, a telephone, an e-mail or a VÖEN, with one of them or with somebody who does. A FIN decides
    alone. All else is shared in families and firms: no other name is taken for the same person, nor, where two names
    share what has none, either of them.
    """
    found = {one.id: one for one in _read(session, callers)}
    newest = list(found.values())
    while newest and len(found) < MOST:
        near = [one for one in _sharing(session, newest) if one.id not in found]
        newest = _fitting(near, list(found.values()))[: MOST - len(found)]
        found |= {one.id: one for one in newest}
    return list(found)


def _read(session: Session, ids: Iterable[int]) -> Iterable[Caller]:
    return session.scalars(select(Caller).where(Caller.id.in_(list(ids))).order_by(Caller.id)).all()


def _sharing(session: Session, callers: list[Caller]) -> Iterable[Caller]:
    """Everybody who shares something with one of the callers, found by the indexes."""
    ids = [one.id for one in callers]
    more = session.scalars(select(CallerContact.value).where(CallerContact.caller_id.in_(ids))).all()
    contacts = sorted({*more, *(value for one in callers for value in (one.phone, one.email) if value)})
    several = list(_by_each(contacts, callers))
    if not several:
        return ()
    near = union(*(one.limit(AT_ONCE).subquery().select() for one in several)).subquery()
    return session.scalars(
        select(Caller).where(Caller.id.in_(select(near.c[0]))).order_by(Caller.id.desc())
    ).all()


def _by_each(contacts: list[str], callers: list[Caller]) -> Iterator[Select[Any]]:
    if contacts:
        yield select(Caller.id).where(Caller.phone.in_(contacts)).order_by(Caller.id.desc())
        yield select(Caller.id).where(Caller.email.in_(contacts)).order_by(Caller.id.desc())
        yield (
            select(CallerContact.caller_id.label("id"))
            .where(CallerContact.value.in_(contacts))
            .order_by(CallerContact.caller_id.desc())
        )
    for column, values in (
        (Caller.fin_print, {one.fin_print for one in callers if one.fin_print}),
        (Caller.voen, {one.voen for one in callers if one.voen}),
    ):
        if values:
            yield select(Caller.id).where(column.in_(sorted(values))).order_by(Caller.id.desc())


def _fitting(near: list[Caller], known: list[Caller]) -> list[Caller]:
    """Those who may be the person as far as FIN and name go; where these say two different people, none of the two."""
    fins, names = _fins(known), _names(known)
    by_fin = [one for one in near if one.fin_print in fins]
    fitting = [
        one
        for one in near
        if one not in by_fin
        and not (one.fin_print and fins)
        and (not one.name or not names or fold(one.name) in names)
    ]
    if len(_names(fitting)) > 1 and not names:
        fitting = [one for one in fitting if not one.name]
    if len(_fins(fitting)) > 1:
        fitting = [one for one in fitting if not one.fin_print]
    return by_fin + fitting


def _fins(callers: Iterable[Caller]) -> set[str]:
    return {one.fin_print for one in callers if one.fin_print}


def _names(callers: Iterable[Caller]) -> set[str]:
    return {fold(one.name) for one in callers if one.name}
