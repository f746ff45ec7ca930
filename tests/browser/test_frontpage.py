"""The front page in a browser: what is done and due, work as one file, and a newer edition that loses nothing."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.site_page import COHORT, PRACTICE, served
from tests.conftest import EVERYTHING

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PUT = """async ([name, files]) => { const { Store, fileModel } = await import("/store.js");
  const bytes = (text) => new TextEncoder().encode(text);
  await new Store(name).put(files.map(([path, text]) => fileModel(path, bytes(text)))); }"""
KEPT = """async (name) => { const { Store, bytesOf } = await import("/store.js");
  const files = await new Store(name).files();
  return Object.fromEntries([...files].map(([path, one]) => [path, new TextDecoder().decode(bytesOf(one))])); }"""
CLEAR = """(name) => new Promise((done) => { const request = indexedDB.deleteDatabase(name);
  request.onsuccess = request.onerror = request.onblocked = done; })"""
NAMED = """() => { const node = document.activeElement;
  const about = [node.tagName, node.id, node.textContent.trim().slice(0, 60), node.href ?? ""];
  return node === document.body ? "" : about.join(" "); }"""
STORE = f"npqml-{COHORT}"
ROLL = json.dumps({
    "schema": 1, "task": "1a-t1", "revision": 1, "saved": "2026-11-20T16:05:00+00:00",
    "values": {"on_roll": "152"}, "versions": [],
})  # fmt: skip


def visit(tab, address: str) -> None:
    tab.goto(f"{address}/index.html")
    tab.locator(".progress.done").first.wait_for()


def bring(tab, path: Path) -> None:
    tab.get_by_label("Bring my work back").set_input_files(path)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_neither_axe_nor_our_rules_have_anything_against_front_page_reading_copies_and_licences(
    site, address, tab, complaints, size
):
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    copies = sorted((site[1] / "read").rglob("*.html"))
    assert len(copies) >= 9
    pages = ["index.html", "licences/index.html", *(path.relative_to(site[1]).as_posix() for path in copies)]
    for page in pages if EVERYTHING and size[0] == 390 else pages[:4]:
        tab.goto(f"{address}/{page}")
        if page == "index.html":
            tab.locator(".progress.done").first.wait_for()
        # That no key reaches a notebook is asked of forms only, and links in a sentence may be as high as its lines.
        ours = ("lets keys through", "is a target") if page.startswith("read/") else ("lets keys through",)
        found = complaints(tab, "body")
        assert [one for one in found if not any(words in one for words in ours)] == [], page
        assert tab.evaluate("document.documentElement.scrollWidth") <= size[0], page


def test_a_reading_copy_opens_by_double_click_with_its_charts_and_their_words(site, tab):
    tab.goto((site[1] / "read" / "1a" / "1a-analyse-performance-data.html").as_uri())
    pictures = tab.locator("img")
    assert pictures.count() >= 1
    assert all(len(one.get_attribute("alt") or "") > 30 for one in pictures.all())
    assert tab.evaluate("[...document.images].every((one) => one.complete && one.naturalWidth > 200)")
    text = tab.locator("main").inner_text()
    assert "Pupils on roll" in text
    assert "answer(" not in tab.locator(".exercise").first.inner_text()
    assert tab.locator("input, button, script").count() == 0
    away = tab.locator("main a[href^='http']")
    assert away.count() >= 1
    assert all(one.get_attribute("target") == "_blank" for one in away.all())
    file = tab.get_by_role("link", name="pupils-clean.xlsx")
    assert (site[1] / "read" / "1a" / file.get_attribute("href")).resolve().is_file()
    tab.get_by_role("link", name="statistics for small groups").first.click()
    assert "Statistics for small groups" in tab.locator("h1").inner_text()


def test_every_control_of_the_front_page_is_reached_by_the_tab_key(address, tab):
    visit(tab, address)
    wanted = tab.evaluate("""() => [...document.querySelectorAll("a[href], button, input, summary")]
      .filter((one) => one.checkVisibility()).length""")
    reached = []
    for _ in range(wanted + 5):
        tab.keyboard.press("Tab")
        reached.append(tab.evaluate(NAMED))
    assert len({one for one in reached if one}) == wanted


def test_what_is_done_and_due_is_shown_and_the_way_back_leads_to_the_next_task(address, tab):
    visit(tab, address)
    tab.evaluate(CLEAR, STORE)
    due = json.dumps({"schema": 1, "due": {"1a-a": "2020-01-01", "1a-b": "2020-01-01", "1a-c": "2999-01-01"}})
    damaged = ["1a/work/1a-t3.json", "{"]
    files = [["1a/work/1a-t1.json", ROLL], ["1a/work/questions-due.json", due], damaged]
    tab.evaluate(PUT, [STORE, files])
    visit(tab, address)
    done = tab.locator("[data-module='1a'] .progress")
    expect(done).to_contain_text("1 of 24 tasks done, 1 that cannot be read")
    expect(tab.locator("#due")).to_contain_text("2 questions are due again")
    link = tab.locator("#go-on a")
    expect(link).to_contain_text("Continue where you stopped: Task 2")
    assert link.get_attribute("href").endswith("path=1a/1a-analyse-performance-data.ipynb#task=1a-t2")


def test_work_goes_out_as_one_file_and_comes_back_to_an_empty_browser(address, tab, tmp_path):
    visit(tab, address)
    tab.evaluate(PUT, [STORE, [["1a/work/1a-t1.json", ROLL], ["assessment/work/risk-register.json", '{"é": "=1+1"}']]])
    before = tab.evaluate(KEPT, STORE)
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Download all my work", exact=True).click()
    saved = tmp_path / "work.zip"
    download.value.save_as(saved)
    with zipfile.ZipFile(saved) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name).decode() for name in archive.namelist()} == before
    tab.evaluate(CLEAR, STORE)
    visit(tab, address)
    assert tab.evaluate(KEPT, STORE) == {}
    with (
        zipfile.ZipFile(saved) as archive,
        zipfile.ZipFile(tmp_path / "packed.zip", "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in archive.namelist():
            again.writestr(name, archive.read(name))  # somebody's own zip program packs it anew
    bring(tab, tmp_path / "packed.zip")
    tab.get_by_text("Brought back: 2 files.").wait_for()
    assert tab.evaluate(KEPT, STORE) == before
    tab.get_by_text("1 of 24 tasks done").wait_for()


def test_work_comes_back_from_a_folder_and_from_what_a_mac_has_packed_with_own_files_and_pictures(
    address, tab, tmp_path
):
    kept = {"1a/work/1a-t1.json": ROLL, "1a/Zoë’s plan, & costs.xlsx": "x", "1a/chart.png": "x", "own.txt": "x"}
    folder = tmp_path / "npqml-demo-secondary-2026-11-20"
    for name, text in {**kept, "1a/.DS_Store": "x", "1a/._chart.png": "x"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, folder.name))
    for label, path in (("Bring my work back", packed), ("Or from the folder", folder)):
        visit(tab, address)
        tab.evaluate(CLEAR, STORE)
        visit(tab, address)
        tab.get_by_label(label).set_input_files(path)
        tab.get_by_text("Brought back: 4 files. Here already: 0. Kept in “earlier”: 0.").wait_for()
        assert tab.evaluate(KEPT, STORE) == kept
        assert "Left out" not in tab.locator("#brought").inner_text()


def test_a_damaged_or_strange_file_changes_nothing_and_says_why(address, tab, tmp_path):
    visit(tab, address)
    tab.evaluate(CLEAR, STORE)
    tab.evaluate(PUT, [STORE, [["1a/work/1a-t1.json", ROLL]]])
    before = tab.evaluate(KEPT, STORE)
    good = tmp_path / "good.zip"
    with zipfile.ZipFile(good, "w") as archive:
        archive.writestr("1a/work/1a-t2.json", "{}" * 200)
    content = bytearray(good.read_bytes())
    content[60] ^= 1
    (tmp_path / "damaged.zip").write_bytes(content)
    (tmp_path / "letter.zip").write_bytes(b"Dear candidate")
    (tmp_path / "short.zip").write_bytes(good.read_bytes()[:-30])
    with zipfile.ZipFile(tmp_path / "strange.zip", "w") as archive:
        for name in ("../../1a/work/x.json", "1a/../../x.json", "/1a/work/x.json", "9z/work/x.json", "1a/work/x.exe"):
            archive.writestr(name, "{}")
    for name, words in {
        "damaged.zip": "is damaged",
        "letter.zip": "no zip",
        "short.zip": "was not taken",
        "strange.zip": "nothing of this course",
    }.items():
        bring(tab, tmp_path / name)
        tab.locator("#brought", has_text=words).wait_for()
        assert tab.evaluate(KEPT, STORE) == before


def test_of_two_different_answers_the_one_that_gives_way_is_kept(address, tab, tmp_path):
    visit(tab, address)
    for button, wanted in (("Those in the file", "160"), ("Those that are here", "152")):
        tab.evaluate(CLEAR, STORE)
        tab.evaluate(PUT, [STORE, [["1a/work/1a-t1.json", ROLL]]])
        with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
            archive.writestr("1a/work/1a-t1.json", ROLL.replace("152", "160"))
        bring(tab, tmp_path / "other.zip")
        tab.get_by_text("1 file here is not as in other.zip").wait_for()
        tab.get_by_role("button", name=button).click()
        tab.get_by_text("Kept in “earlier”: 1.").wait_for()
        kept = tab.evaluate(KEPT, STORE)
        assert wanted in kept["1a/work/1a-t1.json"]
        assert sorted(kept) == ["1a/earlier/work-1a-t1-replaced-1.json", "1a/work/1a-t1.json"]
        assert {"152", "160"} == {"152" if "152" in one else "160" for one in kept.values()}


def test_a_newer_edition_is_offered_taken_and_carries_every_answer_over(site, tab, tmp_path):
    folder = tmp_path / "site"
    shutil.copytree(site[1], folder)
    page = folder / "app" / "files" / PRACTICE
    notebook = json.loads(page.read_text(encoding="utf-8"))
    own = next(cell for cell in notebook["cells"] if cell["id"] == "1a-t1")
    own["source"] = "".join(own["source"]) + "\non_roll = 100 + 57"
    with served(folder) as address:
        visit(tab, address)
        tab.evaluate(PUT, [STORE, [[PRACTICE, json.dumps(notebook)], ["1a/work/1a-t1.json", ROLL]]])
        tab.wait_for_function("() => navigator.serviceWorker.controller || navigator.serviceWorker.ready")
        visit(tab, address)
        tab.wait_for_function("() => navigator.serviceWorker.controller")
        _next_edition(folder, page)
        visit(tab, address)
        tab.get_by_text("A newer edition of the course is here.").wait_for()
        tab.get_by_role("button", name="Take it").click()
        tab.get_by_text("This page is a newer edition.").wait_for()
        expect(tab.locator("#notices")).to_contain_text("Task 1: What has other words now")
        kept = tab.evaluate(KEPT, STORE)
        now = json.loads(kept[PRACTICE])
        assert "on_roll = 100 + 57" in "".join(next(cell for cell in now["cells"] if cell["id"] == "1a-t1")["source"])
        assert any(cell["id"] == "what-changed" for cell in now["cells"])
        assert kept["1a/work/1a-t1.json"] == ROLL
        old = next(path for path in kept if path.startswith("1a/earlier/1a-analyse-performance-data-"))
        assert json.loads(kept[old]) == notebook
        visit(tab, address)
        assert json.loads(tab.evaluate(KEPT, STORE)[PRACTICE]) == now  # it is done once


def _next_edition(folder: Path, page: Path) -> None:
    """Change a task's heading, as a new build does: in the page, its build, and the digest that names the edition."""
    text = page.read_text(encoding="utf-8")
    build = json.loads(text)["metadata"]["npqml"]["build"]
    heading = "Task 1: How many pupils are on roll?"
    assert heading in text
    page.write_text(
        text.replace(heading, "Task 1: What has other words now").replace(build, "0" * 12), encoding="utf-8"
    )
    about = folder / "course.json"
    about.write_text(about.read_text(encoding="utf-8").replace(build, "0" * 12), encoding="utf-8")
    for worker in (folder / "sw.js", folder / "app" / "service-worker.js"):
        lines = worker.read_text(encoding="utf-8").split("\n")
        worker.write_text("\n".join(['const PAGES = "next";', *lines[1:]]), encoding="utf-8")


def test_start_here_is_the_first_way_on_until_something_is_answered_and_then_a_link_at_the_top(address, tab):
    visit(tab, address)
    tab.evaluate(CLEAR, STORE)
    visit(tab, address)
    start = tab.get_by_role("link", name="Start here", exact=True)
    expect(start).to_have_count(1)
    expect(start).to_have_class("button")
    assert start.get_attribute("href").endswith("path=assessment/start-here.ipynb")
    expect(tab.locator("#go-on a.button")).to_have_count(0)
    expect(tab.locator("[data-module='assessment']")).not_to_contain_text("Start here")
    tour = json.dumps({"schema": 1, "saved": "2026-11-20T16:05:00+00:00", "values": {"share": "25"}, "revision": 1})
    tab.evaluate(PUT, [STORE, [["assessment/work/start-number.json", tour]]])
    visit(tab, address)
    expect(start).to_have_count(1)
    expect(tab.locator("header").get_by_role("link", name="Start here")).to_be_visible()
    expect(tab.locator("#go-on a.button")).to_contain_text("Begin: ")
    expect(tab.locator("[data-module='1a'] .progress")).to_contain_text("0 of 24 tasks done")
