"""The centre head's pages about the matching: how well it names the unit, and how boldly it may speak."""

from collections.abc import Mapping
from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callcenter.accounts.access import current_user, needs
from callcenter.accounts.vocabulary import Permission
from callcenter.appeals import policy_setting, quality, queries
from callcenter.appeals.forms import PolicySchema
from callcenter.appeals.models import UnitPolicy
from callcenter.appeals.policy_setting import PolicyDraft
from callcenter.appeals.routing import Policy
from callcenter.core import clock
from callcenter.core.errors import InvalidInput
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries as directory
from callcenter.directory.actors import actor_of
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence

WEEKS = timedelta(weeks=12)


@needs(Permission.STRIKE_EXAMPLE)
def matching_quality() -> ResponseReturnValue:
    """Show, week by week, how often the stored suggestion named the unit that took the appeal."""
    with reading() as session:
        judged = queries.judged(session, clock.now() - WEEKS)
    return render_template("appeals/quality.html", weeks=quality.weeks(judged))


@needs(Permission.SET_POLICY)
def policies() -> ResponseReturnValue:
    """Show each unit's policy, and the form for one that is named in the address."""
    return _policies(request.args.get("unit", ""))


@needs(Permission.SET_POLICY)
def set_policy() -> ResponseReturnValue:
    """Keep a unit's policy."""
    try:
        draft: PolicyDraft = forms.read(PolicySchema(), request.form)
        with transaction() as session:
            actor = actor_of(session, current_user())
            policy = policy_setting.set_policy(session, draft, by=actor, now=clock.now())
            said = say("«%(unit)s» üçün qayda saxlanıldı.", unit=policy.unit.name)
    except InvalidInput as refused:
        return _policies(request.form.get("unit", ""), errors=refused.fields), refused.status
    flash(sentence(said), "success")
    return redirect(url_for("appeals.policies"), 303)


def _policies(code: str, *, errors: Mapping[str, Sentence] | None = None) -> str:
    with reading() as session:
        units, kept = directory.home_units(session), queries.unit_policies(session)
        chosen = next((unit for unit in units if unit.code == code), None)
        typed = request.form if errors else _as_typed(kept.get(chosen.id) if chosen else None)
        return render_template(
            "appeals/policies.html",
            units=units,
            kept=kept,
            usual=Policy(),
            chosen=chosen,
            typed=typed,
            errors=errors or {},
        )


def _as_typed(policy: UnitPolicy | None) -> dict[str, str]:
    usual = Policy()
    shares = {
        "ask_below": policy.ask_below if policy else usual.ask_below,
        "not_ours_from": policy.not_ours_from if policy else usual.not_ours_from,
        "auto_route_from": policy.auto_route_from if policy else None,
    }
    return {name: "" if share is None else f"{100 * share:g}" for name, share in shares.items()}
