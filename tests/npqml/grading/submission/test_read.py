from __future__ import annotations

import copy
import json
import os
import unicodedata

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npqml.grading.result import NOT_GRADED
from npqml.grading.submission.read import READY, read_submission
from npqml_widgets.handin import limits
from npqml_widgets.handin.files import files_of
from npqml_widgets.handin.saved_notebook import LEFT_OUT

FILE = "1a-analyse-performance-data.ipynb"


def cells_of(found) -> list[str]:
    return [cell.id for cell in found.notebook.cells if "nbgrader" in cell.metadata]


def source_of(found, name: str) -> str:
    return next(cell.source for cell in found.notebook.cells if cell.id == name)


def refused(found) -> str:
    assert found.state == NOT_GRADED
    assert found.notebook is None
    return found.reasons[0]


def test_an_untouched_module_needs_no_repair(sent, assignment):
    found = read_submission(sent.folder, assignment)
    assert (found.state, found.repairs) == (READY, ())
    assert [(cell.id, cell.cell_type, cell.source) for cell in found.notebook.cells] == [
        (cell.id, cell.cell_type, cell.source) for cell in assignment.release.cells
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "blank"),
        (b" \n\0\0", "blank"),
        (b'{"cells": [{"cell_type": "co', "cut short"),
        (b"PK\x03\x04 a spreadsheet", "not a notebook"),
        (b"%PDF-1.7", "not a notebook"),
        (b"[" * 100_000, "not a notebook"),
        (b'{"a": ' * 50_000, "not a notebook"),
        (b"null", "not a notebook"),
        (b'"text"', "not a notebook"),
        (b'{"cells": {}}', "not a notebook"),
        (b'{"cells": []}', "no cells"),
        (b'{"cells": [1, null, "x"]}', "no cells"),
        (b'{"cells": [{"cell_type": "code", "source": 3, "metadata": [], "id": {}}]}', "answer cells"),
        (b'{"cells": [{"source": "1"}], "n": ' + b"9" * 5_000 + b"}", "cut short or damaged"),
    ],
)
def test_what_is_no_notebook_is_refused_in_words(sent, assignment, content, reason):
    sent.path.write_bytes(content)
    assert reason in refused(read_submission(sent.folder, assignment))


def test_a_file_over_the_limit_is_refused_before_it_is_read(sent, assignment, monkeypatch):
    monkeypatch.setattr(limits, "NOTEBOOK_BYTES", 1_000)
    assert "larger than" in refused(read_submission(sent.folder, assignment))


def test_a_folder_without_a_notebook_is_refused(sent, assignment):
    sent.path.unlink()
    assert "no notebook" in refused(read_submission(sent.folder, assignment))


def test_a_link_in_place_of_the_notebook_is_not_followed(sent, assignment, place):
    sent.path.unlink()
    sent.path.symlink_to(next(place.source("demo-small").rglob("*.ipynb")))
    assert "no notebook" in refused(read_submission(sent.folder, assignment))


def test_a_pipe_in_place_of_a_file_does_not_hang(sent, assignment):
    os.mkfifo(sent.folder / "work" / "1a-t1.json")
    os.mkfifo(sent.folder / "notes.txt")
    assert read_submission(sent.folder, assignment).state == READY


@pytest.mark.parametrize(
    ("header", "prefix", "reason"),
    [
        ({"module": "1b", "kind": "learn-how-to"}, "1b", "another module (1b)"),
        ({}, "2a", "another module (2a)"),
        ({"module": "1a", "kind": "learn-about"}, "", "learn-about notebook"),
    ],
)
def test_another_notebook_is_named_as_such(sent, assignment, header, prefix, reason):
    cells = [{"cell_type": "code", "source": "1", "metadata": {"nbgrader": {"grade_id": f"{prefix}-t1"}}}]
    sent.write({"cells": cells, "metadata": {"npqml": header}})
    assert reason in refused(read_submission(sent.folder, assignment))


