"""Pages of the sector: its work plan for all of its people, discipline and proposals for its head alone."""

from collections.abc import Callable, Mapping
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.directory.actors import actor_of
from callcenter.law.working_days import ONE_DAY
from callcenter.sector import discipline, planning, proposing, queries
from callcenter.sector.forms import ItemSchema, PlanSchema, ProposalSchema, ReasonSchema, ReportSchema
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence

bp = Blueprint("sector", __name__, template_folder="templates")


@bp.get("/plan")
@needs(Permission.SEE_WORK_PLAN)
def plans() -> ResponseReturnValue:
    """Show the work plans: each person's own items first; the head makes and signs plans here."""
    return _plans()


@bp.post("/plan")
@needs(Permission.PLAN_WORK)
def make() -> ResponseReturnValue:
    """Begin a plan."""

    def act(session: Session, by: User) -> None:
        typed = forms.read(PlanSchema(), request.form)
        planning.make_plan(session, **typed, by=by, now=clock.now())

    return _done(act, say("Plan açıldı: tədbirləri əlavə edin, sonra imzalayın."), form="plan")


@bp.post("/plan/<int:plan_id>/items")
@needs(Permission.PLAN_WORK)
def add_item(plan_id: int) -> ResponseReturnValue:
    """Put an item into a plan."""

    def act(session: Session, _by: User) -> None:
        planning.add_item(session, plan_id, **forms.read(ItemSchema(), request.form))

    return _done(act, say("Tədbir əlavə edildi."), form=f"item-{plan_id}")


@bp.post("/plan/items/<int:item_id>/remove")
@needs(Permission.PLAN_WORK)
def remove_item(item_id: int) -> ResponseReturnValue:
    """Take an item out of a plan that is not signed."""
    return _done(
        lambda session, _by: planning.remove_item(session, item_id), say("Tədbir plandan çıxarıldı.")
    )


@bp.post("/plan/<int:plan_id>/sign")
@needs(Permission.PLAN_WORK)
def sign(plan_id: int) -> ResponseReturnValue:
    """Sign a plan."""

    def act(session: Session, by: User) -> None:
        planning.sign(session, plan_id, by=by, now=clock.now())

    return _done(act, say("Plan imzalandı."))


@bp.post("/plan/items/<int:item_id>/report")
@needs(Permission.SEE_WORK_PLAN)
def report_done(item_id: int) -> ResponseReturnValue:
    """Say that one's own item is done."""

    def act(session: Session, by: User) -> None:
        typed = forms.read(ReportSchema(), request.form)
        planning.report_done(session, item_id, **typed, by=by, now=clock.now())

    return _done(act, say("İcra bildirildi: rəhbər təsdiq edəcək."), form=f"report-{item_id}")


@bp.post("/plan/items/<int:item_id>/confirm")
@needs(Permission.PLAN_WORK)
def confirm(item_id: int) -> ResponseReturnValue:
    """Agree that an item is done."""

    def act(session: Session, by: User) -> None:
        planning.confirm(session, item_id, by=by, now=clock.now())

    return _done(act, say("İcra təsdiqləndi."))


@bp.post("/plan/items/<int:item_id>/give-back")
@needs(Permission.PLAN_WORK)
def give_back(item_id: int) -> ResponseReturnValue:
    """Say why an item is not done yet."""

    def act(session: Session, by: User) -> None:
        typed = forms.read(ReasonSchema(), request.form)
        planning.give_back(session, item_id, **typed, by=by, now=clock.now())

    return _done(act, say("Tədbir icraçıya qaytarıldı."), form=f"back-{item_id}")


@bp.get("/discipline")
@needs(Permission.SEE_DISCIPLINE)
def conduct() -> ResponseReturnValue:
    """Show the figures of each person of the sector, and what a month's figures propose; for the head alone."""
    return _conduct()


