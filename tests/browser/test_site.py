"""The in-browser course as candidates get it: every page runs, keeps what is answered, and asks nothing outside."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import beyond_this_computer
from tests.browser.site_page import COHORT, FAULTS, PRACTICE, SHOW, STATE, answer, open_page, pack, said, start
from tests.browser.stepping import soon
from tests.conftest import ARGUMENTS, PATIENCE, SCREEN

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DOCUMENT = "assessment/360-feedback.ipynb"
LINE = "hidden = list(cells(counts))"
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
WATCH = """window.said = []; window.loading = []; window.furthest = 0; setInterval(() => {
  const line = document.getElementById("npqml-ready")?.textContent;
  if (line && window.said.at(-1) !== line) window.said.push(line);
  window.furthest = Math.max(window.furthest, document.querySelector(".jp-WindowedPanel-outer")?.scrollTop ?? 0);
  const shown = [...document.querySelectorAll(".jp-OutputArea-output")].filter((node) => node.checkVisibility());
  const loading = shown.filter((node) => node.innerText.includes("Loading widget"));
  window.loading.push(...loading.map((node) => node.cloneNode().outerHTML));
}, 50);"""
CALM = """() => [...document.querySelectorAll(".jp-OutputArea-output")].some((node) => node.checkVisibility() &&
  getComputedStyle(node, "::after").content.includes("The form appears here when the page is ready"))"""
SCROLL_TO = "(top) => { document.querySelector('.jp-WindowedPanel-outer').scrollTop = top; }"
UNSEEN = '.jp-Notebook .jp-Cell[style*="opacity: 0"]'
COVERED = """() => {
  const controls = [...document.querySelectorAll(".jp-Notebook :is(input, select, textarea, button)")];
  return controls.filter((node) => {
    const { left, top, width, height } = node.getBoundingClientRect(), cell = node.closest(".jp-Cell");
    const [x, y] = [left + width / 2, top + height / 2];
    const onScreen = width > 2 && y > 120 && y < innerHeight - 60 && cell.style.opacity !== "0";
    const there = onScreen && document.elementFromPoint(x, y);
    return there && there.closest(".jp-Cell") !== cell;
  }).map((node) => node.outerHTML.slice(0, 80)); }"""
TO_THE_TOP = "() => window.jupyterapp.shell.currentWidget.content.scrollToItem(0)"
SAVE = "() => window.jupyterapp.shell.currentWidget.context.save()"
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


@pytest.mark.everything
def test_a_second_build_gives_the_same_bytes(site, tmp_path):
    from npqml.site.build import build_site

    def content(folder):
        return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    again = build_site(site[0], COHORT, output=tmp_path / "again").folder
    assert content(again) == content(site[1])


class Practice:
    """The practice in a browser with a profile of its own, started once for all that is done on it.

    A start costs half a minute of a processor. Opened again, it is a browser that was closed.
    """

    def __init__(self, chromium, profile: Path, address: str) -> None:
        self.chromium, self.profile, self.address = chromium, profile, address
        self.asked: list[str] = []
        self.open()

    def open(self) -> None:
        self.context = self.chromium.browser_type.launch_persistent_context(
            self.profile, executable_path=shutil.which("chromium"), args=ARGUMENTS, viewport=SCREEN
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.page = self.context.new_page()
        open_page(self.page, self.address)
        start(self.page)

    def open_again(self) -> None:
        self.context.close()
        self.open()


@pytest.fixture(scope="module")
def started(address, whole_chromium, tmp_path_factory):
    practice = Practice(whole_chromium, tmp_path_factory.mktemp("profile"), address)
    yield practice
    practice.context.close()


@pytest.fixture
def practice(started):
    """Give the practice as the tests before have left it; the test fails if it asked for anything outside."""
    started.page.bring_to_front()
    yield started
    assert started.asked
    assert beyond_this_computer(started.asked) == []


def ran_without_a_fault(page) -> None:
    assert page.evaluate(FAULTS) == []
    page.wait_for_function("() => document.getElementById('npqml-ready').textContent.startsWith('Ready.')")


def test_the_practice_runs_from_top_to_bottom_and_asks_for_nothing_outside(practice):
    ran_without_a_fault(practice.page)


@pytest.mark.everything  # each page starts a Python of its own in the browser
def test_every_other_page_of_a_module_runs_from_top_to_bottom_and_asks_for_nothing_outside(site, address, tab):
    """The pages of the assessment run in the browser's Python with those of every module, in test_released_pages.py."""
    known = json.loads((site[1] / "course.json").read_text(encoding="utf-8"))
    paths = [one["path"] for module in known["modules"] for one in module["notebooks"]]
    others = [path for path in paths if path.startswith("1a/") and path != PRACTICE]
    assert len(others) == 2
    for path in others:
        open_page(tab, address, path)
        start(tab)
        ran_without_a_fault(tab)


def test_an_answer_changed_twice_is_there_in_a_browser_that_was_closed_and_on_the_front_page(practice):
    answer(practice.page, "Pupils on roll", "150")
    said(practice.page, "We read your answer as 150 pupils.")
    answer(practice.page, "Pupils on roll", "151")
    said(practice.page, "We read your answer as 151 pupils.")
    practice.open_again()
    expect(practice.page.get_by_label("Pupils on roll").first).to_have_value("151")
    answer(practice.page, "Pupils on roll", "152")
    said(practice.page, "We read your answer as 152 pupils.")
    front = practice.context.new_page()
    front.goto(f"{practice.address}/index.html")
    front.get_by_text("1 of 24 tasks done").wait_for()
    expect(front.locator("#go-on")).to_contain_text("Continue where you stopped: Task 2")
    assert front.evaluate(KEPT, ["1a/work/1a-t1.json", '"152"'])
    front.close()


