"""The moves of an appeal's life: each act with who does it, what they sensibly type, and what is wrong to type.

A move reads the world and a source of chance and returns the values of its act; the same chance in the same world
makes the same move, so that a life is told by its numbers alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random
from typing import Any

from callcenter.appeals import (
    accusing,
    answering,
    consulting,
    ending,
    forwarding,
    handling,
    joining,
    linking,
    merging,
    pacing,
    reception,
    referring,
    safeguarding,
    splitting,
    stopping,
)
from callcenter.appeals.forwarding import LetterDraft
from callcenter.appeals.grounds import Ground
from callcenter.appeals.models import Appeal
from callcenter.appeals.reception import UrgentTime
from callcenter.appeals.splitting import PartDraft
from callcenter.appeals.vocabulary import Action, Channel, Delivery, Kind, Level, Outcome, Pace
from callcenter.core.clock import baku_date
from knowledge_base.models import Competence
from tests.factories import APPARATUS, NETWORK
from tests.usecases.lives.people import OFFICE, RETIRED, UNITS, World

Values = dict[str, Any]
Typed = Callable[[World, Appeal, Random], Values]
Who = Callable[[World, Appeal, Random], str]

WORDS = "Şəbəkə avadanlığı dəyişdirildi, bağlantı bərpa olundu."
ROUTE = "Bu cavabdan inzibati qaydada və ya məhkəməyə şikayət verə bilərsiniz."
CLAUSE = "003:6.2.8"
BODIES = ("labour", "migration", "Bakı Şəhər İcra Hakimiyyəti")


@dataclass(frozen=True)
class Move:
    """An act: who does it, what is typed, what each wrong input puts in its place, and how often it is tried."""

    act: Callable[..., Appeal]
    who: Who
    typed: Typed = lambda _w, _a, _c: {}
    wrong: Sequence[Typed] = ()
    weight: float = 1
    # Other steps that the same act may take the appeal through.
    also: frozenset[Action] = field(default_factory=frozenset)


def _one_of(*names: str) -> Who:
    """One of them who may know of the appeal, if there is any."""

    def chosen(world: World, appeal: Appeal, chance: Random) -> str:
        tried = chance.sample(names, len(names))
        return next((name for name in tried if world.sees(name, appeal)), tried[0])

    return chosen


def _head(world: World, appeal: Appeal, _: Random) -> str:
    return world.head_of(world.unit_code(appeal))


def _writer(world: World, appeal: Appeal, chance: Random) -> str:
    return world.executor_of(appeal) if chance.random() < 0.93 else _head(world, appeal, chance)


def _approver(world: World, appeal: Appeal, chance: Random) -> str:
    if appeal.parts and appeal.unit is None:
        return chance.choice(("centre head", "apparatus"))
    head = _head(world, appeal, chance)
    own = appeal.answer is not None and appeal.answer.author_id == world.people[head].user_id
    return "apparatus" if own or chance.random() < 0.1 else head


def _asker(world: World, appeal: Appeal, chance: Random) -> str:
    return "operator" if appeal.unit is None else chance.choice(("operator", _writer(world, appeal, chance)))


def _adviser(world: World, _appeal: Appeal, chance: Random) -> str:
    return world.head_of(chance.choice(UNITS))


_operator = _one_of("operator", "operator", "operator", "operator two", "centre head", OFFICE)
_clerk = _one_of("operator", "operator", "operator two", OFFICE)
_centre_head = _one_of("centre head")


def _just(**values: Any) -> Typed:
    return lambda _world, _appeal, _chance: dict(values)


def _route(_: World, __: Appeal, chance: Random) -> Values:
    unit = chance.choice((*UNITS, *UNITS, APPARATUS))
    return {"unit": unit, "reason": "Səlahiyyətinə aiddir.", "override": chance.random() < 0.3}


def _route_by_card(world: World, _: Appeal, chance: Random) -> Values:
    card = world.session.get(Competence, chance.randint(1, 40))
    return {"unit": NETWORK, "competence": card, "reason": "Kartoçkaya görə."}


def _assign(world: World, appeal: Appeal, chance: Random) -> Values:
    unit = world.unit_code(appeal)
    first, second = f"first {unit}", f"second {unit}"
    if first not in world.people:
        return {"executor": world.staff_id("apparatus"), "instruction": "Baxın."}
    how = chance.random()
    executor: int | str = world.staff_id(first) if how < 0.6 else "turn" if how < 0.8 else "least_loaded"
    helpers = [world.staff_id(second)] if isinstance(executor, int) and chance.random() < 0.4 else []
    soon = baku_date(world.now) + timedelta(days=chance.randint(1, 4))
    day = soon if chance.random() < 0.4 else None
    return {
        "executor": executor,
        "instruction": "Yerində baxın.",
        "co_executors": helpers,
        "internal_due_on": day,
    }


def _assigned_abroad(world: World, _: Appeal, chance: Random) -> Values:
    return {"executor": world.staff_id(chance.choice(list(dict(world.staffed()))))}


def _past(world: World, chance: Random) -> date:
    return baku_date(world.now) - timedelta(days=chance.randint(1, 400))


def _wording(_: World, __: Appeal, chance: Random) -> Values:
    outcome = chance.choice((Outcome.SATISFIED, Outcome.EXPLAINED, Outcome.PARTLY_SATISFIED, Outcome.REFUSED))
    return {"text": WORDS, "outcome": outcome, "reasons": f"Qanun buna imkan vermir. {ROUTE}"}


def _closing(_: World, appeal: Appeal, chance: Random) -> Values:
    fits = ending.outcomes_of(appeal)
    return {"outcome": chance.choice(fits) if fits else None}


def _maybe_closing(_: World, __: Appeal, chance: Random) -> Outcome | None:
    return chance.choice((None, None, Outcome.EXPLAINED, Outcome.SATISFIED))


def _on_line(world: World, appeal: Appeal, chance: Random) -> Values:
    return {"text": WORDS, "outcome": _maybe_closing(world, appeal, chance), "consent": True}


def _deliver(world: World, appeal: Appeal, chance: Random) -> Values:
    means = chance.choice((Delivery.PHONE, Delivery.LETTER, Delivery.IN_PERSON))
    return {
        "delivery": means,
        "note": "Özünə deyildi.",
        "outcome": _maybe_closing(world, appeal, chance),
        "letter": "3-17/88",
    }


def _forward(_: World, __: Appeal, chance: Random) -> Values:
    bodies = chance.sample(BODIES, chance.choice((1, 1, 2, 3)))
    return {"to": [LetterDraft(str(place), body, f"4-{place}/7") for place, body in enumerate(bodies)]}


def _split(_: World, __: Appeal, chance: Random) -> Values:
    units = chance.sample(UNITS, chance.choice((2, 2, 3)))
    return {"parts": [PartDraft(str(place), WORDS, unit) for place, unit in enumerate(units)]}


def _split_to(unit: str) -> Typed:
    return _just(parts=[PartDraft("1", WORDS, NETWORK), PartDraft("2", WORDS, unit)])


def _join(world: World, appeal: Appeal, _: Random) -> Values:
    text, outcome = joining.proposed(world.session, appeal)
    return {"text": text or WORDS, "outcome": outcome or Outcome.EXPLAINED}


def _consult(_: World, __: Appeal, chance: Random) -> Values:
    return {"units": chance.sample(UNITS, chance.choice((1, 1, 2))), "question": "Bu avadanlıq kimindir?"}


def _invite(world: World, _: Appeal, chance: Random) -> Values:
    ahead = [slot for slot in world.slots if slot.starts_at > world.now] or world.slots
    return {"slot": chance.choice(ahead[:4]).id}


def _invite_urgently(world: World, _: Appeal, chance: Random) -> Values:
    official = world.staff_id(world.head_of(chance.choice(UNITS)))
    day = baku_date(world.now) + timedelta(days=1)
    urgent = UrgentTime(str(official), day, time(chance.randint(9, 17)), 30, "205-ci otaq")
    return {"slot": None, "urgent": urgent, "reason": "Gözləmək olmaz."}


def _invited_to_the_past(world: World, _: Appeal, chance: Random) -> Values:
    official = world.staff_id(world.head_of(NETWORK))
    return {
        "slot": None,
        "urgent": UrgentTime(str(official), _past(world, chance), time(10), 30, "205"),
        "reason": "Təcili.",
    }


def _accuse(world: World, _: Appeal, chance: Random) -> Values:
    staff = [one.staff.full_name for _, one in world.staffed() if one.staff]
    # The heads are complained of more often than others.
    named = [world.people[world.head_of(unit)].staff for unit in UNITS]
    heads = [one.full_name for one in named if one]
    how = chance.random()
    official = chance.choice(heads if how < 0.4 else staff) if how < 0.7 else ""
    return {
        "unit": chance.choice((*UNITS, "")) if how > 0.5 else "",
        "staff": official,
        "reason": "Belə deyir.",
    }


def _other(world: World, appeal: Appeal, chance: Random) -> str:
    others = [one.number for one in world.appeals if one.id < appeal.id] or [appeal.number]
    return chance.choice(others)


def _merge(world: World, appeal: Appeal, chance: Random) -> Values:
    return {"into": _other(world, appeal, chance)}


def _merged_anyhow(world: World, _: Appeal, chance: Random) -> Values:
    return {"into": chance.choice([one.number for one in world.appeals])}


def _extend(_: World, __: Appeal, chance: Random) -> Values:
    return {
        "ground": chance.choice(("extended", "study")),
        "days": chance.choice((None, 5)),
        "reason": "Sifariş.",
    }


def _leave(_: World, __: Appeal, chance: Random) -> Values:
    return {"ground": chance.choice(list(Ground)), "reason": "Məhkəmə qərarı var.", "no_new_facts": True}


_NO_REASON = _just(reason="")
_CLOSES = frozenset({Action.CLOSE})
_RECALLS = frozenset({Action.RECALL})
_BACK = {"reason": "Bizə aid deyil.", "clause": CLAUSE}

MOVES: Mapping[Action, Move] = {
    Action.ROUTE: Move(
        handling.route,
        _operator,
        _route,
        [
            _just(unit=RETIRED),
            lambda world, _, __: {"unit": world.foreign},
            _just(unit="Olmayan"),
            _NO_REASON,
            _route_by_card,
        ],
        weight=12,
    ),
    Action.ACCEPT: Move(handling.accept, _head, weight=20),
    Action.ASSIGN: Move(
        handling.assign,
        _head,
        _assign,
        [_assigned_abroad, _just(executor=0), lambda w, _, c: {"internal_due_on": _past(w, c)}],
        weight=20,
    ),
    Action.SEND_BACK: Move(
        handling.send_back, _head, _just(**_BACK), [_NO_REASON, _just(clause="bənd")], weight=4
    ),
    Action.RECLASSIFY: Move(
        handling.reclassify,
        _operator,
        lambda _, __, chance: {"kind": chance.choice(list(Kind))},
        also=frozenset({Action.CONFIRM_KIND}),
    ),
    Action.EXTEND: Move(
        handling.extend, _head, _extend, [_NO_REASON, _just(ground=""), _just(days=400), _just(days=-1)]
    ),
    Action.SET_PACE: Move(
        pacing.set_pace,
        _operator,
        lambda _, __, chance: {"pace": chance.choice(list(Pace)), "reason": "Hərbi qulluqçudur."},
        [_NO_REASON],
    ),
    Action.CLARIFY: Move(pacing.clarify, _operator, _just(question="Hansı mərtəbədə?"), [_just(question="")]),
    Action.CLARIFIED: Move(pacing.clarified, _operator, _just(text="Üçüncü."), [_just(text="")]),
    Action.CONSULT: Move(
        consulting.consult,
        _asker,
        _consult,
        [
            _just(units=[RETIRED]),
            _just(question=""),
            _just(units=[]),
            lambda w, _, __: {"units": [w.foreign]},
        ],
        weight=2,
    ),
    Action.ADVISE: Move(
        consulting.advise,
        _adviser,
        _just(text="Bizimdir."),
        [_just(text="")],
        also=frozenset({Action.CONSULTED}),
        weight=12,
    ),
    Action.CALL_OFF: Move(consulting.call_off, _asker),
    Action.INVITE: Move(
        reception.invite,
        _one_of("operator", "centre head"),
        _invite,
        [_invite_urgently, _invited_to_the_past, _just(slot=0)],
    ),
    Action.RECEIVE: Move(
        reception.receive,
        _one_of("operator", "operator two"),
        _just(said="İzah edildi.", answered=False),
        [_just(said="")],
        weight=12,
    ),
    Action.MISS: Move(reception.miss, _one_of("operator", "operator two"), weight=3),
    Action.REFER: Move(referring.refer, _operator, _just(note="Xahiş edirik baxasınız."), [_just(note="")]),
    Action.REPORT_BACK: Move(
        referring.report_back,
        _one_of("apparatus", "centre head"),
        _just(result="Araşdırıldı."),
        [_just(result="")],
    ),
    Action.SPLIT: Move(
        splitting.split,
        _operator,
        _split,
        [_just(parts=[]), _split_to(RETIRED), _split_to(NETWORK), _split_to("")],
        weight=5,
    ),
    Action.JOIN: Move(
        joining.join, _operator, _join, [_just(text=""), _just(outcome=Outcome.WITHDRAWN)], weight=20
    ),
    Action.FORWARD: Move(
        forwarding.forward,
        _operator,
        _forward,
        [
            _just(to=[LetterDraft("1", "", "")]),
            _just(to=[LetterDraft("1", "economy", "1-2")]),
            lambda w, _, c: {"to": [LetterDraft("1", "labour", "1-2", _past(w, c) - timedelta(days=400))]},
        ],
    ),
    Action.WRITE: Move(answering.write, _writer, _wording, [_just(text="")], weight=3),
    Action.DRAFT: Move(
        answering.draft,
        _writer,
        _wording,
        [_just(text=""), _just(outcome=None), _just(outcome=Outcome.REFUSED, reasons="")],
        weight=20,
    ),
    Action.APPROVE: Move(answering.approve, _approver, weight=20),
    Action.REVISE: Move(answering.revise, _approver, _just(reason="Qısaldın."), [_NO_REASON]),
    Action.DELIVER: Move(
        answering.deliver,
        _one_of("operator", "operator two", OFFICE),
        _deliver,
        [
            lambda w, _, c: {"day": _past(w, c)},
            _just(delivery=Delivery.LETTER, letter=""),
            _just(delivery=Delivery.EMAIL),
        ],
        also=_CLOSES,
        weight=20,
    ),
    Action.ANSWER_ON_LINE: Move(
        answering.answer_on_line,
        _one_of("operator", "operator two"),
        _on_line,
        [_just(text=""), _just(consent=False), _just(outcome=Outcome.REFUSED)],
        also=_CLOSES,
    ),
    Action.OFFER_WRITTEN: Move(
        answering.offer_written,
        _clerk,
        lambda _, __, chance: {"accepted": chance.random() < 0.5, "note": ""},
        also=_CLOSES,
    ),
    Action.CLOSE: Move(
        answering.close,
        _clerk,
        _closing,
        [_just(outcome=None), _just(outcome=Outcome.FORWARDED)],
        weight=12,
    ),
    Action.REOPEN: Move(answering.reopen, _operator, _just(reason="Yeni hal var."), [_NO_REASON], weight=4),
    Action.LINK: Move(
        linking.link,
        _operator,
        lambda w, a, c: {"to": _other(w, a, c)},
        [_just(to=""), _just(to="M-2020-000001")],
    ),
    Action.UNLINK: Move(linking.unlink, _operator),
    Action.MERGE: Move(merging.merge, _operator, _merge, [_merged_anyhow, _just(into="")], weight=3),
    Action.UNDO_MERGE: Move(
        merging.undo_merge, _operator, _just(reason="Başqa məsələdir."), [_NO_REASON], weight=3
    ),
    Action.LEAVE: Move(stopping.leave, _centre_head, _leave, [_NO_REASON, _just(ground=None)], weight=0.3),
    Action.RESUME: Move(stopping.resume, _centre_head, _just(reason="Düzəldilib."), [_NO_REASON], weight=8),
    Action.WITHDRAW: Move(
        stopping.withdraw,
        _clerk,
        _just(who="Özü", means=Channel.PHONE),
        [_just(who=""), _just(means=None)],
        weight=0.3,
    ),
    Action.ACCUSE: Move(
        accusing.accuse,
        _one_of("operator", "operator two", "centre head"),
        _accuse,
        [_NO_REASON, _just(unit="Olmayan"), _just(staff="Olmayan")],
        also=_RECALLS,
    ),
    Action.SET_LEVEL: Move(
        safeguarding.set_level,
        _centre_head,
        lambda _, __, chance: {"level": chance.choice(list(Level)), "reason": "Məlumat verən qorunur."},
        [_NO_REASON, _just(level=None)],
        also=_RECALLS,
    ),
    Action.ACKNOWLEDGE: Move(
        safeguarding.acknowledge,
        _one_of("operator two", "centre head"),
        _just(means=Delivery.PHONE, note=""),
    ),
}