@bp.post("/discipline/drafts")
@needs(Permission.SEE_DISCIPLINE)
def draft() -> ResponseReturnValue:
    """Draft what the month's figures propose."""
    first, last = _month(request.form.get("month", ""))
    with transaction() as session:
        by = actor_of(session, current_user())
        drafted = proposing.draft_proposals(session, first, last, by=by, now=clock.now())
        said = (
            say("Rəqəmlər əsasında %(count)s təklif var.", count=len(drafted))
            if drafted
            else say("Bu ayın rəqəmləri heç bir təklif doğurmur.")
        )
    flash(sentence(said), "success")
    return redirect(url_for("sector.conduct", month=f"{first:%Y-%m}"), 303)


@bp.post("/discipline/proposals/<int:proposal_id>/send")
@needs(Permission.SEE_DISCIPLINE)
def send(proposal_id: int) -> ResponseReturnValue:
    """Send a proposal to leadership."""
    try:
        typed = forms.read(ProposalSchema(), request.form)
        with transaction() as session:
            by = session.get_one(User, current_user().id)
            sent = proposing.send(session, proposal_id, **typed, by=by, now=clock.now())
            month = f"{sent.first_day:%Y-%m}"
    except InvalidInput as refused:
        return _conduct(refused.fields, form=f"proposal-{proposal_id}"), refused.status
    flash(sentence(say("Təklif rəhbərliyə göndərildi.")), "success")
    return redirect(url_for("sector.conduct", month=month), 303)


@bp.post("/discipline/proposals/<int:proposal_id>/drop")
@needs(Permission.SEE_DISCIPLINE)
def drop(proposal_id: int) -> ResponseReturnValue:
    """Make no use of a proposal."""
    with transaction() as session:
        by = session.get_one(User, current_user().id)
        month = f"{proposing.drop(session, proposal_id, by=by, now=clock.now()).first_day:%Y-%m}"
    return redirect(url_for("sector.conduct", month=month), 303)


@bp.get("/proposals")
@needs(Permission.SEE_PROPOSALS)
def proposals() -> ResponseReturnValue:
    """Show leadership what the head of the call centre proposes."""
    with reading() as session:
        return render_template("sector/proposals.html", proposals=queries.sent_proposals(session))


def _done(act: Callable[[Session, User], None], said: Sentence, *, form: str = "") -> ResponseReturnValue:
    """Do the act in one transaction and show the plans; when refused, with what was typed into that form."""
    try:
        with transaction() as session:
            by = session.get_one(User, current_user().id)
            by.act_as(current_user().acts_as)
            act(session, by)
    except InvalidInput as refused:
        return _plans(refused.fields, form=form), refused.status
    flash(sentence(said), "success")
    return redirect(url_for("sector.plans"), 303)


def _plans(errors: Mapping[str, Sentence] | None = None, *, form: str = "") -> str:
    today = baku_date(clock.now())
    with reading() as session:
        return render_template(
            "sector/plan.html",
            plans=queries.plans(session),
            standing=lambda item: discipline.standing(item.as_item, today),
            people=[(one.name, one.display_name) for one in queries.people(session)],
            own=current_user().id,
            may_plan=current_user().may(Permission.PLAN_WORK),
            refused=form,
            errors=errors or {},
            typed=request.form if errors else {},
        )


def _conduct(errors: Mapping[str, Sentence] | None = None, *, form: str = "") -> str:
    first, last = _month(request.args.get("month", "") or request.form.get("month", ""))
    with reading() as session:
        return render_template(
            "sector/conduct.html",
            people=queries.conduct(session, first, last, actor_of(session, current_user())),
            proposals=queries.proposals(session, first),
            month=f"{first:%Y-%m}",
            months=_months(),
            refused=form,
            errors=errors or {},
            typed=request.form if errors else {},
        )


def _month(written: str) -> tuple[date, date]:
    """Return the first and last day of a month such as 2026-10; of this month for anything else."""
    try:
        first = date.fromisoformat(f"{written}-01")
    except ValueError:
        first = baku_date(clock.now()).replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, following - ONE_DAY


def _months() -> list[tuple[str, date]]:
    """The last twelve months, this one first."""
    found, day = [], baku_date(clock.now()).replace(day=1)
    for _ in range(12):
        found.append((f"{day:%Y-%m}", day))
        day = (day - ONE_DAY).replace(day=1)
    return found
