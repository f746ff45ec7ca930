"""The front page where something is amiss: a host with ways of its own, a site in renewal, damaged pages, no room."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.site_page import PRACTICE, Quiet, served
from tests.browser.test_frontpage import CLEAR, KEPT, PUT, ROLL, STORE, _next_edition, bring, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NO_FETCHING_AHEAD = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
CONTROLLED = "() => navigator.serviceWorker.controller"
LINES = """window.lines = []; addEventListener("DOMContentLoaded", () => {
  const node = document.getElementById("loading");
  new MutationObserver(() => window.lines.push(node.textContent)).observe(node, { childList: true }); });"""
NO_ROOM = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
CACHED = """async () => Promise.all((await caches.keys()).map(async (name) =>
  (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname))).then((all) => all.flat())"""


@pytest.fixture
def copy(site, tmp_path):
    """Give a copy of the site that may be changed."""
    shutil.copytree(site[1], tmp_path / "site")
    return tmp_path / "site"


def notices(tab) -> str:
    return str(tab.locator("#notices").inner_text())


def mine(folder: Path, build: str) -> str:
    """Give a page as a browser keeps it, of another build and with a line that somebody has typed."""
    notebook = json.loads((folder / "app" / "files" / PRACTICE).read_text(encoding="utf-8"))
    notebook["metadata"]["npqml"]["build"] = build
    own = next(cell for cell in notebook["cells"] if cell["id"] == "1a-t1")
    own["source"] = "".join(own["source"]) + "\non_roll = 157"
    return json.dumps(notebook)


class ShortAddresses(Quiet):
    """A host that leads from /a/index.html to /a/ and from /b.html to /b, and from a members' page to a login."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        path, _, query = self.path.partition("?")
        short = path.removesuffix("index.html") if path.endswith("/index.html") else path.removesuffix(".html")
        if path == "/members.html":
            short = "/login"
        if short != path:
            self.send_response(308)
            self.send_header("Location", short + (f"?{query}" if query else ""))
            self.send_header("Content-Length", "0")
            return self.end_headers()
        if Path(self.translate_path(f"{path}.html")).is_file():
            self.path = f"{path}.html"
        return super().do_GET()


def test_on_a_host_that_shortens_addresses_every_page_is_shown_and_a_login_is_followed_and_not_kept(copy, tab):
    for name in ("members", "login"):
        (copy / f"{name}.html").write_text(f"<title>{name}</title>")
    with served(copy, ShortAddresses) as address:
        tab.goto(f"{address}/")
        tab.wait_for_function(CONTROLLED)
        for path, title in {
            "index.html": "NPQML workbook: demo-secondary",
            "read/1a/1a-analyse-performance-data.html": "Analyse performance data (reading copy)",
            "licences/index.html": "Licences",
            f"app/notebooks/index.html?path={PRACTICE}": "NPQML workbook",
        }.items():
            tab.goto(f"{address}/{path}")
            assert tab.title() == title
        tab.goto(f"{address}/members.html")
        assert tab.title() == "login"
        assert "/members.html" not in tab.evaluate(CACHED)


def test_after_one_visit_the_front_page_opens_without_a_connection(copy, tab):
    with served(copy) as address:
        visit(tab, address)
        tab.wait_for_function(CONTROLLED)
    visit(tab, address)


def test_a_page_that_the_worker_did_not_take_over_asks_for_it(address, tab):
    tab.add_init_script(NO_FETCHING_AHEAD)
    visit(tab, address)
    tab.wait_for_function(CONTROLLED)
    tab.evaluate("() => { window.earlier = true; }")
    tab.context.new_cdp_session(tab).send("Page.reload", {"ignoreCache": True})  # as Shift and reload
    tab.wait_for_function("() => !window.earlier && document.querySelector('.progress.done')")
    tab.wait_for_function(CONTROLLED)


def test_two_courses_on_one_host_leave_each_other_s_kept_pages_alone(site, tab, tmp_path):
    tab.add_init_script(NO_FETCHING_AHEAD)
    for name in ("one", "two"):
        shutil.copytree(site[1], tmp_path / name)
    worker = tmp_path / "two" / "sw.js"
    lines = worker.read_text(encoding="utf-8").split("\n")
    worker.write_text("\n".join(['const PAGES = "other";', *lines[1:]]), encoding="utf-8")
    with served(tmp_path) as address:
        for name in ("one", "one", "two"):
            visit(tab, f"{address}/{name}")
            tab.wait_for_function(CONTROLLED)
        kept = tab.evaluate(CACHED)
    assert {"/one/course.json", "/two/course.json"} <= set(kept)


def test_a_page_of_an_edition_that_is_not_taken_yet_is_not_brought_back_to_this_one(copy, tab):
    tab.add_init_script(NO_FETCHING_AHEAD)
    with served(copy) as address:
        visit(tab, address)
        tab.wait_for_function(CONTROLLED)
        visit(tab, address)
        tab.evaluate("(path) => fetch(path)", f"/app/files/{PRACTICE}")
        _next_edition(copy, copy / "app" / "files" / PRACTICE)
        page = mine(copy, "0" * 12)
        tab.evaluate(PUT, [STORE, [[PRACTICE, page]]])
        visit(tab, address)
        tab.get_by_text("A newer edition of the course is here.").wait_for()
        kept = tab.evaluate(KEPT, STORE)
    assert json.loads(kept[PRACTICE]) == json.loads(page)
    assert list(kept) == [PRACTICE]


