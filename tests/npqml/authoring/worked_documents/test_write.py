"""A page's worked example lies beside it, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from npqml.authoring.worked_documents.write import MAKERS, write_example
from npqml.course.cohort import load_cohort
from npqml.course.sources import load_sources
from npqml_widgets.documents.budget.model import Budget
from npqml_widgets.forms.shared.examples import example

COURSE = Path(__file__).parents[4] / "course"


@pytest.mark.slow
def test_the_example_of_each_page_is_written_the_same_each_time_and_can_be_opened(tmp_path, monkeypatch):
    cohort, sources = load_cohort(COURSE, "demo-primary"), load_sources(COURSE)
    written = []
    for turn in ("first", "second"):
        write_example("budget", cohort, sources, tmp_path / turn)
        written.append((tmp_path / turn / "examples" / "budget.json").read_bytes())
    assert written[0] == written[1]
    monkeypatch.chdir(tmp_path / "first")
    assert example("budget", Budget).setting == cohort.school


def test_a_page_without_one_gets_none_and_every_example_has_its_page(tmp_path):
    cohort, sources = load_cohort(COURSE, "demo-primary"), load_sources(COURSE)
    write_example("learning-log", cohort, sources, tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert all((COURSE / "assessment" / f"{page}.md").is_file() for page in MAKERS)
