"""The evidence for the sponsor in a real browser, and the sponsor's own page: filled by keyboard, sealed, read back."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from playwright.sync_api import expect

from npqml_widgets.documents.sponsor.answer import read_content, request_of
from npqml_widgets.documents.sponsor.answer_file import read_file
from npqml_widgets.documents.sponsor.html_form import write_form, write_sealing_page
from npqml_widgets.documents.sponsor.seal import fits, number_of, seal_of
from tests.browser.stepping import THEMES, press, soon
from tests.browser.tabbed import GRID, OURS, complaints_of_tabs, show_tab
from tests.npqml_widgets.documents.sponsor.sponsors import DAY, KEY, SHEET

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = """
from datetime import date
from npqml_widgets.documents.sponsor.model import Evidence, SponsorComments
from npqml_widgets.forms.sponsor import sponsor_comments

sponsor_comments("sponsor-comments", SponsorComments(
    "Catch-up", "Hazelmarsh Primary", "c001", "Sam Lee", "Ruth Moss", "Headteacher", date(2026, 9, 7),
    date(2027, 7, 16), ("4.1.1",),
    (Evidence("E1", "4.1.1", "Asked the four whose mornings change", "The tutors", "Hours: each was asked alone",
              date(2026, 10, 12), "Notes of the talks"),),
))
"""
EVERY_TAB = ("Evidence", "One row", "Ask your sponsor", "What came back", "To mend", "Settings")
WORDS = "I was there — “in October”: 4 €, \U0001f600, <b>\nSecond line\ttab"


@pytest.fixture
def opened(jupyter, page, request):
    """Open a notebook with the form, run to its end, and give the Lab, the page and the folder."""
    name = re.sub("[^a-z_]", "", request.node.name)
    jupyter.write(f"{name}/sponsor.ipynb", ["md:# Sponsor", SHOWN])
    jupyter.open(page, f"{name}/sponsor.ipynb")
    jupyter.run_all(page)
    page.locator(f"{OURS} {GRID} tbody th").first.wait_for()
    return jupyter, page, jupyter.folder / name


@pytest.fixture
def form_page(page, tmp_path):
    """Open the provider's page as a sponsor does, from a folder of theirs, the candidate's file in it, and give it."""
    theirs, ours = tmp_path / "sponsor-comments-for-sponsor.html", tmp_path / "for-the-sponsor-of-c001.html"
    theirs.write_text(write_form(request_of(SHEET, DAY)), encoding="utf-8")
    ours.write_text(write_sealing_page("c001", "Sam Lee", KEY), encoding="utf-8")
    page.route("file:///**", lambda route: route.continue_())
    page.goto(ours.as_uri())
    page.locator("#file").set_input_files(theirs)
    page.get_by_label("Your comment on 4.1.1").wait_for()
    return page


def kept(folder: Path) -> dict:
    """Give the document as its file holds it, empty while there is no file."""
    path = folder / "work" / "sponsor-comments.json"
    return json.loads(path.read_text())["document"] if path.exists() else {"evidence": [], "answers": []}


def go_to(page, name: str) -> None:
    """Press Tab until the element of that name has the focus."""
    named = """() => { const node = document.activeElement;
      return (node.labels?.[0]?.textContent || node.ariaLabel || node.textContent).trim(); }"""
    for _ in range(80):
        if page.evaluate(named) == name:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} cannot be reached by the Tab key")


def save_by_keyboard(page, to: Path) -> None:
    go_to(page, "Save my answer to a file")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(to)


def test_the_sponsor_s_page_is_filled_by_keyboard_and_its_seal_is_ours(form_page, tmp_path):
    page = form_page
    go_to(page, "Your comment on 4.1.1")
    page.keyboard.insert_text(WORDS)
    go_to(page, "Your name")
    page.keyboard.type("Ruth Moss")
    go_to(page, "Your role in the school")
    page.keyboard.type("Headteacher")
    save_by_keyboard(page, tmp_path / "answer.json")
    sent = read_file((tmp_path / "answer.json").read_bytes())
    answer = read_content(sent.content)
    assert fits(sent.content, sent.seal, KEY)
    assert answer.request == request_of(SHEET, DAY)
    assert answer.comment_on("4.1.1") == WORDS
    assert (answer.confirms, answer.name) == (False, "Ruth Moss")
    expect(page.locator("#said")).to_contain_text("1 of 2 comments, the statement not confirmed, sealed.")
    assert KEY not in (tmp_path / "answer.json").read_text(encoding="utf-8")


def test_what_is_missing_is_said_and_has_the_focus(form_page):
    page = form_page
    save = page.get_by_role("button", name="Save my answer to a file")
    said = page.locator("#said")
    save.click()
    expect(said).to_contain_text("your name is missing")
    expect(page.get_by_label("Your name")).to_be_focused()
    page.get_by_label("Your name").fill("Ruth Moss")
    save.click()
    expect(said).to_contain_text("your role is missing")
    page.get_by_label("Your role in the school").fill("Headteacher")
    page.get_by_role("textbox", name="Date").fill("")
    save.click()
    expect(said).to_contain_text("the date is missing")


def test_files_of_others_and_what_is_no_evidence_are_not_opened(form_page, tmp_path):
    page = form_page
    other = request_of(evolve(SHEET, candidate="c002"), DAY)
    for name, content, words in (
        (
            "other.html",
            write_form(other),
            "other.html is about the candidate c002, and this page is for the sponsor of c001",
        ),
        ("empty.html", "<p>Hello</p>", "empty.html is no evidence for a sponsor"),
        (
            "broken.html",
            write_form(other).replace('"evidence"', '"nothing"'),
            "broken.html is no evidence for a sponsor",
        ),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
        page.locator("#file").set_input_files(tmp_path / name)
        expect(page.locator("#opened")).to_contain_text(words)
        expect(page.get_by_role("button", name="Save my answer to a file")).to_be_hidden()


def test_a_candidate_s_page_of_their_own_making_runs_nothing_and_hides_nothing_in_the_provider_s(form_page, tmp_path):
    """What it adds is not taken; what it says is shown, also where the candidate's own page would have hidden it."""
    page = form_page
    nasty = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    sheet = evolve(SHEET, evidence=(evolve(SHEET.evidence[0], what=nasty), *SHEET.evidence[1:]))
    doctored = write_form(request_of(sheet, DAY)).replace('"notes": ""', '"notes": "and he may have my job"')
    doctored = doctored.replace("</main>", "</main><script>document.title='run'</script>").replace(
        "<dl id", "<dl hidden id"
    )
    (tmp_path / "doctored.html").write_text(doctored, encoding="utf-8")
    page.locator("#file").set_input_files(tmp_path / "doctored.html")
    expect(page.locator("#evidence")).to_contain_text("<img src=x")
    assert page.title() == "Sponsor's comments: Sam Lee"
    assert page.locator("#evidence img, #evidence script").count() == 0
    page.get_by_label("Your name").fill("Ruth Moss")
    page.get_by_label("Your role in the school").fill("Headteacher")
    save_by_keyboard(page, tmp_path / "answer.json")
    sent = read_file((tmp_path / "answer.json").read_bytes())
    assert fits(sent.content, sent.seal, KEY)
    assert "my job" not in sent.content


