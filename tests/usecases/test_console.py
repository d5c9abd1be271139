"""The commands that scripts and other offices call: their JSON, their exit codes, their one line of refusal."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from callcenter import cli
from callcenter.accounts.vocabulary import Role
from callcenter.appeals import answering
from callcenter.appeals.vocabulary import Outcome
from callcenter.core.db import Database
from callcenter.core.sealing import Sealer
from callcenter.upkeep import migrating, setting_up
from knowledge_base.suggesting import Knowledge
from tests import factories
from tests.conftest import SETTINGS


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]

STATUTE = """
Azərbaycan Respublikası Sınaq Nazirliyinin Sınaq şöbəsinin
ƏSASNAMƏSİ

1. Ümumi müddəalar
1.1. Sınaq şöbəsi Nazirliyin struktur bölməsidir.

3. Şöbənin vəzifələri
3.0. Şöbənin vəzifələri aşağıdakılardır:
3.0.1. sınaqları keçirmək;
"""


POSITIONS = """
TƏSNİFAT TOPLUSU

1. Ümumi müddəalar
1.1. Toplu dövlət qulluğu vəzifələrini müəyyən edir.

2. Vəzifələrin təsnifatları və adları
2.1. İnzibati vəzifələrin aşağıdakı təsnifatları və adları vardır:
2.1.1. İnzibati vəzifələrin beşinci təsnifatı:
1. mərkəzi icra hakimiyyəti orqanlarının aparatlarında sektor müdiri, baş məsləhətçi, məsləhətçi.
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:///{tmp_path_factory.mktemp('console')}/console.db"
    database = Database(address)
    migrating.upgrade(database)
    with database.transaction() as session:
        setting_up.fill(session, SETTINGS)
    database.dispose()
    return address


