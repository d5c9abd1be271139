"""What serving needs, and what the doctor finds."""

from pathlib import Path

from tests.usecases.console.shell import Run


def test_serving_without_secrets_is_refused_with_the_line_that_mends_it(run: Run) -> None:
    done = run("serve", CALLCENTER_SECRET_KEY="")
    assert done.returncode == 1
    assert "CALLCENTER_SECRET_KEY" in done.stderr


def test_serving_an_unprepared_database_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("serve", CALLCENTER_DATABASE_URL=f"sqlite:///{tmp_path}/new.db")
    assert done.returncode == 1
    assert "callcenter db upgrade" in done.stderr


def test_a_command_on_an_empty_database_says_what_to_do(run: Run, tmp_path: Path) -> None:
    done = run("kb", "list", CALLCENTER_DATABASE_URL=f"sqlite:///{tmp_path}/empty.db")
    assert (done.returncode, "callcenter db upgrade" in done.stderr) == (1, True)


def test_the_doctor_finds_nothing_wrong_with_a_fresh_installation(run: Run, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/fresh.db"
    assert run("db", "upgrade", CALLCENTER_DATABASE_URL=address).returncode == 0
    assert run("db", "check", CALLCENTER_DATABASE_URL=address).returncode == 0
    done = run("doctor", CALLCENTER_DATABASE_URL=address)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_doctor_names_who_holds_no_position(run: Run, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/people.db"
    run("db", "upgrade", CALLCENTER_DATABASE_URL=address)
    place = ("--role", "unit_staff", "--unit", "economy-network")
    held = ("users", "add", "a.vezifeli", *place, "--position", "baş məsləhətçi")
    assert run(*held, CALLCENTER_DATABASE_URL=address).returncode == 0
    assert run("doctor", CALLCENTER_DATABASE_URL=address).returncode == 0
    run("users", "add", "b.vezifesiz", *place, CALLCENTER_DATABASE_URL=address)
    done = run("doctor", CALLCENTER_DATABASE_URL=address)
    assert "b.vezifesiz" in done.stdout + done.stderr
    assert "a.vezifeli" not in done.stdout + done.stderr
