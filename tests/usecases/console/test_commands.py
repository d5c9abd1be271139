"""The commands that scripts and other offices call: their JSON, their exit codes, their one line of refusal."""

import json
import socket
from pathlib import Path

import pytest

from tests.usecases.console.shell import Run


def test_a_deadline_is_printed_with_its_sum(run: Run) -> None:
    done = run("deadline", "şikayət", "--registered", "2026-03-10", "--json")
    document = json.loads(done.stdout)
    assert document["due"] == "2026-04-09"
    assert sum(line["counted"] for line in document["sum"]) == 15
    assert {"act", "clause"} <= document["basis"][0].keys()


def test_a_clock_of_hours_ends_at_one_hour_in_the_sum_and_below_it(run: Run) -> None:
    done = run("deadline", "inquiry", "--registered", "2026-03-18", "--urgent")
    *_, last_day, _, _, due = done.stdout.splitlines()
    assert (last_day, due) == ("19.03.2026  +  müddətin sonu: saat 24:00", "19.03.2026 24:00")


@pytest.mark.parametrize(("registered", "provisional"), [("2027-03-05", True), ("2026-04-06", False)])
def test_a_deadline_over_days_that_may_still_move_says_so(
    run: Run, registered: str, provisional: bool
) -> None:
    done = run("deadline", "sorğu", "--registered", registered)
    assert ("Bu müddətdəki istirahət günləri hələ dəyişdirilə bilər." in done.stdout) is provisional


@pytest.mark.parametrize(
    "words",
    [
        ("deadline", "sual", "--registered", "yesterday"),
        ("deadline", "sual", "--registered", "2014-12-31"),
        ("deadline", "sual", "--registered", "0001-01-01"),
        ("deadline", "sual", "--registered", "9999-12-31T22:00Z"),
        ("deadline", "sorğu", "--registered", "2026-03-10", "--extend"),
        ("users", "add", "x1", "--role", "king"),
        ("users", "add", "x2", "--role", "unit_staff"),
        ("users", "add", "x3", "--role", "unit_staff", "--unit", "Olmayan şöbə"),
        (
            "users",
            "add",
            "x4",
            "--role",
            "unit_staff",
            "--unit",
            "economy-network",
            "--position",
            "kosmonavt",
        ),
        ("users", "disable", "nobody"),
        ("keys", "add", "k", "--scope", "everything"),
        ("keys", "revoke", "nothing"),
        ("kb", "show", "999:1.1"),
        ("kb", "match", " "),
        ("db", "downgrade", "nosuch"),
        ("serve", "--no-jobs", "--bind", "nonsense"),
        ("serve", "--no-jobs", "--bind", "127.0.0.1:99999"),
        ("serve", "--no-jobs", "--bind", "203.0.113.1:8000"),
    ],
)
def test_a_refusal_is_one_line_and_exit_code_one(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("deadline",),
        ("deadline", "wish", "--registered", "2026-03-10"),
        ("nothing",),
        ("report", "build", "hourly"),
        ("serve", "--workers", "0"),
    ],
)
def test_wrong_usage_is_exit_code_two(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).returncode == 2


