"""What a walk through the course needs: a course of its own, JupyterLab as a role gets it, and keys to answer with."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest

from tests.browser.conftest import IDLE, free_port, wait_until_all_run, wait_until_up
from tests.conftest import HERE, laptop
from tests.course_of_1a import copy_of_course

ROOT = Path(__file__).parents[2]
NOTEBOOK = "1a-analyse-performance-data.ipynb"
START = "button[data-commandlinker-command]"
FORMS = ".npqml-state"
SETTLED = """() => {
  const line = document.getElementById("npqml-ready");
  return !line || /^(Ready|Press Start)/.test(line.textContent); }"""


def built(factory: pytest.TempPathFactory, cohort: str):
    """Build 1a for a cohort in a copy of the course, once for all tests; nobody may change it."""
    return _built(factory.getbasetemp() / f"built-{cohort}", cohort)


@cache
def _built(root: Path, cohort: str):
    from npqml.authoring.build import build
    from npqml.place import Place

    root.mkdir()
    copy_of_course(root)
    shutil.copyfile(ROOT / "nbgrader_config.py", root / "nbgrader_config.py")
    place = Place(root)
    assert [one.failed for one in build(place, cohort, only=["1a"])] == [""]
    return place


def unknown(path: Path) -> None:
    """Change a notebook in something that nobody sees, so that no JupyterLab has ever trusted it."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["copy"] = uuid.uuid4().hex
    nbformat.write(notebook, path)


def copied(place, target: Path):
    """Copy a built course for a test to change, and give its place."""
    from npqml.place import Place

    shutil.copytree(place.root, target)
    return Place(target)


