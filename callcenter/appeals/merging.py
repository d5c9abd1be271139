"""Acts: join a follow-up that came in time to the appeal that answers it too, and undo that (1308-IVQ, 8)."""

from datetime import datetime

from sqlalchemy.orm import Session

from callcenter.appeals import events, guarding, lifecycle, queries, side_clocks
from callcenter.appeals.letter_drafting import draft_letter, drop_unsent
from callcenter.appeals.models import Appeal
from callcenter.appeals.vocabulary import Action, Purpose
from callcenter.callers.persons import same_person
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.wording import say
from callcenter.directory.actors import Actor


def merge(
    session: Session, number: str, version: int, *, into: str, by: Actor, now: datetime, reason: str = ""
) -> Appeal:
    """Let one answer, that of the main appeal, answer the follow-up too; the applicant is told.

    The main appeal is an earlier one of the same person that still runs and whose limit had not ended when the
    follow-up came. Unit, executor and clock of the follow-up stay as they are, for the day when this is undone. Both
    take the stricter level of secrecy and all whom either complains of, and keep these when it is undone.
    """
    main = _main(session, by, into)
    _lock_in_order(session, by, number, main.number)
    appeal = queries.appeal_to_change(session, by, number, version)
    session.refresh(main, ["state", "due_on", "merged_into_id"])
    refusal = why_not(session, appeal, main)
    if refusal is not None:
        raise refusal

    as_one = reason or str(say("%(number)s ilə birləşdirilir.", number=main.number))
    guarding.align(session, appeal, main, reason=as_one, by=by, now=now)
    appeal.merged_into = main
    events.record(
        session,
        appeal,
        Action.MERGE,
        by=by,
        now=now,
        unit=appeal.unit,
        reason=reason or None,
        into=main.number,
    )
    drop_unsent(session, appeal, Purpose.RESUMED)
    draft_letter(
        session,
        appeal,
        Purpose.MERGED,
        now=now,
        main=main.number,
        due=f"{main.due_on:%d.%m.%Y}",
    )
    return appeal


def undo_merge(
    session: Session, number: str, version: int, *, reason: str, by: Actor, now: datetime
) -> Appeal:
    """Let the appeal go on by itself from where it was, with its own clock, unit and executor.

    That it was merged is not told any more; who was told so is told that it goes on.
    """
    appeal = queries.appeal_to_change(session, by, number, version)
    if not reason:
        raise InvalidInput({"reason": say("Birləşdirmənin niyə ləğv edildiyini yazın.")})
    before = appeal.merged_into.number if appeal.merged_into else None

    appeal.merged_into, appeal.answered_at = None, None
    events.record(
        session, appeal, Action.UNDO_MERGE, by=by, now=now, unit=appeal.unit, reason=reason, into=before
    )
    side_clocks.recount(session, side_clocks.hang_on(appeal))
    if drop_unsent(session, appeal, Purpose.MERGED):
        draft_letter(session, appeal, Purpose.RESUMED, now=now, due=f"{appeal.due_on:%d.%m.%Y}")
    return appeal


def why_not(session: Session, appeal: Appeal, main: Appeal) -> Refused | None:
    """Return why the appeal may not be merged into the main one, None when it may."""
    if appeal.id == main.id:
        return Refused("merged-into-itself", say("Müraciət özünə birləşdirilə bilməz."))
    if main.parent_id is not None or appeal.parts:
        return Refused("merged-part", say("Hissələrə bölünmüş müraciət və ya onun hissəsi birləşdirilmir."))
    if main.merged_into_id is not None or appeal.merged:
        return Refused(
            "merged-in-a-chain",
            say("Birləşdirilmiş müraciətlər zəncir yarada bilməz: hamısını bir əsas müraciətə birləşdirin."),
        )
    if main.state not in lifecycle.RUNNING:
        return Refused(
            "main-not-running",
            say("%(number)s artıq icrada deyil: ona müraciət birləşdirilmir.", number=main.number),
        )
    return _not_alike(session, appeal, main) or _not_in_time(appeal, main)


def _not_alike(session: Session, appeal: Appeal, main: Appeal) -> Refused | None:
    if main.caller_id is None or main.caller_id not in _persons(session, appeal):
        return Refused("another-applicant", say("Yalnız eyni şəxsin müraciətləri birləşdirilir."))
    units, people = {appeal.about_unit_id, main.about_unit_id}, {appeal.about_staff_id, main.about_staff_id}
    if len(units - {None}) > 1 or len(people - {None}) > 1:
        return Refused(
            "others-accused",
            say("Müraciətlərdə fərqli tərəflərdən şikayət edilir: hər biri ayrıca cavablandırılır."),
        )
    return None


def _not_in_time(appeal: Appeal, main: Appeal) -> Refused | None:
    if main.id > appeal.id:
        return Refused("main-is-later", say("Sonrakı müraciət əvvəlkinə birləşdirilir, əksinə yox."))
    if baku_date(appeal.registered_at) > main.due_on:
        return Refused(
            "merged-too-late",
            say("Bu müraciət əvvəlkinin icra müddəti bitəndən sonra daxil olub: ayrıca cavablandırılır."),
        )
    return None


def may_be_joined(session: Session, by: Actor, appeal: Appeal) -> list[Appeal]:
    """Return the appeals into which this one may be merged, the nearest in time first."""
    persons = _persons(session, appeal)
    said = session.scalars(
        queries.visible_to(by)
        .where(Appeal.caller_id.in_(persons), Appeal.id < appeal.id, Appeal.parent_id.is_(None))
        .order_by(Appeal.id.desc())
        .limit(20)
    )
    return [one for one in said if why_not(session, appeal, one) is None]


def _persons(session: Session, appeal: Appeal) -> list[int]:
    return same_person(session, [appeal.caller_id]) if appeal.caller_id is not None else []


def _lock_in_order(session: Session, by: Actor, *numbers: str) -> None:
    """Lock both appeals, so that the main one is not answered meanwhile.

    The earlier one first: two people who merge the two crosswise would else wait for each other.
    """
    both = queries.visible_to(by).where(Appeal.number.in_([queries.read_number(one) for one in numbers]))
    session.execute(both.with_only_columns(Appeal.id).order_by(Appeal.id).with_for_update(of=Appeal)).all()


def _main(session: Session, by: Actor, number: str) -> Appeal:
    """Return the main appeal as it is named; InvalidInput where there is none."""
    if not number:
        raise InvalidInput({"into": say("Əsas müraciətin nömrəsini yazın.")})
    try:
        return queries.appeal_numbered(session, by, number)
    except NotFound as refusal:
        raise InvalidInput({"into": refusal.sentence}) from None
