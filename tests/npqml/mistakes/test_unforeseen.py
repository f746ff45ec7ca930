"""Grouping wrong answers that nobody foresaw, and knowing an adopted mistake again, on small made-up tasks."""

from __future__ import annotations

from attrs import evolve

from npqml.grading.answer_data import as_data
from npqml.grading.engine import grade
from npqml.grading.judge import Judge, unnamed
from npqml.grading.known_mistakes import Known, Worked
from npqml.grading.plan import Wish
from npqml.grading.result import TaskResult
from npqml.mistakes.guesses import unforeseen
from npqml.mistakes.unforeseen import Formula, Sightings, groups, listed
from npqml_widgets import chart, choice_by_row, choices, number, number_range, order, text
from npqml_widgets.answers.fields import Field
from npqml_widgets.tasks.states import TaskState
from npqml_widgets.tasks.tasks import Task
from tests.npqml.grading.conftest import Sender


def a_task(**fields: Field) -> Worked:
    return Worked({"1a-t1": Task("1a-t1", "1.1.1", (), fields)}, {}, {})


def sightings(name: str, *values: object, cohort: str = "one", line: str = "") -> Sightings:
    one = TaskResult("1a-t1", "Task 1", "1.1.1", 0.0, 1.0, TaskState.NOT_YET, "We read your answer.", line=line)
    return Sightings("1a-t1", [(cohort, f"c{i}", evolve(one, answers={name: value})) for i, value in enumerate(values)])


def sizes(worked: Worked, seen: Sightings) -> list[int]:
    return [len(one.candidates) for one in groups(seen, {("one", "1a"): worked})]


def test_numbers_are_the_same_when_they_are_the_same_as_shown():
    worked = a_task(share=number("Share", unit="%", decimals=1))
    assert sizes(worked, sightings("share", 62.3214, 62.3, 62.3, 62.5, 0.623)) == [3, 1, 1]


def test_choices_are_the_same_in_any_order_and_texts_in_any_case():
    worked = a_task(picked=choices("Pick", {"a": "A", "b": "B", "c": "C"}))
    assert sizes(worked, sightings("picked", ["a", "b"], ["b", "a"], ["a", "c"])) == [2, 1]
    worked = a_task(said=text("Say"))
    assert sizes(worked, sightings("said", "The intake.", "the  intake", "the weather")) == [2, 1]


def test_charts_are_the_same_when_the_same_is_wrong_with_them():
    field = chart("Chart", {"pp": "PP"}, {"share": "Share", "number": "Number"})
    raw = {
        "kind": "bar",
        "measure": "share",
        "order": "by value",
        "axis": "from zero",
        "counts": "yes",
        "title": "Right",
    }

    def data(**changes: str):
        return as_data(field, field.read({**raw, **changes}).value)

    worked = evolve(a_task(picture=field), right={"1a-t1": {"picture": data()}})
    pies = [data(kind="pie", title=title) for title in ("One title", "Another")]
    titles = [data(title=title) for title in ("Our results", "our  results.", "Something else")]
    assert sizes(worked, sightings("picture", *pies, *titles)) == [2, 2, 1]


def test_one_formula_makes_one_mistake_of_groups_in_several_cohorts():
    worked = {(cohort, "1a"): a_task(share=number("Share", decimals=1)) for cohort in ("one", "two")}
    seen = Sightings("1a-t1", [
        *sightings("share", 10.0, 10.04, 99.0, line="share = rows / 3").found,
        *sightings("share", 20.0, 20.0, 10.0, cohort="two").found,
    ])  # fmt: skip
    formula = Formula("share = rows / 3", values={"one": {"share": 10.01}, "two": {"share": 20.02}})
    found = listed(seen, list(groups(seen, worked)), [formula], worked)
    assert [one.by_cohort for one in found.mistakes] == [{"one": 2, "two": 2}, {"one": 1}, {"two": 1}]
    assert (found.graded, found.unexplained, found.mistakes[0].number) == (6, 6, 1)


def test_a_line_that_does_not_give_what_its_candidate_answered_explains_nothing():
    worked = {("one", "1a"): a_task(share=number("Share", decimals=1))}
    seen = sightings("share", 10.0, 99.0, line="")
    formula = Formula("share = 10", values={"one": {"share": 10.0}})  # nobody who answered 10 has typed it
    assert all(one.formula is None for one in listed(seen, list(groups(seen, worked)), [formula], worked).mistakes)


def test_an_adopted_mistake_gives_its_message_and_moves_no_mark(place, cohort):
    [source] = (place.source(cohort) / "1a").glob("*.ipynb")
    plain = Judge(source)
    adopted = Judge(source, [Known("1a-t2", "half", "gap = 14 / 2", "half", "You halved it.", adopted=True)])

    def judged(judge: Judge, gap: object):
        found, _ = judge.judge({"1a-t2": {"gap": gap}})
        return [found["1a-t2-check-a"], found["1a-t2-check-b"]]

    for gap in (7, "7 points", 5.5, 3.0, 4.0, None):
        before, after = judged(plain, gap), judged(adopted, gap)
        assert [one.mark for one in before] == [one.mark for one in after]
        halved = gap in (7, "7 points")
        assert [one.verdict.mistake for one in after][1] == ("half" if halved else before[1].verdict.mistake)
        assert (after[1].verdict.message == "You halved it.") is halved
    assert unnamed(judged(plain, 7)) == {"gap": 7.0}
    assert unnamed(judged(plain, 3.0)) == {}


def test_an_adopted_line_that_fails_on_a_cohorts_data_stops_no_grading(place, cohort):
    [source] = (place.source(cohort) / "1a").glob("*.ipynb")
    judge = Judge(source, [Known("1a-t2", "broken", "gap = 1 / 0", "broken", "Never seen.", adopted=True)])
    found, _ = judge.judge({"1a-t2": {"gap": 7}})
    assert found["1a-t2-check-b"].verdict.mistake == ""


def test_a_wrong_answer_that_is_right_for_another_task_is_said_to_be(place, cohort):
    sent = Sender(place, cohort, "c001")
    sent.save("1a-t1", on_roll="4 pupils")
    sent.save("1a-t2", gap="-4 points")
    grade(place, cohort, Wish(workers=1))
    [mistake] = [row for one in unforeseen(place, [cohort]) for row in one.mistakes]
    assert (mistake.count, mistake.formula.source) == (1, "1a-t2, 'right'")
    assert mistake.formula.code == "gap = 4.0\non_roll = gap"


def test_ranges_are_the_same_as_shown_and_orders_when_they_agree_in_the_pairs_that_count():
    worked = a_task(gain=number_range("Gain", decimals=1))
    one, other = {"low": 0.31, "high": 2.0}, {"low": 0.3, "high": 2.6}
    assert sizes(worked, sightings("gain", one, {"low": 0.3, "high": 2.0}, other)) == [2, 1]
    worked = a_task(steps=order("Steps", {"a": "A", "b": "B", "c": "C"}, pairs=[("a", "b")]))
    assert sizes(worked, sightings("steps", ["b", "a", "c"], ["b", "c", "a"], ["a", "b", "c"])) == [2, 1]


def test_choices_by_row_are_the_same_when_all_rows_are():
    worked = a_task(seen=choice_by_row("Seen", {"x": "X", "y": "Y"}, {"a": "A", "b": "B"}))
    assert sizes(worked, sightings("seen", {"x": "a", "y": "b"}, {"y": "b", "x": "a"}, {"x": "b", "y": "b"})) == [2, 1]
