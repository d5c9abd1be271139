"""Commands of accounts and API keys."""

from datetime import datetime

import click

from callcenter.accounts import api_keys
from callcenter.accounts import upkeep as accounts
from callcenter.accounts.vocabulary import Role, Scope
from callcenter.console import as_json, console, opened_database, print_json
from callcenter.core import clock
from callcenter.directory import authorising
from callcenter.directory import upkeep as directory


@console.group()
def users() -> None:
    """Accounts."""


@users.command("add")
@click.argument("name")
@click.option("--role", required=True, help=", ".join(role.value for role in Role))
@click.option("--unit", help="Code or name of the person's unit.")
@click.option("--position", help="Name of the person's position in the register, such as «baş məsləhətçi».")
@click.option("--display-name", help="First name and surname.")
@as_json
def users_add(
    name: str, role: str, unit: str | None, position: str | None, display_name: str | None, as_json: bool
) -> None:
    """Open an account and print its password once."""
    password = accounts.new_password()
    with opened_database() as database, database.transaction() as session:
        user = directory.add_person(
            session,
            name,
            role=role,
            unit=unit,
            display_name=display_name,
            password=password,
            now=clock.now(),
            position=position,
        )
        name = user.name
    print_json({"user": name, "password": password}) if as_json else click.echo(f"{name}  {password}")


@users.command("list")
@as_json
def users_list(as_json: bool) -> None:
    """List the accounts."""
    with opened_database() as database, database.reading() as session:
        rows = [
            {
                "user": one.name,
                "name": one.display_name,
                "role": one.role.value,
                "active": one.disabled_at is None,
            }
            for one in accounts.accounts(session)
        ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['user']}  {row['role']}  {row['name']}" + ("" if row["active"] else "  ✗"))


@users.command("disable")
@click.argument("name")
def users_disable(name: str) -> None:
    """Close an account and end its sessions."""
    with opened_database() as database, database.transaction() as session:
        accounts.disable_account(session, name, now=clock.now())


@users.command("authorise")
@click.argument("name")
@click.option("--order", default="", help="Number of the order of the head of the body.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="First day; at once without one.")
@click.option(
    "--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Last day; until it is ended without one."
)
@click.option("--end", is_flag=True, help="Take the authorisation back.")
def users_authorise(name: str, order: str, first: datetime | None, last: datetime | None, end: bool) -> None:
    """Let a person receive reports of corruption, by an order of the head of the body."""
    with opened_database() as database, database.transaction() as session:
        if end:
            authorising.end_of(session, name, order=order, by=None, now=clock.now())
            return
        authorising.authorise(
            session,
            name,
            order=order,
            first_day=first.date() if first else None,
            last_day=last.date() if last else None,
            by=None,
            now=clock.now(),
        )


@console.group()
def keys() -> None:
    """Keys of other systems."""


@keys.command("add")
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, required=True, help=", ".join(scope.value for scope in Scope)
)
@click.argument("more", nargs=-1, metavar="[SCOPE]...")
@as_json
def keys_add(name: str, scopes: tuple[str, ...], more: tuple[str, ...], as_json: bool) -> None:
    """Make an API key and print it once; several scopes stand after one --scope, or each after its own."""
    asked = [word for given in (*scopes, *more) for word in given.replace(",", " ").split()]
    with opened_database() as database, database.transaction() as session:
        secret = api_keys.add_key(session, name, asked, now=clock.now())
    print_json({"key": secret}) if as_json else click.echo(secret)


@keys.command("revoke")
@click.argument("name")
def keys_revoke(name: str) -> None:
    """Revoke a key at once."""
    with opened_database() as database, database.transaction() as session:
        api_keys.revoke_key(session, name, now=clock.now())
