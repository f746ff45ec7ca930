from __future__ import annotations

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from npqml.authoring.session_plan import session_path
from npqml.lab.folder import add_session_plans, work_folder
from npqml.refusal import Refusal

NOTEBOOK = "1a/1a-analyse-performance-data.ipynb"


def is_trusted(path) -> bool:
    return NotebookNotary().check_signature(nbformat.read(path, as_version=4))


def test_a_candidate_gets_a_trusted_copy_of_what_was_released(place, cohort):
    folder = work_folder(place, cohort, None)
    assert folder == place.root / "my-course" / cohort
    assert is_trusted(folder / NOTEBOOK)
    assert sorted(path.name for path in (folder / "1a" / "learn-about").iterdir()) == ["1-tools.ipynb"]


def changed(path, change) -> None:
    notebook = nbformat.read(path, as_version=4)
    change([cell for cell in notebook.cells if cell.cell_type == "code"][-1])
    nbformat.write(notebook, path)


def test_a_page_that_came_from_elsewhere_is_not_trusted_whatever_its_name(place, cohort):
    folder = work_folder(place, cohort, None)
    script = nbformat.v4.new_output("display_data", {"text/html": "<script>alert(1)</script>"})
    for change in (lambda cell: cell.update(source="import os"), lambda cell: cell.outputs.append(script)):
        released = (place.release(cohort) / NOTEBOOK).read_bytes()
        (folder / NOTEBOOK).write_bytes(released)
        changed(folder / NOTEBOOK, change)
        (folder / "another.ipynb").write_bytes((folder / NOTEBOOK).read_bytes())
        work_folder(place, cohort, None)
        assert not is_trusted(folder / NOTEBOOK)
        assert not is_trusted(folder / "another.ipynb")


def test_what_its_reader_saved_stays_trusted(place, cohort):
    folder = work_folder(place, cohort, None)
    changed(folder / NOTEBOOK, lambda cell: cell.update(source=f"{cell.source}\nshare = 62"))
    NotebookNotary().sign(nbformat.read(folder / NOTEBOOK, as_version=4))  # as JupyterLab does when it saves
    work_folder(place, cohort, None)
    assert is_trusted(folder / NOTEBOOK)


def test_work_that_is_there_is_never_overwritten(place, cohort):
    notebook = work_folder(place, cohort, None) / NOTEBOOK
    notebook.write_text("my own work", encoding="utf-8")
    assert (work_folder(place, cohort, None) / NOTEBOOK).read_text() == "my own work"


def test_another_folder_can_be_worked_in(place, cohort, tmp_path):
    assert work_folder(place, cohort, tmp_path / "mine") == tmp_path / "mine"
    assert (tmp_path / "mine" / NOTEBOOK).is_file()


def test_a_cohort_that_was_not_built_is_refused_with_what_to_do(place):
    with pytest.raises(Refusal, match="npqml build another"):
        work_folder(place, "another", None)


def test_a_facilitator_finds_the_session_plan_beside_the_notebooks(place, cohort):
    session_path(place, cohort, "1a").write_text("# Session\n", encoding="utf-8")
    folder = work_folder(place, cohort, None)
    add_session_plans(place, cohort, folder)
    assert (folder / "1a" / "session.md").read_text() == "# Session\n"
    assert not (place.release(cohort) / "1a" / "session.md").exists()
