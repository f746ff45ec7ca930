"""Handing in: what is looked over, what is packed, and a receipt by which the same content is known again."""

from __future__ import annotations

import json
import os
import zipfile
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npqml_widgets import number, text
from npqml_widgets.forms import handin as form
from npqml_widgets.forms.handin import AGAIN, NOT_AN_ID, HandInForm
from npqml_widgets.handin.files import files_of
from npqml_widgets.handin.pack import pack
from npqml_widgets.handin.preflight import Live, in_words, look_over
from npqml_widgets.handin.receipt import (
    COPY,
    RECEIPT,
    Receipt,
    TaskLine,
    as_json,
    content_hash,
    hash_of,
    parse,
    short_hash,
)
from npqml_widgets.keeping import answers, clock, documents
from npqml_widgets.keeping.files import Closed, Damaged, Newer
from npqml_widgets.tasks import notebook, problemreport, tasks

NOON = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
BOOK = "1a-analyse.ipynb"
modest = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder of module 1a at noon, with a notebook of three tasks, as the folder that the notebook runs in."""
    home = tmp_path / "1a"
    (home / "learn-about").mkdir(parents=True)
    (home / "learn-about" / "1-tools.ipynb").write_text("{}")
    (home / "pupils.csv").write_text("UPN\nA1\n")
    monkeypatch.chdir(home)
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(answers, "_unsaved", {})
    monkeypatch.setattr(documents, "_unsaved", {})
    monkeypatch.setattr(tasks, "_tasks", {})
    save(home / BOOK, cells())
    return home


def cells(**typed: str) -> list[dict[str, Any]]:
    """Give the cells of a notebook; `typed` are lines typed below an answer, by task."""
    found = [markdown("# Analyse data\n\nWords.")]
    for task, title, names in (
        ("t1", "## Task 1: how many? (3 minutes)", ["on_roll"]),
        ("t2", "## Task 2: how far? (5 minutes)", ["low", "high"]),
        ("t3", "## Task 3: what first?", ["priority"]),
    ):
        source = f'{", ".join(names)} = answer("1a-{task}")\n' + typed.get(task, "# Or type a line here.")
        found += [
            markdown(title),
            code(f'task("1a-{task}", criterion="1.1.1", hints=[])'),
            code(source, {"task": f"1a-{task}", "answers": names}),
        ]
    return found


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True)}


def code(source: str, about: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {"npqml": about} if about else {}, "source": source, "outputs": []}


def save(path: Path, found: list[dict[str, Any]]) -> None:
    metadata = {"npqml": {"module": "1a", "kind": "learn-how-to"}}
    path.write_text(json.dumps({"cells": found, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}))


def states(folder: Path, **more: Any) -> dict[str, str]:
    return {one.task: one.state for one in look_over(folder, **more).tasks}


def said(folder: Path, **more: Any) -> str:
    return "\n".join(in_words(look_over(folder, **more)))


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# Looking over.


def test_what_is_answered_by_form_or_by_a_typed_line_partly_or_not_at_all_is_told_apart(folder):
    answers.save("1a-t2", {"low": "3", "high": " "}, revision=0)
    save(folder / BOOK, cells(t1="on_roll = 11"))
    assert states(folder) == {"1a-t1": "answered", "1a-t2": "partly answered", "1a-t3": "not tried"}
    words = said(folder)
    assert "This can be graded" in words
    assert "Not tried yet: Task 3." in words
    assert "Only partly answered: Task 2." in words


def test_a_line_without_the_form_counts_and_one_that_is_no_python_is_said(folder):
    found = cells(t3="priority = = 3")
    found[3]["source"] = "on_roll = 11"
    save(folder / BOOK, found)
    assert states(folder) == {"1a-t1": "answered", "1a-t2": "not tried", "1a-t3": "cannot be read"}
    assert "We cannot read your answer to Task 3. The line that was typed in its cell is not Python." in said(folder)


def test_a_damaged_answer_is_said_and_nothing_is_changed_by_looking(folder):
    (folder / "work").mkdir()
    (folder / "work" / "1a-t1.json").write_text("{")
    (folder / "work" / "1a-t3.damaged-20261120T100000").write_text("old")
    before = sorted(folder.rglob("*"))
    assert states(folder)["1a-t1"] == "cannot be read"
    assert "is damaged. Open the task" in said(folder)
    assert "1a-t3.damaged-20261120T100000. It goes along" in said(folder)
    assert sorted(folder.rglob("*")) == before


def test_what_a_running_notebook_knows_comes_first(folder):
    saved = cells()[3]["source"]
    live = {
        "1a-t1": Live(unreadable="We cannot find a number in “lots”.", ran=saved),
        "1a-t2": Live(ran="low, high = answer('1a-t2')\nlow = 4"),
        "1a-t3": Live(unkept=True),
        "1a-t9": Live(),
    }
    words = said(folder, live=live)
    assert "We cannot read your answer to Task 1. We cannot find a number in “lots”." in words
    assert "Task 2: what was last run in its cell is not what is saved." in words
    assert "Task 1: what was last run" not in words
    assert "Task 3: your answer could not be saved" in words
    assert "The answer cell of 1a-t9 is missing" in words


def test_an_answer_cell_that_is_gone_is_named_and_can_still_be_graded(folder):
    save(folder / BOOK, [one for one in cells() if one["metadata"].get("npqml", {}).get("task") != "1a-t2"])
    found = look_over(folder)
    assert found.gradable
    assert "The answer cell of 1a-t2 is missing." in said(folder)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "damaged"), (b'{"cells": [', "damaged"), (b'{"cells": []}', "no answer cell"), (b"[1]", "damaged")],
)
def test_a_notebook_that_cannot_be_graded_is_said_and_packed_all_the_same(folder, content, words):
    (folder / BOOK).write_bytes(content)
    found = look_over(folder)
    assert not found.gradable
    assert words in said(folder)
    assert contents(pack(folder, found).file)[BOOK] == content


def test_of_two_notebooks_the_one_that_runs_is_packed_and_the_other_is_named(folder):
    save(folder / "1a-analyse-Copy1.ipynb", cells())
    os.utime(folder / "1a-analyse-Copy1.ipynb", (1, 1))
    assert look_over(folder).notebook == folder / BOOK
    found = look_over(folder, running="1a-analyse-Copy1.ipynb")
    assert found.notebook == folder / "1a-analyse-Copy1.ipynb"
    assert f"Not packed: {BOOK}." in " ".join(in_words(found))
    assert [name for name in contents(pack(folder, found).file) if name.endswith(".ipynb")] == [
        "1a-analyse-Copy1.ipynb"
    ]


def test_a_folder_without_a_notebook_is_said_and_packed_only_where_answers_are_kept(folder):
    (folder / BOOK).unlink()
    assert "no notebook in this folder" in said(folder)
    with pytest.raises(Closed, match="nothing to pack"):
        pack(folder, look_over(folder))
    answers.save("1a-t1", {"on_roll": "10"}, revision=0)
    assert "work/1a-t1.json" in contents(pack(folder, look_over(folder)).file)


# Packing.


def test_everything_that_grading_takes_and_nothing_else_is_packed(folder):
    answers.save("1a-t1", {"on_roll": "10"}, revision=0)
    report = problemreport.make("1a-t1", "Twice.", values={}, read_as="", state="", namespace={})
    problemreport.keep("1a-t1", report)
    answers.save("1a-t1", {"on_roll": "11"}, revision=1)
    (folder / "work" / "1a-t2.damaged-20261120T100000").write_text("old")
    (folder / "work" / "versions").mkdir()
    (folder / "work" / "versions" / "000001.version").write_text("{}")
    for name in ("helper.py", "notes.docx", ".hidden.csv", "old.npqml.zip", RECEIPT, COPY):
        (folder / name).write_text("{}")
    os.symlink("/etc/passwd", folder / "passwd.txt")
    assert sorted(contents(pack(folder, look_over(folder)).file)) == [
        BOOK, "pupils.csv", COPY, RECEIPT, "work/1a-t1.json", "work/1a-t2.damaged-20261120T100000",
        "work/problems.json",
    ]  # fmt: skip


def test_the_name_the_receipt_and_the_copy_say_what_was_packed_and_when(folder):
    answers.save("1a-t1", {"on_roll": "<b>10</b>"}, revision=0)
    made = pack(folder, look_over(folder), candidate="c001", cohort="demo-secondary")
    assert (made.file.name, made.copy.name) == ("1a-c001-2026-11-25.npqml.zip", "1a-c001-2026-11-25.receipt.html")
    found = contents(made.file)
    assert parse(found[RECEIPT]) == made.receipt
    assert made.receipt.sha256 == hash_of(found)
    assert made.receipt.files == (BOOK, "pupils.csv", "work/1a-t1.json")
    assert made.receipt.tasks[0] == TaskLine("1a-t1", "Task 1: how many?", "answered")
    page = found[COPY].decode()
    assert made.copy.read_text(encoding="utf-8") == page
    assert "&lt;b&gt;10&lt;/b&gt;" in page
    for words in (short_hash(made.receipt.sha256), made.receipt.sha256, "25 November 2026", "c001", "demo-secondary"):
        assert words in page


def test_the_copy_can_be_read_by_everybody_and_fetches_nothing(folder):
    made = pack(folder, look_over(folder))
    tags: list[tuple[str, dict[str, str | None]]] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attributes: tags.append((tag, dict(attributes)))  # type: ignore[method-assign]
    reader.feed(made.copy.read_text(encoding="utf-8"))
    names = [tag for tag, _ in tags]
    assert ("html", {"lang": "en-GB"}) in tags
    assert (names.count("h1"), names.count("h2"), names.count("main")) == (1, 3, 1)
    assert not {"script", "img", "link", "iframe"} & set(names)
    assert not [value for _, attributes in tags for name, value in attributes.items() if name in ("src", "href")]


def test_the_same_content_gives_the_same_file_and_changed_content_another_one(folder, monkeypatch):
    first = pack(folder, look_over(folder), candidate="c001")
    content = first.file.read_bytes()
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 26, 9, tzinfo=UTC))
    again = pack(folder, look_over(folder), candidate="c001")
    assert (again.file, again.receipt, again.again) == (first.file, first.receipt, True)
    monkeypatch.setattr(clock, "now", lambda: NOON)
    first.file.unlink()
    assert pack(folder, look_over(folder), candidate="c001").file.read_bytes() == content
    answers.save("1a-t1", {"on_roll": "10"}, revision=0)
    second = pack(folder, look_over(folder), candidate="c001")
    assert second.file.name == "1a-c001-2026-11-25-2.npqml.zip"
    assert second.receipt.sha256 != first.receipt.sha256


def test_a_damaged_earlier_file_is_left_alone_and_packed_anew(folder):
    first = pack(folder, look_over(folder))
    damaged = first.file.read_bytes()[:-30]
    first.file.write_bytes(damaged)
    second = pack(folder, look_over(folder))
    assert second.file != first.file
    assert first.file.read_bytes() == damaged


def test_what_raters_wrote_of_a_person_is_never_packed_and_that_is_said_once(folder):
    for name in ("360-round.json", "versions/360-round/4.json", "360-round.damaged-1"):
        (folder / "work" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "work" / name).write_text("{}")
    (folder / "360-forms-VA33").mkdir()
    (folder / "360-forms-VA33" / "360-form-VA33-8BR7WF.xlsx").write_text("")
    files, left = files_of(folder, folder / BOOK)
    assert not [name for name in files if "360" in name]
    assert len([words for words in left if "raters" in words]) == 1


def test_a_file_that_is_too_large_is_left_out_and_named(folder):
    (folder / "all.csv").touch()
    os.truncate(folder / "all.csv", 30_000_000)
    found, left = files_of(folder, folder / BOOK)
    assert "all.csv" not in found
    assert left == ["all.csv was left out: it is too large, or there are too many files."]


# The receipt.

KEYS = st.text(min_size=1, max_size=10).filter(lambda name: "/" not in name and "\0" not in name)


@given(st.dictionaries(KEYS, st.binary(max_size=20), max_size=5))
@modest
def test_the_hash_depends_on_names_and_contents_only(files):
    backwards = dict(reversed(files.items()))
    assert hash_of(files) == hash_of(backwards) == hash_of({**files, RECEIPT: b"x", COPY: b"y"} if files else files)
    for name in files:
        if name not in (RECEIPT, COPY):
            assert hash_of({**files, name: files[name] + b"!"}) != hash_of(files)
            assert hash_of({key: each for key, each in files.items() if key != name}) != hash_of(files)


def test_a_hash_is_said_in_three_groups():
    assert short_hash("3fa912cd88e0" + "0" * 52) == "3fa9 12cd 88e0"
    assert content_hash([]) == content_hash([(RECEIPT, b"")])


@given(st.binary(max_size=200))
@modest
def test_bytes_that_are_no_receipt_are_refused(content):
    with pytest.raises((Damaged, Newer)):
        parse(content)


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "abc"}, {"candidate": "../x"}, {"candidate": "c 1"}, {"when": "soon"},
        {"when": "9999-12-31T23:59:59"}, {"module": None},
    ],
)  # fmt: skip
def test_a_receipt_that_says_what_no_page_writes_is_refused(folder, change):
    record = json.loads(as_json(Receipt(module="1a", title="", notebook="", when=NOON, sha256="0" * 64)))
    record["receipt"] |= change
    if change == {"module": None}:
        del record["receipt"]["module"]
    with pytest.raises(Damaged):
        parse(json.dumps(record).encode())


def test_a_receipt_of_a_newer_course_is_told_from_a_damaged_one():
    with pytest.raises(Newer):
        parse(b'{"schema": 2}')


# The form.


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
    assert page["found"][0].startswith("This can be graded")
    assert "1a-c001-2026-11-25.npqml.zip" in page["where"]
    receipt = dict(page["receipt"])
    assert (receipt["Candidate"], receipt["Cohort"]) == ("c001", "demo-secondary")
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


def test_while_marking_nothing_is_read_or_written(folder, monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    before = sorted(folder.rglob("*"))
    form.hand_in("demo-secondary")
    assert "Hand in this module" in capsys.readouterr().out
    assert sorted(folder.rglob("*")) == before
