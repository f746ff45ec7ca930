from __future__ import annotations

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from npqml.authoring import cells


def sample():
    return [
        new_markdown_cell("# Title"),
        new_code_cell("x = 1"),
        new_markdown_cell("## Task 1"),
        new_code_cell("gap = answer('1a-t1')", metadata={"npqml": {"task": "1a-t1", "answers": ["gap"]}}),
        new_code_cell("check", metadata={"npqml": {"check": "1a-t1", "points": 2}}),
        new_code_cell("essay", metadata={"npqml": {"task": "1a-t2", "answers": ["why"], "points": 6}}),
    ]


def ids(found) -> list[str]:
    cells.give_ids(found)
    return [cell.id for cell in found]


def test_an_inserted_cell_changes_no_id_under_another_heading():
    before, longer = sample(), sample()
    longer.insert(1, new_markdown_cell("A new paragraph."))
    assert ids(before)[2:] == ids(longer)[3:]


def test_ids_come_from_tasks_and_headings():
    assert ids(sample()) == ["title-1", "title-2", "task-1-1", "1a-t1", "1a-t1-check", "1a-t2"]


def test_a_candidate_can_edit_only_answer_cells_and_delete_none():
    found = sample()
    cells.give_ids(found)
    cells.lock(found)
    assert all(cell.metadata["deletable"] is False for cell in found)
    assert [cell.id for cell in found if cell.metadata.get("editable", True)] == ["1a-t1", "1a-t2"]
    assert all(cell.metadata["jupyter"]["source_hidden"] for cell in found if cell.id in ("title-2", "1a-t1-check"))


def test_nbgrader_sees_answers_checks_manual_tasks_and_locked_cells():
    found = sample()
    cells.give_ids(found)
    cells.for_nbgrader(found, "1a")
    kinds = {
        cell.id: tuple(cell.metadata["nbgrader"][key] for key in ("grade", "solution", "locked"))
        for cell in found if cell.cell_type == "code"
    }  # fmt: skip
    assert kinds == {
        "title-2": (False, False, True), "1a-t1": (False, True, False),
        "1a-t1-check": (True, False, True), "1a-t2": (True, True, False),
    }  # fmt: skip
    notebook = nbformat.v4.new_notebook(cells=found)
    nbformat.validate(notebook)


def test_cells_for_another_phase_are_left_out():
    special = new_markdown_cell("For special schools.", metadata={"tags": ["only-special"]})
    assert (
        cells.for_phase([*sample(), special], "primary") == sample() or len(cells.for_phase([special], "primary")) == 0
    )
    assert cells.for_phase([special], "special") == [special]


def test_a_build_is_known_by_its_cells():
    one = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Roll", id="a")])
    same = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Roll", id="a")])
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Rolls", id="a")])
    assert cells.build_of(one) == cells.build_of(same) != cells.build_of(other)


def test_a_build_is_the_same_wherever_the_files_beside_it_lie(tmp_path):
    """A course that is built in another folder gives the same bytes."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Roll", id="a")])
    orders = (("a", "b"), ("b", "a"))
    builds = set()
    for number, folders in enumerate(orders):
        files = []
        for name, folder in zip(("pupils.csv", "questions.toml"), folders, strict=True):
            (tmp_path / str(number) / folder).mkdir(parents=True, exist_ok=True)
            files.append(tmp_path / str(number) / folder / name)
            files[-1].write_text(name)
        builds.add(cells.build_of(notebook, files))
    assert len(builds) == 1
