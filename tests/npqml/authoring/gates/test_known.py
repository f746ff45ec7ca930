"""What `npqml check` has tried before is not tried again, nor believed after a change of what it hangs on.

No mirror: it is about run.py with kept_results.py.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from npqml.authoring.gates import kept_results, run
from npqml.authoring.gates.run import Result
from npqml.place import Place
from npqml.refusal import Refusal

ROOT = Path(__file__).parents[4]
MODULE = "1-strategy-and-improvement/1a-analyse-performance-data"
PRIMARY, SPECIAL = "demo-primary", "demo-special"
TRIALS = {f"1a-{PRIMARY}-10", f"1a-{PRIMARY}-111", f"1a-{SPECIAL}-10", f"1a-{SPECIAL}-111"}


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    """A copy of the course whose gates find a fault at once: what is tried is the subject, not what comes of it."""
    shutil.copytree(ROOT / "course", tmp_path / "course")
    for cohort in (tmp_path / "course" / "cohorts").glob("*.toml"):
        lines = cohort.read_text(encoding="utf-8").splitlines()
        cohort.write_text("\n".join("seed = 10" if line.startswith("seed") else line for line in lines) + "\n")
    fault = Refusal("learn-how-to.md", "1a-t1", found="a fault", expected="none", do="Mend it.")
    monkeypatch.setattr(
        run,
        "_trials",
        lambda place, tried, variant, fresh: [Result((fault,), {"gap": float(variant.seed)})] * len(tried),
    )
    for gate in ("_missing", "_course", "_texts", "_leaks"):
        monkeypatch.setattr(run, gate, lambda *given: Result(missing={"criteria": ["6.6.6"]}))
    return Place(tmp_path)


def tried(place: Place, **wishes) -> set[str]:
    found = run.check(place, only=("1a",), cohorts=(PRIMARY, SPECIAL), variants=1, workers=1, **wishes)
    assert len(found.faults) == 1, "a fault that every trial finds is told once, tried or known"
    assert found.missing == {"criteria": ["6.6.6"]}
    assert len(found.tried) + len(found.known) == 8
    return set(found.tried)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r} any more: mend this test"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_is_tried_twice_and_its_faults_are_told_again(place):
    assert tried(place) >= TRIALS
    assert tried(place) == set()


def test_fresh_tries_everything(place):
    first = tried(place)
    assert tried(place, fresh=True) == first
    assert tried(place) == set()


@pytest.mark.parametrize("name", ["learn-how-to.md", "learn-about-1-data-tools.md", "answers.toml"])
def test_a_changed_module_is_tried_again(place, name):
    tried(place)
    path = place.course / MODULE / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert tried(place) >= TRIALS | {"1a-texts", "missing"}


def test_a_changed_cohort_is_tried_again_and_the_other_is_not(place):
    tried(place)
    change(place.course / "cohorts" / f"{PRIMARY}.toml", "team_size = ", "team_size = 1")
    assert tried(place) & TRIALS == {one for one in TRIALS if PRIMARY in one}


def test_a_changed_program_is_tried_again(place, monkeypatch, tmp_path):
    program = tmp_path / "program"
    program.mkdir()
    (program / "madeup.py").write_text("pupils = 30\n")
    monkeypatch.setattr(kept_results, "CODE", (program,))
    kept_results.code.cache_clear()
    tried(place)
    assert tried(place) == set()
    (program / "madeup.py").write_text("pupils = 31\n")
    kept_results.code.cache_clear()
    assert tried(place) >= TRIALS
    kept_results.code.cache_clear()


def test_the_program_is_all_that_makes_pupils_builds_notebooks_and_judges_answers():
    assert {path.name for path in kept_results.CODE} == {"authoring", "course", "grading", "madeup", "npqml_widgets"}
    assert all((path / "__init__.py").is_file() for path in kept_results.CODE)


def test_only_the_sources_that_a_module_cites_count(place):
    tried(place)
    sources = place.course / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(text + '\n[source.nobody-cites-this]\ntitle = "A"\npublisher = "B"\n', encoding="utf-8")
    assert tried(place) & TRIALS == set()
    cited = next(
        line.removeprefix("[source.").removesuffix("]")
        for line in text.splitlines()
        if line.startswith("[source.") and f"[@{line[8:-1]}]" in (place.course / MODULE / "learn-how-to.md").read_text()
    )
    change(sources, f"[source.{cited}]\n", f'[source.{cited}]\nedition_read = "again"\n')
    tomllib.loads(sources.read_text(encoding="utf-8"))  # a file that is not TOML would be another matter
    assert tried(place) >= TRIALS


def test_a_built_folder_that_changes_is_looked_over_again(place):
    tried(place)
    folder = place.release(PRIMARY) / "1a"
    folder.mkdir(parents=True)
    (folder / "1a.ipynb").write_text("{}")
    assert tried(place) == {f"1a-{PRIMARY}-leaks"}


def test_a_kept_file_that_is_damaged_is_not_believed(place):
    first = tried(place)
    for path in (place.root / kept_results.FOLDER).rglob("*.json"):
        path.write_text(path.read_text()[:-20])
    assert tried(place) == first


def test_what_is_kept_lies_in_one_folder_that_git_ignores(place):
    before = set(place.root.iterdir())
    tried(place)
    assert {path.name for path in set(place.root.iterdir()) - before} == {kept_results.FOLDER}
    assert f"/{kept_results.FOLDER}/" in (ROOT / ".gitignore").read_text().splitlines()


def test_what_came_of_something_unforeseen_is_told_and_not_kept(place, monkeypatch):
    fault = Refusal("1a", "", found="OSError: No space left on device", expected="notebooks that run", do="")
    monkeypatch.setattr(
        run, "_trials", lambda place, tried, variant, fresh: [Result((fault,), sure=False)] * len(tried)
    )
    assert tried(place) >= TRIALS
    assert tried(place) == TRIALS