@pytest.fixture
def run(
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Call the console as the shell would, in this process."""

    def command(*words: str, **environment: str) -> Done:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["callcenter", *words])
        own = {
            "CALLCENTER_DATABASE_URL": url,
            "CALLCENTER_SECRET_KEY": SETTINGS.secret_key,
            "CALLCENTER_DATA_KEY": SETTINGS.data_key,
        }
        for name, value in {**own, **environment}.items():
            monkeypatch.setenv(name, value)
        code = 0
        try:
            cli.main()
        except SystemExit as left:
            code = int(left.code or 0)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return command


def test_a_deadline_is_printed_with_its_sum(run: Run) -> None:
    done = run("deadline", "şikayət", "--registered", "2026-03-10", "--json")
    document = json.loads(done.stdout)
    assert document["due"] == "2026-04-09"
    assert sum(line["counted"] for line in document["sum"]) == 15
    assert {"act", "clause"} <= document["basis"][0].keys()


@pytest.mark.parametrize(
    "words",
    [
        ("deadline", "wish", "--registered", "2026-03-10"),
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
    ],
)
def test_a_refusal_is_one_line_and_exit_code_one(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [("deadline",), ("nothing",), ("report", "build", "hourly")])
def test_wrong_usage_is_exit_code_two(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).returncode == 2


def test_an_account_gets_a_password_once(run: Run) -> None:
    document = json.loads(run("users", "add", "aytan", "--role", "operator", "--json").stdout)
    assert document["user"] == "aytan"
    assert len(document["password"]) >= 12
    again = run("users", "add", "aytan", "--role", "operator", "--json")
    assert (again.returncode, again.stdout) == (1, "")


def test_a_key_is_printed_once(run: Run) -> None:
    document = json.loads(
        run("keys", "add", "edms", "--scope", "appeals:write", "--scope", "classify", "--json").stdout
    )
    assert set(document) == {"key"}


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


def test_a_dry_run_prints_the_whole_understanding(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(STATUTE, encoding="utf-8")
    document = json.loads(run("kb", "import", str(file), "--dry-run", "--json").stdout)
    assert {"body", "act", "units", "sections", "clauses", "footnotes", "amending_acts", "doubts"} <= set(
        document
    )
    assert [clause["number"] for clause in document["clauses"]] == ["1.1", "3.0", "3.0.1"]
    assert run("kb", "show", "000:3.0.1").returncode == 1


def test_a_dry_run_says_in_words_what_was_understood(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(STATUTE.replace("3.0.1.", "3.0.2."), encoding="utf-8")
    done = run("kb", "import", str(file), "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Sınaq şöbəsi" in done.stdout
    assert "3 bənd" in done.stdout
    assert "?" in done.stdout  # 3.0.1 is missing: a doubt


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


def test_a_statute_is_imported_and_shown(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "901-sinaq.txt"
    file.write_text(STATUTE, encoding="utf-8")
    assert json.loads(run("kb", "import", str(file), "--json").stdout)[0]["added"] == 3
    assert json.loads(run("kb", "import", str(file), "--json").stdout)[0]["changed"] is False
    assert json.loads(run("kb", "show", "901:3.0.1", "--json").stdout)["unit"] == "Sınaq şöbəsi"
    assert "901" in run("kb", "list").stdout


def test_a_statute_that_lists_positions_is_understood_as_their_register(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "903-vezifeler.txt"
    file.write_text(POSITIONS, encoding="utf-8")
    assert "Vəzifə reyestri: 3 vəzifə" in run("kb", "import", str(file), "--dry-run").stdout


def test_what_is_no_statute_is_refused_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "902-letter.txt"
    file.write_text("Hörmətli cənab nazir, sizə salam göndəririk.", encoding="utf-8")
    done = run("kb", "import", str(file))
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    assert "902" not in run("kb", "list").stdout


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


def test_a_report_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "report.json"
    done = run("report", "build", "weekly", "--format", "json", "--output", str(output))
    assert done.returncode == 0, done.stderr
    assert {"period", "measures"} <= json.loads(output.read_text(encoding="utf-8")).keys()


def test_a_custom_report_needs_its_days(run: Run, tmp_path: Path) -> None:
    done = run("report", "build", "custom", "--format", "json", "--output", str(tmp_path / "r.json"))
    assert done.returncode == 1


AMENDED = """
Azərbaycan Respublikası Sınaq Nazirliyinin Sınaq şöbəsinin
ƏSASNAMƏSİ

1. Ümumi müddəalar
1.1. Sınaq şöbəsi Nazirliyin struktur bölməsidir. [1]

3. Şöbənin vəzifələri
3.0. Şöbənin vəzifələri aşağıdakılardır:
3.0.1. sınaqları hər il keçirmək;
3.0.2. nəticələri elan etmək;

İSTİFADƏ OLUNMUŞ MƏNBƏ SƏNƏDLƏRİNİN SİYAHISI
1. 3 may 2019-cu il tarixli 11 nömrəli Nazirliyin Qərarı
ƏSASNAMƏYƏ EDİLMİŞ DƏYİŞİKLİK VƏ ƏLAVƏLƏRİN SİYAHISI
[1] 3 may 2019-cu il tarixli 11 nömrəli Nazirliyin Qərarı ilə 1.1-ci bənddə “hissəsidir” sözü “struktur bölməsidir” sözləri ilə əvəz edilmişdir.
"""


def test_a_newer_version_is_shown_before_it_is_taken_in_and_compared_after(run: Run, tmp_path: Path) -> None:
    old, new = tmp_path / "903-old.txt", tmp_path / "903-new.txt"
    old.write_text(STATUTE, encoding="utf-8")
    new.write_text(AMENDED, encoding="utf-8")
    run("kb", "import", str(old))

    dry = json.loads(run("kb", "import", str(new), "--dry-run", "--json").stdout)
    assert {(one["turn"], one["key"]) for one in dry["changes"]} == {
        ("changed", "903:3.0.1"),
        ("added", "903:3.0.2"),
    }
    assert "hər il" not in run("kb", "show", "903:3.0.1").stdout
    done = json.loads(run("kb", "import", str(new), "--json").stdout)[0]
    assert (done["added"], done["reworded"], done["removed"], done["moved"]) == (1, 1, 0, 0)

    difference = json.loads(run("kb", "diff", "903", "--from", "1", "--to", "2", "--json").stdout)
    assert {one["key"] for one in difference["clauses"]} == {"903:3.0.1", "903:3.0.2"}
    assert "sınaqları{+ hər il+} keçirmək" in run("kb", "diff", "903").stdout
    one = json.loads(run("kb", "diff", "903:3.0.1", "--from", "1", "--json").stdout)
    assert [clause["key"] for clause in one["clauses"]] == ["903:3.0.1"]


def test_the_history_of_a_clause_is_told_with_its_acts(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "904.txt"
    file.write_text(AMENDED, encoding="utf-8")
    run("kb", "import", str(file))
    document = json.loads(run("kb", "history", "1.1", "--statute", "904", "--json").stdout)
    before, now = document["wordings"]
    assert (before["from"], before["to"], now["to"]) == (None, "2019-05-03", None)
    assert "hissəsidir" in before["text"]
    assert now["changes"][0]["act"] == "11"
    assert "№ 11, 2019-05-03" in run("kb", "history", "904:1.1").stdout
    shown = json.loads(run("kb", "show", "904:1.1", "--json").stdout)
    assert (shown["in_being"], shown["text_in_force"]) == (True, shown["text"])
    assert shown["past_wordings"][0]["text"] == before["text"]
    then = json.loads(run("kb", "diff", "904", "--from", "2019-05-02", "--json").stdout)
    assert [one["key"] for one in then["clauses"]] == ["904:1.1"]


def test_words_that_the_source_prints_although_they_were_repealed_are_told_apart(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "907.txt"
    removed = AMENDED[: AMENDED.index("1.1-ci bənddə")] + "1.1-ci bənddən “struktur” sözü çıxarılmışdır.\n"
    file.write_text(removed, encoding="utf-8")
    run("kb", "import", str(file))
    done = run("kb", "show", "907:1.1")
    assert "Sınaq şöbəsi Nazirliyin struktur bölməsidir." in done.stdout
    assert "Ləğv edilmiş sözlər nəzərə alınmadan: Sınaq şöbəsi Nazirliyin bölməsidir." in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("kb", "history", "999:1.1"),
        ("kb", "history", "1.1.1.1.1"),
        ("kb", "diff", "999"),
        ("kb", "diff", "903", "--from", "77"),
        ("kb", "diff", "903", "--from", "2019-13-45"),
    ],
)
def test_an_unknown_clause_or_version_is_one_line_and_exit_code_one(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "903.txt"
    file.write_text(STATUTE, encoding="utf-8")
    run("kb", "import", str(file))
    done = run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_number_that_several_statutes_have_must_be_named_with_its_statute(run: Run, tmp_path: Path) -> None:
    for code in ("905", "906"):
        (tmp_path / f"{code}.txt").write_text(STATUTE, encoding="utf-8")
        run("kb", "import", str(tmp_path / f"{code}.txt"))
    done = run("kb", "history", "1.1")
    assert done.returncode == 1
    assert "905:1.1" in done.stderr


def test_of_several_clauses_of_a_number_the_one_with_a_past_is_meant(run: Run, tmp_path: Path) -> None:
    for code, text in (("908", STATUTE), ("909", AMENDED)):
        (tmp_path / f"{code}.txt").write_text(text.replace("1.1", "1.9"), encoding="utf-8")
        run("kb", "import", str(tmp_path / f"{code}.txt"))
    assert json.loads(run("kb", "history", "1.9", "--json").stdout)["key"] == "909:1.9"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("903-a.pdf", b"%PDF-1.7 junk"),
        ("903-b.docx", b"PK\x03\x04junk"),
        ("903-c.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_exit_code_one(
    run: Run, tmp_path: Path, name: str, data: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    done = run("kb", "import", str(file), "--dry-run")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert name in done.stderr


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


@pytest.fixture
def told(url: str, knowledge: Knowledge, sealer: Sealer, now: datetime) -> str:
    """The number of an appeal that was answered on the line and closed."""
    database = Database(url)
    with database.transaction() as session:
        operator = factories.make_actor(session, Role.OPERATOR)
        appeal = factories.log(session, operator, knowledge=knowledge, sealer=sealer, now=now)
        answer: dict[str, Any] = {
            "text": "15 iş günü ərzində.",
            "outcome": Outcome.EXPLAINED,
            "consent": True,
        }
        answering.answer_on_line(session, appeal.number, 1, **answer, by=operator, now=now)
        number = appeal.number
    database.dispose()
    return number


def test_the_life_of_an_appeal_is_printed_step_by_step_with_the_sum_of_its_due_date(
    run: Run, told: str
) -> None:
    document = json.loads(run("appeals", "show", told, "--json").stdout)
    assert [step["action"] for step in document["events"]] == ["log", "answer_on_line", "close"]
    assert {step["due"] for step in document["events"]} == {document["due"]["due"]}
    lines = run("appeals", "show", told.lower()).stdout.splitlines()
    assert lines[0].split() == [told, "complaint", "closed"]
    steps = [line for line in lines if line[:3].strip().isdecimal() and line[3:5] == "  "]
    assert len(steps) == 3
    assert "xətdə cavablandırıldı" in steps[1]
    assert "15 iş günü ərzində." in "\n".join(lines)
    due = lines[-1].removeprefix("→ ")
    assert lines[-1] == f"→ {due}"
    assert sum(due in line for line in lines) == 3, "where it was set, in the sum, and at its end"


def test_an_appeal_that_is_not_there_is_one_line_and_exit_code_one(run: Run) -> None:
    done = run("appeals", "show", "M-1999-000001")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1
