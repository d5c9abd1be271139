"""Tests about the code itself: each failure names the rule and the way to mend it."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from callcenter.accounts.access import guard_of
from callcenter.accounts.navigation import HOME, PLACES
from callcenter.accounts.vocabulary import MAY, Permission, Role
from callcenter.appeals import lifecycle
from callcenter.appeals.vocabulary import Action, State
from callcenter.cli import COMMANDS
from callcenter.console import console
from callcenter.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("callcenter", "knowledge_base", "reports")
SOURCES = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
# Files of the frameworks, and the API's own document.
PUBLIC_ENDPOINTS = {"static", "bootstrap.static", "api-docs.openapi_json"}
LONGEST = 400
# What a check is told to overlook, at the end of a line: nothing after it says why.
UNREASONED = re.compile(
    r"# *(?:type: *ignore(?:\[[\w, -]*\])?|noqa(?:: *[A-Z]+\d+(?:, *[A-Z]+\d+)*)?|nosec(?: +B\d+)*)\W*$"
)


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", [*SOURCES, *TESTS], ids=named)
def test_a_file_has_one_reason_to_change(file: Path) -> None:
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{named(file)} has {lines} lines: split it by reasons to change"


def test_what_a_check_overlooks_says_why_on_its_line() -> None:
    silent = [
        f"{named(file)}:{number}"
        for file in (*SOURCES, *TESTS)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if UNREASONED.search(line)
    ]
    assert not silent, "say why behind it, or better: make it needless"


def test_every_route_says_who_may_come(application: Flask) -> None:
    silent = {
        rule.endpoint
        for rule in application.url_map.iter_rules()
        if rule.endpoint not in PUBLIC_ENDPOINTS
        and guard_of(application.view_functions[rule.endpoint]) is None
    }
    assert not silent, f"add @needs, @needs_scope or @open_to_all to {sorted(silent)}"


def test_only_the_ground_floor_commits() -> None:
    assert not list(calls("commit")), "open the transaction at the edge: with transaction() as session"


def test_only_the_clock_reads_the_time() -> None:
    readers = {place for name in ("now", "utcnow", "today") for place in calls(name, of=("datetime", "date"))}
    assert readers == {"callcenter/core/clock.py"}, "pass the time in; edges take it from core/clock.py"


def test_only_settings_and_the_entrances_know_the_environment() -> None:
    readers = {named(file) for file in SOURCES if "os.environ" in file.read_text(encoding="utf-8")}
    assert readers <= {"callcenter/cli.py", "callcenter/console.py"}, "read it in settings.py"
    names = {named(file) for file in SOURCES if "CALLCENTER_" in code_of(file)}
    assert names <= {"callcenter/settings.py", "callcenter/upkeep/setting_up.py"}


def test_wsgi_holds_nothing_but_the_application() -> None:
    code = (ROOT / "wsgi.py").read_text(encoding="utf-8")
    assert code.strip().splitlines()[-1] == "app = create_app(Settings.from_env(os.environ))"
    assert len(ast.parse(code).body) == 4


def test_every_setting_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    variables = {one.metadata["variable"] for one in Settings.__dataclass_fields__.values()}
    assert not {name for name in variables if f"`{name}`" not in readme}


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [path for path in commands() if f"callcenter {path}" not in readme]
    assert not missing, f"say in README.md what these do: {missing}"


def test_every_permission_belongs_to_a_role() -> None:
    assert set().union(*MAY.values()) == set(Permission)
    assert set(MAY) == set(Role)


def test_every_link_of_the_navigation_leads_somewhere(application: Flask) -> None:
    endpoints = {rule.endpoint for rule in application.url_map.iter_rules()}
    assert {place.endpoint for place in PLACES} | set(HOME.values()) <= endpoints


def test_every_role_can_follow_the_way_home() -> None:
    shown_to = {place.endpoint: place.permission for place in PLACES}
    assert all(shown_to[HOME[role]] in MAY[role] for role in Role)


def test_every_template_compiles(application: Flask) -> None:
    for name in application.jinja_env.list_templates(extensions=["html"]):
        application.jinja_env.get_template(name)


def test_no_template_has_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    found = [
        named(file)
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.html")
        # A report written to a file of its own has no server that could send it a stylesheet.
        if file.name != "document.html" and inline.search(file.read_text(encoding="utf-8"))
    ]
    assert not found, "the content policy blocks it: use a module or a class"


def test_every_form_carries_its_token() -> None:
    bare = [
        named(file)
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.html")
        for form in re.findall(r"<form[^>]*method=.post.*?</form>", file.read_text("utf-8"), re.S | re.I)
        if "csrf" not in form
    ]
    assert not bare


def test_every_state_can_be_reached_and_only_closed_ones_end() -> None:
    reached, todo = set[State](), [State.REGISTERED]
    while todo:
        state = todo.pop()
        reached.add(state)
        todo += [
            after
            for (before, _), after in lifecycle.NEXT.items()
            # A step back leads to a state that was reached before.
            if before is state and isinstance(after, State) and after not in reached
        ]
    assert reached == set(State)
    assert all(lifecycle.offered(state) for state in State)
    assert {action for _, action in lifecycle.NEXT} == set(Action) - {Action.LOG}


def test_no_tracked_file_names_a_registry_or_a_machine() -> None:
    forbidden = re.compile("py" + r"pi\.org|python" + r"hosted|/ho" + r"me/\w+/|/ro" + "ot/")
    checked = [*SOURCES, ROOT / "Makefile", ROOT / "README.md", ROOT / "requirements.lock"]
    assert not [file.name for file in checked if forbidden.search(file.read_text(encoding="utf-8"))]


def test_the_lock_pins_every_dependency_with_a_hash() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for line in wanted:
        name = re.split(r"[\[<>=,]", line)[0]
        assert re.search(rf"^{name}(\[\w+\])?==.*\\\n(    # .*\n)*    --hash=", lock, re.M), (
            f"make lock: {name}"
        )


def calls(method: str, *, of: tuple[str, ...] = ()) -> Iterator[str]:
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = node.func.value
            last = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if node.func.attr == method and (not of or last in of):
                yield named(file)


def code_of(file: Path) -> str:
    """The file's strings that are used as names, without sentences for people."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return " ".join(text for text in strings if " " not in text)


def commands() -> Iterator[str]:
    assert COMMANDS
    for name, command in console.commands.items():
        inner = getattr(command, "commands", None)
        if inner is None:
            yield name
        else:
            yield from (f"{name} {one}" for one in inner)
