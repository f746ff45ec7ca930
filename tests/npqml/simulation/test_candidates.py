from __future__ import annotations

import json
from collections import Counter

import pytest

from npqml.course.sponsors import Sponsor, read_sponsors, write_sponsors
from npqml.grading.assignment import read_assignment
from npqml.grading.engine import grade
from npqml.grading.result import NOT_GRADED
from npqml.grading.submission.read import read_submission
from npqml.refusal import Refusal
from npqml.simulation.broken_files import BROKEN
from npqml.simulation.candidates import simulate
from npqml_widgets.documents.sponsor.seal import new_key


def contents(folder) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_gives_the_same_files_and_another_seed_others(place, cohort):
    first = simulate(place, cohort, 4, seed=1)
    files = contents(place.submitted(cohort))
    assert simulate(place, cohort, 4, seed=1) == first
    assert contents(place.submitted(cohort)) == files
    assert simulate(place, cohort, 4, seed=2) != first


def test_a_few_files_in_thirty_are_broken_each_in_its_own_way(place, cohort):
    planted = simulate(place, cohort, 30, seed=5)
    assert {int(one.candidate[1:]): one.broken for one in planted if one.broken} == BROKEN
    assignment = read_assignment(place, cohort, "1a")
    found = {
        one.candidate: read_submission(place.submitted(cohort) / one.candidate / "1a", assignment) for one in planted
    }
    states = {one.broken: found[one.candidate].state for one in planted if one.broken}
    assert {how for how, state in states.items() if state == NOT_GRADED} == {"truncated", "blank"}
    assert all(found[one.candidate].repairs for one in planted if one.broken in ("duplicated cell", "deleted check"))


def test_both_ways_of_answering_and_every_kind_of_answer_are_drawn(place, cohort):
    planted = simulate(place, cohort, 30, seed=5)
    names = Counter(answer.name for one in planted for answer in one.tasks)
    assert {"as a number", "with pandas", "with its unit", "everybody", "in a sentence", ""} <= set(names)
    assert any((place.submitted(cohort) / "c001" / "1a" / "work").iterdir())
    typed = [one.candidate for one in planted if any(answer.name == "with pandas" for answer in one.tasks)]
    notebook = next((place.submitted(cohort) / typed[0] / "1a").glob("*.ipynb"))
    assert "query('Left.isna()')" in notebook.read_text()


def test_what_was_planted_is_nowhere_in_what_was_handed_in(place, cohort):
    simulate(place, cohort, 6, seed=5)
    assert not [name for name in contents(place.submitted(cohort)) if "planted" in name]
    saved = json.loads(next(place.submitted(cohort).rglob("work/*.json")).read_text())
    assert set(saved) == {"schema", "task", "revision", "saved", "values", "versions", "tries"}


def test_real_work_is_never_replaced_by_made_up_work(place, cohort):
    (place.submitted(cohort) / "a.candidate" / "1a").mkdir(parents=True)
    with pytest.raises(Refusal, match="work that candidates handed in"):
        simulate(place, cohort, 2, seed=1)


@pytest.mark.parametrize("name", ["candidates.csv", "deadlines.toml"])
def test_a_cohort_s_own_list_and_deadlines_are_never_lost_to_a_simulation(place, cohort, name):
    own = place.submitted(cohort) / name
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("somebody's own\n")
    with pytest.raises(Refusal, match="their list, their deadlines"):
        simulate(place, cohort, 2, seed=1)
    assert own.read_text() == "somebody's own\n"


def test_keys_of_sponsors_are_never_lost_to_a_simulation(place, cohort):
    write_sponsors(place, cohort, [Sponsor("c001", new_key())])
    with pytest.raises(Refusal, match="the keys of their sponsors"):
        simulate(place, cohort, 2, seed=1)
    assert "c001" in read_sponsors(place, cohort)


def test_a_cohort_that_was_not_built_is_said(place):
    with pytest.raises(Refusal, match="npqml build demo-other"):
        simulate(place, "demo-other", 2, seed=1)


def test_grading_finds_just_what_was_planted(graded):
    _, planted, results = graded
    for wanted, found in zip(planted, results, strict=True):
        assert (wanted.candidate, wanted.module) == (found.candidate, found.module)
        assert [(t.task, t.state, t.mark, t.mistake) for t in found.tasks] == [
            (t.task, t.state, t.mark, t.mistake) for t in wanted.tasks
        ]


@pytest.mark.slow
def test_made_up_candidates_fill_in_documents_and_get_what_the_bank_says(with_register, cohort):
    planted = simulate(with_register, cohort, 10, seed=5, broken=False)
    given = {
        (one.candidate, task.name): (task.state, task.mark)
        for one in planted for task in one.tasks if task.task == "1a-t5" and task.name
    }  # fmt: skip
    results = {one.candidate: one.tasks[-1] for one in grade(with_register, cohort).results}
    assert {name for _, name in given} == {"as in the solution", "nobody answers for it", "one risk"}
    assert {key: (results[key[0]].state, results[key[0]].mark) for key in given} == given
    assert len(list(with_register.submitted(cohort).glob("*/1a/work/1a-t5-register.json"))) == len(given)
