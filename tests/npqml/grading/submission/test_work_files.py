"""The files beside a notebook: what the hand-in packs, grading takes, each within the same limits."""

from __future__ import annotations

import json
import os

import pytest

from npqml.grading.result import NOT_GRADED
from npqml.grading.submission.read import READY, read_submission
from npqml_widgets.handin import limits
from npqml_widgets.handin.files import files_of
from npqml_widgets.handin.receipt import RECEIPT


def sized(path, size: int) -> None:
    path.touch()
    os.truncate(path, size)


def taken(sent, assignment) -> set[str]:
    """The files that grading takes of what the hand-in packs; nothing is left out by either."""
    packed, left = files_of(sent.folder, sent.path)
    assert left == []
    (sent.folder / RECEIPT).write_text("{}")
    (sent.folder / "timestamp.txt").write_text("2026-11-20 16:05:00 UTC")
    found = read_submission(sent.folder, assignment)
    assert (found.state, found.repairs) == (READY, ())
    assert found.files.keys() == packed.keys() - {sent.path.name} | {"timestamp.txt"}
    return set(packed)


def test_a_notebook_and_a_file_as_large_as_can_be_handed_in_are_graded(sent, assignment):
    notebook = sent.path.read_bytes()
    sent.path.write_bytes(notebook + b" " * (limits.NOTEBOOK_BYTES - len(notebook)))
    sized(sent.folder / "large.csv", limits.FILE_BYTES)
    assert "large.csv" in taken(sent, assignment)


def test_as_much_as_can_be_handed_in_is_graded(sent, assignment):
    sized(sent.folder / "one.csv", limits.FILE_BYTES)
    sized(sent.folder / "two.csv", limits.FILE_BYTES)
    there = sum(path.stat().st_size for path in sent.folder.glob("*") if path.is_file())
    sized(sent.folder / "work" / "rest.txt", limits.WHOLE_BYTES - there)
    assert len(taken(sent, assignment)) == 5


def test_as_many_files_as_can_be_handed_in_are_graded(sent, assignment):
    there = len(files_of(sent.folder, sent.path)[0])
    for number in range(limits.FILES - there):
        (sent.folder / f"{number}.txt").write_text("x")
    assert len(taken(sent, assignment)) == limits.FILES


@pytest.mark.parametrize("name", ["all.csv", "work/all.json"])
def test_one_byte_more_is_left_out_by_both_and_said(sent, assignment, name):
    sized(sent.folder / name, limits.FILE_BYTES + 1)
    assert "too large" in files_of(sent.folder, sent.path)[1][0]
    found = read_submission(sent.folder, assignment)
    assert name not in found.files
    assert found.repairs == (f"The file {name} was too large and was left out.",)


def test_a_notebook_one_byte_too_large_is_left_out_by_both_and_said(sent, assignment):
    sized(sent.path, limits.NOTEBOOK_BYTES + 1)
    assert "too large" in files_of(sent.folder, sent.path)[1][0]
    found = read_submission(sent.folder, assignment)
    assert found.state == NOT_GRADED
    assert "larger than 100 MB, or than 20 MB without its outputs" in found.reasons[0]


def test_saved_answers_come_first_where_there_are_too_many_files(sent, assignment):
    sent.save("1a-t1", on_roll="10")
    for number in range(limits.FILES):
        (sent.folder / f"{number}.txt").write_text(json.dumps(number))
    found = read_submission(sent.folder, assignment)
    assert found.saved("1a-t1").values == {"on_roll": "10"}
    assert found.repairs == (f"There were more than {limits.FILES} files, or too large ones: the rest were left out.",)
