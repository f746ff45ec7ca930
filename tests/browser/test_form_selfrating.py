"""Rating oneself in a real JupyterLab: by keyboard alone, kept at once, and what to begin with follows."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from npqml_widgets.documents.criteria import criteria
from npqml_widgets.documents.log import LEVELS
from tests.browser.stepping import (
    OURS,
    STEPS,
    THEMES,
    focused,
    go_to,
    kept,
    no_key_changes_a_cell,
    press,
    reload,
    soon,
    start,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = """from npqml_widgets.forms.routes import modules_beside
from npqml_widgets.forms.selfrating import rate_yourself

rate_yourself(modules_beside())"""
NAME = "self-rating"
EARLIER = {"day": "2026-03-02", "criterion": "1.1.3", "level": 1, "shows": "One change, in marking"}
RECORD = {
    "schema": 1, "revision": 1, "saved": "2026-03-02T16:05:00+00:00", "kind": "SelfRating",
    "document": {"ratings": [EARLIER]},
}  # fmt: skip


@pytest.fixture
def opened(jupyter, page, request):
    """Open the form where something was said in March, and give the Lab, the page and the folder."""
    folder = re.sub("[^a-z_]", "", request.node.name)
    jupyter.write(f"{folder}/rating.ipynb", ["md:# Rating\n\n## Part 1", SHOWN])
    (jupyter.folder / folder / "work").mkdir(parents=True, exist_ok=True)
    (jupyter.folder / folder / "work" / f"{NAME}.json").write_text(json.dumps(RECORD))
    start(jupyter, page, f"{folder}/rating.ipynb")
    return jupyter, page, jupyter.folder / folder


def group_of(page, criterion: str):
    """Give the group of one criterion."""
    legend = page.locator("legend", has_text=re.compile(rf"^{re.escape(criterion)} "))
    return page.locator(f"{STEPS} fieldset").filter(has=legend)


def ratings(folder) -> dict[str, tuple[int, str]]:
    """Give what is kept of today, by criterion."""
    found = kept(folder, NAME).get("ratings", [])
    return {one["criterion"]: (one["level"], one["shows"]) for one in found if one["day"] != EARLIER["day"]}


def test_a_criterion_is_rated_by_keyboard_with_its_line_and_earlier_words_stay_beside_it(opened):
    _, page, folder = opened
    expect(page.locator(f"{STEPS} fieldset")).to_have_count(len(criteria()))
    expect(page.get_by_text(f"On 2 March 2026: {LEVELS[1]} (One change, in marking).")).to_be_visible()
    expect(group_of(page, "1.1.3").locator("input:checked")).to_have_count(0)
    group_of(page, "1.1.3").locator("input").first.focus()
    press(page, "Space", "ArrowDown", "ArrowDown")
    assert focused(page) == LEVELS[3]
    go_to(page, "What shows 1.1.3? One line, if you like")
    page.keyboard.type("max asked for it")
    press(page, "Tab")
    soon(lambda: ratings(folder), {"1.1.3": (3, "max asked for it")})
    expect(page.get_by_text("1 of 16 rated.")).to_be_visible()
    expect(page.locator(f"{OURS} ol li").first).to_contain_text("1b Implement successful change at team level")
    reload(page)
    expect(group_of(page, "1.1.3").get_by_label(LEVELS[3])).to_be_checked()
    expect(page.get_by_label("What shows 1.1.3?")).to_have_value("max asked for it")


def test_no_key_changes_a_cell(opened):
    jupyter, page, _ = opened
    assert no_key_changes_a_cell(jupyter, page) > 80


@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_it(opened, complaints, theme):
    jupyter, page, _ = opened
    jupyter.theme(page, theme)
    assert complaints(page, OURS) == []
