"""Reports of a problem: kept beside the answers with what the page looked like, changed, withdrawn, never lost."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from IPython.core.interactiveshell import InteractiveShell

from npqml_widgets.keeping import clock, files
from npqml_widgets.tasks import problemreport, tasks
from npqml_widgets.tasks.problemreport import Newer, Report, keep, load, parameters, parse

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REPORT = Report("The table is blank.", NOON, {"gap": "25"}, "We read 25.", "Not yet.", {"module": "1a", "seed": 7})
modest = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty module's folder, as the folder that a notebook runs in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path


def file() -> Path:
    return Path("work", "problems.json")


def put(content: bytes) -> None:
    file().parent.mkdir()
    file().write_bytes(content)


def test_a_report_is_kept_beside_the_answers_with_all_that_rebuilds_the_page():
    assert keep("1a-t3", REPORT).report == REPORT
    assert load("1a-t3") == problemreport.Kept(REPORT)
    assert json.loads(file().read_text()) == {
        "schema": 1,
        "reports": {
            "1a-t3": {
                "words": "The table is blank.",
                "when": "2026-03-02T12:00:00+00:00",
                "values": {"gap": "25"},
                "read_as": "We read 25.",
                "state": "Not yet.",
                "variant": {"module": "1a", "seed": 7},
            }
        },
    }


def test_a_learn_about_notebook_reports_into_its_modules_file(module, monkeypatch):
    keep("1a-t3", REPORT)
    (module / "learn-about").mkdir()
    monkeypatch.chdir(module / "learn-about")
    keep("1a-1-q1", REPORT)
    assert list(parse((module / "work" / "problems.json").read_bytes())) == ["1a-t3", "1a-1-q1"]


def test_a_withdrawn_report_leaves_no_word_behind_and_the_others_stay():
    keep("1a-t3", REPORT)
    keep("1a-t4", REPORT)
    assert keep("1a-t3", None).report is None
    assert load("1a-t3").report is None
    assert load("1a-t4").report == REPORT
    keep("1a-t4", None)
    assert "blank" not in "".join(path.read_text() for path in file().parent.iterdir())


@modest
@given(words=st.text(), typed=st.text())
def test_any_words_come_back_as_they_were_written_but_for_blanks_around_and_what_is_too_long(words, typed):
    made = problemreport.make("1a-t1", words, values={"a": typed}, read_as="", state="", namespace={})
    keep("1a-t1", made)
    assert load("1a-t1").report == made
    assert made.words == words.strip()[:1000]


def long_report(letter: str) -> Report:
    """Give a report on a task in which everything is far too long."""
    long = letter * 100_000
    return problemreport.make(
        "1a-t1", long, values={"a": long, "b": [long]}, read_as=long, state=long, namespace={"school": long}
    )


def test_what_is_long_is_cut_so_that_reports_on_every_task_fit_in_one_file():
    for number in range(20):
        assert keep(f"1a-t{number}", long_report("a")).notice == ""
    assert len(parse(file().read_bytes())) == 20


def test_a_report_for_which_there_is_no_room_is_refused_in_words_and_the_others_stay():
    keep("1a-t1", REPORT)
    notices = [keep(f"1a-q{number}", long_report("\N{SCHOOL}")).notice for number in range(10)]
    assert "shorten one" in notices[-1]
    assert file().stat().st_size <= problemreport.LARGEST
    assert load("1a-t1").report == REPORT


def test_only_plain_text_and_plain_numbers_of_a_notebook_go_along():
    names = {
        "school": "Alder Park School", "seed": 20262, "standard": 4.5, "phase": np.str_("primary"), "cohort": "c" * 999,
        "key_stage": True, "year_group": np.int64(6), "results_year": 10**5000, "baseline": float("nan"),
        "outcome": ["KS2 Maths"], "subject": None, "pupils": 12,
    }  # fmt: skip
    assert parameters(names) == {"school": "Alder Park School", "seed": 20262, "standard": 4.5}


GOOD = {"schema": 1, "reports": {}}
ENTRY = {
    "words": "x", "when": "2026-03-02T12:00:00+00:00", "values": {}, "read_as": "", "state": "", "variant": {},
}  # fmt: skip
DAMAGED = [
    b"",
    b"{",
    b"\xff\xfe",
    b"null",
    b"[]",
    b"[" * 100_000,
    b'{"schema": ' + b"9" * 5000 + b"}",
    b" " * (problemreport.LARGEST + 1),
    b'{"schema": 0, "reports": {}}',
    b'{"schema": 1, "reports": []}',
    *(
        json.dumps({**GOOD, "reports": {"1a-t1": {**ENTRY, **wrong}}}).encode()
        for wrong in (
            {"when": "yesterday"},
            {"when": "0001-01-01T00:00:00+23:00"},
            {"when": "9999-12-31T23:59:00+00:00"},
            {"values": [1]},
            {"variant": 1},
        )
    ),
    *(
        json.dumps({**GOOD, "reports": {"1a-t1": {name: ENTRY[name] for name in ENTRY if name != left_out}}}).encode()
        for left_out in ENTRY
    ),
]


def test_a_file_as_described_is_read():
    put(json.dumps({**GOOD, "reports": {"1a-t1": ENTRY}}).encode())
    assert load("1a-t1").report.words == "x"


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_put_aside_unchanged_and_the_notice_says_where(content):
    put(content)
    found = load("1a-t1")
    [aside] = file().parent.glob("problems.damaged-*")
    assert found.report is None
    assert aside.name in found.notice
    assert keep("1a-t1", REPORT) == problemreport.Kept(REPORT)
    assert aside.read_bytes() == content


def test_a_link_in_place_of_the_file_is_never_followed(module):
    secret = module / "secret.json"
    secret.write_text('{"schema": 1, "reports": {}}')
    file().parent.mkdir()
    file().symlink_to(secret)
    keep("1a-t1", REPORT)
    assert secret.read_text() == '{"schema": 1, "reports": {}}'
    assert load("1a-t1").report == REPORT


def test_a_file_of_a_newer_version_is_left_alone_and_said():
    put(b'{"schema": 2, "problems": "unknown"}')
    assert "newer version" in load("1a-t1").notice
    kept = keep("1a-t1", REPORT)
    assert kept.report is None
    assert "newer version" in kept.notice
    assert file().read_bytes() == b'{"schema": 2, "problems": "unknown"}'
    with pytest.raises(Newer):
        parse(file().read_bytes())


def test_a_report_that_cannot_be_written_is_said_and_the_earlier_one_stays(monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    keep("1a-t1", REPORT)
    monkeypatch.setattr(files, "put_in_place", full)
    kept = keep("1a-t1", None)
    assert kept.report == REPORT
    assert "No space left on device" in kept.notice


SETUP = """
from npqml_widgets import answer, check, mistake, number, same_number, task
school, seed = "Alder Park School", 20262
task("1a-t1", criterion="1.1.1", hints=["Look again."], gap=number("Gap", unit="pp"))
"""
ASK = 'gap = answer("1a-t1")'
CHECK = """with check("1a-t1") as _given:
    mistake("sign-turned", same_number(_given.gap, -12, 0.5), "The sign is turned.")
