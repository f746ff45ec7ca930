"""The collator's form of a 360 round in a real JupyterLab: by keyboard alone, and nothing confirmed is ever lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, expect
from playwright.sync_api import TimeoutError as Slow

from tests.browser.conftest import IDLE
from tests.browser.feedback360_lab import CELL, FORM, PRACTICE, Desk
from tests.browser.stepping import DESTROYERS, FOCUSABLE, HTML, THEMES
from tests.conftest import ARGUMENTS, browser_path

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OURS = ".jp-OutputArea:has(.npqml)"
SECTIONS = ("The round", "Questions", "Raters", "Forms", "Answers", "Comments", "Publish", "Report")
RESTART = "async () => await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
HEADINGS = "md:# A 360 round\n\n## The collator's form"
STATEMENT = "Commitment, statement 1"


def desk(jupyter, page, folder: str, cell: str = CELL, name: str = "form.ipynb") -> Desk:
    jupyter.write(f"{folder}/{name}", [HEADINGS, cell])
    made = Desk(jupyter, page, f"{folder}/{name}")
    made.open()
    return made


def set_up(collator: Desk) -> None:
    """Set up a round from its name to its forms, by keyboard alone."""
    collator.page.locator(f"{FORM} nav button").first.focus()
    collator.put("Name of the round", "autumn 2026")
    collator.put("Who collects the forms", "c1")
    collator.put("The leader", "leader-7")
    collator.go("Questions")
    collator.put(STATEMENT, "Says what a decision will mean for pupils.")
    collator.go("Raters")
    for ids, group in (("p1, p2 p3", "Peers"), ("t1 t2 t3", "Team members"), ("m1", "Line manager")):
        collator.put("Ids of new raters", ids)
        collator.tab_to("Their group")
        collator.keys.type(group)
        collator.press("Add these raters")
        asked = set(ids.replace(",", " ").split())
        # "added." of the raters before may still stand there.
        collator.wait_until_kept(lambda kept, asked=asked: asked <= set(kept["draft"]["raters"]))
        expect(collator.page.get_by_label("Ids of new raters")).to_have_value("")
    collator.go("Forms")
    collator.press("Make the forms")
    collator.says("8 forms are in the folder 360-forms-")


def test_a_round_is_set_up_by_keyboard_and_is_there_after_a_reload_and_in_a_new_kernel(jupyter, page):
    collator = desk(jupyter, page, "set-up")
    set_up(collator)
    kept = collator.kept()
    assert kept["draft"]["raters"] == dict.fromkeys(("p1", "p2", "p3"), "peers") | dict.fromkeys(
        ("t1", "t2", "t3"), "team"
    ) | {"m1": "manager"}
    forms = sorted(one.suffix for one in collator.folder.glob("360-forms-*/*"))
    assert forms == [".html"] * 8 + [".xlsx"] * 8
    page.reload()
    page.wait_for_function(IDLE)
    page.evaluate(RESTART)
    page.wait_for_function(IDLE)
    jupyter.run_all(page)
    collator.go("Questions")
    expect(page.get_by_text("Says what a decision will mean for pupils.")).to_be_visible()
    collator.go("Raters")
    expect(page.get_by_role("rowheader", name="p3", exact=True)).to_be_visible()
    assert collator.kept() == kept


def test_nothing_confirmed_is_lost_when_the_browser_is_killed_in_mid_edit(jupyter, chromium, page):
    jupyter.write("killed/form.ipynb", [HEADINGS, CELL])
    other = chromium.browser_type.launch(executable_path=browser_path(), args=ARGUMENTS)
    collator = Desk(jupyter, other.new_page(), "killed/form.ipynb")
    collator.open()
    collator.go("Questions")
    collator.put(STATEMENT, "Keeps pupils in mind.")
    collator.wait_until_kept(lambda kept: "Keeps pupils in mind." in str(kept))
    collator.keys.type(" And m")
    with pytest.raises(Error):  # the browser does not live to answer
        other.new_browser_cdp_session().send("Browser.crash")
    again = Desk(jupyter, page, "killed/form.ipynb")
    again.open()
    again.go("Questions")
    assert page.get_by_label(STATEMENT).input_value().startswith("Keeps pupils in mind.")


def test_two_tabs_on_one_document_keep_what_was_done_in_either(jupyter, page):
    first = desk(jupyter, page, "two-tabs")
    second = desk(jupyter, page.context.new_page(), "two-tabs", name="form-2.ipynb")
    first.put("Who collects the forms", "c1")
    first.keys.press("Tab")
    first.wait_until_kept(lambda kept: kept["draft"]["collator"] == "c1")
    second.put("The leader", "leader-7")
    second.keys.press("Tab")
    kept = second.wait_until_kept(lambda kept: kept["draft"]["leader"] == "leader-7")
    assert (kept["draft"]["collator"], kept["draft"]["leader"]) == ("c1", "leader-7")
    expect(second.page.get_by_label("Who collects the forms")).to_have_value("c1")
    expect(second.page.get_by_text("changed in another tab")).to_be_visible()


@pytest.mark.everything  # that every element holds back keys is one of our rules for each page
@pytest.mark.jupyterlab
def test_no_key_pressed_anywhere_in_the_form_reaches_the_notebook(jupyter, page):
    collator = desk(jupyter, page, "keys", PRACTICE)
    cells, tried = jupyter.cells(page), 0
    for section in SECTIONS:
        collator.go(section)
        for element in page.locator(OURS).locator(FOCUSABLE).element_handles():
            if not element.is_visible():
                continue
            element.focus()
            for key in DESTROYERS:
                page.keyboard.press(key)
            tried += 1
            assert jupyter.cells(page) == cells, f"a key destroyed a cell: {element.evaluate(HTML)}"
        page.locator(f"{FORM} h3").click()
        for key in ("x", "m", "a"):
            page.keyboard.press(key)
        assert jupyter.cells(page) == cells
    assert tried > 100


def test_every_comment_is_read_before_a_report_goes_out_and_it_goes_out_once(jupyter, page):
    collator = desk(jupyter, page, "publish", PRACTICE)
    collator.go("Publish")
    expect(page.get_by_text("13 comments not read yet")).to_be_visible()
    collator.go("Comments")
    for left in range(12, -1, -1):
        named = page.locator(f"{FORM} mark").count()
        collator.press("Leave it out" if named else "Show it as written")
        words = f"{left} of 13 still to read" if left else "All 13 are read"
        page.get_by_text(words).wait_for()
    collator.go("Publish")
    collator.press("Publish the report")
    collator.says("Tick the box first")
    collator.keys.press("Shift+Tab")
    collator.keys.press("Space")
    collator.press("Publish the report")
    page.locator(f"{FORM} h3", has_text="Report").wait_for()
    page.locator(f"{FORM} figure img").wait_for()
    collator.press("Save as a workbook (XLSX)")
    page.get_by_text("Written to round-report.xlsx").wait_for()
    versions = page.get_by_label("Earlier versions")
    versions.focus()
    collator.press("Bring this version back")
    page.get_by_text("cannot be taken back").wait_for()
    assert len(collator.kept()["out"]) == 1


def test_a_raters_form_is_filled_by_keyboard_and_its_file_and_its_code_are_taken_in(jupyter, page):
    collator = desk(jupyter, page, "answers")
    set_up(collator)
    folder = next(collator.folder.glob("360-forms-*"))
    tokens = {one["id"]: one["token"] for one in collator.kept()["collation"]["round"]["raters"]}
    forms = {rater: next(folder.glob(f"*-{tokens[rater]}.html")) for rater in ("p1", "t1")}
    saved = collator.folder / "answers.json"
    form = page.context.new_page()
    form.route("file:///**", lambda route: route.continue_())
    _fill(form, forms["p1"])
    with form.expect_download() as download:
        _press(form, "Save my answers to a file")
    download.value.save_as(saved)
    _fill(form, forms["t1"])
    _press(form, "Show my answers as a code")
    expect(form.locator("output.code")).not_to_be_empty()
    code = form.locator("output.code").text_content()
    collator.page.bring_to_front()
    collator.go("Answers")
    _choose_by_key(collator, "Files that came back", saved)
    collator.says("p1 answered.")
    collator.put("Codes, one a line", f"{code}\nAAAA-BBBB-CCCC")
    collator.press("Take in the codes")
    collator.says("t1 answered.")
    collator.says("not taken. The code has a mistake in it")
    kept = collator.kept()["collation"]
    given = {one["rater"]: one["answers"] for one in kept["responses"]}
    assert set(given["p1"]["ratings"].values()) == {2}
    assert given["p1"]["texts"] == {"keep": "Listens."}
    assert given["t1"]["ratings"] == given["p1"]["ratings"]
    assert [one["content"] for one in kept["put_aside"]] == ["AAAA-BBBB-CCCC"]


def _choose_by_key(collator: Desk, label: str, file) -> None:
    """Choose a file by keyboard; the key is pressed again if Chromium, on a busy machine, let the first one pass."""
    for patience in (6_000, 20_000):
        collator.tab_to(label)
        try:
            with collator.page.expect_file_chooser(timeout=patience) as chooser:
                collator.keys.press("Space")
        except Slow:
            continue
        chooser.value.set_files(file)
        return
    pytest.fail(f"no file can be chosen at {label!r} by the space bar")


def _fill(form, file) -> None:
    """Rate every statement 2, and write one comment, by keyboard alone."""
    form.goto(file.as_uri())
    statements = form.locator("fieldset:has(input[type=radio])").count()
    form.keyboard.press("Tab")
    for _ in range(statements):
        form.keyboard.press("Space")
        form.keyboard.press("ArrowRight")
        form.keyboard.press("Tab")
    form.keyboard.type("Listens.")


def _press(form, button: str) -> None:
    for _ in range(20):
        if form.evaluate("() => document.activeElement.textContent") == button:
            break
        form.keyboard.press("Tab")
    form.keyboard.press("Enter")


@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_any_section(jupyter, page, complaints, theme):
    published = (
        "from npqml_widgets.documents.feedback360.worked import worked_rounds\n"
        "from npqml_widgets.forms.feedback360.form import FeedbackForm\n\n"
        'FeedbackForm("out", worked_rounds()).show()'
    )
    for number, cell in enumerate((CELL, PRACTICE, published)):
        collator = desk(jupyter, page, f"axe-{theme}", cell, f"form-{number}.ipynb")
        jupyter.theme(page, theme)
        for section in SECTIONS:
            collator.go(section)
            page.locator(f"{FORM} details").evaluate_all("(all) => all.forEach((one) => (one.open = true))")
            found = complaints(page, OURS)
            assert found == [], f"{section}: {found}"
