"""Pages: the people who can sign in, and their units."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callcenter.accounts import upkeep as accounts
from callcenter.accounts.access import current_user, needs
from callcenter.accounts.models import User
from callcenter.accounts.vocabulary import Permission, Role
from callcenter.core import clock
from callcenter.core.errors import InvalidInput, NotFound, Refused
from callcenter.core.wording import Sentence, say
from callcenter.directory import queries, registering, upkeep
from callcenter.directory.forms import HeldSchema, NameSchema, PersonDraft, PersonSchema, RegisterSchema
from callcenter.directory.models import Position
from callcenter.directory.vocabulary import BodyGroup
from callcenter.web import forms
from callcenter.web.database import reading, transaction
from callcenter.web.display import sentence, word

bp = Blueprint("directory", __name__, template_folder="templates")


@bp.route("/positions", methods=["GET", "POST"])
@needs(Permission.SEE_KNOWLEDGE)
def positions() -> ResponseReturnValue:
    """Show the register of civil-service positions; what is looked for is posted and never stands in an address."""
    try:
        wanted, refused = forms.read(RegisterSchema(), request.form), None
    except InvalidInput as refusal:
        wanted, refused = {}, refusal
    with reading() as session:
        found = queries.positions_saying(session, wanted.get("words", ""), _group(wanted.get("group")))
        html = render_template(
            "directory/positions.html",
            shelves=shelves(found),
            count=len(found),
            shipped=any(one.shipped for one in found),
            groups=[(one.value, word(one)) for one in BodyGroup],
            typed=request.form,
            errors=refused.fields if refused else {},
        )
    return html, refused.status if refused else 200


def shelves(found: Sequence[Position]) -> list[tuple[Position, list[list[Position]]]]:
    """Return the positions class by class, those of one entry together; each class with its first position."""
    classes = (list(of) for _, of in groupby(found, lambda one: (one.grade, one.cls)))
    return [(of[0], [list(row) for _, row in groupby(of, lambda one: one.entry)]) for of in classes]


def _group(code: str | None) -> BodyGroup | None:
    return next((one for one in BodyGroup if one.value == code), None)


@bp.get("/people")
@needs(Permission.MANAGE_ACCOUNTS)
def people() -> ResponseReturnValue:
    """List everybody with an account, and offer the form for one more."""
    return _page()


@bp.post("/people")
@needs(Permission.MANAGE_ACCOUNTS)
def add() -> ResponseReturnValue:
    """Open an account with a made password, which is shown once and kept nowhere."""
    try:
        draft: PersonDraft = forms.read(PersonSchema(), request.form)
        user, password = _added(draft)
    except InvalidInput as refused:
        return _page(errors=refused.fields), refused.status
    return _page(added=user, password=password), 201


@bp.post("/people/disable")
@needs(Permission.MANAGE_ACCOUNTS)
def disable() -> ResponseReturnValue:
    """Close an account and end its sessions at once; nobody closes their own."""
    name = forms.read(NameSchema(), request.form)["name"]
    if name == current_user().name:
        raise Refused(
            "own-account", say("Öz hesabınızı bağlaya bilməzsiniz: bunu başqa inzibatçı etməlidir.")
        )
    with transaction() as session:
        user = accounts.disable_account(session, name, now=clock.now(), by_id=current_user().id)
        said = say("%(name)s üçün giriş bağlandı.", name=user.display_name)
    flash(sentence(said), "success")
    return redirect(url_for("directory.people"), 303)


@bp.post("/people/position")
@needs(Permission.MANAGE_ACCOUNTS)
def give_position() -> ResponseReturnValue:
    """Say which position of the register a person holds."""
    try:
        typed = forms.read(HeldSchema(), request.form)
        with transaction() as session:
            user = accounts.account_named(session, typed["name"])
            member = registering.give_position(session, user, typed["position"])
            said = say(
                "%(name)s üçün vəzifə yazıldı: %(position)s.",
                name=user.display_name,
                position=member.position,
            )
    except InvalidInput as refused:
        return _page(held_errors=refused.fields), refused.status
    flash(sentence(said), "success")
    return redirect(url_for("directory.people"), 303)


def _added(draft: PersonDraft) -> tuple[User, str]:
    password = accounts.new_password()
    try:
        with transaction() as session:
            user = upkeep.add_person(
                session,
                draft.name,
                role=draft.role,
                unit=draft.unit,
                display_name=draft.display_name,
                password=password,
                now=clock.now(),
                position=draft.position,
                by_id=current_user().id,
            )
    except NotFound as refused:
        raise InvalidInput({"unit": refused.sentence}) from refused
    return user, password


def _page(
    *,
    errors: Mapping[str, Sentence] | None = None,
    held_errors: Mapping[str, Sentence] | None = None,
    added: User | None = None,
    password: str = "",
) -> str:
    typed = request.form if errors else {}
    with reading() as session:
        units = queries.units(session)
        staff = queries.staff_of(session, [unit.id for unit in units])
        return render_template(
            "directory/people.html",
            users=accounts.accounts(session),
            staff_of_user={member.user_id: member for member in staff if member.user_id},
            roles=[(role.value, sentence(role.label)) for role in Role],
            units=[(unit.code, unit.name) for unit in queries.home_units(session)],
            positions=queries.positions(session, BodyGroup.CENTRAL),
            errors=errors or {},
            typed=typed,
            held_errors=held_errors or {},
            held_typed=request.form if held_errors else {},
            added=added,
            password=password,
        )
