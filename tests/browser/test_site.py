"""The in-browser course as candidates get it: every page runs, keeps what is answered, and asks nothing outside."""

from __future__ import annotations

import json
import shutil
import zipfile

import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.site_page import COHORT, FAULTS, PRACTICE, SHOW, STATE, answer, open_page, pack, said, start
from tests.browser.stepping import soon
from tests.conftest import ARGUMENTS, EVERYTHING

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LIMIT = 65_000_000  # bytes
KEPT = """([path, words]) => new Promise((done) => { const request = indexedDB.open("npqml-demo-secondary");
  request.onsuccess = () => { const database = request.result;
    const found = database.transaction("files").objectStore("files").get(path);
    found.onsuccess = () => { database.close();
      done(Boolean(found.result) && atob(found.result.content).includes(words)); };
  }; })"""
SHOW_CELL = """(id) => { const notebook = window.jupyterapp.shell.currentWidget.content;
  const place = notebook.widgets.findIndex((cell) => cell.model.id === id);
  notebook.activeCellIndex = place;
  return notebook.scrollToItem(place, "center"); }"""
SAVE_OFTEN = """async () => { const { context } = window.jupyterapp.shell.currentWidget, saves = [];
  while (saves.length < 40 && !document.querySelector(".jp-Dialog")) {
    saves.push(context.save());
    await new Promise((done) => setTimeout(done, 10));
  }
  return document.querySelector(".jp-Dialog") ? "asked" : Promise.all(saves).then(() => "saved"); }"""
TYPE = """([id, line]) => { const notebook = window.jupyterapp.shell.currentWidget.content;
  const place = notebook.widgets.findIndex((cell) => cell.model.id === id);
  const { sharedModel } = notebook.widgets[place].model;
  sharedModel.setSource(sharedModel.source + "\\n" + line);
  notebook.activeCellIndex = place;
  return window.jupyterapp.commands.execute("notebook:run-cell"); }"""


def test_the_site_is_small_enough_for_a_school_line_and_names_its_licences(site):
    _, folder = site
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= LIMIT
    page = (folder / "licences" / "index.html").read_text(encoding="utf-8")
    assert all(name in page for name in ("Pyodide 0.27.7", "pandas 2.2.3", "JupyterLite", "Mozilla Public License"))
    assert not [path for path in files if "source" in path.parts or path.suffix == ".map"]


def test_a_second_build_gives_the_same_bytes(site, tmp_path):
    from npqml.site.build import build_site

    def content(folder):
        return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    again = build_site(site[0], COHORT, output=tmp_path / "again").folder
    assert content(again) == content(site[1])


def test_every_page_runs_from_top_to_bottom_and_asks_for_nothing_outside(site, address, tab):
    known = json.loads((site[1] / "course.json").read_text(encoding="utf-8"))
    paths = [one["path"] for module in known["modules"] for one in module["notebooks"]]
    assert len(paths) >= 9
    for path in paths if EVERYTHING else paths[:2]:  # each starts a Python of its own in the browser
        open_page(tab, address, path)
        start(tab)
        assert tab.evaluate(FAULTS) == [], path
        tab.wait_for_function("() => document.getElementById('npqml-ready').textContent.startsWith('Ready.')")


def test_an_answer_changed_twice_is_there_after_a_reload_and_in_a_browser_that_was_closed(address, chromium, tmp_path):
    def opened():
        return chromium.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=shutil.which("chromium"), args=ARGUMENTS,
            viewport={"width": 1366, "height": 768},
        )  # fmt: skip

    browser = opened()
    page = browser.new_page()
    open_page(page, address)
    start(page)
    answer(page, "Pupils on roll", "150")
    said(page, "We read your answer as 150 pupils.")
    answer(page, "Pupils on roll", "151")
    said(page, "We read your answer as 151 pupils.")
    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    start(page)
    expect(page.get_by_label("Pupils on roll").first).to_have_value("151")
    answer(page, "Pupils on roll", "152")
    said(page, "We read your answer as 152 pupils.")
    browser.close()
    again = opened()
    page = again.new_page()
    open_page(page, address)
    start(page)
    expect(page.get_by_label("Pupils on roll").first).to_have_value("152")
    page.goto(f"{address}/index.html")
    page.get_by_text("1 of 22 tasks done").wait_for()
    expect(page.locator("#go-on")).to_contain_text("Continue where you stopped: Task 2")
    again.close()


