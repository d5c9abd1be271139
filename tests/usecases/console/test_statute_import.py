"""`kb import` as the shell sees it: what is understood, taken in, or refused."""

import json
from pathlib import Path

import pytest

from tests.short_statutes import text_of
from tests.usecases.console.shell import Run

POSITIONS = """
TƏSNİFAT TOPLUSU

1. Ümumi müddəalar
1.1. Toplu dövlət qulluğu vəzifələrini müəyyən edir.

2. Vəzifələrin təsnifatları və adları
2.1. İnzibati vəzifələrin aşağıdakı təsnifatları və adları vardır:
2.1.1. İnzibati vəzifələrin beşinci təsnifatı:
1. mərkəzi icra hakimiyyəti orqanlarının aparatlarında sektor müdiri, baş məsləhətçi, məsləhətçi.
"""


def test_a_dry_run_prints_the_whole_understanding(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(text_of(), encoding="utf-8")
    document = json.loads(run("kb", "import", str(file), "--dry-run", "--json").stdout)
    assert {"body", "act", "units", "sections", "clauses", "footnotes", "amending_acts", "doubts"} <= set(
        document
    )
    assert [clause["number"] for clause in document["clauses"]] == ["1.1", "3.0", "3.0.1"]
    # Nobody has given a code yet: another statute's would be a false one.
    assert document["code"] is None
    assert [clause["key"] for clause in document["clauses"]] == ["1.1", "3.0", "3.0.1"]
    assert run("kb", "show", "000:3.0.1").returncode == 1


def test_a_dry_run_says_in_words_what_was_understood(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(text_of().replace("3.0.1.", "3.0.2."), encoding="utf-8")
    done = run("kb", "import", str(file), "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("—  ")
    assert "Sınaq şöbəsi" in done.stdout
    assert "3 bənd" in done.stdout
    assert "?" in done.stdout  # 3.0.1 is missing: a doubt


def test_a_statute_is_imported_and_shown(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "901-sinaq.txt"
    file.write_text(text_of(), encoding="utf-8")
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


def test_a_dry_run_tells_whose_the_statute_would_be(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "907-sinaq.txt"
    file.write_text(text_of().replace("Sınaq Nazirliyi", "Yoxlama Nazirliyi"), encoding="utf-8")
    founded = run("kb", "import", str(file), "--dry-run")
    assert "Yeni dövlət qurumu yaradılır: «Azərbaycan Respublikası Yoxlama Nazirliyi»" in founded.stdout
    unknown = json.loads(run("kb", "import", str(file), "--body", "nosuch", "--dry-run", "--json").stdout)
    assert any("Belə dövlət qurumu yoxdur: «nosuch»" in doubt["what"] for doubt in unknown["doubts"])
    assert run("kb", "list").stdout.count("907") == 0