def test_the_candidate_s_own_page_can_be_filled_in_and_its_answer_has_no_seal(form_page, tmp_path):
    page = form_page
    page.goto((tmp_path / "sponsor-comments-for-sponsor.html").as_uri())
    page.get_by_label("Your comment on 4.1.2").fill("The minutes bear it out.")
    page.get_by_label("Your name").fill("Ruth Moss")
    page.get_by_label("Your role in the school").fill("Headteacher")
    save_by_keyboard(page, tmp_path / "answer.json")
    expect(page.locator("#said")).to_contain_text("without a seal, so it will be called “not verified”")
    sent = read_file((tmp_path / "answer.json").read_bytes())
    assert sent.seal == ""
    assert read_content(sent.content).request == request_of(SHEET, DAY)


def test_the_page_s_own_hash_and_seal_are_the_standard_ones(form_page):
    """Texts of every length around its blocks of 64 bytes, and with signs of one to four bytes."""
    texts = ["x" * length for length in (0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 127, 128, 1000)]
    texts += [WORDS * times for times in range(1, 6)]
    script = """([text, key]) => [hex(sha256(bytesOf(text))),
        hex(hmac(bytesOf(key), bytesOf(page.about + "\\n" + text)))]"""
    for text in texts:
        assert form_page.evaluate(script, [text, KEY]) == [number_of(text), seal_of(text, KEY)]


