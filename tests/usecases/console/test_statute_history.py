"""`kb diff`, `kb history` and `kb show`: what a newer version changed, and past wordings."""

import json
from pathlib import Path

import pytest

from tests.short_statutes import text_of
from tests.usecases.console.shell import Run

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
    old.write_text(text_of(), encoding="utf-8")
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
    file.write_text(text_of(), encoding="utf-8")
    run("kb", "import", str(file))
    done = run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_number_that_several_statutes_have_must_be_named_with_its_statute(run: Run, tmp_path: Path) -> None:
    for code in ("905", "906"):
        (tmp_path / f"{code}.txt").write_text(text_of(), encoding="utf-8")
        run("kb", "import", str(tmp_path / f"{code}.txt"))
    done = run("kb", "history", "1.1")
    assert done.returncode == 1
    assert "905:1.1" in done.stderr


def test_of_several_clauses_of_a_number_the_one_with_a_past_is_meant(run: Run, tmp_path: Path) -> None:
    for code, text in (("908", text_of()), ("909", AMENDED)):
        (tmp_path / f"{code}.txt").write_text(text.replace("1.1", "1.9"), encoding="utf-8")
        run("kb", "import", str(tmp_path / f"{code}.txt"))
    assert json.loads(run("kb", "history", "1.9", "--json").stdout)["key"] == "909:1.9"


def test_a_repeal_of_what_is_still_printed_is_shown_wherever_the_clause_is_asked_for(
    run: Run, tmp_path: Path
) -> None:
    old, new = tmp_path / "910-old.txt", tmp_path / "910-new.txt"
    old.write_text(AMENDED, encoding="utf-8")
    new.write_text(
        AMENDED.replace("elan etmək;", "elan etmək; [2]")
        + "[2] 10 iyun 2026-cı il tarixli 77 nömrəli Nazirliyin Qərarı ilə 3.0.2-ci yarımbənd ləğv edilmişdir.\n",
        encoding="utf-8",
    )
    run("kb", "import", str(old))
    assert "- 910:3.0.2" in run("kb", "import", str(new), "--dry-run").stdout
    assert "- 910:3.0.2" in run("kb", "import", str(new)).stdout
    for days in (("--from", "1", "--to", "2"), ("--from", "2026-01-01")):
        assert "- 910:3.0.2" in run("kb", "diff", "910:3.0.2", *days).stdout
    assert json.loads(run("kb", "show", "910:3.0.2", "--json").stdout)["in_being"] is False
    assert json.loads(run("kb", "history", "910:3.0.2", "--json").stdout)["in_force"] is False
