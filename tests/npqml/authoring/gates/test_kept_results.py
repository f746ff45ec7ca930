"""What is kept is found by content, and data files are drawn once for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from npqml.authoring.gates import kept_results
from npqml.course.cohort import load_cohort
from npqml.place import Place

ROOT = Path(__file__).parents[4]


@pytest.fixture
def drawn(monkeypatch):
    """What was drawn: a stand-in that writes the files' names at once."""
    found: list[tuple[str, int]] = []

    def write_files(cohort, folder, *, workbooks=True):
        found.append((cohort.name, cohort.seed))
        folder.mkdir(parents=True)
        paths = [folder / name for name in ("pupils.csv", *(("pupils.xlsx",) if workbooks else ()))]
        for path in paths:
            path.write_text(f"{cohort.seed}")
        return paths

    monkeypatch.setattr(kept_results, "write_files", write_files)
    return found


def test_data_files_are_drawn_once_for_a_cohort_and_seed(tmp_path, drawn):
    place, cohort = Place(tmp_path), load_cohort(ROOT / "course", "demo-primary")
    first = kept_results.kept_data(place, cohort, workbooks=True)
    assert kept_results.kept_data(place, cohort, workbooks=True) == first
    assert kept_results.kept_data(place, cohort, workbooks=False) == first
    assert len(drawn) == 1
    kept_results.kept_data(place, cohort.with_seed(7), workbooks=True)
    assert drawn[-1] == ("demo-primary", 7)


def test_workbooks_are_written_when_they_are_first_needed(tmp_path, drawn):
    place, cohort = Place(tmp_path), load_cohort(ROOT / "course", "demo-primary")
    assert [path.name for path in kept_results.kept_data(place, cohort, workbooks=False)] == ["pupils.csv"]
    assert [path.name for path in kept_results.kept_data(place, cohort, workbooks=True)] == [
        "pupils.csv",
        "pupils.xlsx",
    ]


@pytest.mark.parametrize("change", ["fresh", "cohort", "program", "cut off"])
def test_data_files_are_drawn_again(tmp_path, drawn, monkeypatch, change):
    place, cohort = Place(tmp_path), load_cohort(ROOT / "course", "demo-primary")
    folder = kept_results.kept_data(place, cohort, workbooks=True)[0].parent
    if change == "cohort":
        cohort = evolve(cohort, pupils=cohort.pupils + 1)
    elif change == "program":
        monkeypatch.setattr(kept_results, "code", lambda: "another")
    elif change == "cut off":
        (folder / "made-of").unlink()
    kept_results.kept_data(place, cohort, workbooks=True, fresh=change == "fresh")
    assert len(drawn) == 2


def test_a_digest_follows_names_and_content_of_files_and_of_objects(tmp_path):
    folder = tmp_path / "module"
    folder.mkdir()
    (folder / "a.md").write_text("one")
    digests = {kept_results.digest(folder)}
    (folder / "a.md").write_text("two")
    digests.add(kept_results.digest(folder))
    (folder / "a.md").rename(folder / "b.md")
    digests.add(kept_results.digest(folder))
    digests.add(kept_results.digest(folder, "more"))
    assert len(digests) == 4
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "b.pyc").write_text("compiled")
    assert kept_results.digest(folder) in digests


def test_a_result_hangs_on_the_data_of_every_module_that_a_module_takes_from(tmp_path):
    texts = {"1b": "pass", "2b": "kit.tables_of('1b')", "3c": 'kit.tables_of(\n    "2b")', "4a": "pass"}
    folders = {key: tmp_path / f"{key[0]}-area" / f"{key}-some" for key in texts}
    for key, text in texts.items():
        folders[key].mkdir(parents=True)
        (folders[key] / "data.py").write_text(text)
    assert kept_results.taken_from(folders["3c"]) == [folders["2b"] / "data.py", folders["1b"] / "data.py"]
    assert kept_results.taken_from(folders["4a"]) == []
    assert kept_results.taken_from(tmp_path / "5-area" / "5a-none") == []