def test_a_renamed_notebook_is_graded_all_the_same(sent, assignment):
    sent.path.rename(sent.folder / "1a-analyse-performance-data (1).ipynb")
    found = read_submission(sent.folder, assignment)
    assert found.state == READY
    assert "another name" in found.repairs[0]


def test_two_notebooks_without_the_modules_name_are_not_guessed_at(sent, assignment):
    content = sent.path.read_bytes()
    sent.path.unlink()
    for name in ("one.ipynb", "two.ipynb"):
        (sent.folder / name).write_bytes(content)
    assert "more than one notebook" in refused(read_submission(sent.folder, assignment))


def test_of_a_copied_answer_cell_the_one_in_its_own_place_counts(sent, assignment):
    notebook = sent.read()
    at = next(number for number, cell in enumerate(notebook["cells"]) if cell["id"] == "1a-t1")
    pasted = copy.deepcopy(notebook["cells"][at]) | {"id": "pasted", "source": "on_roll = 99"}
    notebook["cells"].insert(at, pasted)
    sent.write(notebook)
    found = read_submission(sent.folder, assignment)
    assert source_of(found, "1a-t1").startswith('on_roll = answer("1a-t1")')
    assert [cell.source for cell in found.notebook.cells if cell.cell_type == "raw"] == ["on_roll = 99"]
    assert found.repairs == ("The answer cell of Task 1 was there more than once: the one in its own place counts.",)


@pytest.mark.parametrize("name", ["1a-t1-check", "1a-t2-check-b", "1a-t2", "1a-t3", "analyse-performance-data-2"])
def test_a_missing_cell_is_put_back_in_its_place(sent, assignment, name):
    notebook = sent.read()
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != name]
    sent.write(notebook)
    found = read_submission(sent.folder, assignment)
    assert cells_of(found) == [cell.id for cell in assignment.originals.values()]
    assert any("was missing: it was put back." in one for one in found.repairs)


def test_moved_cells_go_back_with_the_candidates_own_cells_behind_them(sent, assignment):
    notebook = sent.read()
    notebook["cells"].reverse()
    at = next(number for number, cell in enumerate(notebook["cells"]) if cell["id"] == "1a-t2")
    notebook["cells"].insert(at + 1, {"cell_type": "code", "source": "my = 1", "metadata": {}, "id": "mine"})
    sent.write(notebook)
    found = read_submission(sent.folder, assignment)
    ids = [cell.id for cell in found.notebook.cells]
    assert cells_of(found) == [cell.id for cell in assignment.originals.values()]
    assert ids[ids.index("1a-t2") + 1] == "mine"
    assert any("moved" in one for one in found.repairs)


@pytest.mark.parametrize(
    "marking",
    [{}, {"schema_version": 1}, {"schema_version": 99}, {"points": 100}, {"locked": False}, {"grade": "x"}],
)
def test_changed_marking_data_is_restored(sent, assignment, marking):
    cell = next(cell for cell in sent.read()["cells"] if cell["id"] == "1a-t1-check")
    changed = cell["metadata"]["nbgrader"] | marking if marking else {}
    sent.change("1a-t1-check", metadata={"nbgrader": changed})
    found = read_submission(sent.folder, assignment)
    mended = next(cell for cell in found.notebook.cells if cell.id == "1a-t1-check")
    assert mended.metadata == assignment.originals["1a-t1-check"].metadata
    assert "marking data" in found.repairs[0]


def test_a_notebook_that_lost_all_its_metadata_and_ids_is_recognised_by_its_text(sent, assignment):
    notebook = sent.read()
    notebook["cells"] = [
        {"cell_type": c["cell_type"], "source": c["source"], "metadata": {}} for c in notebook["cells"]
    ]
    sent.write({"cells": notebook["cells"], "metadata": {}, "nbformat": 4, "nbformat_minor": 0})
    found = read_submission(sent.folder, assignment)
    assert found.state == READY
    assert cells_of(found) == [cell.id for cell in assignment.originals.values()]


