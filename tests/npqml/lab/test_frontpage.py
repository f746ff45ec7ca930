"""The front page of `npqml lab`, as it is made from a candidate's folder."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from npqml.lab.frontpage import front_page

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PAST, TODAY, FUTURE = "2026-11-24", "2026-11-25", "2026-11-30"


def cell(kind: str, source: str, **about: object) -> dict:
    return {"cell_type": kind, "source": source, "metadata": {"npqml": about} if about else {}}


def page(folder, name: str, kind: str, *cells: dict) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    about = {"kind": kind, "minutes": 20, "module": folder.name}
    path.write_text(json.dumps({"metadata": {"npqml": about}, "cells": list(cells)}))


def task(name: str) -> dict:
    return cell("code", "", task=name, answers=["one"])


@pytest.fixture
def root(tmp_path):
    page(tmp_path / "1a", "learn-about/1-data.ipynb", "learn-about", cell("markdown", "# Data & tools"))
    tasks = [cell("markdown", "## Task 1: Count"), task("1a-t1"), cell("markdown", "## Task 2: Weigh"), task("1a-t2")]
    page(tmp_path / "1a", "1a-read.ipynb", "learn-how-to", cell("markdown", "# Read a table"), *tasks)
    page(tmp_path / "assessment", "learning-log.ipynb", "assessment", cell("markdown", "# Learning log"))
    return tmp_path


def shown(root) -> str:
    return front_page(root, "/base/", NOW)


def answered(root, name: str, value: object) -> None:
    work = root / name.split("-")[0] / "work"
    work.mkdir(exist_ok=True)
    (work / f"{name}.json").write_text(json.dumps({"values": {"one": value}, "saved": "2026-11-24T10:00:00+00:00"}))


def test_every_page_of_the_course_is_linked_by_its_title(root):
    text = shown(root)
    assert '<a href="/base/doc/tree/1a/learn-about/1-data.ipynb">Data &amp; tools</a>' in text
    assert '<a href="/base/doc/tree/1a/1a-read.ipynb">Read a table</a>' in text
    assert "Your working documents" in text
    assert ">Learning log</a>" in text


def test_it_begins_at_the_top_of_the_first_page_and_goes_on_at_the_next_task(root):
    assert re.search(r'href="/base/doc/tree/1a/1a-read.ipynb">Begin: Read a table<', shown(root))
    answered(root, "1a-t1", 12)
    text = shown(root)
    assert "1 of 2 tasks done" in text
    assert '1a-read.ipynb#task=1a-t2">Continue where you stopped: Task 2: Weigh<' in text
    page(root / "1b", "1b.ipynb", "learn-how-to", cell("markdown", "# Lead change"), task("1b-t1"))
    answered(root, "1a-t2", 12)
    assert '1b/1b.ipynb">Go on with the next page: Lead change<' in shown(root)
    answered(root, "1b-t1", 12)
    text = " ".join(shown(root).split())
    assert "Every task is answered. Now hand in:" in text
    assert '1a/1a-read.ipynb#task=hand-in">Read a table</a>,' in text
    assert '1b/1b.ipynb#task=hand-in">Lead change</a>.' in text
    (root / "1a" / "1a-2026-11-24.npqml.zip").write_bytes(b"packed")
    text = " ".join(shown(root).split())
    assert (
        'Now hand in: <a href="/base/doc/tree/1b/1b.ipynb#task=hand-in">Lead change</a>. Packed: <a href="/base' in text
    )
    assert "Read a table</a>. Send that file in, if you have not" in text


def begun_with_start_here(root) -> None:
    page(root / "assessment", "start-here.ipynb", "assessment", cell("markdown", "# Start here"), task("assessment-t1"))


def test_whoever_has_not_begun_is_led_to_start_here_first_and_later_finds_it_at_the_top(root):
    begun_with_start_here(root)
    address = "/base/doc/tree/assessment/start-here.ipynb"
    text = " ".join(shown(root).split())
    assert f'<a class="button" href="{address}">Start here</a>' in text
    assert '<a href="/base/doc/tree/1a/1a-read.ipynb">Begin: Read a table</a>' in text
    assert text.count(address) == 1  # it is no working document
    answered(root, "1a-t1", 12)
    text = " ".join(shown(root).split())
    assert f'<p class="quiet"><a href="{address}">Start here</a></p>' in text.partition("</header>")[0]
    assert 'class="button" href="/base/doc/tree/1a/1a-read.ipynb#task=1a-t2">Continue where' in text
    assert text.count(address) == 1


def test_an_answer_on_start_here_begins_the_course_and_is_no_part_of_how_far_somebody_is(root):
    begun_with_start_here(root)
    answered(root, "assessment-t1", 25)
    text = " ".join(shown(root).split())
    assert 'class="button" href="/base/doc/tree/1a/1a-read.ipynb">Begin: Read a table<' in text
    assert "0 of 2 tasks done" in text


def questions(root, module: str, kept: object) -> None:
    work = root / module / "work"
    work.mkdir(parents=True, exist_ok=True)
    (work / "questions-due.json").write_text(json.dumps(kept))


def due(root) -> int:
    found = re.search(r"(\d+) questions? (?:is|are) due again", shown(root))
    return int(found[1]) if found else 0


@pytest.mark.parametrize(
    ("kept", "number"),
    [
        ([[], None, {}], 0),
        ([{"due": {"a": FUTURE}}, {"due": {"a": PAST}}], 0),
        ([{"due": {"a": TODAY}}], 1),
        ([{"due": dict.fromkeys("abcdefghi", PAST)}], 5),
        ([{"due": dict.fromkeys("abcdefghi", PAST)}, {"done": {"day": TODAY, "answered": ["x", "y"]}}], 3),
        ([{"due": dict.fromkeys("ab", PAST)}, {"done": {"day": TODAY, "answered": ["a"]}}], 1),
        ([{"due": dict.fromkeys("ab", PAST)}, {"done": {"day": PAST, "answered": ["a"]}}], 2),
        ([{"due": {"a": PAST}, "done": {"day": TODAY, "answered": [], "skipped": True}}], 0),
        ([{"due": {"a": PAST}}, {"due": [1]}, {"due": {}, "done": "x"}], 1),
    ],
)
def test_questions_are_due_as_in_the_browser_edition_and_a_damaged_file_says_nothing(root, kept, number):
    for place, each in enumerate(kept):
        questions(root, f"{place}z", each)
    assert due(root) == number


def test_somebodys_own_notebook_and_a_damaged_one_are_left_out(root):
    (root / "1a" / "zz.ipynb").write_text('{"cells": [], "metadata": {}}')
    (root / "1a" / "damaged.ipynb").write_text("{")
    text = shown(root)
    assert "zz.ipynb" not in text
    assert "damaged.ipynb" not in text


def test_titles_are_words_and_never_markup(root):
    page(root / "2b", "2b.ipynb", "learn-how-to", cell("markdown", "# <script>x</script>"))
    assert "<script>x" not in shown(root)