def test_the_sponsor_s_page_has_no_barrier_at_any_width_and_asks_no_network(form_page, complaints):
    page = form_page
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 900})
        # The guard against a notebook's own keys is for a notebook: here there is none.
        assert [words for words in complaints(page, "main") if words.startswith("axe ")] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == []


def test_evidence_is_added_by_keyboard_and_the_answer_comes_back_to_be_read_only(opened, tmp_path):
    _, page, folder = opened
    page.get_by_label("Find").first.focus()
    go_to(page, "Add a row")
    press(page, "Enter")
    page.wait_for_function("() => document.activeElement.closest('tr')?.cells?.[0].textContent === 'E2'")
    page.keyboard.type("Moderation with St Bride's")
    press(page, "Tab")
    page.keyboard.type("28/01/2027")
    press(page, "Enter")
    soon(lambda: [row["what"] for row in kept(folder)["evidence"]][-1:], ["Moderation with St Bride's"])
    soon(lambda: kept(folder)["evidence"][-1]["day"], date(2027, 1, 28).isoformat())
    page.get_by_role("button", name="Save the sponsor's form (HTML)").click()
    soon(lambda: (folder / "sponsor-comments-for-sponsor.html").exists(), True)
    theirs = page.context.new_page()
    theirs.route("file:///**", lambda route: route.continue_())
    theirs.goto((folder / "sponsor-comments-for-sponsor.html").as_uri())
    theirs.get_by_label("Your comment on 4.1.1").wait_for()
    assert theirs.get_by_text("Only there can your answer be sealed").count() == 1
    (tmp_path / "ours.html").write_text(write_sealing_page("c001", "Sam Lee", KEY), encoding="utf-8")
    theirs.goto((tmp_path / "ours.html").as_uri())
    theirs.locator("#file").set_input_files(folder / "sponsor-comments-for-sponsor.html")
    theirs.get_by_label("Your comment on 4.1.1").fill("I was there.")
    theirs.get_by_label("Your name").fill("Ruth Moss")
    theirs.get_by_label("Your role in the school").fill("Headteacher")
    theirs.get_by_role("checkbox").check()
    save_by_keyboard(theirs, tmp_path / "answer.json")
    theirs.close()
    page.locator(f"{OURS} input[type=file]").last.set_input_files(tmp_path / "answer.json")
    soon(lambda: len(kept(folder)["answers"]), 1)
    assert fits(kept(folder)["answers"][0]["content"], kept(folder)["answers"][0]["seal"], KEY)
    show_tab(page, "What came back")
    page.get_by_text("I was there.").first.wait_for()
    panel = page.locator(".lm-TabPanel-stackedPanel:visible, .widget-tab-contents:visible").last
    assert panel.locator("input, textarea, select, [contenteditable=true]").locator("visible=true").count() == 0
    page.get_by_text("Comments that came back: not verified").first.wait_for()


@pytest.mark.jupyterlab  # its tabs are JupyterLab's in look
@pytest.mark.parametrize("theme", THEMES)
def test_neither_axe_nor_our_own_rules_have_anything_against_any_tab(opened, complaints, theme):
    jupyter, page, _ = opened
    jupyter.theme(page, theme)
    assert complaints_of_tabs(page, complaints, EVERY_TAB) == []
