"""Pages: sign in and out, the own account, the language; and what becomes of a form when its session had ended."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from callcenter.accounts import mandates, signing_in, upkeep
from callcenter.accounts.access import (
    NotSignedIn,
    cookie_name,
    current_user,
    needs,
    open_to_all,
    signed_in_user,
    to_sign_in,
)
from callcenter.accounts.models import User
from callcenter.accounts.navigation import HOME
from callcenter.accounts.vocabulary import Permission
from callcenter.core import clock
from callcenter.core.clock import baku_date
from callcenter.core.errors import InvalidInput, Refused
from callcenter.core.fields import UnreadableText, clean
from callcenter.core.wording import Sentence, say
from callcenter.web.database import reading, sealer, transaction
from callcenter.web.display import sentence
from callcenter.web.faults import SECRET_FIELDS, carried_fields, for_programs, problem
from callcenter.web.locale import LANGUAGES

bp = Blueprint("accounts", __name__, template_folder="templates")

# Fields of a lost form travel through the sign-in form under this prefix, apart from its own fields.
TYPED = "typed:"

Typed = list[tuple[str, str]]


@bp.get("/")
@open_to_all
def home() -> Response:
    """Lead to the desk of the reader's role, or to the sign-in page."""
    user = signed_in_user()
    return redirect(_desk_of(user) if user else url_for("accounts.sign_in"), 303)


@bp.get("/sign-in")
@open_to_all
def sign_in() -> Response:
    """Show the sign-in form; who is signed in already goes on to where they wanted."""
    wanted = local_path(request.args.get("next"))
    user = signed_in_user()
    if user:
        return redirect(wanted or _desk_of(user), 303)
    return _sign_in_page(wanted=wanted)


@bp.post("/sign-in")
@open_to_all
def open_session() -> Response:
    """Sign in; a form that was lost with the last session is offered to be sent again."""
    wanted, carried_to, typed = _carried_through()
    try:
        user, token = _signed_in(_name_typed(), request.form.get("password", ""))
    except Refused as refusal:
        return _sign_in_page(
            status=refusal.status,
            said=refusal.sentence,
            wanted=wanted,
            carried_to=carried_to,
            typed=typed,
        )
    _begin_for(user)
    response = _kept_page(carried_to, typed) if carried_to else redirect(wanted or _desk_of(user), 303)
    _set_cookie(response, token)
    return response


def _signed_in(name: str, password: str) -> tuple[User, str]:
    address_print, now = sealer().print_of(request.remote_addr or ""), clock.now()
    with reading() as db:
        user = signing_in.recognise(db, name, password, address_print=address_print, now=now)
    with transaction() as db:
        if user is not None:
            return user, signing_in.open_session(db, user, now=now)
        signing_in.note_failure(db, name, address_print=address_print, now=now)
    raise signing_in.WrongCredentials


@bp.post("/sign-out")
@open_to_all
def sign_out() -> Response:
    """End the session on our side and in the browser."""
    with transaction() as db:
        signing_in.sign_out(db, request.cookies.get(cookie_name(), ""), now=clock.now())
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    response = redirect(url_for("accounts.sign_in"), 303)
    response.delete_cookie(cookie_name(), secure=_over_tls(), httponly=True, samesite="Lax")
    return response


@bp.get("/account")
@needs(Permission.SEE_OWN_ACCOUNT)
def account() -> Response:
    """Show the own account."""
    return _account_page()


@bp.post("/account/password")
@needs(Permission.SEE_OWN_ACCOUNT)
def change_password() -> Response:
    """Set a new password for the person signed in, and end their other sessions."""
    try:
        _change_password(request.form.get("old", ""), request.form.getlist("new"))
    except InvalidInput as refused:
        # The length of a password is refused under the name that commands and other forms use.
        return _account_page(
            {"new" if name == "password" else name: said for name, said in refused.fields.items()}
        )
    flash(sentence(say("Parol dəyişdirildi. Başqa cihazlardakı sessiyalarınız bağlandı.")), "success")
    return redirect(url_for("accounts.account"), 303)


@bp.post("/account/email")
@needs(Permission.SEE_OWN_ACCOUNT)
def set_email() -> Response:
    """Say where the person signed in wants their notices mailed; nowhere when it is left empty."""
    try:
        with transaction() as db:
            upkeep.set_email(_own(db.get(User, current_user().id)), request.form.get("email", ""))
    except InvalidInput as refused:
        return _account_page(refused.fields, email=request.form.get("email", ""))
    flash(sentence(say("E-poçt ünvanı saxlanıldı.")), "success")
    return redirect(url_for("accounts.account"), 303)


