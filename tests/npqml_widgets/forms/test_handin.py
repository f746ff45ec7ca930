"""The form that looks a module over, packs it and hands the file to the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from npqml_widgets import number, text
from npqml_widgets.forms import handin as form
from npqml_widgets.forms.handin import AGAIN, NOT_AN_ID, HandInForm
from npqml_widgets.keeping import answers
from npqml_widgets.tasks import notebook, tasks
from tests.npqml_widgets.handin.module import BOOK, at_noon, cells, contents, save


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of module 1a at noon, as the folder that the notebook runs in."""
    return at_noon(tmp_path, monkeypatch)


class Shell:
    """As much of a running notebook as the form looks at."""

    def __init__(self, **namespace: Any) -> None:
        self.user_ns = namespace


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    """Give what a form hands to the page."""
    found: list[tuple[Any, Any]] = []
    monkeypatch.setattr(
        form.HandInControl, "send", lambda self, content, buffers=None: found.append((content, buffers))
    )
    return found


def press(shown: HandInForm, candidate: str = "") -> dict[str, Any]:
    shown.take({"event": "pack", "candidate": candidate})
    return dict(shown.steps.page)


def test_the_button_says_what_was_found_where_the_file_is_and_its_receipt(folder):
    page = press(HandInForm("demo-secondary"), " c001 ")
    assert page["found"][0].startswith("This module is ready to hand in")
    assert "1a-c001-2026-11-25.npqml.zip" in page["where"]
    receipt = dict(page["receipt"])
    assert (receipt["Candidate"], receipt["Packed"]) == ("c001", "Wednesday 25 November 2026 at 12:00")
    assert dict(page["technical"])["Cohort"] == "demo-secondary"
    assert not [words for words in receipt.values() if len(words) > 60]
    assert (folder / "1a-c001-2026-11-25.npqml.zip").is_file()


def test_an_id_is_kept_beside_the_answers_and_goes_along(folder):
    press(HandInForm(), "c001")
    again = HandInForm()
    assert again.steps.page["candidate"] == "c001"
    assert AGAIN in press(again, "c001")["where"]
    assert "work/hand-in.json" in contents(folder / "1a-c001-2026-11-25.npqml.zip")


def test_without_an_id_nothing_is_kept_and_the_file_has_none_in_its_name(folder):
    page = press(HandInForm())
    assert "1a-2026-11-25.npqml.zip" in page["where"]
    assert not (folder / "work").exists()


@pytest.mark.parametrize("name", ["Anna Brown", "../x", "x" * 41, "ä"])
def test_what_is_no_id_is_said_and_nothing_is_packed(folder, name):
    page = press(HandInForm(), name)
    assert (page["refused"], page["receipt"]) == (NOT_AN_ID, [])
    assert list(folder.glob("*.zip")) == []


def test_the_packed_file_is_given_to_the_page_byte_for_byte(folder, sent):
    shown = HandInForm()
    assert "Not packed yet" in shown.take({"event": "fetch"})
    press(shown)
    shown.take({"event": "fetch"})
    ((content, buffers),) = sent
    assert (content, buffers) == (
        {"event": "file", "name": "1a-2026-11-25.npqml.zip"}, [(folder / "1a-2026-11-25.npqml.zip").read_bytes()],
    )  # fmt: skip
    (folder / "1a-2026-11-25.npqml.zip").unlink()
    assert "cannot be read" in shown.take({"event": "fetch"})


def test_a_folder_that_cannot_be_written_to_is_said(folder, monkeypatch):
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("npqml_widgets.handin.pack.put_in_place", full)
    page = press(HandInForm())
    assert "could not be written (No space left on device)" in page["found"][-1]
    assert page["receipt"] == []


def test_a_running_notebook_gives_labels_readings_and_what_was_typed(folder, monkeypatch):
    tasks.task("1a-t1", criterion="1.1.1", on_roll=number("Pupils on roll", unit="pupils"))
    tasks.task("1a-t3", criterion="1.1.1", priority=text("Your priority"))
    answers.save("1a-t1", {"on_roll": "lots of them"}, revision=0)
    saved = cells(t3="priority = 'Attendance'")
    save(folder / BOOK, saved)
    ran = ["", saved[3]["source"], "unknown = answer('1a-t8')", saved[9]["source"]]
    monkeypatch.setattr(notebook, "shell", lambda: Shell(In=ran, priority="Attendance"))
    shown = HandInForm()
    page = press(shown)
    assert any("cannot read your answer to Task 1" in words for words in page["found"])
    copy = shown.packed.copy.read_text(encoding="utf-8")
    assert "<dt>Your priority</dt><dd>Attendance</dd>" in copy
    assert "Pupils on roll" in copy
    assert "Packed as 1a-2026-11-25.npqml.zip" in shown.as_text()


def test_a_text_far_under_its_length_is_said_and_goes_along_all_the_same(folder, monkeypatch):
    tasks.task("1a-t3", criterion="1.1.1", priority=text("Your priority", words=(100, 170)))
    answers.save("1a-t3", {"priority": "Attendance first"}, revision=0)
    ran = ["", cells()[9]["source"]]
    monkeypatch.setattr(notebook, "shell", lambda: Shell(In=ran))
    page = press(HandInForm())
    assert any("Task 3: Your text has 2 words; about 100 to 170 are asked for." in words for words in page["found"])
    assert page["found"][0].startswith("This module is ready to hand in")
    answers.save("1a-t3", {"priority": "word " * 51}, revision=1)
    assert not any("are asked for" in words for words in press(HandInForm())["found"])


def test_while_marking_nothing_is_read_or_written(folder, monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    before = sorted(folder.rglob("*"))
    form.hand_in("demo-secondary")
    assert "Hand in this module" in capsys.readouterr().out
    assert sorted(folder.rglob("*")) == before
