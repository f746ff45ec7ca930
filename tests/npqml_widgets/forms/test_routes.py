"""How long the course takes and where to begin: out of what lies beside the page, and never a link to what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from npqml_widgets.documents.criteria import modules
from npqml_widgets.forms.routes import by_role, by_time, first_steps, how_long, module_link, modules_beside


def page(path: Path, kind: str, title: str, minutes: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [{"cell_type": "markdown", "source": f"# {title}"}]
    path.write_text(json.dumps({"metadata": {"npqml": {"kind": kind, "minutes": minutes}}, "cells": cells}))


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    (tmp_path / "assessment").mkdir()
    monkeypatch.chdir(tmp_path / "assessment")
    return tmp_path


@pytest.fixture
def two(folder):
    page(folder / "1a" / "1a read.ipynb", "learn-how-to", "Read <results>", 70)
    page(folder / "1a" / "learn-about" / "1.ipynb", "learn-about", "Data", 35)
    page(folder / "5b" / "5b.ipynb", "learn-how-to", "Risks", 60)


@pytest.mark.usefixtures("two")
def test_minutes_are_those_of_the_pages_that_are_here():
    said = how_long(modules_beside()).words
    assert f"2 of {len(modules())} modules are here." in said
    assert "Their practice takes 2 hours 15 minutes; with all self-study pages it is 2 hours 45 minutes." in said
    times = by_time(modules_beside()).words
    assert "7 visits for all practice" in times
    assert "2 evenings of 90 minutes" in times
    assert "About 14 minutes a week for 12 weeks" in times


@pytest.mark.usefixtures("two")
def test_a_role_has_its_modules_in_order_and_only_those_that_are_here_are_linked():
    shown = by_role({"SENCO": [("1a", "first"), ("4b", "then")]}, modules_beside())
    assert shown.words.splitlines()[0] == "SENCO"
    assert shown.words.index("1a Read <results> (70 minutes): first") < shown.words.index("(not yet here): then")
    assert '<a href="../1a/1a%20read.ipynb"' in shown.html
    assert "Read &lt;results&gt;" in shown.html
    assert shown.html.count("<a ") == 1


@pytest.mark.usefixtures("two")
def test_a_role_is_sent_to_its_first_module_that_is_here():
    shown = first_steps(
        {"SENCO": [("4b", "first"), ("5b", "then"), ("1a", "last")], "Nobody's": [("4b", "only")]}, modules_beside()
    )
    assert shown.words == "SENCO: 5b Risks (60 minutes)"
    assert shown.html.count("<li>") == shown.html.count("<a ") == 1


def test_a_module_that_is_not_here_has_the_framework_s_words():
    link, words = module_link("5b", {})
    assert words.startswith("5b Manage risks within a team effectively")
    assert "<a" not in link


def test_without_any_module_the_page_says_so():
    here = modules_beside()
    assert how_long(here).words == by_time(here).words == first_steps({"SENCO": [("1a", "first")]}, here).words
    assert "no modules beside this page yet" in how_long(here).words