def test_an_answer_cell_turned_into_text_is_turned_back_with_its_words(sent, assignment):
    sent.change("1a-t2", cell_type="markdown", source="gap = 4")
    found = read_submission(sent.folder, assignment)
    cell = next(cell for cell in found.notebook.cells if cell.id == "1a-t2")
    assert (cell.cell_type, cell.source) == ("code", "gap = 4")
    assert "turned back" in found.repairs[0]


def test_an_emptied_answer_cell_gets_its_form_back(sent, assignment):
    sent.change("1a-t2", source="# nothing here")
    found = read_submission(sent.folder, assignment)
    assert source_of(found, "1a-t2").startswith('gap = answer("1a-t2")')


def test_a_changed_check_counts_as_the_original(sent, assignment):
    sent.change("1a-t1-check", source="pass")
    found = read_submission(sent.folder, assignment)
    assert source_of(found, "1a-t1-check") == assignment.originals["1a-t1-check"].source


def by_an_editor(change):
    """Change the text of every cell as an editor does that saves it."""

    def changed(notebook):
        for cell in notebook["cells"]:
            cell["source"] = change("".join(cell["source"]))
        return notebook

    return changed


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "  \n") + "\n\n",
        lambda text: text.replace("    ", "\t"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: unicodedata.normalize("NFD", text),
    ],
)
@pytest.mark.parametrize("bare", [False, True])
def test_what_an_editor_changes_when_it_saves_is_no_change(sent, assignment, change, bare):
    notebook = by_an_editor(change)(sent.read())
    if bare:  # known by their text alone
        notebook["cells"] = [
            {"cell_type": cell["cell_type"], "source": cell["source"], "metadata": {}} for cell in notebook["cells"]
        ]
    sent.write(notebook)
    found = read_submission(sent.folder, assignment)
    assert not any("the original was used" in words for words in found.repairs)
    assert {cell.id: cell.source for cell in found.notebook.cells if "nbgrader" in cell.metadata} == {
        cell.id: cell.source for cell in assignment.originals.values()
    }


def test_a_typed_line_keeps_its_words_whatever_the_line_ends(sent, assignment):
    sent.type("1a-t2", "gap = 4.0")
    sent.write(by_an_editor(lambda text: text.replace("\n", "\r\n"))(sent.read()))
    assert source_of(read_submission(sent.folder, assignment), "1a-t2").endswith("\ngap = 4.0")


def test_two_versions_in_an_answer_cell_are_said(sent, assignment):
    sent.type("1a-t2", "<<<<<<< local\ngap = 4\n=======\ngap = 5\n>>>>>>> remote")
    assert "Task 2 holds two versions" in read_submission(sent.folder, assignment).repairs[0]


def test_a_notebook_that_is_large_by_its_outputs_is_graded_and_packed_without_them(sent, assignment):
    lines = ["".join("0123456789" for _ in range(100)) + "\n"] * 21_000
    sent.change("1a-t1", outputs=[{"output_type": "stream", "name": "stdout", "text": lines}])
    carrying = {
        "npqml": {"task": "1a-t1", "revision": 1, "saved": "2026-11-20T16:05:00+00:00", "values": {"on_roll": "10"}}
    }
    sent.change("1a-t2", outputs=[{"output_type": "display_data", "data": {}, "metadata": carrying}])
    assert sent.path.stat().st_size > limits.CELLS_BYTES
    found = read_submission(sent.folder, assignment)
    assert (found.state, found.repairs[0]) == (READY, LEFT_OUT)
    assert found.saved("1a-t1").values == {"on_roll": "10"}
    packed, left = files_of(sent.folder, sent.path)
    assert (len(packed[FILE]) < 100_000, left) == (True, [])


def test_bad_characters_do_not_stop_a_file(sent, assignment):
    content = sent.path.read_bytes().replace(b"how large is the gap", b"how large is \xff\xfe the gap")
    sent.path.write_bytes(content)
    found = read_submission(sent.folder, assignment)
    assert found.state == READY
    assert "characters" in found.repairs[0]