@contextmanager
def started(place, cohort: str, role: str) -> Iterator[str]:
    """Start `npqml lab` for a role, give its address, and stop it in the end."""
    own, home, port = place.root / "my-course" / f".settings-{role}", place.root / f"home-{role}", free_port()
    for folder in (own, home):
        folder.mkdir(parents=True, exist_ok=True)
    # The tests look at cells through the page's own application; nobody else needs that.
    opened = {"LabApp": {"expose_app_in_browser": True}, "IdentityProvider": {"token": ""}}
    (own / "jupyter_lab_config.json").write_text(json.dumps(opened))
    places = {"JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython"}
    environment = os.environ | {name: str(home / folder) for name, folder in places.items()}
    program = str(Path(sys.executable).with_name("npqml"))
    command = [program, "lab", cohort, "--role", role, "--no-browser", "--port", str(port)]
    with (home / "log.txt").open("w") as log:
        server = subprocess.Popen(
            command, cwd=place.root, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_up(url, server, home / "log.txt")
        yield url
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


@contextmanager
def quiet_page(chromium, but: str = "") -> Iterator:
    """Give a page for several tests; like `page`, it fails when it asked for anything outside this computer.

    Everything outside is refused; an address that holds the words `but` may be asked for.
    """
    outside: list[str] = []
    context = laptop(chromium)
    context.route(
        lambda url: urlsplit(url).hostname not in HERE,
        lambda route: (outside.append(route.request.url), route.abort()),
    )
    yield context.new_page()
    context.close()
    assert [one for one in outside if not but or but not in one] == []


class Answers:
    """The answers of the module's bank, worked out with a cohort's data: what a candidate puts in, and where."""

    def __init__(self, place, cohort: str) -> None:
        """Run the instructor's notebook once, and every entry of answers.toml at its task."""
        from npqml.authoring.answers import read_answers
        from npqml.course.modules import find_module
        from npqml.grading.checks import Attempt, read_cells, run

        self.raw: dict[tuple[str, str], dict[str, Any]] = {}
        self.fields: dict[str, dict[str, Any]] = {}
        path = place.source(cohort) / "1a" / NOTEBOOK
        cells = read_cells(path)
        names = {cell.task: cell.answers for cell in cells if cell.task}
        self.bank = [one for one in read_answers(find_module(place.course, "1a").answers) if one.task in names]
        attempts: dict[str, list] = {}
        for entry in self.bank:
            attempt = Attempt(entry.name, partial(self._work_out, entry, names[entry.task]))
            attempts.setdefault(entry.task, []).append(attempt)
        run(cells, path.parent, attempts)
        self.tasks = list(names)

    def _work_out(self, entry, names: tuple[str, ...], namespace: dict[str, Any]) -> None:
        import numpy as np
        import pandas as pd

        from npqml.authoring.answers import raw_for
        from npqml_widgets.tasks import tasks

        self.raw[entry.task, entry.name] = raw_for(entry, {"pd": pd, "np": np, **namespace}, names)
        self.fields[entry.task] = dict(tasks.find(entry.task).fields)

    def entry(self, task: str, kind: str, way: str = "control"):
        """Give the bank's first entry of a kind for a task."""
        return next(one for one in self.bank if (one.task, one.kind, one.way) == (task, kind, way))

    def right(self, task: str) -> dict[str, Any]:
        """Give what a candidate who is right puts into the controls of a task: a written text where a person marks."""
        kind = "text" if any(one.kind == "text" for one in self.bank if one.task == task) else "right"
        return self.raw[task, self.entry(task, kind).name]

    def written(self, task: str) -> bool:
        """Tell whether a person marks this task."""
        return any(one.kind == "text" for one in self.bank if one.task == task)


class Walker:
    """Somebody who works through an open notebook with nothing but a keyboard."""

    def __init__(self, page, answers: Answers) -> None:
        self.page, self.answers, self.keys = page, answers, page.keyboard

    def open(self, url: str) -> None:
        """Open a notebook and wait until its kernel is there, and it has started by itself where it does."""
        self.page.goto(url)
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        self.page.wait_for_function(IDLE)
        self.page.wait_for_function(SETTLED)

    def start(self, *, asked: bool = False) -> None:
        """Go to Start by Tab, press it, answer "Run Once" if asked, and wait until everything has run."""
        self.page.locator(FORMS).evaluate_all("(bars) => bars.forEach((bar) => bar.classList.add('earlier'))")
        self.to_the_top()
        self.tab_to("Start")
        self.keys.press("Enter")
        if asked:
            # It takes the focus a moment after it is there, to "Cancel".
            self.page.locator(".jp-Dialog :focus").wait_for()
            self.tab_to("Run Once")
            self.keys.press("Enter")
        wait_until_all_run(self.page)
        self.page.locator(f"{FORMS}:not(.earlier)").nth(len(self.answers.tasks) - 1).wait_for()

    def to_the_top(self) -> None:
        """Click on the heading, as somebody does who begins to read; from there on, keys."""
        self.page.locator(".jp-Notebook h1").first.click()

    def focused(self) -> str:
        """Give the name of what has the focus: its label or its own words."""
        return self.page.evaluate(
            "() => { const node = document.activeElement;"
            " return (node.labels?.[0]?.textContent ?? node.textContent ?? '').trim(); }"
        )

    def task_of_focus(self) -> str:
        """Give the id of the task whose form has the focus, or an empty text."""
        return self.page.evaluate("""() => {
          const cell = document.activeElement.closest(".jp-CodeCell");
          const found = window.jupyterapp.shell.currentWidget.content.widgets.find((one) => one.node === cell);
          return found?.model.metadata.npqml?.task ?? "";
        }""")

    def tab_to(self, name: str, task: str = "") -> None:
        """Press Tab until what has this name, in the form of this task, has the focus."""
        for _ in range(150):
            if self.focused() == name and (not task or self.task_of_focus() == task):
                return
            self.keys.press("Tab")
        pytest.fail(f"{name!r} {task} cannot be reached by the Tab key")

    def answer(self, task: str, raw: dict[str, Any]) -> None:
        """Put answers into the controls of a task, from the first to the last, and leave the last by Tab."""
        for name, field in self.answers.fields[task].items():
            getattr(self, f"_{type(field).__name__.lower()}")(task, field, raw[name])
        self.keys.press("Tab")

    def _number(self, task: str, field, raw: object) -> None:
        self.tab_to(field.label, task)
        self.keys.press("Control+a")
        self.keys.type(str(raw))

    _text = _number

    def _choice(self, task: str, field, raw: str) -> None:
        self._choose(task, list(field.options.values()), list(field.options).index(raw))

    def _choices(self, task: str, field, raw: list[str]) -> None:
        for key, words in field.options.items():
            self.tab_to(words, task)
            if self.page.evaluate("() => document.activeElement.checked") != (key in raw):
                self.keys.press("Space")

    def _chart(self, task: str, field, raw: dict[str, str]) -> None:
        for name, _, options in field.parts:
            self._choose(task, list(options.values()), list(options).index(raw[name]))
        self.tab_to("Title of the chart", task)
        self.keys.press("Control+a")
        self.keys.type(raw["title"])

    def _choose(self, task: str, words: list[str], place: int) -> None:
        """Choose a radio button of a group: Tab to the group, then arrows, or Space for the first one."""
        self.tab_to(words[0], task)
        for _ in range(place):
            self.keys.press("ArrowDown")
        if place == 0:
            self.keys.press("Space")
        assert self.focused() == words[place]

    def states(self) -> dict[str, tuple[str, str]]:
        """Give the state of each task and the first sentence of its words, as the page shows them."""
        bars = self.page.locator(FORMS).evaluate_all(
            "(bars) => bars.map((bar) => [bar.dataset.state, bar.querySelector('[role=status]').textContent])"
        )
        firsts = [(state, f"{words.split('.')[0]}.") for state, words in bars]
        return dict(zip(self.answers.tasks, firsts, strict=True))

    def wait_for_state(self, task: str, state: str) -> str:
        """Wait until a task shows a state, and give the words beside it."""
        bar = self.page.locator(FORMS).nth(self.answers.tasks.index(task))
        self.page.locator(f".npqml-state[data-state='{state}']").and_(bar).wait_for()
        return bar.text_content()

    def values(self) -> list:
        """Give what every box on the page holds, in their order."""
        return self.page.evaluate("""() => [...document.querySelectorAll(".npqml input, .npqml textarea")]
          .map((node) => ["radio", "checkbox"].includes(node.type) ? node.checked : node.value)""")

    def run_counts(self) -> list:
        """Give the number beside each code cell: one that is run again gets another."""
        return self.page.evaluate("""() => window.jupyterapp.shell.currentWidget.content.widgets
          .filter((cell) => cell.model.type === "code").map((cell) => cell.model.executionCount)""")

    def errors(self) -> list[str]:
        """Give the text of every output that reports an error or a warning."""
        return self.page.locator(
            ".jp-OutputArea-output[data-mime-type*='error'], .jp-OutputArea-output[data-mime-type*='stderr']"
        ).all_text_contents()