def test_an_address_that_another_program_serves_is_told_before_anything_starts(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        bind = f"127.0.0.1:{other.getsockname()[1]}"
        done = run("serve", "--no-jobs", "--bind", bind)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{bind} ünvanında xidmət başlaya bilmir")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("address", ["nonsense", "nosuch://x/y", "postgresql+nosuch://u:GİZLİ@h/b"])
def test_an_address_of_a_database_that_is_none_is_said_without_its_password(run: Run, address: str) -> None:
    done = run("db", "check", CALLCENTER_DATABASE_URL=address)
    assert done.returncode == 1
    assert done.stderr.startswith("CALLCENTER_DATABASE_URL oxunmur")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "GİZLİ" not in done.stderr


def test_a_database_without_tables_is_called_empty(run: Run, tmp_path: Path) -> None:
    done = run("db", "check", CALLCENTER_DATABASE_URL=f"sqlite:///{tmp_path}/new.db")
    assert (done.returncode, done.stderr) == (1, "Baza boşdur: `callcenter db upgrade` işlədin.\n")


@pytest.mark.parametrize(
    ("variable", "wrong", "right"),
    [
        ("CALLCENTER_EDMS_DIR", "/nosuch/folder", "."),
        ("CALLCENTER_SMTP_URL", "mail.example", "smtp://user:GİZLİ@mail.example:587"),
        ("CALLCENTER_SMTP_URL", "smtp://mail.example:GİZLİ", "smtps://mail.example"),
    ],
)
def test_the_doctor_says_what_is_named_and_is_not_there(
    run: Run, variable: str, wrong: str, right: str
) -> None:
    assert variable in run("doctor", **{variable: wrong}).stderr
    assert variable not in run("doctor", **{variable: right}).stderr
    assert "GİZLİ" not in run("doctor", **{variable: wrong}).stderr


def test_an_account_gets_a_password_once(run: Run) -> None:
    document = json.loads(run("users", "add", "aytan", "--role", "operator", "--json").stdout)
    assert document["user"] == "aytan"
    assert len(document["password"]) >= 12
    again = run("users", "add", "aytan", "--role", "operator", "--json")
    assert (again.returncode, again.stdout) == (1, "")


def test_a_closed_account_is_said_to_be_closed(run: Run) -> None:
    run("users", "add", "leyla", "--role", "operator")
    assert run("users", "disable", "leyla").returncode == 0
    assert "hesabı bağlanıb" in run("users", "disable", "leyla").stderr


def test_a_key_is_printed_once(run: Run) -> None:
    document = json.loads(
        run("keys", "add", "edms", "--scope", "appeals:write", "--scope", "classify", "--json").stdout
    )
    assert set(document) == {"key"}
    after_one = run("keys", "add", "portal", "--scope", "appeals:read", "classify", "--json")
    assert set(json.loads(after_one.stdout)) == {"key"}
    assert run("keys", "add", "other", "--scope", "classify", "everything").returncode == 1


def test_matching_prints_candidates_with_clauses_and_words(run: Run) -> None:
    document = json.loads(run("kb", "match", "Nazirlikdə internet kəsilir", "--limit", "2", "--json").stdout)
    assert {"text", "kind", "decision", "out_of_scope", "candidates"} <= document.keys()
    best = document["candidates"][0]
    assert {"unit", "body", "competence", "clauses", "score", "confidence", "matched"} <= best.keys()
    assert best["unit"] == "Şəbəkə və əməliyyat sistemlərini idarəetmə sektoru"
    assert len(document["candidates"]) == 2


def test_evaluating_prints_the_figures_and_writes_nothing(run: Run, url: str, tmp_path: Path) -> None:
    rows = tmp_path / "rows.tsv"
    rows.write_text(
        "id\ttext\tkind\tunit\tclauses\tin_scope\tnoise\n"
        "T1\tİnternet kəsilir\tşikayət\tŞəbəkə və əməliyyat sistemlərini idarəetmə sektoru\t003:6.1.6\tyes\tclean\n"
        "T2\tSabah yağış yağacaq?\tsual\t-\t-\tno\tclean\n",
        encoding="utf-8",
    )
    database = Path(url.removeprefix("sqlite:///"))
    before = database.read_bytes()
    figures = json.loads(run("kb", "evaluate", str(rows), "--json").stdout)
    assert {"rows", "unit@1", "clause@3", "mrr", "oos_auroc", "by_noise", "p95_ms"} <= figures.keys()
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ("kb", "list"),
        ("kb", "match", "İnternet kəsilir"),
        ("users", "list"),
        ("deadline", "sorğu", "--registered", "2026-03-10", "--urgent"),
        ("doctor",),
    ],
)
def test_every_answer_can_be_read_by_a_person(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert "{" not in done.stdout


def test_a_report_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "report.json"
    done = run("report", "build", "weekly", "--format", "json", "--output", str(output))
    assert done.returncode == 0, done.stderr
    assert {"period", "measures"} <= json.loads(output.read_text(encoding="utf-8")).keys()


def test_a_custom_report_needs_its_days(run: Run, tmp_path: Path) -> None:
    done = run("report", "build", "custom", "--format", "json", "--output", str(tmp_path / "r.json"))
    assert done.returncode == 1


def test_audit_verify_prints_the_head_and_names_a_cut_end(run: Run, url: str) -> None:
    run("keys", "add", "jurnal", "--scope", "classify")
    sound = run("audit", "verify", "--json")
    assert sound.returncode == 0, sound.stderr
    document = json.loads(sound.stdout)
    assert document["breaks"] == []
    head = document["trail"]["head"]["hash"]
    assert run("audit", "verify", "--anchor", head).returncode == 0
    cut = run("audit", "verify", "--anchor", "0" * 63 + "1")
    assert cut.returncode == 1
    assert "zəncirin sonu kəsilib" in cut.stderr


def test_users_authorise_needs_an_order(run: Run, url: str) -> None:
    run("users", "add", "nazir.muavini", "--role", "leadership")
    assert run("users", "authorise", "nazir.muavini").returncode == 1
    assert run("users", "authorise", "nazir.muavini", "--order", "F-12/26").returncode == 0
    assert run("users", "authorise", "nazir.muavini", "--end").returncode == 0
    days = ("--order", "F-13/26", "--from", "2098-01-01", "--to", "2098-12-31")
    assert run("users", "authorise", "nazir.muavini", *days).returncode == 0
    again = run("users", "authorise", "nazir.muavini", "--order", "F-14/26", "--from", "2098-06-01")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
