"""An answer that stands a second time on its page says what was answered, and follows each change."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from npqml_widgets.answers.fields import number
from npqml_widgets.keeping import answers
from npqml_widgets.tasks import shownagain
from npqml_widgets.tasks.form import TaskForm
from npqml_widgets.tasks.shownagain import NOTHING_YET, shown_again
from npqml_widgets.tasks.tasks import find, task


class Output:
    """What a page shows at one place, as it was last put there."""

    def __call__(self, data, **_):
        self.update(data)
        return self

    def update(self, data, **_):
        """Put something else there."""
        self.words, self.html = data["text/plain"], data["text/html"]


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A page with a guess of two numbers, which stands there a second time."""
    monkeypatch.chdir(tmp_path)
    page = SimpleNamespace(user_ns={})
    monkeypatch.setattr(shownagain, "shell", lambda: page)
    page.output = Output()
    monkeypatch.setattr("IPython.display.display", page.output)
    task("3a-t0", first=number("Line 1 <now>", decimals=0), second=number("Line 2", decimals=0))
    page.form = find("3a-t0").form = TaskForm(find("3a-t0"), answers.load("3a-t0"), frozenset(), page)
    shown_again("3a-t0")
    return page


def test_before_any_answer_it_says_that_there_is_none(page):
    assert page.output.words == NOTHING_YET


def test_it_follows_each_change_also_one_that_cannot_be_read(page):
    page.form.controls["first"].value = "7"
    assert page.output.words == "Line 1 <now>: 7\nLine 2: No answer"
    page.form.controls["second"].value = "some"
    assert "Line 2: “some”" in page.output.words
    page.form.controls["second"].value = "3"
    assert page.output.words.endswith("Line 2: 3")
    assert "Line 1 &lt;now&gt; <strong>7</strong>" in page.output.html


def test_a_task_that_starts_again_has_no_answer_here_either(page):
    page.form.controls["first"].value = "7"
    page.form.reset()
    assert page.output.words == NOTHING_YET


def test_outside_a_notebook_nothing_is_shown(monkeypatch):
    task("3a-t0", first=number("Line 1"))
    monkeypatch.setattr(shownagain, "shell", lambda: None)
    shown_again("3a-t0")
    assert find("3a-t0").echoes == []