def test_while_a_site_is_being_renewed_no_page_is_changed_however_often_somebody_looks(copy, tab):
    page = copy / "app" / "files" / PRACTICE
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(json.loads(text)["metadata"]["npqml"]["build"], "2" * 12), encoding="utf-8")
    with served(copy) as address:
        visit(tab, address)
        tab.evaluate(PUT, [STORE, [[PRACTICE, mine(copy, "1" * 12)]]])
        before = tab.evaluate(KEPT, STORE)
        for _ in range(3):
            visit(tab, address)
        assert tab.evaluate(KEPT, STORE) == before


def test_an_update_that_cannot_be_fetched_is_said_as_such_and_what_is_done_is_shown(copy, tab):
    with served(copy) as address:
        visit(tab, address)
        tab.evaluate(PUT, [STORE, [[PRACTICE, mine(copy, "1" * 12)], ["1a/work/1a-t1.json", ROLL]]])
        (copy / "app" / "files" / PRACTICE).unlink()
        visit(tab, address)
        tab.get_by_text("1 of 24 tasks done").wait_for()
        expect(tab.locator("#notices")).to_contain_text("could not be fetched")
        assert "keeps nothing" not in notices(tab)


@pytest.mark.parametrize("content", ['{"cells": [null]}', '{"cells": "x", "metadata": {}}', "[]", '{"nbformat": 4}'])
def test_a_damaged_page_is_left_alone_and_named_and_what_is_done_is_shown(address, tab, content):
    tab.add_init_script(NO_FETCHING_AHEAD)
    visit(tab, address)
    tab.evaluate(PUT, [STORE, [[PRACTICE, content], ["1a/work/1a-t1.json", ROLL]]])
    visit(tab, address)
    tab.get_by_text("1 of 24 tasks done").wait_for()
    expect(tab.locator("#notices")).to_contain_text(
        "Analyse performance data: the page that this browser keeps is damaged"
    )
    kept = tab.evaluate(KEPT, STORE)
    assert json.loads(kept[PRACTICE]) == json.loads(content)
    assert set(kept) == {PRACTICE, "1a/work/1a-t1.json"}


def test_without_storage_that_is_said_once(address, tab):
    tab.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    tab.goto(f"{address}/index.html")
    tab.get_by_text("This browser keeps nothing").wait_for()
    tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    tab.get_by_text("The course is ready on this computer.").wait_for()
    assert notices(tab).count("This browser keeps nothing") == 1


def two_answers(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1a/work/1a-t1.json", ROLL.replace("152", "160"))
        archive.writestr("1a/work/1a-t2.json", ROLL.replace("152", "161"))
    return path


def test_what_another_tab_writes_while_somebody_chooses_is_kept_as_well(address, tab, tmp_path):
    visit(tab, address)
    tab.evaluate(CLEAR, STORE)
    tab.evaluate(PUT, [STORE, [["1a/work/1a-t1.json", ROLL]]])
    bring(tab, two_answers(tmp_path / "other.zip"))
    choice = tab.get_by_role("button", name="Those in the file")
    choice.wait_for()
    written = [[f"1a/work/1a-t{task}.json", ROLL.replace("152", words)] for task, words in ((1, "170"), (2, "171"))]
    tab.evaluate(PUT, [STORE, written])
    choice.click()
    tab.get_by_text("Kept in “earlier”: 2.").wait_for()
    values = {json.loads(one)["values"]["on_roll"] for one in tab.evaluate(KEPT, STORE).values()}
    assert values == {"160", "161", "170", "171"}


def test_a_browser_without_room_says_so_and_changes_nothing(address, tab, tmp_path):
    visit(tab, address)
    tab.evaluate(CLEAR, STORE)
    tab.evaluate(PUT, [STORE, [["1a/work/1a-t1.json", ROLL]]])
    before = tab.evaluate(KEPT, STORE)
    bring(tab, two_answers(tmp_path / "other.zip"))
    choice = tab.get_by_role("button", name="Those in the file")
    choice.wait_for()
    tab.evaluate(NO_ROOM)
    choice.click()
    tab.get_by_text("this browser has no room for it. Nothing was changed.").wait_for()
    assert tab.evaluate(KEPT, STORE) == before


def test_files_that_no_zip_program_writes_are_refused_in_plain_words(address, tab, tmp_path):
    visit(tab, address)
    good = two_answers(tmp_path / "good.zip").read_bytes()
    (tmp_path / "pointer.zip").write_bytes(good[:-6] + b"\xf0\xff\xff\x00" + good[-2:])  # its list lies past its end
    with (tmp_path / "huge.zip").open("wb") as file:
        file.truncate(200_000_001)
    with zipfile.ZipFile(tmp_path / "page.zip", "w") as archive:
        archive.writestr(PRACTICE, "[]")
    for name, words in {
        "pointer.zip": "it is damaged",
        "huge.zip": "larger than any course",
        "page.zip": "nothing of this course",
    }.items():
        bring(tab, tmp_path / name)
        tab.locator("#brought", has_text=f"{name} ").get_by_text(words).wait_for()


def test_getting_ready_is_said_in_few_lines_and_done_only_when_it_is(copy, tab):
    tab.add_init_script(LINES)
    with served(copy) as address:
        visit(tab, address)
        tab.get_by_text("The course is ready on this computer.").wait_for()
        assert 2 <= len(tab.evaluate("lines")) <= 8
        wheel = next((copy / "app" / "static" / "pyodide").glob("pandas-*.whl"))
        wheel.unlink()
        other = tab.context.browser.new_page()
        other.add_init_script(LINES)
        visit(other, address)
        other.wait_for_function("() => lines.length && lines.at(-1) === ''")
        other.context.close()
