"""What waits for what is understood by ID and by name, and circles are named in the order in which they wait."""

from __future__ import annotations

from hypothesis import given, settings

from npqml_widgets.documents.plan.model import Plan
from npqml_widgets.documents.plan.waits import waits
from tests.npqml_widgets.documents.plan.plans import plans, step


def test_a_step_is_known_by_its_id_or_its_name_in_any_letters():
    found = waits(Plan(steps=(step("S1", 1), step("S2", 1, "s1", "step  S1"), step("S3", 1, "S9"))))
    assert found.after["S2"] == ("S1",)
    assert found.unknown == {"S1": (), "S2": (), "S3": ("S9",)}


def test_a_circle_is_named_in_the_order_in_which_its_steps_wait():
    found = waits(Plan(steps=(step("A", 1, "B"), step("B", 1, "C"), step("C", 1, "A"), step("D", 1, "D"))))
    rings = {
        tuple(circle[circle.index(min(circle)) :] + circle[: circle.index(min(circle))]) for circle in found.circles
    }
    assert rings == {("A", "B", "C"), ("D",)}
    assert found.order == ()


@settings(max_examples=50, deadline=None)
@given(plans())
def test_each_step_is_in_the_order_or_in_a_circle(plan: Plan) -> None:
    found = waits(plan)
    in_circles = {name for circle in found.circles for name in circle}
    assert set(found.order) | in_circles == {each.id for each in plan.steps}
    assert not set(found.order) & in_circles
