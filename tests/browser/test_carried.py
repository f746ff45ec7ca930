"""The saved page of a real JupyterLab holds the answers that were given in its forms, whatever happens to `work`."""

from __future__ import annotations

import json

import pytest

from npqml_widgets.handin.carried_answers import answers_carried
from npqml_widgets.handin.saved_notebook import read_notebook_file
from tests.browser.stepping import soon

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CELLS = [
    "from npqml_widgets import answer, number, task",
    "task('1a-t1', criterion='1.1.1', hints=['Count.'], on_roll=number('Pupils on roll', unit='pupils'))",
    "on_roll = answer('1a-t1')",
    "task('1a-t2', criterion='1.1.1', hints=['Count.'], left=number('Pupils who left', unit='pupils'))",
    "left = answer('1a-t2')",
]


def fill(page, path, label: str, words: str) -> None:
    page.get_by_label(label).fill(words)
    page.keyboard.press("Tab")
    task = "1a-t1" if label == "Pupils on roll" else "1a-t2"
    soon(lambda: kept(path, task), words)


def kept(path, task: str) -> str:
    file = path.parent / "work" / f"{task}.json"
    return next(iter(json.loads(file.read_text())["values"].values()), "") if file.exists() else ""


def save(page) -> None:
    page.wait_for_timeout(500)
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")


def carried(path) -> dict[str, dict]:
    return {task: answer.values for task, answer in answers_carried(read_notebook_file(path)).items()}


def walk(lab, page, name: str) -> None:
    path = lab.write(name, CELLS)
    lab.open(page, name)
    lab.run_all(page)
    fill(page, path, "Pupils on roll", "11")
    save(page)
    soon(lambda: carried(path), {"1a-t1": {"on_roll": "11"}, "1a-t2": {}})
    page.reload()
    page.get_by_label("Pupils on roll").wait_for()
    save(page)
    soon(lambda: carried(path), {"1a-t1": {"on_roll": "11"}, "1a-t2": {}})
    lab.run_all(page)
    fill(page, path, "Pupils who left", "2")
    fill(page, path, "Pupils on roll", "10")
    save(page)
    soon(lambda: carried(path), {"1a-t1": {"on_roll": "10"}, "1a-t2": {"left": "2"}})


@pytest.mark.jupyterlab
def test_a_page_that_jupyterlab_saves_carries_every_answer(jupyter, page):
    walk(jupyter, page, "carried/1a/1a-analyse.ipynb")


def test_a_page_that_the_light_page_saves_carries_every_answer(light, page):
    walk(light, page, "carried-light/1a/1a-analyse.ipynb")