@bp.post("/language")
@open_to_all
def choose_language() -> Response:
    """Keep the chosen language in this browser and, when signed in, in the account."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
        user = signed_in_user()
        if user:
            with transaction() as db:
                _own(db.get(User, user.id)).language = chosen
    return redirect(local_path(request.form.get("next")) or url_for("accounts.home"), 303)


@bp.app_errorhandler(NotSignedIn)
def ask_to_sign_in(refusal: NotSignedIn) -> Response:
    """Send a reader to the sign-in page and back; a writer too, with everything typed in the page.

    A form comes here only with a valid token of ours, because that is looked at before the session is.
    """
    if for_programs() or request.accept_mimetypes.best == "application/json":
        return problem(refusal.status, refusal.code, refusal.sentence)
    if request.method != "POST":
        return to_sign_in()
    return _sign_in_page(
        status=refusal.status, said=refusal.sentence, carried_to=_this_path(), typed=carried_fields()
    )


def local_path(given: str | None) -> str:
    """Return an address when it leads to a page of ours, otherwise nothing.

    Browsers read a backslash as a slash and drop control characters, so neither may be in it.
    """
    path = given or ""
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        return ""
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in path):
        return ""
    parts = urlsplit(path)
    return "" if parts.scheme or parts.netloc else path


def _name_typed() -> str:
    # A name that no database can hold is nobody's.
    try:
        return clean(request.form.get("name", ""))
    except UnreadableText:
        return ""


def _this_path() -> str:
    return request.full_path.rstrip("?")


def _carried_through() -> tuple[str, str, Typed]:
    typed = [
        (name.removeprefix(TYPED), value)
        for name, values in request.form.lists()
        if name.startswith(TYPED) and name.removeprefix(TYPED) not in SECRET_FIELDS
        for value in values
    ]
    return local_path(request.form.get("next")), local_path(request.form.get("carried_to")), typed


def _desk_of(user: User) -> str:
    return url_for(HOME[user.role])


def _begin_for(user: User) -> None:
    # Form tokens outlive an ended session of the same person, so that forms in other tabs can still be
    # sent; another person gets new ones.
    if session.get("person") != user.id:
        language = session.get("language")
        session.clear()
        session["language"] = language or user.language
    session["person"] = user.id
    g.user = user


def _set_cookie(response: Response, token: str) -> None:
    response.set_cookie(cookie_name(), token, secure=_over_tls(), httponly=True, samesite="Lax", path="/")


def _over_tls() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def _change_password(old: str, new: list[str]) -> None:
    if len(set(new)) != 1:
        raise InvalidInput({"new": say("Yeni parol iki dəfə eyni yazılmalıdır.")})
    token = request.cookies.get(cookie_name(), "")
    with transaction() as db:
        user = _own(db.get(User, current_user().id))
        signing_in.change_password(db, user, old=old, new=new[0], token=token, now=clock.now())


def _own(user: User | None) -> User:
    if user is None:
        raise NotSignedIn
    return user


def _sign_in_page(
    *,
    status: int = 200,
    said: Sentence | None = None,
    wanted: str = "",
    carried_to: str = "",
    typed: Typed | None = None,
) -> Response:
    html = render_template(
        "accounts/sign_in.html",
        said=said,
        wanted=wanted,
        carried_to=carried_to,
        typed=typed or [],
        prefix=TYPED,
        name=request.form.get("name", "") if request.endpoint == "accounts.open_session" else "",
    )
    return current_app.make_response((html, status))


def _kept_page(carried_to: str, typed: Typed) -> Response:
    return current_app.make_response(
        render_template("accounts/kept.html", carried_to=carried_to, typed=typed)
    )


def _account_page(errors: Mapping[str, Sentence] | None = None, *, email: str | None = None) -> Response:
    user, today = current_user(), baku_date(clock.now())
    with reading() as db:
        html = render_template(
            "accounts/account.html",
            errors=errors or {},
            user=user,
            email=email,
            mandates=mandates.mandates_of(db, user, today),
            today=today,
        )
    return current_app.make_response((html, 422 if errors else 200))
