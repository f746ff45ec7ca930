from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from npqml.authoring.build import build
from npqml.authoring.worked import example_of, lines_of
from npqml.grading.worked import read_worked
from npqml.nbgrader_settings import cohort_settings
from npqml.place import WORKED, Place
from npqml.refusal import Refusal

OURS = Place(Path(__file__).parents[3])
FILE = Path("learn-how-to.md")
STOPS = {
    "a name that nobody made": ("_nothing", "NameError"),
    "code that is not Python": ("f'", "SyntaxError"),
    "no value": ("_a = 1", "no value in its last line"),
    "an empty cell": ("", "no value in its last line"),
    "a number": ("3", "int 3"),
    "a text without words": ("' \\n '", "str"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("built"))
    place.course.symlink_to(OURS.course)
    assert not any(made.failed for seed in (5, 6) for made in build(place, "demo-primary", only=["1a"], seed=seed))
    return place


def test_a_worked_solution_is_a_text_line_by_line_with_a_true_minus():
    code = "_a = _n + 1\n'\\n'.join([f'{_a} − 1 = {_n}', f'{-1.5}, 97-101', ''])"
    assert lines_of(code, "1a-t1", {"_n": 3}, FILE) == ("4 − 1 = 3", "−1.5, 97-101")


@pytest.mark.parametrize("fault", STOPS)
def test_one_that_gives_no_text_is_refused_with_the_task_and_the_file(fault):
    code, words = STOPS[fault]
    with pytest.raises(Refusal, match=words) as refused:
        lines_of(code, "1a-t1", {}, FILE)
    assert (refused.value.file, refused.value.entry) == (str(FILE), "1a-t1, worked solution")


GOOD = '{"marks": {"Date": (2, "A day.")}, "facts": [_n], "claims": {"the lowest": True}}'


def test_a_marked_example_is_the_solutions_text_with_the_marks_of_its_cell():
    example, marks = example_of(GOOD, "1a-t1", ["plan"], {"plan": "We begin.", "_n": 3}, FILE)
    assert (example.text, [(one.row, one.mark, one.why) for one in example.marks]) == (
        "We begin.",
        [("Date", 2, "A day.")],
    )
    assert (marks["facts"], marks["claims"]) == ([3], {"the lowest": True})


@pytest.mark.parametrize(
    "code", ["'text'", "{}", GOOD.replace("facts", "fact"), GOOD.replace("(2,", "('two',"), GOOD.replace("[_n]", "_n")]
)
def test_a_cell_that_gives_no_marks_is_refused_with_what_is_expected(code):
    with pytest.raises(Refusal, match="1a-t1, worked solution") as refused:
        example_of(code, "1a-t1", ["plan"], {"plan": "We begin.", "_n": 3}, FILE)
    assert '"marks": {"Evidence"' in refused.value.expected


def test_what_a_cell_binds_stays_with_it():
    names = {"_n": 3}
    lines_of("_n = 4\nstr(_n)", "1a-t1", names, FILE)
    assert names == {"_n": 3}


@pytest.mark.slow
def test_a_build_keeps_the_worked_solutions_beside_the_instructors_notebook_and_nowhere_else(built):
    source, release = built.source("demo-primary") / "1a", built.release("demo-primary") / "1a"
    worked = read_worked(source)
    assert list(worked.solutions) == [f"1a-t{number}" for number in range(1, 12)]
    assert list(worked.examples) == ["1a-t12", "1a-t13"]
    assert not list(release.rglob(WORKED))
    for path in (*source.glob("*.ipynb"), *release.rglob("*.ipynb")):
        text = path.read_text(encoding="utf-8")
        assert "worked" not in [
            entry for cell in nbformat.reads(text, 4).cells for entry in cell.metadata.get("npqml", {})
        ]
        assert "who have left − " not in text
        assert not [one.why for example in worked.examples.values() for one in example.marks if one.why in text]


@pytest.mark.slow
def test_an_edition_that_is_kept_keeps_its_own_numbers(built):
    (earlier,) = built.earlier("demo-primary", "1a").iterdir()
    before, now = read_worked(earlier / "source"), read_worked(built.source("demo-primary") / "1a")
    assert before.solutions.keys() == now.solutions.keys()
    assert before.solutions["1a-t3"] != now.solutions["1a-t3"]


@pytest.mark.slow
def test_two_builds_write_the_same_bytes(built, tmp_path):
    again = Place(tmp_path)
    again.course.symlink_to(OURS.course)
    build(again, "demo-primary", only=["1a"], seed=6)
    first, second = (place.source("demo-primary") / "1a" / WORKED for place in (built, again))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.slow
def test_nbgraders_own_release_leaves_them_out_too(built):
    assert WORKED in cohort_settings(built, "demo-primary").CourseDirectory.ignore
