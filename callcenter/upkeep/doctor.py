"""What is wrong with configuration or data, each with the line that mends it."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from callcenter.appeals import directing, events, marking, side_clocks
from callcenter.appeals.models import Appeal
from callcenter.calls import copy_giving, recounting
from callcenter.calls import queries as calls
from callcenter.channels import delivery, edms
from callcenter.core.clock import baku_date, now
from callcenter.core.db import Database
from callcenter.core.errors import Misconfigured
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.models import Body
from callcenter.directory.positions import read_register
from callcenter.law import queries as law
from callcenter.settings import Settings
from callcenter.upkeep import migrating
from knowledge_base import importing, queries, revisions

DECEMBER = 12


def findings(database: Database, settings: Settings) -> Iterator[Sentence]:
    """Yield everything that is wrong; nothing when all is well."""
    try:
        settings.require_secrets()
    except Misconfigured as missing:
        yield missing.sentence
    yield from _around(settings)
    behind = migrating.check(database)
    if behind:
        yield from (say("%(line)s", line=line) for line in behind)
        return
    with database.reading() as session:
        yield from _knowledge(session)
        yield from _directory(session, settings)
        yield from _positions(session)
        yield from _calendar(session)
        yield from _reports_of_corruption(session)
        yield from _copies_of_recordings(session)
        yield from _due_dates(session)
        yield from _other_clocks(session)
        yield from _marks(session)
        yield from _exchange(session, settings)


def _around(settings: Settings) -> Iterator[Sentence]:
    """What is named outside the database and is not there; whether it answers, the health page says."""
    if settings.edms_dir and not Path(settings.edms_dir).is_dir():
        yield say(
            "CALLCENTER_EDMS_DIR qovluğu yoxdur: «%(folder)s». Qovluğu yaradın və ya yolu düzəldin.",
            folder=settings.edms_dir,
        )
    if settings.smtp_url and not delivery.is_address(settings.smtp_url):
        # It may hold a password: it is not repeated.
        yield say("CALLCENTER_SMTP_URL oxunmur: smtp://istifadəçi:parol@host:587 və ya smtps://… kimi yazın.")


def _knowledge(session: Session) -> Iterator[Sentence]:
    if not queries.competences(session):
        yield say("Bilik bazası boşdur: `callcenter db upgrade` işlədin.")
    for clause in queries.clauses_without_a_card(session):
        yield say("%(clause)s bəndi heç bir kartda yoxdur: kart əlavə edin.", clause=clause.key)
    yield from importing.lost_bases(session)
    yield from importing.unfounded_cards(session)
    for code in revisions.read_otherwise(session):
        yield say(
            "«%(code)s» əsasnaməsinin qüvvədə olan mətni indiki qayda ilə başqa cür oxunur: faylını yenidən idxal edin.",
            code=code,
        )


def _directory(session: Session, settings: Settings) -> Iterator[Sentence]:
    home = session.scalar(select(Body.code).where(Body.home))
    if home != settings.home_body:
        yield say(
            "Bazada qurumumuz «%(home)s», CALLCENTER_HOME_BODY isə «%(setting)s» göstərir.",
            home=home or "—",
            setting=settings.home_body,
        )


def _positions(session: Session) -> Iterator[Sentence]:
    if not directory.positions(session):
        yield say("Vəzifə reyestri boşdur: `callcenter db upgrade` işlədin.")
        return
    kept = {
        (f"{one.statute}:{one.clause}", one.entry, one.name)
        for one in directory.positions(session)
        if not one.shipped
    }
    listed = {
        (one.clause, one.entry, one.name)
        for one in read_register(queries.texts_in_force(session).items()).positions
    }
    if kept and listed and kept != listed:
        yield say(
            "Vəzifə reyestrində %(kept)d vəzifə var, qüvvədə olan mətndə isə %(listed)d: təsnifat toplusunu yenidən idxal edin.",
            kept=len(kept),
            listed=len(listed),
        )
    for member in directory.home_staff_without_position(session):
        yield say(
            "%(name)s (%(unit)s) reyestr üzrə vəzifə tutmur: «İstifadəçilər» səhifəsində seçin.",
            name=member.full_name,
            unit=member.unit.name,
        )


def _calendar(session: Session) -> Iterator[Sentence]:
    today, known = baku_date(now()), law.calendar(session).years
    # What is logged in December falls due in the year after: by then its days must stand.
    needed = (today.year, today.year + 1) if today.month == DECEMBER else (today.year,)
    for year in needed:
        if year not in known:
            yield say("%(year)d ili üçün iş günləri təqvimi yoxdur: günləri əlavə edin.", year=year)


def _exchange(session: Session, settings: Settings) -> Iterator[Sentence]:
    waiting = edms.waiting(session, now())
    if waiting and not settings.edms_dir:
        yield say(
            "%(count)d məktub elektron sənəd dövriyyəsinə göndərilməyib: CALLCENTER_EDMS_DIR təyin edin.",
            count=waiting,
        )
    elif waiting:
        yield say(
            "%(count)d məktub elektron sənəd dövriyyəsinə göndərilməyib: «callcenter jobs» prosesini və "
            "CALLCENTER_EDMS_DIR qovluğunun icazələrini yoxlayın.",
            count=waiting,
        )


def _reports_of_corruption(session: Session) -> Iterator[Sentence]:
    # Of the report itself nothing: whoever reads this may not know of it.
    if directing.nobody_directs(session, now()):
        yield say(
            "Korrupsiya barədə məlumatı yönləndirə bilən heç kim yoxdur: qurum rəhbərinin əmri ilə buraxılan şəxsi "
            "«Səlahiyyətlər» səhifəsində yazın (580-IIQ, 11-1)."
        )


def _copies_of_recordings(session: Session) -> Iterator[Sentence]:
    # Of the call and of the request nothing, for the same reason.
    if copy_giving.nobody_gives(session, now()):
        yield say(
            "Səs yazısının surəti istənilib, onu verə bilən heç kim yoxdur: çağrı mərkəzinin rəhbərini əvəz edən şəxsi "
            "«Səlahiyyətlər» səhifəsində yazın və ya Aparatın rəhbərini təyin edin (002:4.0.09)."
        )


def _due_dates(session: Session) -> Iterator[Sentence]:
    known = law.KnownLaw(session)
    every = select(Appeal).options(selectinload(Appeal.events)).order_by(Appeal.id)
    for appeal in session.scalars(every.execution_options(yield_per=500)):
        due = events.due_of_appeal(session, appeal, known)
        if (due.due_on, due.due_at) != (appeal.due_on, appeal.due_at):
            yield say(
                "%(number)s: saxlanmış son tarix hadisələrdən hesablanana uyğun deyil.", number=appeal.number
            )


def _other_clocks(session: Session) -> Iterator[Sentence]:
    beside = side_clocks.counted(side_clocks.moved(session, side_clocks.in_force(session)))
    of_calls = recounting.moved(session, calls.hours(session)).counted()
    for said in (*beside, *of_calls):
        yield say(
            "Saxlanmış müddəti hesablanana uyğun deyil: %(what)s. «callcenter jobs» prosesini yoxlayın, o, yenidən hesablayır.",
            what=str(said),
        )


def _marks(session: Session) -> Iterator[Sentence]:
    count = marking.count_unmarked(session)
    if count:
        yield say(
            "Oxşarlıq işarəsi olmayan müraciətlər: %(count)d. Başqasının onları təkrarlayan müraciəti tapılmır: "
            "«callcenter jobs» prosesini yoxlayın, o, işarələri hissə-hissə tamamlayır.",
            count=count,
        )