def test_a_page_starts_by_itself_at_its_task_and_one_with_typed_lines_waits_for_start_and_stays(address, tab):
    tab.add_init_script(WATCH)
    open_page(tab, address, f"{PRACTICE}#task=1a-t5")
    heading = tab.get_by_role("heading", name="Task 5:")
    expect(heading).to_be_in_viewport()
    start(tab)
    ran_without_a_fault(tab)
    expect(heading).to_be_in_viewport()
    first = [words.split(":")[0].split(".")[0] for words in tab.evaluate("() => window.said") if "Still" not in words]
    assert list(dict.fromkeys(first)) == ["Getting Python ready in this page", "Getting ready", "Ready"]
    tab.mouse.wheel(0, 1)
    tab.evaluate(TO_THE_TOP)
    with tab.expect_download() as download:
        tab.get_by_role("link", name="pupils-clean.xlsx").click()
    assert download.value.url.endswith("/app/files/1a/pupils-clean.xlsx")
    assert PRACTICE in tab.url
    type_a_line(tab)
    tab.evaluate(SAVE)
    tab.goto("about:blank")
    open_page(tab, address)
    line = tab.locator("#npqml-ready")
    expect(line).to_have_text("Press Start to get this page ready.")
    tab.evaluate(SHOW_CELL, "1a-t1")
    tab.wait_for_function(CALM)
    tab.evaluate(TO_THE_TOP)
    tab.wait_for_timeout(500)
    tab.evaluate("() => (window.furthest = 0)")
    tab.get_by_role("button", name="Start", exact=True).click()
    expect(line).to_contain_text("Getting ready")
    ran_without_a_fault(tab)
    assert tab.evaluate("() => [window.furthest, window.loading]") == [0, []]


def test_what_is_typed_until_the_last_moment_outlives_a_reload_and_a_link(address, tab):
    def sentence():
        tab.evaluate(SHOW_CELL, "1a-t12")
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
    assert tab.evaluate(KEPT, ["1a/work/1a-t12.json", "And girls."])


def test_a_document_written_in_the_browser_is_there_after_a_reload_and_an_earlier_state_comes_back(address, tab):
    def shown():
        tab.evaluate(SHOW, "Name of the round")
        return tab.get_by_label("Name of the round").last

    def kept(words: str) -> None:
        soon(lambda: tab.evaluate(KEPT, ["assessment/work/360-round.json", words]), True)

    open_page(tab, address, DOCUMENT)
    start(tab)
    ran_without_a_fault(tab)
    box = shown()
    for words in ("autumn 2026", "spring 2027"):
        box.fill(words)
        tab.keyboard.press("Tab")
        kept(words)
    tab.reload()
    tab.wait_for_selector(".jp-Notebook .jp-Cell")
    start(tab)
    expect(shown()).to_have_value("spring 2027")


def test_a_save_that_meets_one_under_way_waits_and_asks_nothing(practice):
    practice.page.wait_for_timeout(1_000)  # a file more than half a second newer counts as somebody else's change
    assert practice.page.evaluate(SAVE_OFTEN) == "saved"


def type_a_line(page) -> None:
    """Answer a task by a line typed below its form, and run its cell; nobody saves the notebook."""
    page.evaluate(TYPE, ["1a-t7", LINE])
    page.wait_for_function(STATE)


def test_what_is_answered_and_typed_and_never_saved_by_hand_is_handed_in_graded_and_marked_as_in_jupyterlab(
    site, practice, lab, tmp_path
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
    answers = {
        "Pupils on roll": str(on_roll), "Share that reached the standard": "47%",
        "Average progress, to two decimals": "-0.3",
    }  # fmt: skip
    arrived = tmp_path / "arrived"
    arrived.mkdir()
    for label, words in answers.items():
        answer(practice.page, label, words)
    said(practice.page, f"We read your answer as {on_roll} pupils.")
    type_a_line(practice.page)
    with zipfile.ZipFile(pack(practice.page, "browser", arrived)) as archive:
        notebook = json.loads(archive.read(PRACTICE.split("/")[1]))
    cell = next(one for one in notebook["cells"] if one["id"] == "1a-t7")
    assert LINE in "".join(cell["source"])
    shown = practice.page.locator(".npqml-steps").last.inner_text()
    shutil.copytree(place.release(COHORT) / "1a", lab.folder / "round-trip" / "1a")
    other = practice.context.new_page()
    lab.open(other, f"round-trip/{PRACTICE}")
    lab.run_all(other)
    for label, words in answers.items():
        answer(other, label, words)
    said(other, f"We read your answer as {on_roll} pupils.")
    type_a_line(other)
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


def test_the_part_that_was_clicked_last_lies_over_no_control_when_one_has_scrolled_on(page, address):
    """Jupyter keeps the selected cell of a long page in place, unseen: it must take nobody's click."""
    open_page(page, address)
    start(page)
    page.locator(".jp-Notebook h1").first.click()
    unseen = 0
    for top in range(800, 12_000, 1_000):
        page.evaluate(SCROLL_TO, top)
        page.wait_for_timeout(200)
        unseen += page.locator(UNSEEN).count()
        assert page.evaluate(COVERED) == []
    assert unseen, "no cell was kept unseen, so this shows nothing"
