"""Pages that a provider opens, with everything a candidate could plant in them, in a real Chromium."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import v4
from nbgrader.converters.generate_feedback import GenerateFeedback

from tests.hostile.vectors import OUTSIDE, hostile_notebook

pytestmark = pytest.mark.browser
ADDRESS = "http://localhost/page.html"
# Both templates load scripts of their own from the net; nothing of ours may need them.
OWN_SCRIPTS = re.compile(r'<script src="https://cdnjs\.cloudflare\.com/[^"]*">\s*</script>')
NBGRADER = {
    "notebook": "1a", "assignment": "1a", "student": "c001", "score": 0, "max_score": 4, "late_penalty": 0,
}  # fmt: skip
# What a hand, a mouse and a keyboard could set off; links to a page or a site are left alone.
PRESS = """() => {
  for (const one of document.querySelectorAll("body *")) {
    for (const kind of ["mouseover", "mouseenter", "focus", "toggle", "animationstart", "input"]) {
      one.dispatchEvent(new Event(kind, {bubbles: true}));
    }
    const leads = one.getAttribute("href") ?? "";
    if (!/^(https?|mailto):/.test(leads) && !one.protocol?.startsWith("http")) one.click?.();
  }
}"""
LIVE = "() => document.querySelectorAll('iframe, object, embed, form, base, link, svg, math, [srcdoc]').length"
SCRIPTS = "() => document.scripts.length"


def lab_page(notebook: nbformat.NotebookNode) -> str:
    """Give the page that `jupyter nbconvert` makes."""
    return OWN_SCRIPTS.sub("", HTMLExporter().from_notebook_node(notebook)[0])


def feedback_page(notebook: nbformat.NotebookNode) -> str:
    """Give the page that `nbgrader generate_feedback` makes, each Markdown cell as a candidate's answer."""
    for cell in notebook.cells:
        cell.metadata["nbgrader"] = {
            "grade_id": cell.id, "solution": True, "grade": True, "score": 0, "points": 1, "comment": "",
        }  # fmt: skip
    exporter = HTMLExporter(config=GenerateFeedback().config)
    page, _ = exporter.from_notebook_node(notebook, resources={"nbgrader": dict(NBGRADER), "metadata": {"name": "1a"}})
    assert "Student's answer" in page
    return OWN_SCRIPTS.sub("", page)


PAGES = pytest.mark.parametrize("made", [lab_page, feedback_page])


def opened(page, text: str) -> tuple[list[str], list[str]]:
    """Open a page; give what ran on it and what it asked for. Both lists grow while the page is open."""
    ran: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.expose_function("ran", lambda: ran.append("a script"))
    page.add_init_script("Object.defineProperty(window, '__ran', {set: () => window.ran()})")
    page.route(ADDRESS, lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
    page.goto(ADDRESS, wait_until="commit")
    page.wait_for_timeout(1_000)  # for what runs after a while
    return ran, asked


@PAGES
def test_nothing_runs_on_a_page_with_every_vector_cleaned(page, made):
    ran, asked = opened(page, made(hostile_notebook(raw=False)))
    page.evaluate(PRESS)
    page.wait_for_timeout(500)
    assert ran == []
    assert asked == [ADDRESS]
    assert page.evaluate(LIVE) == 0
    scripts = page.evaluate(SCRIPTS)
    page.set_content(made(v4.new_notebook(cells=[v4.new_markdown_cell("words", id="one")])))
    assert page.evaluate(SCRIPTS) == scripts, "a script stands in a cell"


@PAGES
@pytest.mark.filterwarnings("ignore:Your element with mimetype")  # a widget whose state is not there
def test_the_same_runs_where_it_was_not_cleaned(chromium, made):
    context = chromium.new_context()
    context.route("**/*", lambda route: route.abort())
    ran, asked = opened(context.new_page(), made(hostile_notebook(raw=True)))
    context.close()
    assert "a script" in ran
    assert [one for one in asked if one.startswith(OUTSIDE)]