def test_what_is_typed_until_the_last_moment_outlives_a_reload_and_a_link(address, tab):
    def sentence():
        tab.evaluate(SHOW_CELL, "1a-t10")
        return tab.locator(".npqml textarea[rows='10']").first

    open_page(tab, address)
    start(tab)
    sentence().press_sequentially("We start with boys. " * 2, delay=120)
    tab.reload()
    tab.wait_for_selector(".jp-Notebook .jp-Cell")
    start(tab)
    expect(sentence()).to_have_value("We start with boys. " * 2)
    sentence().press("Control+End")
    tab.keyboard.type("And girls.")
    tab.get_by_role("link", name="All modules").click()
    tab.wait_for_url("**/index.html")
    assert tab.evaluate(KEPT, ["1a/work/1a-t10.json", "And girls."])


def test_a_document_written_in_the_browser_is_there_after_a_reload_and_an_earlier_state_comes_back(address, tab):
    def opened():
        open_page(tab, address, "assessment/360-feedback.ipynb")
        start(tab)
        tab.evaluate(SHOW, "Name of the round")
        return tab.get_by_label("Name of the round").last

    def kept(words: str) -> None:
        soon(lambda: tab.evaluate(KEPT, ["assessment/work/360-round.json", words]), True)

    box = opened()
    for words in ("autumn 2026", "spring 2027"):
        box.fill(words)
        tab.keyboard.press("Tab")
        kept(words)
    expect(opened()).to_have_value("spring 2027")


def test_a_line_that_was_typed_and_never_saved_by_hand_is_handed_in(address, tab, tmp_path):
    open_page(tab, address)
    start(tab)
    tab.evaluate(TYPE, ["1a-t1", "on_roll = 100 + 57"])
    tab.wait_for_function(STATE)
    with zipfile.ZipFile(pack(tab, "typist", tmp_path)) as archive:
        notebook = json.loads(archive.read(PRACTICE.split("/")[1]))
    cell = next(one for one in notebook["cells"] if one["id"] == "1a-t1")
    assert "on_roll = 100 + 57" in "".join(cell["source"])


def test_a_save_that_meets_one_under_way_waits_and_asks_nothing(address, tab):
    open_page(tab, address)
    start(tab)
    tab.wait_for_timeout(1_000)  # a file that is more than half a second newer counts as changed by somebody else
    assert tab.evaluate(SAVE_OFTEN) == "saved"


def test_what_is_answered_in_the_browser_is_handed_in_graded_and_marked_as_in_jupyterlab(
    site, address, tab, lab, tmp_path
):
    from npqml.collect.run import collect
    from npqml.grading.engine import grade
    from npqml.grading.plan import Wish
    from npqml.reports.feedback import write_feedback
    from npqml_widgets.handin.receipt import short_hash

    place = type(site[0])(tmp_path / "course")
    shutil.copytree(site[0].root, place.root)
    export = pd.read_csv(place.release(COHORT) / "1a" / "pupils.csv")
    on_roll = export.loc[export["Left"].isna(), "UPN"].nunique()
    answers = {"Pupils on roll": str(on_roll), "Share that reached the standard": "47%", "Average progress": "-0.3"}
    arrived = tmp_path / "arrived"
    arrived.mkdir()
    open_page(tab, address)
    start(tab)
    for label, words in answers.items():
        answer(tab, label, words)
    said(tab, f"We read your answer as {on_roll} pupils.")
    pack(tab, "browser", arrived)
    shown = tab.locator(".npqml-steps").last.inner_text()
    shutil.copytree(place.release(COHORT) / "1a", lab.folder / "round-trip" / "1a")
    other = tab.context.new_page()
    lab.open(other, f"round-trip/{PRACTICE}")
    lab.run_all(other)
    for label, words in answers.items():
        answer(other, label, words)
    said(other, f"We read your answer as {on_roll} pupils.")
    pack(other, "lab", arrived)
    place.submitted(COHORT).mkdir(parents=True, exist_ok=True)
    names = "id,name\nbrowser,In The Browser\nlab,In The Lab\n"
    (place.submitted(COHORT) / "candidates.csv").write_text(names, encoding="utf-8")
    collected = collect(place, COHORT, arrived)
    graded = {one.candidate: one for one in grade(place, COHORT, Wish(workers=1)).results}
    marks = {who: [(task.task, task.mark, task.state) for task in one.tasks] for who, one in graded.items()}
    assert marks["browser"] == marks["lab"]
    assert any(mark for _, mark, _ in marks["browser"] if mark)
    number = short_hash(next(one.sha256 for one in collected.items if one.candidate == "browser"))
    assert number in shown
    write_feedback(place, COHORT, candidates=["browser"])
    feedback = next(place.feedback(COHORT).glob("browser/*/feedback.html")).read_text(encoding="utf-8")
    assert number in feedback
    assert graded["browser"].source_sha256.startswith(number.replace(" ", ""))


def test_the_module_s_own_files_are_as_released(site):
    place, folder = site
    for path in place.release(COHORT).rglob("*"):
        if path.is_file():
            copy = folder / "app" / "files" / path.relative_to(place.release(COHORT))
            assert copy.read_bytes() == path.read_bytes(), path