"""


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """Give a notebook with one task, run to its end."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # a shell leaves its own there
    one = InteractiveShell.instance()
    one.reset(new_session=True)
    for source in (SETUP, ASK, CHECK):
        one.run_cell(source, store_history=True).raise_error()
    yield one
    InteractiveShell.clear_instance()


def form():
    return tasks.find("1a-t1").form


def report(words: str) -> dict[str, str]:
    """Report as the page does, and give what it then hears."""
    form().bar._handle_custom_msg({"event": "report", "words": words}, [])
    return form().bar.report


def test_a_report_from_a_task_holds_the_answer_as_it_stood_and_the_notebooks_numbers(shell):
    form().controls["gap"].value = "-12 pp"
    told = report("The sign cannot be typed.")
    assert told["words"] == "The sign cannot be typed."
    assert told["note"].startswith("Your report goes along when you hand in this module. Saved at ")
    kept = load("1a-t1").report
    assert kept.values == {"gap": "-12 pp"}
    assert kept.read_as == "We read your answer as −12 percentage points."
    assert kept.state == "Not yet. The sign is turned."
    assert kept.variant == {"module": "1a", "school": "Alder Park School", "seed": 20262}


def test_a_report_holds_a_line_that_was_typed_in_words(shell):
    shell.run_cell(ASK + "\ngap = 6 * 2", store_history=True).raise_error()
    report("My line is not seen.")
    assert load("1a-t1").report.values == {"gap": "12 percentage points"}


def test_a_report_is_there_again_after_the_kernel_has_restarted_and_can_be_changed_and_withdrawn(shell):
    report("The table is blank.")
    shell.reset(new_session=True)
    for source in (SETUP, ASK):
        shell.run_cell(source, store_history=True).raise_error()
    assert form().bar.report["words"] == "The table is blank."
    assert report("The table is half blank.")["words"] == "The table is half blank."
    assert report("  ") == {
        "words": "",
        "note": "Your report is withdrawn: nothing of it goes along.",
        "notice": "",
        "turn": 3,
    }
    assert load("1a-t1").report is None


def test_a_report_of_another_day_says_which_day(shell, monkeypatch):
    today = clock.now()
    earlier = today - timedelta(days=40)
    monkeypatch.setattr(clock, "now", lambda: earlier)
    report("The table is blank.")
    monkeypatch.setattr(clock, "now", lambda: today)
    form()._tell_report(load("1a-t1"))
    shown = clock.in_england(earlier)
    assert f"Saved on {shown.day} {shown:%B at %H:%M:%S}." in form().bar.report["note"]


def test_a_report_changes_neither_the_answer_nor_its_verdict(shell):
    form().controls["gap"].value = "12"
    before = (Path("work", "1a-t1.json").read_bytes(), form().bar.state, form().bar.words)
    report("The table is blank.")
    assert (Path("work", "1a-t1.json").read_bytes(), form().bar.state, form().bar.words) == before
