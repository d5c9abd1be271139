"""What the forms of linking, joining and stopping offer, and what belongs to the appeal as sections of its page."""

from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import grounds, ledger_reading, lifecycle, linking, merging, queries, related
from callcenter.appeals.act_reading import Choices, Reading
from callcenter.appeals.grounds import Ground
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Channel
from callcenter.callers.persons import same_person
from callcenter.web.display import word


def linking_choices(reading: Reading) -> Choices:
    """Return the person's earlier appeals to choose from; any other number may be typed."""
    caller, session = reading.appeal.caller_id, reading.session
    persons = same_person(session, [caller]) if caller is not None else ()
    said = related.of_callers(session, reading.actor, persons) if persons else ()
    return {"earlier_numbers": [one.number for one in said if one.id < reading.appeal.id]}


def unlinking_choices(reading: Reading) -> Choices | None:
    """Nothing is to be taken away where nothing is linked."""
    return {} if reading.appeal.repeat_of_id is not None else None


def merging_choices(reading: Reading) -> Choices | None:
    """Return the appeals whose answer may answer this one too; without one there is nothing to offer."""
    found = merging.may_be_joined(reading.session, reading.actor, reading.appeal)
    if not found or reading.appeal.merged:
        return None
    return {"mains": [(one.number, f"{one.number} — {one.text[:80]}") for one in found]}


def leaving_choices(reading: Reading) -> Choices:
    """Return the grounds of the law; repeats only where the ledger holds as many answers as the law asks for."""
    ledger = ledger_reading.ledger_of(reading.session, reading.appeal, now=reading.now)
    return {
        "grounds_of_leaving": [
            (ground.value, f"{word(ground)} ({grounds.basis_of(ground)})")
            for ground in Ground
            if ground is not Ground.REPEAT or ledger.full
        ],
        "may_be_a_repeat": ledger.full,
        "told_by": grounds.ORAL,
    }


def withdrawing_choices(_: Reading) -> Choices:
    """Return the ways in which the applicant may have said so."""
    ways = (Channel.PHONE, Channel.RECEPTION, Channel.LETTER, Channel.EMAIL, Channel.WEB)
    return {"ways_of_telling": [(one.value, word(one)) for one in ways]}


CHOICES = {
    Action.LINK: linking_choices,
    Action.UNLINK: unlinking_choices,
    Action.MERGE: merging_choices,
    Action.LEAVE: leaving_choices,
    Action.WITHDRAW: withdrawing_choices,
}


def belonging(reading: Reading) -> Choices | None:
    """Return what the appeal follows, what follows it, and with which it is answered together."""
    session, actor, appeal = reading.session, reading.actor, reading.appeal
    followers = session.scalars(
        queries.visible_to(actor).where(Appeal.repeat_of_id == appeal.id).order_by(Appeal.id).limit(20)
    ).all()
    beside = [one for one in (appeal.repeat_of, appeal.merged_into, *appeal.merged) if one is not None]
    visible = queries.ids_visible_to(session, actor, [one.id for one in beside])
    if not visible and not followers:
        return None
    followers = [one for one in followers if one not in appeal.merged]
    follows, main = appeal.repeat_of, appeal.merged_into
    return {
        "follows": follows if follows is not None and follows is not main and follows.id in visible else None,
        "by_a_person": linking.linked_by_a_person(appeal),
        "followers": followers,
        "main": main if main is not None and main.id in visible else None,
        "merged": [one for one in appeal.merged if one.id in visible],
    }


def stopped(reading: Reading) -> Choices | None:
    """Return on what ground the appeal was left unconsidered, or who withdrew it."""
    appeal = reading.appeal
    if appeal.state not in lifecycle.ENDS_AS:
        return None
    event = next(
        event for event in reversed(appeal.events) if event.action in (Action.LEAVE, Action.WITHDRAW)
    )
    ground = event.details.get("left_on")
    how = event.details.get("how")
    return {
        "event": event,
        "ground": Ground(ground) if ground else None,
        "basis": event.details.get("basis"),
        "who": event.details.get("who"),
        "how": Channel(how) if how else None,
    }


def ledger(reading: Reading) -> Choices | None:
    """Return the answers on the merits that the person had on this matter, side by side."""
    if reading.appeal.parent_id is not None or not reading.actor.may(Permission.SEE_CALLERS):
        return None
    found = ledger_reading.ledger_of(reading.session, reading.appeal, now=reading.now, reader=reading.actor)
    return {"ledger": found} if found.answers else None
