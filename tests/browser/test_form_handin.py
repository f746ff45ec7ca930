"""Handing in from a real JupyterLab, by keyboard alone: saved first, packed, downloaded, nothing cut."""

from __future__ import annotations

import json
import zipfile

import pytest
from playwright.sync_api import expect

from npqml_widgets.handin.receipt import RECEIPT, hash_of, parse, short_hash
from tests.browser.stepping import (
    OURS,
    STEPS,
    all_on_screen,
    focused,
    go_to,
    no_key_changes_a_cell,
    reload,
    soon,
    start,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = [
    "md:# Analyse data\n\n## Task 1: how many?",
    "from npqml_widgets import answer, number, task\nfrom npqml_widgets.forms.handin import hand_in",
    "task('1a-t1', criterion='1.1.1', hints=['Count.'], on_roll=number('Pupils on roll', unit='pupils'))",
    "on_roll = answer('1a-t1')",
    "hand_in('demo-secondary')",
]


@pytest.fixture
def opened(jupyter, page, request):
    """Open a module with one task and press Start; give the Lab, the page and the module's folder."""
    name = f"{request.node.name}/1a/1a-analyse.ipynb"
    path = jupyter.write(name, CELLS)
    book = json.loads(path.read_text())
    book["metadata"]["npqml"] = {"module": "1a", "kind": "learn-how-to"}
    book["cells"][3]["metadata"]["npqml"] = {"task": "1a-t1", "answers": ["on_roll"]}
    path.write_text(json.dumps(book))
    start(jupyter, page, name)
    return jupyter, page, path.parent


def packed(folder) -> list[str]:
    return sorted(path.name for path in folder.glob("*.npqml.zip"))


def pack(page) -> None:
    """Press the button by keys, and wait for what was found, which has the focus then."""
    go_to(page, "Check and pack")
    page.keyboard.press("Enter")
    soon(lambda: focused(page), "What we found")


@pytest.mark.jupyterlab
def test_a_module_is_saved_packed_and_downloaded_by_keys_alone(opened):
    _lab, page, folder = opened
    page.get_by_label("Pupils on roll").fill("11")
    go_to(page, "Your candidate id")
    page.keyboard.type("max01")
    page.evaluate("""() => { const notebook = window.jupyterapp.shell.currentWidget.content;
      notebook.widgets[3].model.sharedModel.setSource("on_roll = answer('1a-t1')\\n# one more line"); }""")
    pack(page)
    form = page.locator(STEPS)
    assert "Every task has an answer" in form.inner_text()
    (name,) = packed(folder)
    with zipfile.ZipFile(folder / name) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    receipt = parse(files[RECEIPT])
    assert (receipt.candidate, receipt.cohort, receipt.sha256) == ("max01", "demo-secondary", hash_of(files))
    assert "# one more line" in files["1a-analyse.ipynb"].decode()  # typed, never saved by hand
    # It was typed and not run: what is in the file and what the kernel knows are not the same, and that is said.
    assert "what was last run in its cell is not what is saved" in form.inner_text()
    assert short_hash(receipt.sha256) in form.inner_text()
    go_to(page, "Download the file")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == name
    assert download.value.path().read_bytes() == (folder / name).read_bytes()
    reload(page)
    expect(page.get_by_label("Your candidate id")).to_have_value("max01")


def test_what_is_no_id_is_said_beside_it_and_nothing_is_packed(opened):
    _lab, page, folder = opened
    go_to(page, "Your candidate id")
    page.keyboard.type("Max Adams")
    go_to(page, "Check and pack")
    page.keyboard.press("Space")
    page.get_by_text("Nothing was packed: mend it, or leave it blank.").wait_for()
    soon(lambda: focused(page), "Your candidate id, if your provider gave you one")
    assert packed(folder) == []


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.everything)])
@pytest.mark.jupyterlab
def test_everybody_can_use_it_and_no_key_reaches_the_notebook(opened, complaints, theme):
    jupyter, page, _folder = opened
    jupyter.theme(page, theme)
    pack(page)
    assert no_key_changes_a_cell(jupyter, page) >= 3
    all_on_screen(page)
    assert complaints(page, OURS) == []


def test_a_report_that_was_written_and_not_saved_is_asked_about(opened):
    _lab, page, _folder = opened
    page.get_by_role("button", name="Report a problem with this task").click()
    page.get_by_label("What is wrong with this task?").fill("The table is blank.")
    pack(page)
    assert "Task 1: a report of a problem is written and not saved" in page.locator(STEPS).inner_text()
