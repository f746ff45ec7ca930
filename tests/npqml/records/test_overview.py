"""The overview counts, by cohort and module, what the hand-ins, results and deadlines say, and names whose they are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from npqml.records.overview import id_lines, overview, stands_of, table_lines
from npqml.refusal import Refusal
from npqml_widgets.tasks.states import TaskState
from tests.npqml.records.conftest import CAME, moodle

DEADLINES = (
    "[deadline]\n1a = 2026-11-21\n"
    '[[extension]]\ncandidate = "c002"\nmodule = "1a"\nuntil = 2026-12-24\n'
)  # fmt: skip


@pytest.fixture
def stands(listed, cohort, hand_in):
    """How the cohort stands: one in time, one late with an extension, one late and not graded, two in doubt."""
    (listed.submitted(cohort) / "deadlines.toml").write_text(DEADLINES)
    late = CAME + timedelta(days=9)
    hand_in("c001", moodle("Anna Maria Brown", 47), marks=(2.0, None))
    hand_in("c002", moodle("Zoë Smith-Jones", 48), when=late)
    hand_in("c003", moodle("Sam Lee", 49), when=late, state="could not be graded", marks=())
    folder = hand_in("c004", moodle("Sam Lee", 50), graded=False)
    (folder / "work").mkdir()
    (folder / "work" / "problems.json").write_text("{ cut off")
    (stands,) = stands_of(listed, cohort).modules
    return stands


def test_each_heading_has_its_people(stands):
    assert (len(stands.candidates), stands.missing) == (5, ("c005",))
    assert stands.handed_in == ("c001", "c002", "c003", "c004")
    assert stands.late == ("c003",)
    assert stands.to_grade == ("c004",)
    assert stands.waiting == ("c001",)
    assert stands.not_graded == ("c003",)
    assert stands.reported == ("c004",)


def test_whose_lateness_is_not_known_is_named_where_there_is_a_deadline(listed, cohort, hand_in):
    hand_in("c001", "by mail/1a.npqml.zip", when=None)
    assert stands_of(listed, cohort).modules[0].late_not_known == ()
    (listed.submitted(cohort) / "deadlines.toml").write_text(DEADLINES)
    found = stands_of(listed, cohort)
    assert (found.modules[0].late, found.modules[0].late_not_known) == ((), ("c001",))
    assert "  late or not, not known (1): c001 Anna Maria Brown" in list(id_lines(found))


def test_handed_in_again_since_it_was_graded_is_to_be_graded(listed, cohort, hand_in):
    folder = hand_in("c001", moodle("Anna Maria Brown", 47))
    (folder / "more.txt").write_text("second attempt")
    hand_in("c001", moodle("Anna Maria Brown", 47), graded=False)
    assert stands_of(listed, cohort).modules[0].to_grade == ("c001",)


def test_all_cohorts_are_one_table_and_one_in_trouble_hides_no_other(listed, cohort, stands):
    (listed.root / "submitted" / "broken").mkdir()
    (listed.root / "submitted" / "broken" / "candidates.csv").write_text("id,name\nx,A\nx,B\n")
    (listed.root / "submitted" / ".earlier" / "gone").mkdir(parents=True)
    found = overview(listed)
    heads, row, trouble = table_lines(found)
    assert heads.split("  ")[0] == "cohort"
    assert row.split() == [cohort, "1a", *"5410101111", "21", "November", "2026", "23:59"]
    assert trouble.startswith("broken: ")
    assert "one id for 2 lines" in trouble
    counts = found[1].as_json()["modules"][0]
    assert (counts["missing"], counts["ids"]["missing"]) == (1, ["c005"])


def test_one_cohort_s_lines_have_ids_and_names(listed, cohort, stands):
    lines = list(id_lines(stands_of(listed, cohort)))
    assert lines[0] == "Module 1a: 4 of 5 handed in, due 21 November 2026 23:59"
    assert "  missing (1): c005 Owen Price" in lines


def test_a_cohort_that_there_is_not_is_refused_with_those_that_there_are(listed, cohort):
    with pytest.raises(Refusal, match=f"found no such cohort; expected one of those there are: {cohort}"):
        stands_of(listed, "nowhere")


@pytest.mark.slow
def test_the_overview_equals_what_the_simulation_planted(graded):
    place, planted, _ = graded
    (stands,) = stands_of(place, "demo-small").modules
    assert len(stands.handed_in) == len(planted)
    broken = {file.candidate for file in planted if file.broken == "truncated"}
    assert set(stands.not_graded) == broken
    assert set(stands.waiting) == {
        file.candidate for file in planted for task in file.tasks if task.state == TaskState.WAITING
    }  # fmt: skip
    assert (stands.missing, stands.to_grade, stands.late) == ((), (), ())
