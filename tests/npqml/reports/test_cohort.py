from __future__ import annotations

import csv
import re

import pytest

from npqml.course.candidates import read_candidates
from npqml.refusal import Refusal
from npqml.reports.cohort import write_report
from npqml.reports.feedback import write_feedback


@pytest.fixture(scope="module")
def report(graded):
    place, planted, results = graded
    return place, planted, results, write_report(place, "demo-small")


def test_the_page_names_candidates_and_says_that_it_is_for_the_provider(report):
    place, planted, _, files = report
    html = files[0].read_text(encoding="utf-8")
    assert "For the provider only" in html
    names = read_candidates(place, "demo-small").names
    assert all(one.candidate in html and names[one.candidate] in html for one in planted)


def test_each_chart_has_a_sentence_a_caption_and_its_numbers(report):
    html = report[3][0].read_text(encoding="utf-8")
    assert html.count("<figure") == 3
    assert html.count('src="data:image/png;base64,') == 3
    assert len(re.findall(r'<img alt="[^"]{30,}', html)) == 3
    assert html.count("<details>") == 3


def test_it_needs_no_script_and_nothing_outside(report):
    html = report[3][0].read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|<iframe|https?://|@import|url\(", html)


def test_a_file_that_could_not_be_graded_is_blank_in_every_file(report):
    _, planted, _, files = report
    broken = next(one.candidate for one in planted if one.broken == "truncated")
    rows = next(path for path in files if path.name == "results.csv")
    with rows.open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["Candidate"] == broken)
    assert (row["State"], row["Mark"], row["Of"]) == ("could not be graded", "", "")
    assert "cut short" in row["Why"]


def test_who_handed_in_nothing_is_named(report):
    place, _, _, _ = report
    names = place.submitted("demo-small") / "candidates.csv"
    before = names.read_text(encoding="utf-8")
    names.write_text(before.rstrip("\n") + "\nc999,Ada Absent\n", encoding="utf-8")
    try:
        html = write_report(place, "demo-small")[0].read_text(encoding="utf-8")
    finally:
        names.write_text(before, encoding="utf-8")
    assert "Nothing was handed in by c999, Ada Absent." in html


def test_a_names_file_without_its_columns_is_refused(place, cohort):
    place.submitted(cohort).mkdir(parents=True)
    (place.submitted(cohort) / "candidates.csv").write_text("number,who\n1,x\n")
    with pytest.raises(Refusal, match=r"candidates.csv.*id and name"):
        read_candidates(place, cohort)


@pytest.mark.parametrize("write", [write_report, write_feedback])
def test_a_cohort_that_was_not_graded_is_said(place, cohort, write):
    with pytest.raises(Refusal, match="npqml grade demo-small"):
        write(place, cohort)


@pytest.mark.browser
def test_report_and_feedback_open_from_disk_and_pass_axe(report, chromium):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    place, planted, _, files = report
    pages = write_feedback(place, "demo-small")
    broken = next(one.candidate for one in planted if one.broken)
    shown = [files[0], pages[0], next(path for path in pages if broken in str(path))]
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    page = context.new_page()
    for path in shown:
        page.goto(path.as_uri())
        found = axe.run(page)
        assert found.violations_count == 0, found.generate_report()
        page.set_viewport_size({"width": 380, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 380
        page.set_viewport_size({"width": 1366, "height": 768})
    context.close()