def test_half_a_character_can_be_written_again(sent, assignment):
    sent.change("1a-t2", source='gap = "\ud83d"')
    found = read_submission(sent.folder, assignment)
    assert nbformat.writes(found.notebook).encode("utf-8")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"schema": 9}',
        b'{"schema": 1, "values": 3}',
        b"[" * 100_000,
        b'{"schema": 1, "values": {}}',
    ],
)
def test_a_damaged_saved_answer_is_left_out_and_said(sent, assignment, content):
    (sent.folder / "work" / "1a-t1.json").write_bytes(content)
    found = read_submission(sent.folder, assignment)
    assert found.state == READY
    assert "work/1a-t1.json" not in found.files
    assert "saved answer of Task 1 was damaged" in found.repairs[0]


def test_only_data_is_carried_along(sent, assignment):
    (sent.folder / "pandas.py").write_text("raise SystemExit")
    (sent.folder / "my.csv").write_text("a\n1\n")
    (sent.folder / "work" / "link.json").symlink_to("/etc/hostname")
    (sent.folder / "timestamp.txt").write_text("the day before yesterday")
    sent.save("1a-t1", on_roll="10")
    found = read_submission(sent.folder, assignment)
    assert set(found.files) == {"my.csv", "pupils.csv", "work/1a-t1.json"}


def test_an_answer_in_a_form_marks_the_cell_that_a_person_marks(sent, assignment):
    sent.save("1a-t3", priority="  ")
    assert source_of(read_submission(sent.folder, assignment), "1a-t3") == assignment.originals["1a-t3"].source
    sent.save("1a-t3", priority="Attendance first.")
    found = read_submission(sent.folder, assignment)
    assert source_of(found, "1a-t3") != assignment.originals["1a-t3"].source
    assert found.words_saved("1a-t3") == "We have your answer: 2 words."


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "source", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
cells = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "x", None]),
        "id": st.sampled_from(["1a-t1", "1a-t2-check-a", "", "x"]) | json_values,
        "source": st.sampled_from(['on_roll = answer("1a-t1")', ["a", 1]]) | json_values,
        "metadata": st.fixed_dictionaries(
            {"nbgrader": st.fixed_dictionaries({"grade_id": st.sampled_from(["1a-t1", "1a-t4"])})}
        )
        | json_values,
        "outputs": json_values,
    },
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.fixed_dictionaries(
        {"cells": st.lists(cells | json_values, max_size=8)}, optional={"metadata": json_values}
    )
)
def test_any_json_comes_out_as_a_notebook_or_a_reason(sent, assignment, content):
    sent.write(content)
    found = read_submission(sent.folder, assignment)
    if found.state == READY:
        assert cells_of(found) == [cell.id for cell in assignment.originals.values()]
    else:
        assert found.reasons[0]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300), cut=st.integers(0, 9_000))
def test_any_bytes_come_out_as_a_notebook_or_a_reason(sent, assignment, content, cut):
    whole = json.dumps(assignment.release).encode()
    sent.path.write_bytes(whole[:cut] + content)
    assert read_submission(sent.folder, assignment).state in (READY, NOT_GRADED)


@pytest.mark.parametrize("build", ["", "0123456789ab"])
def test_a_page_of_another_build_was_changed_by_no_candidate(sent, assignment, build):
    notebook = sent.read()
    for cell in notebook["cells"]:
        marking = cell["metadata"].get("nbgrader", {})
        if marking.get("locked") and not marking.get("solution"):
            cell["source"] = "".join(cell["source"]) + "\n# as it was asked then"
    assignment = copy.deepcopy(assignment)
    judged_by = assignment.release.metadata["npqml"]["build"] = "ba9876543210"
    notebook["metadata"]["npqml"]["build"] = build or judged_by
    sent.write(notebook)
    repairs = read_submission(sent.folder, assignment).repairs
    changed = [words for words in repairs if "had been changed: the original was used" in words]
    other = [words for words in repairs if "made by another build" in words]
    assert (bool(changed), len(other)) == ((False, 1) if build else (True, 0))
