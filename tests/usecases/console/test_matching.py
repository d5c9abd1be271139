"""`kb match` and `kb evaluate` in print: what tells the units apart, and tables that are none."""

import json
from pathlib import Path

import pytest

from tests.usecases.console.shell import Run


def test_matching_says_what_speaks_for_the_second_unit(run: Run) -> None:
    text = "Saytın serverdə virusu var"
    contrast = json.loads(run("kb", "match", text, "--json").stdout)["contrast"]
    assert contrast["best"]
    assert contrast["runner_up"]
    printed = run("kb", "match", text).stdout.splitlines()
    first, second = (line for line in printed if line.startswith("    "))
    assert first.endswith(", ".join(contrast["best"]))
    assert second.endswith(", ".join(contrast["runner_up"]))


def test_the_two_units_that_are_told_apart_are_the_first_two_shown(run: Run) -> None:
    text = "Nazirliyin saytı açılmır, həm də mənə operatorunuz kobud cavab verdi"
    for limit in ("3", "5"):
        document = json.loads(run("kb", "match", text, "--limit", limit, "--json").stdout)
        units = list(dict.fromkeys(one["unit"] for one in document["candidates"]))
        assert units[:2] == document["concerns"]
        scores = [one["score"] for one in document["candidates"]]
        assert scores == sorted(scores, reverse=True)


def test_matching_tells_how_likely_it_is_that_nobody_here_is_competent(run: Run) -> None:
    assert "aid deyil" in run("kb", "match", "Uşaq bağçasına növbə necə yazılır?").stdout
    assert "aid deyil" not in run("kb", "match", "Nazirlikdə internet kəsilir").stdout


def test_bytes_of_a_text_that_are_no_letters_are_shown_as_such(run: Run) -> None:
    done = run("kb", "match", "sayt \udcff", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout.encode())["text"] == "sayt \ufffd"


@pytest.mark.parametrize(
    "content",
    [b"", b"a\tb\n1\t2\n", "text\tlabel\nə\tb\n".encode("utf-16"), b"text\tlabel\n\xff\t1\n"],
)
def test_a_table_that_cannot_be_read_is_one_line_and_exit_code_one(
    run: Run, tmp_path: Path, content: bytes
) -> None:
    table = tmp_path / "rows.tsv"
    table.write_bytes(content)
    done = run("kb", "evaluate", str(table), "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_unit_that_nobody_knows_is_named_and_not_taken_for_a_miss_in_silence(
    run: Run, tmp_path: Path
) -> None:
    table = tmp_path / "rows.tsv"
    table.write_text(
        "text\tunit\tin_scope\ninternet kəsilir\tŞebeke bölməsi\tyes\nməktəb\tBaşqa\tno\n", encoding="utf-8"
    )
    done = run("kb", "evaluate", str(table), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["unit@1"] == 0.0
    assert "Şebeke bölməsi" in done.stderr
    assert "Başqa" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
