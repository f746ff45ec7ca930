"""What a change to a file means for those who have been graded already."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from npqml.grading import fingerprint
from npqml.grading.fingerprint import DECIDING, SHOWING, code_digest, covered, grader_digest
from npqml.place import Place
from tests.npqml.conftest import COHORT

ROOT = Path(__file__).parents[3]
CODE = [path for package in ("npqml", "npqml_widgets") for path in sorted((ROOT / package).rglob("*"))]


@pytest.fixture
def place(_built: Place, tmp_path: Path) -> Place:
    """A built course that may be changed."""
    shutil.copytree(_built.root, tmp_path / "course", symlinks=True)
    return Place(tmp_path / "course")


@pytest.fixture
def digest_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: Place):
    """The fingerprint as it would be if a file of the program were another."""
    real = fingerprint._file

    def digest(changed: str, change=lambda text: text + "\nCHANGED = True\n") -> str:
        def file(name: str) -> Path | None:
            path = real(name)
            if path != ROOT / changed:
                return path
            (tmp_path / path.name).write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
            return tmp_path / path.name

        monkeypatch.setattr(fingerprint, "_file", file)
        code_digest.cache_clear()
        try:
            return grader_digest(place, COHORT, "1a")
        finally:
            code_digest.cache_clear()
            monkeypatch.setattr(fingerprint, "_file", real)

    return digest


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("name", [*DECIDING, *SHOWING])
def test_what_is_named_is_there(name):
    assert (ROOT / Path(*name.split("."))).is_dir() or (ROOT / Path(*name.split("."))).with_suffix(".py").is_file()


def test_no_mark_changes_with_a_look(digest_with):
    before = digest_with("nothing")
    rooms = (
        "controls/", "forms/", "documents/", "tasks/form", "tasks/taskbar", "charts/style", "charts/figure",
        "handin/pack", "handin/preflight", "handin/readable_copy", "handin/courseupdate",
    )  # fmt: skip
    looks = [named(path) for path in CODE if named(path).startswith(tuple(f"npqml_widgets/{room}" for room in rooms))]
    looks.remove("npqml_widgets/documents/field.py")  # which says how a document that is an answer is read
    looks += [named(path) for path in CODE if path.suffix in (".js", ".css")]
    looks += [
        named(path) for path in CODE if named(path).startswith(("npqml/cli/", "npqml/reports/", "npqml/grading/engine"))
    ]
    assert len(looks) > 40
    read = {fingerprint._file(name) for name in covered([*DECIDING, "npqml_widgets", "npqml_widgets.schooldata"])}
    assert not {name for name in looks if ROOT / name in read}
    assert {digest_with(name) for name in looks[::10]} == {before}


def test_whoever_was_judged_by_other_code_is_graded_again(digest_with):
    before = digest_with("nothing")
    deciding = [
        named(path) for path in sorted((ROOT / "npqml_widgets" / "answers").glob("*.py")) if "__" not in path.name
    ]
    deciding += [
        f"npqml/grading/{name}.py" for name in ("judge", "checks", "program", "submission/read", "submission/repair")
    ]
    deciding += ["npqml/grading/inside/runner.py", "npqml_widgets/charts/draw.py"]
    deciding += [f"npqml_widgets/{name}.py" for name in ("handin/saved_notebook", "handin/limits", "keeping/answers")]
    assert len({digest_with(name) for name in deciding} - {before}) == len(deciding)


def test_what_only_a_modules_own_notebook_imports_counts_for_that_module(place, digest_with):
    tables = "npqml_widgets/schooldata/tables.py"
    assert digest_with(tables) == digest_with("nothing")
    path = next((place.source(COHORT) / "1a").glob("*.ipynb"))
    path.write_text(
        path.read_text(encoding="utf-8").replace("import pandas as pd", "from npqml_widgets.schooldata import cells")
    )
    assert digest_with(tables) != digest_with("nothing")


def test_the_model_of_a_document_counts_for_the_module_that_asks_for_it(with_register, place, digest_with):
    model = "npqml_widgets/documents/risk/model.py"
    assert digest_with(model) == digest_with("nothing")
    shutil.rmtree(place.root)
    shutil.copytree(with_register.root, place.root)
    assert digest_with(model) != digest_with("nothing")
    assert digest_with("npqml_widgets/documents/kinds.py") == digest_with("nothing")  # another kind may be added


def test_a_module_that_is_imported_from_another_place_is_the_same_code(digest_with):
    moved = digest_with("npqml/grading/judge.py", lambda text: text.replace("import attrs", "import elsewhere.attrs"))
    assert moved == digest_with("npqml/grading/judge.py", lambda text: "import json\n" + text) == digest_with("nothing")


@pytest.mark.parametrize(
    ("kind", "changes"), [("code", True), ("markdown", False)], ids=["a cell's code counts", "its prose does not"]
)
def test_of_the_notebook_the_code_counts(place, kind, changes):
    before = grader_digest(place, COHORT, "1a")
    path = next((place.source(COHORT) / "1a").glob("*.ipynb"))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == kind)
    cell["source"] = (
        ["# Another line\n", *cell["source"]] if isinstance(cell["source"], list) else "#\n" + cell["source"]
    )
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert (grader_digest(place, COHORT, "1a") != before) is changes


def test_the_data_count(place):
    before = grader_digest(place, COHORT, "1a")
    folder = place.source(COHORT) / "1a"
    data = next(path for path in sorted(folder.iterdir()) if path.suffix == ".csv")
    data.write_bytes(data.read_bytes() + b"\n")
    assert grader_digest(place, COHORT, "1a") != before


def test_a_course_that_lies_elsewhere_is_the_same(place, tmp_path):
    before = grader_digest(place, COHORT, "1a")
    place.root.rename(tmp_path / "moved")
    assert grader_digest(Place(tmp_path / "moved"), COHORT, "1a") == before
